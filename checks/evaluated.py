"""Text that is carried out as code: eval, exec, pickle, a shell, a template that is no file."""

import ast

from checks.comments import comments_of, reason_near
from checks.problem import Problem
from checks.tree import APP, Tree

#: never: there is a way without
_NEVER = {
	*("eval", "exec", "compile", "__import__", "os.system", "os.popen", "pickle.load", "pickle.loads"),
	*("marshal.loads", "yaml.load", "frappe.safe_eval", "safe_eval", "frappe.utils.safe_exec.safe_exec"),
}
#: where the text is a constant, or a comment says whose it is
_TEMPLATES = {
	"frappe.render_template",
	"render_template",
	"frappe.utils.jinja.render_template",
	"from_string",
}


def check(tree: Tree) -> list[Problem]:
	"""Calls that would run what somebody typed."""
	problems = []
	for path in tree.find(".py", under=APP):
		comments = comments_of(tree, path)
		for node in ast.walk(tree.python(path) or ast.Module([], [])):
			if not isinstance(node, ast.Call):
				continue
			called = ast.unparse(node.func)
			if called in _NEVER:
				problems.append(Problem(path, node.lineno, f"{called} runs a text as code"))
			if any(each.arg == "shell" and getattr(each.value, "value", True) for each in node.keywords):
				problems.append(Problem(path, node.lineno, "a shell runs what is put into the command"))
			is_template = called in _TEMPLATES or called.endswith(".from_string")
			if is_template and not (node.args and isinstance(node.args[0], ast.Constant)):
				if not reason_near(comments, node.lineno, node.end_lineno or node.lineno):
					problems.append(
						Problem(
							path, node.lineno, f"{called} of a text, without a comment that says whose it is"
						)
					)
	return problems
