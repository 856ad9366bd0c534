"""What is stored about a person, for that person: as a page, as JSON and as PDF; without other people's words and names.

§§ 17, 20 KDG. What is handed out follows from the declaration: facts, what the person is known by, their own words. Texts of
others are counted, not shown. What the person wrote confidentially is in their own copy alone: nobody else can open it.
"""

import json
from collections.abc import Iterator

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.core.doctype.docfield.docfield import DocField
from frappe.model import table_fields
from frappe.model.document import Document
from frappe.utils import cstr, formatdate, now_datetime, strip_html

from fokus_app import arguments, full_disk, people
from fokus_app.confidential import key_file, texts
from fokus_app.confidential.shield import shielded
from fokus_app.consultations import words
from fokus_app.mentoring_sessions import record
from fokus_app.notifications import texts as mail_texts
from fokus_app.privacy import persons
from fokus_app.privacy.cases import CANDIDATE, RELATIONSHIP
from fokus_app.privacy.declaration import DECLARED, GIVEN

#: what Frappe itself keeps of an account and what says something to its person
_OF_ACCOUNT = ("name", "full_name", "email", "language", "enabled", "creation", "last_login")
_FORMATS = ("JSON", "PDF")
#: ways of the program itself, and who else takes part
_NOT_SHOWN = frozenset(
	{
		*(
			"message_id",
			"email_queue",
			"reference_doctype",
			"due_by_hand",
			"responsible_by_hand",
			"template_row",
		),
		*("mentor", "mentor_user", "mentor_name"),
	}
)
#: of a mentoring, its mentor reads this; the rest is about the mentee
_OF_A_MENTOR = ("kind", "workflow_state", "from_date", "until_date", "sessions_held", "last_session")


@frappe.whitelist(methods=["GET"])
def download_own(format: str = "PDF") -> None:
	"""Download what is stored about whoever is signed in; what they wrote confidentially too."""
	with shielded():
		if frappe.session.user == "Guest":
			raise frappe.PermissionError
		with full_disk.said():
			_answer(own(), format, frappe.session.user)


@frappe.whitelist(methods=["GET"])
def download_for(case: str, format: str = "PDF") -> None:
	"""Download what is stored about the person of a case, as HR or the lead, who hand it to a person who asks."""
	if not people.roles_of(frappe.session.user) & {people.HR_CLERK, people.LEAD}:
		frappe.throw(_("Such a copy is made by HR and the programme lead."), frappe.PermissionError)
	doc = arguments.record(CANDIDATE, case)
	doc.check_permission("read")
	user = doc.user or None
	with full_disk.said():
		_answer(collect(user, persons.cases_of(user, doc.email) or [case]), format, case)


def own() -> dict:
	"""What is stored about whoever is signed in; of candidacies those that they know of."""
	user = frappe.session.user
	cases = [name for name in persons.cases_of(user) if people.knows_of_it(frappe.get_doc(CANDIDATE, name))]
	found = collect(user, cases)
	if rows := list(_own_words(user)):
		found["sections"].append({"label": _("What You Wrote Confidentially"), "rows": rows, "left_out": 0})
	return found


def collect(user: str | None, cases: list[str]) -> dict:
	"""title, made_on and sections: each with label, rows (lists of label and value) and left_out (how many texts of others)."""
	sections = [_account(user)] if user else []
	# a proposal that never became known to the mentee names a mentor's refusal
	known = {"candidate": ("in", cases or [""]), "mentor_acknowledged_on": ("is", "set")}
	pairs = frappe.get_all(RELATIONSHIP, filters=known, pluck="name", order_by="creation")
	for doctype, declared in DECLARED.items():
		meta = frappe.get_meta(doctype)
		if meta.issingle or (meta.istable and not declared.user):
			continue
		names: list[str] = pairs if doctype == RELATIONSHIP else []
		if declared.case and doctype != RELATIONSHIP:
			names += _named(doctype, declared.case, cases)
		if declared.pair:
			names += _named(doctype, declared.pair, pairs)
		if declared.user and user and doctype != CANDIDATE:
			names += _named(doctype, declared.user, [user])
		rows = [_row(doctype, name) for name in dict.fromkeys(names)]
		if rows:
			left_out = sum(row.pop("left_out") for row in rows)
			sections.append(
				{"label": _(doctype), "rows": [row["values"] for row in rows], "left_out": left_out}
			)
	if user and (rows := _as_mentor(user)):
		sections.append({"label": _("As a Mentor"), "rows": rows, "left_out": 0})
	return {
		"title": _("What Is Stored About You"),
		"person": people.full_name(user)
		if user
		else frappe.db.get_value(CANDIDATE, cases[0], "candidate_name"),
		"made_on": formatdate(now_datetime()),
		"sections": sections,
	}


def _account(user: str) -> dict:
	meta = frappe.get_meta("User")
	stored = frappe.db.get_value("User", user, _OF_ACCOUNT, as_dict=True)
	rows = [[_(meta.get_label(field)), cstr(stored[field])] for field in _OF_ACCOUNT if stored[field]]
	roles = sorted(_(role) for role in people.roles_of(user) if role in people.ROLES)
	return {"label": _("Account"), "rows": [[*rows, [_("Roles"), ", ".join(roles)]]], "left_out": 0}


