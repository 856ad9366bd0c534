"""What somebody typed, put into a page as HTML: `| safe` in templates, values without escaping in scripts."""

import re
from collections.abc import Iterator

from checks.problem import Problem
from checks.tree import APP, Tree

_SAFE = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false|\bMarkup\(")
#: a comment of Jinja on the line or the one above says why
_REASON = re.compile(r"\{#.*\S+.*#\}")
#: a template literal's substitution, without braces in it
_VALUE = re.compile(r"\$\{([^{}]*)\}")
#: a field of something, as it is
_FIELD = re.compile(r"[\w$]+(\??\.[\w$]+)+")
#: numbers, and what the code itself names
_HARMLESS = re.compile(r"\.(length|size|method)$")
_WRITES = re.compile(r"\.(innerHTML|outerHTML)\s*\+?=(?!=)|insertAdjacentHTML\(|document\.write\(")


def check(tree: Tree) -> list[Problem]:
	"""Places at which a stored text would reach a page as it is."""
	problems = []
	for path in tree.find(".html", ".jinja", under=APP):
		lines = tree.text(path).splitlines()
		for number, line in enumerate(lines, 1):
			if _SAFE.search(line) and not any(
				_REASON.search(each) for each in lines[max(number - 2, 0) : number]
			):
				problems.append(
					Problem(path, number, "HTML that is not escaped, without a comment that says why")
				)
	for path in tree.find(".js", ".html", under=APP):
		if "dist" in path.parts:
			continue
		text = tree.text(path)
		for line, message in _in_script(text):
			problems.append(Problem(path, line, message))
	return problems


def _in_script(text: str) -> Iterator[tuple[int, str]]:
	for found in _WRITES.finditer(text):
		yield (
			text.count("\n", 0, found.start()) + 1,
			"writes HTML by itself: use textContent, or jQuery and fokus.text",
		)
	for start, literal in _literals(text):
		if not re.search(r"<[a-z/]", literal):
			continue
		for value in _VALUE.finditer(literal):
			written = value.group(1).strip()
			if _FIELD.fullmatch(written) and not _HARMLESS.search(written):
				line = text.count("\n", 0, start + value.start()) + 1
				yield line, f"${{{written}}} in HTML is not escaped: fokus.text(…)"


def _literals(text: str) -> Iterator[tuple[int, str]]:
	"""The template literals of a script with their place; one within another is part of it."""
	position = 0
	while (begin := text.find("`", position)) >= 0:
		end, depth = begin + 1, 0
		while end < len(text) and not (text[end] == "`" and depth == 0):
			if text.startswith("${", end):
				depth += 1
			elif text[end] == "}" and depth:
				depth -= 1
			end += 2 if text[end] == "\\" else 1
		yield begin, text[begin : end + 1]
		position = end + 1
