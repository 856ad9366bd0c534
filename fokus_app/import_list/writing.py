"""The files that go out: what Data Import reads, the rows to put right, and an example."""

import csv
import io
import re

import frappe
from frappe import _
from frappe.utils import formatdate, today

from fokus_app.import_list.columns import plain, readable_fields
from fokus_app.import_list.rows import CandidateList, Understood

#: the columns of the example: what a clerk knows of somebody at the beginning
_EXAMPLE_FIELDS = (
	"candidate_name",
	"email",
	"personnel_number",
	"position",
	"centre",
	"entry_path",
	"nominator",
	"manager",
	"readiness",
	"informed_on",
	"reason",
	"evidence",
)
_TAKE_OVER_FIELDS = ("candidate_name", "email", "centre", "entry_path", "cohort", "manager", "workflow_state")
_FORMULA = re.compile(r"[=+\-@\t\r]")


def for_data_import(found: CandidateList) -> bytes:
	"""The right rows as Frappe's Importer reads them on every version: fieldnames, commas, ISO dates.

	A wrong row stays as an empty one, so that each row keeps its distance from the headings.
	"""
	names = list(dict.fromkeys(name for row in found.right for name in row.values))
	lines = [names]
	number = found.sheet.heading_number
	for row in found.rows:
		lines += [[""] * len(names)] * (row.number - number - 1)
		lines.append([row.values.get(name, "") if not row.problems else "" for name in names])
		number = row.number
	return _csv(lines, separator=",").encode()


def wrong_rows(found: CandidateList, wrong: list[Understood] | None = None) -> str:
	"""The rows to put right, with the list's own headings and why; may be read in again as it is."""
	rows = found.wrong if wrong is None else wrong
	why = _("Why Not Read In")
	kept = [column for column in found.columns if plain(column.heading) != plain(why)]
	lines = [[*(column.heading for column in kept), why]]
	for row in rows:
		cells = {column.index: cell for column, cell in zip(found.columns, row.cells, strict=False)}
		beyond = row.cells[len(found.columns) :]
		lines.append([*(cells.get(column.index, "") for column in kept), " ".join(row.problems), *beyond])
	return for_excel(lines)


def example() -> str:
	"""Headings and two invented people, in the acting user's language, as Excel opens it."""
	fields = {df.fieldname: df for df in readable_fields("Leadership Candidate")}
	centres = frappe.get_list("Daycare Centre", pluck="name", order_by="name", limit=2) or ["N-001"]
	people = (
		{
			"candidate_name": "Amelie Beispiel",
			"email": "amelie.beispiel@example.org",
			"personnel_number": "00417",
			"position": _("Group Leader"),
			"centre": centres[0],
			"entry_path": _("Nominated"),
			"readiness": _("In 1–2 Years"),
			"informed_on": formatdate(today(), "dd.MM.yyyy"),
			"reason": _("Leads the team while the centre leader is away."),
			"evidence": _("Moderated the parents' evening; took over the duty roster."),
		},
		{
			"candidate_name": "Bengt Beispiel",
			"email": "bengt.beispiel@example.org",
			"personnel_number": "00418",
			"position": _("Centre Leader"),
			"centre": centres[-1],
			"entry_path": _("New Leader"),
			"readiness": _("Now"),
			"reason": _("Has been leading the centre for a few weeks."),
		},
	)
	names = [name for name in _EXAMPLE_FIELDS if name in fields]
	return for_excel(
		[[_(fields[name].label) for name in names]]
		+ [[person.get(name, "") for name in names] for person in people]
	)


def take_over_example(more: tuple) -> str:
	"""Headings and two invented participants for a take-over; more: the fields that only it brings."""
	centres = frappe.get_list("Daycare Centre", pluck="name", order_by="name", limit=2) or ["N-001"]
	cohorts = frappe.get_list("Programme Cohort", pluck="name", order_by="starts_on desc", limit=1) or [""]
	meta = frappe.get_meta("Leadership Candidate")
	labels = {name: meta.get_label(name) for name in _TAKE_OVER_FIELDS} | {
		df.fieldname: df.label for df in more
	}
	day = formatdate(today(), "dd.MM.yyyy")
	people = (
		{
			"candidate_name": "Amelie Beispiel",
			"email": "amelie.beispiel@example.org",
			"centre": centres[0],
			"cohort": cohorts[0],
			"workflow_state": _("Preparation"),
			"stage_since": day,
			"steps_done_until": day,
		},
		{
			"candidate_name": "Bengt Beispiel",
			"email": "bengt.beispiel@example.org",
			"centre": centres[-1],
			"entry_path": _("New Leader"),
			"workflow_state": _("Onboarding"),
			"stage_since": day,
			"start_date": day,
		},
	)
	return for_excel(
		[[_(label) for label in labels.values()]]
		+ [[person.get(name, "") for name in labels] for person in people]
	)


def for_excel(lines: list[list[str]]) -> str:
	"""A CSV that a German Excel opens at a double click; no cell of it becomes a formula."""
	safe = [[f"'{cell}" if _FORMULA.match(cell) else cell for cell in line] for line in lines]
	return "\ufeff" + _csv(safe, separator=";")


def _csv(lines: list[list[str]], separator: str) -> str:
	out = io.StringIO()
	csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(lines)
	return out.getvalue()