def _as_mentor(user: str) -> list[list]:
	meta = frappe.get_meta(RELATIONSHIP)
	names = _named(RELATIONSHIP, "mentor_user", [user])
	return [
		[[_("Number"), name]]
		+ [
			[_(meta.get_label(field)), value]
			for field in _OF_A_MENTOR
			if (value := _value(doc, meta.get_field(field), GIVEN))
		]
		for name in names
		if (doc := frappe.get_doc(RELATIONSHIP, name))
	]


def _named(doctype: str, field: str, values: list[str]) -> list[str]:
	# asked for none of several, Frappe finds the rows that name nobody
	if not values:
		return []
	return frappe.get_all(doctype, filters={field: ("in", values)}, pluck="name", order_by="creation")


def _row(doctype: str, name: str) -> dict:
	doc, declared = frappe.get_doc(doctype, name), DECLARED[doctype]
	field, _blank, value = declared.own_if.partition(" ")
	kinds = (*GIVEN, "others_words") if field and doc.get(field) == value else GIVEN
	# a number that people read; others are for the program
	values = [[_("Number"), name]] if "-" in name else []
	for fieldname in _in_form_order(doc.meta, declared.of(*kinds)):
		value = _value(doc, doc.meta.get_field(fieldname), kinds)
		if value and fieldname not in _NOT_SHOWN:
			values.append([_(doc.meta.get_label(fieldname)), value])
	left_out = sum(bool(doc.get(each)) for each in declared.of("others_words")) if kinds == GIVEN else 0
	return {"values": values, "left_out": left_out}


def _in_form_order(meta, names: list[str]) -> list[str]:
	return [field.fieldname for field in meta.fields if field.fieldname in names]


def _value(doc: Document, field: DocField, kinds: tuple[str, ...]) -> str:
	stored = doc.get(field.fieldname)
	if field.fieldtype in table_fields:
		declared = DECLARED[field.options]
		meta = frappe.get_meta(field.options)
		rows = []
		for row in stored or []:
			shown = [
				_value(row, meta.get_field(each), kinds) for each in _in_form_order(meta, declared.of(*kinds))
			]
			rows.append(" · ".join(each for each in shown if each))
		return "\n".join(each for each in rows if each)
	if stored in (None, "", 0):
		return ""
	if field.fieldtype == "Check":
		return _("Yes")
	if field.fieldtype in ("Date", "Datetime"):
		return formatdate(stored)
	if field.fieldtype == "Link" and (title := _title_of(field.options, stored)):
		return title
	if field.fieldtype in ("Select", "Link") or field.fieldname in (
		"action",
		"from_state",
		"to_state",
		"reason_category",
	):
		return _(cstr(stored))
	if field.fieldname == "event":
		return mail_texts.event_labels().get(stored) or cstr(stored)
	return strip_html(cstr(stored)) if field.fieldtype == "Text Editor" else cstr(stored)


def _title_of(doctype: str, name: str) -> str | None:
	"""What people call a record that names nobody."""
	title = frappe.get_meta(doctype).title_field
	if not title or doctype not in DECLARED or DECLARED[doctype].known_by:
		return None
	return frappe.db.get_value(doctype, name, title, cache=True)


def _own_words(user: str) -> Iterator[list]:
	"""What the person wrote sealed, opened in their own session alone."""
	written = frappe.get_all(
		texts.DOCTYPE,
		filters={"author": user},
		fields=["reference_doctype", "reference_name"],
		distinct=True,
		order_by="reference_doctype, reference_name",
	)
	for each in written:
		try:
			found = texts.read(each.reference_doctype, each.reference_name)
		except key_file.KeyNotThere as error:
			yield [[_(each.reference_doctype), str(error)]]
			continue
		mine = [[_part(each.slot.field), each.text or each.why] for each in found if each.slot.author == user]
		if mine:
			yield [[_("Number"), f"{_(each.reference_doctype)} {each.reference_name}"], *mine]


def _part(field: str) -> str:
	"""What people call a part of a confidential text."""
	return {**record.labels(), **words.labels()}.get(field) or _("Answer")


def _answer(found: dict, format: str, about: str) -> None:
	if format not in _FORMATS:
		frappe.throw(_("Please choose PDF or JSON."))
	# who made such a copy, and when; not what stood in it
	make_access_log(
		doctype=CANDIDATE if about != frappe.session.user else "User", document=about, file_type=format
	)
	name = f"FOKUS-{_('Data About Me').replace(' ', '-')}.{format.lower()}"
	if format == "JSON":
		content = json.dumps(found, ensure_ascii=False, indent=1).encode()
	else:
		# brings a PDF library along, which only this needs
		from frappe.utils.pdf import get_pdf

		content = get_pdf(frappe.render_template("fokus_app/templates/prints/own_data.html", found))
	frappe.local.response.update({"type": "download", "filename": name, "filecontent": content})
	frappe.local.response.display_content_as = "attachment"
