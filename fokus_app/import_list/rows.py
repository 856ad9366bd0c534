"""What each row of a list means, and what is wrong with it."""

from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import strip_html

from fokus_app import candidacy, people, same_person
from fokus_app.import_list.columns import FIRST_NAME, LAST_NAME, Column, columns_of, fields_by_heading, plain
from fokus_app.import_list.reading import Sheet, SheetRow, UnreadableList, read
from fokus_app.import_list.values import NotUnderstood, Values
from fokus_app.workflows import definitions

#: up to this many rows each row is also tried against the rules of the record before anything is saved
SMALL_LIST = 50


@dataclass
class Understood:
	"""One row: its number in Excel, its cells, the values by fieldname and, if wrong, why."""

	number: int
	cells: tuple[str, ...]
	values: dict[str, str] = field(default_factory=dict)
	problems: list[str] = field(default_factory=list)


@dataclass
class CandidateList:
	"""A whole list as it was understood."""

	doctype: str
	sheet: Sheet
	columns: list[Column]
	rows: list[Understood]
	lookups: Values
	more: tuple = ()

	@property
	def right(self) -> list[Understood]:
		return [row for row in self.rows if not row.problems]

	@property
	def wrong(self) -> list[Understood]:
		return [row for row in self.rows if row.problems]


def understand(
	content: bytes, doctype: str = "Leadership Candidate", update: bool = False, more: tuple = ()
) -> CandidateList:
	"""Read and check a list of `doctype` as the acting user; saves nothing.

	update: the list changes records that it names by their ID. more: fields that it may bring beside those of a
	new record; whoever names them also tries the rows. Raises UnreadableList.
	"""
	known = fields_by_heading(doctype, update, more)
	sheet = read(content, lambda heading: plain(heading) in known)
	columns = columns_of(sheet.headings, known)
	lookups = Values(doctype, _stages(doctype, update, bool(more)))
	found = CandidateList(doctype, sheet, columns, [], lookups, more)
	_refuse_without_required(found, update)
	found.rows = [_understand_row(found, row, update) for row in sheet.rows]
	if not update:
		_note_oneself(found)
		same_person.note_in_list(doctype, found.rows)
		if len(found.rows) <= SMALL_LIST and not more:
			for row in found.right:
				row.problems += _refusals(doctype, row.values)
	return found


def _stages(doctype: str, update: bool, taken_over: bool) -> tuple[str, ...] | None:
	"""The stages that a list may bring: the first for new records, the open ones where people are taken over."""
	definition = definitions().get(doctype)
	if not definition or update:
		return None
	return tuple(definition.open_states) if taken_over else (definition.first_state,)


def _refuse_without_required(found: CandidateList, update: bool) -> None:
	there = {column.field for column in found.columns}
	if {FIRST_NAME, LAST_NAME} & there:
		there.add("candidate_name")
	required = ["name"] if update else [df.fieldname for df in _required(found.doctype)]
	missing = [field for field in required if field not in there]
	if missing:
		labels = ", ".join(
			f"“{_(frappe.get_meta(found.doctype).get_label(field)) if field != 'name' else 'ID'}”"
			for field in missing
		)
		frappe.throw(_("The list has no column {0}.").format(labels), UnreadableList)


def _required(doctype: str) -> list:
	return [df for df in frappe.get_meta(doctype).fields if df.reqd and not df.default and not df.fetch_from]


def _understand_row(found: CandidateList, row: SheetRow, update: bool) -> Understood:
	meta, more = frappe.get_meta(found.doctype), {df.fieldname: df for df in found.more}
	understood = Understood(row.number, row.cells)
	if len(row.cells) > len(found.columns):
		understood.problems.append(
			_("There are more values than headings. Does a text with a separator lack its quotation marks?")
		)
	for name, text in _texts(found.columns, row.cells).items():
		if name == "name":
			understood.values[name] = text
			continue
		try:
			understood.values[name] = found.lookups.of(more.get(name) or meta.get_field(name), text)
		except NotUnderstood as problem:
			understood.problems.append(str(problem))
			understood.values[name] = ""
	if not update:
		understood.problems += [
			_("“{0}” is missing.").format(_(df.label))
			for df in _required(found.doctype)
			if df.fieldname not in understood.values
		]
	return understood


def _texts(columns: list[Column], cells: tuple[str, ...]) -> dict[str, str]:
	"""The filled cells by fieldname, with a person's name in one piece."""
	texts = {
		column.field: cell for column, cell in zip(columns, cells, strict=False) if column.field and cell
	}
	first, last = texts.pop(FIRST_NAME, ""), texts.pop(LAST_NAME, "")
	if first or last:
		texts["candidate_name"] = f"{first} {last}".strip()
	elif texts.get("candidate_name", "").count(",") == 1:
		last, first = texts["candidate_name"].split(",")
		texts["candidate_name"] = f"{first.strip()} {last.strip()}".strip()
	return texts


def _note_oneself(found: CandidateList) -> None:
	"""Nobody enters themselves, nor learns from an answer whether there is a case about them."""
	if found.doctype != "Leadership Candidate":
		return
	user = frappe.session.user
	own_name = same_person.folded(people.full_name(user))
	for row in found.rows:
		doc = frappe.new_doc(found.doctype)
		doc.update(row.values)
		if people.is_about(doc, user) or same_person.folded(row.values.get("candidate_name")) == own_name:
			row.problems = [_("This row is about yourself. Please ask a colleague to enter it.")]


def _refusals(doctype: str, values: dict[str, str]) -> list[str]:
	"""Why the record of this row would be refused: the record's own rules are asked, nothing is saved."""
	doc = frappe.new_doc(doctype)
	doc.update(values)
	messages = frappe.local.message_log
	frappe.local.message_log = []
	try:
		_try(doc)
	except (frappe.ValidationError, frappe.PermissionError) as refusal:
		return [strip_html(str(refusal))]
	finally:
		frappe.local.message_log = messages
	if doctype != "Leadership Candidate":
		return []
	# not refused now, but it would be at the next step, and this list is where it can be put right
	problem = candidacy.manager_is_someone_else(doc)
	return [problem] if problem else []


def _try(doc: Document) -> None:
	"""All that Frappe asks before it writes a new record to the database, in the same order."""
	doc.set("__islocal", True)
	doc.set_user_and_timestamp()
	doc.set_docstatus()
	doc.check_if_latest()
	doc._validate_links()
	doc.check_permission("create")
	doc.flags.in_insert = True
	doc.run_before_save_methods()
	doc._validate()
