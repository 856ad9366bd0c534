"""The go-live: today's participants come in from HR's list, each in the stage where they are, and can be taken back.

Read like the list of new candidates (fokus_app.import_list). Each take-over is one record that names the cases
it made (taken back by fokus_app.take_back).
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime, strip_html
from frappe.utils.file_lock import LockTimeoutError
from frappe.utils.synchronization import filelock

from fokus_app import people, take_back
from fokus_app.import_list import running, writing
from fokus_app.import_list.reading import UnreadableList
from fokus_app.import_list.rows import SMALL_LIST, CandidateList, Understood, understand
from fokus_app.notifications import delivery, links, notifier, variables
from fokus_app.notifications.notices import TAKEN_OVER
from fokus_app.workflows import taking_over
from fokus_app.workflows.definition import Who

CANDIDATE = "Leadership Candidate"
DOCTYPE = "Candidate Take-over"
#: all of it happens in one request, so that it is there as a whole or not at all
MAX_ROWS = 200
#: fields of the record that a list of new candidates does not bring
LATER = ("stage_since", "start_date", "target_centre", "deferred_until", "expected_return")
STEPS_DONE = taking_over.STEPS_DONE


class TakeOverClosed(frappe.PermissionError):
	"""The lead has closed the take-over: everybody comes in by the ways that ask for approval."""


@frappe.whitelist(methods=["POST"])
def preview(content: str) -> dict:
	"""What a list (the file's bytes in base64) would bring; saves nothing. Returns what the preview of
	`fokus_app.import_list.running` returns, each row also with its stage."""
	taking_over.check_permission()
	_refuse_when_closed()
	found = _understood(content)
	if len(found.rows) <= SMALL_LIST:
		for row in found.right:
			_try(row, keep=False)
	return {
		"columns": running.columns_shown(found),
		"rows": [
			_shown(found, row) for row in sorted(found.rows, key=lambda row: (not row.problems, row.number))
		],
		"right": len(found.right),
		"wrong": len(found.wrong),
		"long": len(found.rows) > SMALL_LIST,
	}


@frappe.whitelist(methods=["POST"])
def read_in(content: str) -> dict:
	"""Take over the right rows of a list (the file's bytes in base64), without a mail to the people in it.

	It goes past all approvals: the lead closes it in FOKUS Settings, and hears of each that somebody else carries out.

	Returns done, name (of the take-over, null where no row was right), created, wrong, wrong_csv.
	"""
	taking_over.check_permission()
	_refuse_when_closed()
	try:
		with filelock("fokus_import_list", timeout=10):
			# what others read in while this list waited counts: a new transaction sees it
			frappe.db.rollback()
			return _carry_out(_understood(content))
	except LockTimeoutError:
		frappe.clear_messages()
		frappe.throw(_("Another list is being read in at this moment. Please try again in a minute."))


@frappe.whitelist(methods=["GET"])
def example() -> None:
	"""Download an example list."""
	taking_over.check_permission()
	frappe.response.update(
		{
			"type": "download",
			"filename": _("Take-over Example") + ".csv",
			"filecontent": writing.take_over_example(_more()).encode(),
		}
	)


def _understood(content: str) -> CandidateList:
	found = understand(running.decoded(content), more=_more())
	if len(found.rows) > MAX_ROWS:
		frappe.throw(
			_("The list has {0} rows; please read in at most {1} at a time.").format(
				len(found.rows), MAX_ROWS
			),
			UnreadableList,
		)
	for row in found.right:
		if not row.values.get("workflow_state"):
			row.problems.append(_("“{0}” is missing.").format(_("Stage")))
	return found


def _more() -> tuple:
	meta = frappe.get_meta(CANDIDATE)
	steps = frappe._dict(fieldname=STEPS_DONE, fieldtype="Date", label=taking_over.labels()[STEPS_DONE])
	return (*(meta.get_field(name) for name in LATER), steps)


def _carry_out(found: CandidateList) -> dict:
	doc = frappe.new_doc(DOCTYPE)
	doc.update({"taken_over_by": frappe.session.user, "taken_over_on": now_datetime()})
	made = {row.number: name for row in found.right if (name := _try(row, keep=True))}
	by_number = {row.number: row for row in found.rows}
	for number, name in made.items():
		stage = by_number[number].values["workflow_state"]
		doc.append(
			"rows",
			{"row_number": number, "candidate": name, "stage": stage, "seen": take_back.looks_like(name)},
		)
	if made:
		doc.people = len(made)
		# the record of an act that was checked above; nobody writes it by hand
		doc.insert(ignore_permissions=True)
		_tell_leads(doc)
	return {
		"done": True,
		"name": doc.name if made else None,
		"created": [{"number": number, "name": name} for number, name in made.items()],
		"wrong": [_shown(found, row) for row in found.wrong],
		"wrong_csv": writing.wrong_rows(found, found.wrong) if found.wrong else None,
	}


def _tell_leads(doc: Document) -> None:
	"""Write to each programme lead who decides about these people from now on, how many they are; not to who acted."""
	cohorts = frappe.get_all(
		CANDIDATE, filters={"name": ("in", [row.candidate for row in doc.rows])}, pluck="cohort"
	)
	counted: dict[str | None, int] = {}
	for cohort in cohorts:
		leads = [user for user in people.lead_of(cohort) if user]
		lead = next(iter(people.enabled(leads) or leads), None)
		counted[lead] = counted.get(lead, 0) + 1
	counted.pop(doc.taken_over_by, None)
	for lead, number in counted.items():
		if not lead:
			delivery.note_unsent(
				doc, TAKEN_OVER.event, doc.name, None, _("Nobody is entered as {0}.").format(_(Who.LEAD))
			)
			continue
		(person,) = people.people([lead])
		values = {
			"recipient_name": person.full_name,
			"taken_over_by": people.full_name(doc.taken_over_by),
			"people": str(number),
			"date": variables.day(doc.taken_over_on, person.language),
			"link": links.link_for(doc, person, Who.LEAD),
		}
		notifier.notify(TAKEN_OVER, doc, person, doc.name, values)


def _try(row: Understood, keep: bool) -> str | None:
	"""Make the case of this row; what it is refused for joins the row's problems. Returns its name."""
	messages = frappe.local.message_log
	frappe.local.message_log = []
	frappe.db.savepoint("fokus_take_over")
	try:
		name = _make(row.values)
	except frappe.QueryDeadlockError:
		raise  # the database has undone all rows
	except (frappe.ValidationError, frappe.PermissionError) as refusal:
		frappe.db.rollback(save_point="fokus_take_over")
		row.problems.append(strip_html(str(refusal).replace("<br>", " ")))
		return None
	finally:
		frappe.local.message_log = messages
	if not keep:
		frappe.db.rollback(save_point="fokus_take_over")
	return name


def _make(values: dict[str, str]) -> str:
	later = {name: values[name] for name in LATER if values.get(name)}
	apart = (*LATER, STEPS_DONE, "workflow_state")
	doc = frappe.new_doc(CANDIDATE)
	doc.update({name: value for name, value in values.items() if name not in apart})
	# with the rights of who takes over, and all rules for a new record
	doc.insert()
	since = later.pop("stage_since", None)
	taking_over.place(doc, values["workflow_state"], since, values.get(STEPS_DONE), **later)
	return doc.name


def _shown(found: CandidateList, row: Understood) -> dict:
	return {**running.shown(found, row), "stage": _(row.values.get("workflow_state") or "")}


def _refuse_when_closed() -> None:
	if not frappe.get_cached_doc("FOKUS Settings").take_over_open:
		frappe.throw(
			_("The take-over is closed. The programme lead can open it again in FOKUS Settings."),
			TakeOverClosed,
		)
