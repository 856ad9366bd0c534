"""Strings in Jinja templates and pages: what stands in `_()`, and texts that should."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from checks.problem import Problem
from checks.translations import from_javascript
from checks.translations.found import Found, has_words
from checks.tree import APP, Tree

_JINJA = re.compile(r"\{#.*?#\}|\{\{(.*?)\}\}|\{%(.*?)%\}", re.S)
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.S | re.I)
#: attributes that people read or hear
_SPOKEN = {"alt", "aria-label", "placeholder", "title"}
#: mails have a file of their own for each language
_MAILS = f"{APP}/templates/emails"


def collect(tree: Tree) -> Iterator[Found]:
	"""Every literal inside `_()`, and inside `__()` of the scripts in a page."""
	for path, text in _templates(tree):
		for code, line in _expressions(text):
			yield from from_javascript.collect_from(path, code, line, "_")
		for code, line in _scripts(text):
			yield from from_javascript.collect_from(path, code, line)


def check(tree: Tree) -> list[Problem]:
	"""Texts that no catalogue can hold, and texts that are not translated at all."""
	problems = []
	for path, text in _templates(tree):
		for code, line in _expressions(text):
			problems += from_javascript.problems_in(path, code, line, "_")
		for code, line in _scripts(text):
			problems += from_javascript.problems_in(path, code, line)
		reader = _Reader()
		reader.feed(_blanked(_SCRIPT, _blanked(_JINJA, text)))
		problems += [
			Problem(path, line, f"“{' '.join(words.split())}” is not inside _()")
			for line, words in reader.found
		]
	return problems


class _Reader(HTMLParser):
	"""Collects the words of a page that stand in it as they are."""

	def __init__(self):
		super().__init__()
		self.found: list[tuple[int, str]] = []
		self._silent = 0

	def handle_starttag(self, tag, attrs):
		self._silent += tag == "style"
		for name, value in attrs:
			if name in _SPOKEN and value and has_words(value):
				self.found.append((self.getpos()[0], value))

	def handle_endtag(self, tag):
		self._silent -= tag == "style"

	def handle_data(self, data):
		if not self._silent and has_words(data):
			lines = data[: len(data) - len(data.lstrip())].count("\n")
			self.found.append((self.getpos()[0] + lines, data))


def _templates(tree: Tree) -> Iterator[tuple[Path, str]]:
	for path in tree.find(".html", ".md", ".txt", under=APP):
		text = tree.text(path)
		if str(path).startswith(_MAILS) or (path.suffix == ".txt" and "{{" not in text):
			continue
		yield path, text


def _expressions(text: str) -> Iterator[tuple[str, int]]:
	for found in _JINJA.finditer(text):
		yield found.group(1) or found.group(2) or "", text.count("\n", 0, found.start()) + 1


def _scripts(text: str) -> Iterator[tuple[str, int]]:
	plain = _blanked(_JINJA, text)
	for found in _SCRIPT.finditer(plain):
		yield found.group(1), plain.count("\n", 0, found.start(1)) + 1


def _blanked(pattern: re.Pattern, text: str) -> str:
	"""The text with blanks for what the pattern finds, on the same lines."""
	return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
