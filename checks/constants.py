"""Read what a module's constants hold without running it."""

import ast


class NotConstant(ValueError):
	"""The expression is not made of literals and names of such constants alone."""


class Constants:
	"""The strings and tuples of strings that a module assigns at its top level."""

	def __init__(self, module: ast.Module):
		self._assigned: dict[str, ast.expr] = {}
		for node in module.body:
			targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
			for target in targets:
				if isinstance(target, ast.Name) and getattr(node, "value", None) is not None:
					self._assigned[target.id] = node.value

	def strings(self, node: ast.expr) -> list[tuple[str, int]]:
		"""The strings that `node` holds, each with its line; raises NotConstant."""
		if isinstance(node, ast.Constant) and isinstance(node.value, str):
			return [(node.value, node.lineno)]
		if isinstance(node, ast.Tuple | ast.List | ast.Set):
			return [found for element in node.elts for found in self.strings(element)]
		if isinstance(node, ast.Starred):
			return self.strings(node.value)
		if isinstance(node, ast.Name) and node.id in self._assigned:
			return self.strings(self._assigned[node.id])
		if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
			return self.strings(node.left) + self.strings(node.right)
		raise NotConstant(ast.unparse(node))
