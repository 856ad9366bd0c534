"""Strings in the JSON files that Frappe shows: doctypes, workspaces, reports, web forms, roles, ..."""

import json
from collections.abc import Iterator
from pathlib import Path

from checks.problem import Problem
from checks.translations.found import Found, has_words
from checks.tree import APP, Tree, line_of

#: which texts of a record of this kind people see, and in which of its tables
_SHOWN: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
	"DocType": (
		("name", "description"),
		{
			"fields": ("label", "description", "placeholder"),
			"links": ("group",),
			"actions": ("label", "group"),
			"states": ("title",),
		},
	),
	"Workspace": (
		("title", "label"),
		{
			"links": ("label", "description"),
			"shortcuts": ("label", "format"),
			"charts": ("label",),
			"number_cards": ("label",),
			"quick_lists": ("label",),
			"custom_blocks": ("label",),
		},
	),
	"Report": (("report_name",), {"columns": ("label",), "filters": ("label",)}),
	"Number Card": (("label",), {}),
	"Dashboard Chart": (("chart_name",), {}),
	"Dashboard": (("dashboard_name",), {}),
	"Print Format": (("name",), {}),
	"Web Form": (
		(
			"title",
			"introduction_text",
			"button_label",
			"list_title",
			"success_title",
			"success_message",
			"meta_title",
			"meta_description",
		),
		{"web_form_fields": ("label", "description"), "list_columns": ("label",)},
	),
	"Page": (("title",), {}),
	"Form Tour": (("title",), {"steps": ("title", "description")}),
	"Module Onboarding": (("title", "subtitle", "success_message"), {}),
	"Onboarding Step": (
		("title", "action_label", "description", "callback_title", "callback_message", "report_description"),
		{},
	),
	"Custom HTML Block": (("name",), {}),
	"Role": (("role_name",), {}),
	"Module Def": (("module_name",), {}),
}


def collect(tree: Tree) -> Iterator[Found]:
	"""Every string that these files show."""
	for path, record in _records(tree):
		text = tree.text(path)
		for source in _texts(record):
			yield Found(path, _line(text, source), source)


def check(tree: Tree) -> list[Problem]:
	"""Kinds of records whose texts this module does not know, and texts that 15.0 never translates."""
	problems = []
	for path, record in _records(tree):
		kind = record.get("doctype")
		if kind not in _SHOWN:
			problems.append(Problem(path, 1, f"checks do not know which texts of a {kind} people see"))
		for block in _blocks(record):
			title = block.get("data", {}).get("text", "")
			if block.get("type") == "header" and has_words(title):
				line = _line(tree.text(path), title)
				problems.append(
					Problem(path, line, "Frappe 15.0 does not translate a header block: use a paragraph")
				)
	return problems


def _records(tree: Tree) -> Iterator[tuple[Path, dict]]:
	folders = (f"{APP}/doctype", f"{APP}/fokus", "fixtures")
	for path in (path for folder in folders for path in tree.find(".json", under=folder)):
		if "seed" in path.parts:  # what an association writes itself, in its own language
			continue
		content = tree.json(path)
		for record in content if isinstance(content, list) else [content]:
			if isinstance(record, dict) and record.get("doctype"):
				yield path, record


def _texts(record: dict) -> Iterator[str]:
	fields, tables = _SHOWN.get(record["doctype"], ((), {}))
	rows = [(record, fields)]
	rows += [(row, keys) for table, keys in tables.items() for row in record.get(table) or []]
	for row, keys in rows:
		for key in keys:
			yield from _if_words(row.get(key))
		if row.get("fieldtype") == "Select":
			for option in (row.get("options") or "").split("\n"):
				yield from _if_words(option.strip())
	for block in _blocks(record):
		yield from _if_words(block.get("data", {}).get("text"))


def _blocks(record: dict) -> list[dict]:
	"""The blocks of a workspace's page; their texts are looked up as they are, tags included."""
	return json.loads(record.get("content") or "[]") if record.get("doctype") == "Workspace" else []


def _if_words(text: str | None) -> Iterator[str]:
	if isinstance(text, str) and has_words(text):
		yield text


def _line(text: str, source: str) -> int:
	for encoded in (json.dumps(source, ensure_ascii=False), json.dumps(source)):
		for fragment in (encoded, encoded[1:-1]):
			if fragment in text:
				return line_of(text, fragment)
	return 1
