"""Texts that would run, in every field of every record, on every screen: nothing runs.

A text with HTML gets into no field of ours (`tests/test_bad_input.py`); here is the worst that does: what breaks out of
an attribute, what becomes HTML when it is decoded once too often, and templates. Where Frappe takes HTML and cleans it
(comments, mails, files), it gets HTML.
"""

import frappe
import pytest

from tests import programme as cast
from tests.records import CANDIDATE, MEETING, MENTORING
from tests.security.attacks import ledger
from tests.security.attacks import victims as made
from tests.security.attacks.victims import MEANT, TEXTS, Victims
from tests.security.screens import ADDRESS, Screens

TEXT = (
	f"\"' autofocus onfocus=ran({{0}}) b='&lt;img src={ADDRESS}{{0}} onerror=ran({{0}})&gt;{{{{ran({{0}})}}}}"
)
HTML = "\"'><img src=x onerror=ran({0})><svg onload=ran({0})><a href=javascript:ran({0})>x</a>{{ran({0})}}"
#: where each marker stands, by its number
PLACES: list[str] = []


def _marked(place: str, text: str = TEXT) -> str:
	PLACES.append(place)
	return text.format(len(PLACES) - 1)


@pytest.fixture(scope="module")
def victims(fresh_site) -> Victims:
	"""A record of every doctype, as for all attacks; here nobody puts anything right again."""
	return made.make()


@pytest.fixture(scope="module")
def infested(victims) -> dict[str, str]:
	"""Every text of every record, account and file is a marker; a record of each doctype by name."""
	names = dict(victims.names)
	for doctype in frappe.get_all("DocType", {"module": "FOKUS", "issingle": 0}, pluck="name"):
		meta = frappe.get_meta(doctype)
		fields = [df.fieldname for df in meta.fields if df.fieldtype in TEXTS and df.fieldname not in MEANT]
		for name in frappe.get_all(doctype, pluck="name", limit=30) if fields else ():
			values = {field: _marked(f"{doctype}.{field}") for field in fields}
			frappe.db.set_value(doctype, name, values, update_modified=False)
		if not meta.istable and (name := names.get(doctype) or frappe.db.get_value(doctype, {})):
			names[doctype] = name
	_put_beside(names[CANDIDATE])
	frappe.db.commit()
	frappe.clear_cache()
	return {doctype: name for doctype, name in names.items() if not frappe.get_meta(doctype).istable}


def _put_beside(case: str) -> None:
	"""What people write beside a case, and their own names, each through Frappe."""
	for person in cast.CAST:
		user = frappe.get_doc("User", cast.address(person))
		user.update({field: _marked(f"User.{field}") for field in ("first_name", "location")})
		user.last_name = ""
		user.bio = _marked("User.bio", HTML)
		user.save()
	about = {"reference_doctype": CANDIDATE, "reference_name": case}
	comment = {"comment_type": "Comment", "comment_by": _marked("Comment.comment_by", HTML), **about}
	frappe.get_doc({"doctype": "Comment", "content": _marked("Comment.content", HTML), **comment}).insert()
	mail = {
		field: _marked(f"Communication.{field}", HTML) for field in ("subject", "content", "sender_full_name")
	}
	frappe.get_doc({"doctype": "Communication", "sent_or_received": "Sent", **mail, **about}).insert()
	file = {"attached_to_doctype": CANDIDATE, "attached_to_name": case, "is_private": 1, "content": "x"}
	frappe.get_doc({"doctype": "File", "file_name": _marked("File.file_name", HTML), **file}).insert()
	todo = {"allocated_to": cast.address("lead"), "description": _marked("ToDo.description", HTML)}
	frappe.get_doc({"doctype": "ToDo", "reference_type": CANDIDATE, "reference_name": case, **todo}).insert()
	note = {
		"type": "Alert",
		"document_type": CANDIDATE,
		"document_name": case,
		"from_user": cast.address("clerk"),
	}
	subject = _marked("Notification Log.subject")
	frappe.get_doc(
		{"doctype": "Notification Log", "for_user": cast.address("lead"), "subject": subject, **note}
	).insert()
	board = {
		"kanban_board_name": _marked("Kanban Board"),
		"reference_doctype": CANDIDATE,
		"field_name": "workflow_state",
	}
	columns = [{"column_name": _marked("Kanban Board Column"), "status": "Active", "indicator": "Gray"}]
	frappe.get_doc({"doctype": "Kanban Board", "private": 0, "columns": columns, **board}).insert()


def _nothing_ran(screens: Screens) -> None:
	found = sorted(
		{(PLACES[number] if number >= 0 else "?", screen, how) for number, screen, how in screens.seen}
	)
	assert not found, "\n".join(" | ".join(each) for each in found)


def test_on_no_screen_of_the_desk(infested, browser, _server):
	screens = Screens.of(browser, _server.login(cast.address("lead"), cast.PASSWORD))
	try:
		screens.desk()
		screens.records(infested)
		for report in frappe.get_all("Report", {"module": "FOKUS"}, pluck="name"):
			screens.route("query-report", report)
		for board in frappe.get_all(
			"Kanban Board",
			{"reference_doctype": ("in", (CANDIDATE, MENTORING, MEETING))},
			["name", "reference_doctype"],
		):
			screens.route("List", board.reference_doctype, "Kanban", board.name)
		for dashboard in frappe.get_all("Dashboard", {"module": "FOKUS"}, pluck="name"):
			screens.route("dashboard-view", dashboard)
		screens.route("Tree", "Daycare Area")
		for doctype in (CANDIDATE, MENTORING, MEETING):
			screens.route("print", doctype, infested[doctype])
		screens.links(CANDIDATE, ("user", "centre", "cohort", "nominator", "previous_candidacy"))
		screens.links(MENTORING, ("candidate", "mentor"))
		screens.route("List", "File", "List")
		screens.route("List", "ToDo", "List")
		screens.route("List", "Communication", "List")
		screens.look_at("search", lambda: screens.page.locator("#navbar-search").fill("onfocus"), 900)
		screens.look_at(
			"notifications",
			lambda: screens.page.evaluate("() => document.querySelector('.notifications-icon').click()"),
			300,
		)
		_nothing_ran(screens)
	finally:
		screens.close()
	ledger.count("scripts on screens", "programme lead", len(screens.opened))


@pytest.mark.parametrize("person", ["manager", "mentor", "candidate"])
def test_on_no_page_of_the_website(victims, infested, browser, _server, person):
	screens = Screens.of(browser, _server.login(cast.address(person), cast.PASSWORD))
	try:
		screens.pages(victims)
		_nothing_ran(screens)
	finally:
		screens.close()
	ledger.count("scripts on screens", person, len(screens.opened))
