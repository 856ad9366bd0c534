"""Somebody leaves: what waits for them and what is theirs goes to a successor in one step, seen before it is done.

Who nominated stays written down as who nominated. Pairs, meetings and interviews of a panel are not handed over: a
mentoring is between two people, a meeting and a panel have their own actions; they are counted, so that HR decides.
"""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_link_to_form

from fokus_app import activities, candidacy, field_values, parts, people
from fokus_app.assessments import requests
from fokus_app.workflows import definitions, guard
from fokus_app.workflows.definition import Who

CANDIDATE = "Leadership Candidate"
ACTION = "Handed Over"

#: parts in a case: field, and whose role the successor needs for it
CASE_PARTS = {"manager": Who.MANAGER, "hr_clerk": Who.HR_CLERK}
#: where somebody is entered beside cases: doctype, field, and the role
MASTERS = (
	*(("Daycare Area", field, who) for field, who in parts.PARTS["Daycare Area"].items()),
	("Daycare Centre", "leader", None),
	*(("Programme Cohort", field, who) for field, who in parts.PARTS["Programme Cohort"].items()),
)
#: single settings that name people
SETTINGS = parts.PARTS["FOKUS Settings"]


class NotHandedOver(frappe.ValidationError):
	"""The successor cannot take over; the text says why."""


@dataclass(frozen=True)
class Estate:
	"""What somebody leaves behind: names of records by kind."""

	cases: dict[str, list[str]]
	activities: list[str]
	masters: list[tuple[str, str, str]]
	settings: list[str]
	pairs: int
	meetings: int
	panels: int
	groups: int


@frappe.whitelist(methods=["POST"])
def preview(leaver: str, successor: str | None = None) -> dict:
	"""How much would go from `leaver` to `successor`; changes nothing.

	Returns cases, activities, areas, centres, cohorts, settings (how many), staying (cases that cannot go to this
	successor: name, title, why), pairs, meetings, panels and groups of peer consultation (how many are left for HR to decide about), problem (why
	this successor cannot take over at all, or null).
	"""
	_only_hr()
	_check_leaver(leaver)
	estate = estate_of(leaver)
	problem = _problem(leaver, successor, estate) if successor else None
	staying = [] if problem or not successor else _staying(estate, successor)
	return {**_counts(estate), "staying": staying, "problem": problem}


@frappe.whitelist(methods=["POST"])
def hand_over(leaver: str, successor: str, reason: str) -> dict:
	"""Move everything that is `leaver`'s to `successor`: all of it or nothing, each case with an entry in its log.

	Returns the counts of `preview` as they were moved, and staying. Raises NotHandedOver or frappe.PermissionError.
	"""
	_only_hr()
	_check_leaver(leaver)
	if not (reason or "").strip():
		frappe.throw(_("Please give a reason."), NotHandedOver)
	field_values.check_text(_("Reason"), reason)
	field_values.check_markup(_("Reason"), reason)
	estate = estate_of(leaver)
	problem = _problem(leaver, successor, estate)
	if problem:
		frappe.throw(problem, NotHandedOver)
	staying = _staying(estate, successor)
	kept = {row["name"] for row in staying}
	# masters first: "manager or deputy" of a case is read from its area
	for doctype, field, name in estate.masters:
		master = frappe.get_doc(doctype, name, for_update=True)
		parts.enter(master, field, successor)
		# the cases are moved by the act itself, those of other areas too
		master.flags.handing_over = True
		master.save()
	if estate.settings:
		settings = frappe.get_doc("FOKUS Settings")
		for field in estate.settings:
			parts.enter(settings, field, successor)
		# HR may not change the settings otherwise; this act names who stands there instead of somebody who left
		settings.save(ignore_permissions=True)
	for name, fields in sorted(estate.cases.items()):
		if name not in kept:
			_move_case(name, fields, leaver, successor, reason)
	moved = _counts(estate)
	moved["cases"] -= len(kept.intersection(estate.cases))
	moved["activities"] = _move_activities(estate.activities, kept, successor)
	if any(moved[kind] for kind in ("cases", "activities", "areas", "centres", "cohorts", "settings")):
		_tell(leaver, successor, moved)
	return {**moved, "staying": staying}


def follow_area(area: Document) -> None:
	"""For on_update of an area: with a new area manager go the open cases there that the former one decides about.

	Each gets an entry in its log, the new manager one mail about all of them. A case that is about them or was nominated
	by them stays, and whoever saves the area reads which.
	"""
	before = area.get_doc_before_save()
	former, new = (before.area_manager if before else None), area.area_manager
	if area.flags.handing_over or not former or not new or former == new:
		return
	there = frappe.get_all(
		CANDIDATE,
		filters={
			"area": area.name,
			"manager": former,
			"workflow_state": ("in", definitions()[CANDIDATE].open_states),
		},
		pluck="name",
		order_by="name",
	)
	staying, steps = [], 0
	for name in there:
		doc = frappe.get_doc(CANDIDATE, name, for_update=True)
		doc.manager = new
		if wrong := candidacy.manager_is_someone_else(doc) or candidacy.manager_can_decide(doc):
			staying.append(f"{get_link_to_form(CANDIDATE, name)}: {wrong}")
			continue
		_move_case(name, ["manager"], former, new, _("new area manager"))
		steps += activities.hand_over(doc, "Manager", activities.responsible_for(doc, "Manager"))
	if len(there) > len(staying):
		_tell(former, new, {"cases": len(there) - len(staying), "activities": steps})
	if staying:
		frappe.msgprint(
			_("These cases stay with {0}. Please use “Change Manager” there.").format(
				people.full_name(former)
			)
			+ "<br><br>"
			+ "<br>".join(staying),
			title=_("Some Cases Stay"),
			indicator="orange",
		)


def estate_of(user: str) -> Estate:
	"""Everything in which `user` is entered and that somebody else can take over."""
	open_states = definitions()[CANDIDATE].open_states
	cases: dict[str, list[str]] = {}
	for field in CASE_PARTS:
		for name in frappe.get_all(
			CANDIDATE, filters={field: user, "workflow_state": ("in", open_states)}, pluck="name"
		):
			cases.setdefault(name, []).append(field)
	masters = [
		(doctype, field, name)
		for doctype, field, _who in MASTERS
		for name in frappe.get_all(doctype, filters={field: user}, pluck="name", order_by="name")
	]
	settings = frappe.get_cached_doc("FOKUS Settings")
	running = [state.name for state in definitions()["Mentoring Relationship"].states if not state.closed]
	planned = [state.name for state in definitions()["Network Meeting"].states if not state.closed]
	return Estate(
		cases=cases,
		activities=frappe.get_all(
			"Candidate Activity",
			filters={"responsible": user, "status": "Open"},
			pluck="name",
			order_by="name",
		),
		masters=masters,
		settings=[field for field in SETTINGS if settings.get(field) == user],
		pairs=frappe.db.count(
			"Mentoring Relationship", {"mentor_user": user, "workflow_state": ("in", running)}
		),
		meetings=frappe.db.count("Network Meeting", {"organiser": user, "workflow_state": ("in", planned)}),
		panels=frappe.db.count(
			"Competency Assessment", {"assessor": user, "kind": "Panel", "status": "Open"}
		),
		groups=frappe.db.count("Peer Consultation Member", {"user": user}),
	)


def note_account(user: Document, method: str | None = None) -> None:
	"""For on_update of User: when an account is disabled, what waits for it waits for who stands in, until it is enabled.

	What then waits for nobody stays with the disabled account: HR finds it in the list (see `fokus_app.waiting`).
	"""
	before = user.get_doc_before_save()
	if not before or bool(before.enabled) == bool(user.enabled):
		return
	for doctype in definitions():
		if user.enabled:
			# whose deputy is asked meanwhile cannot be read from the records: all that wait are looked at
			guard.note_new_persons(doctype, waiting_for=("is", "set"))
		else:
			guard.note_new_persons(doctype, waiting_for=user.name)


def _move_case(name: str, fields: list[str], leaver: str, successor: str, reason: str) -> None:
	doc = frappe.get_doc(CANDIDATE, name, for_update=True)
	text = f"{people.full_name(leaver)} → {people.full_name(successor)}: {reason.strip()}"
	guard.record_act(doc, ACTION, text, **dict.fromkeys(fields, successor))
	if "manager" in fields:
		requests.hand_over(doc)


def _move_activities(names: list[str], kept: set[str], successor: str) -> int:
	"""Give these steps to the successor, but not those of cases that stay; returns how many."""
	filters = {"name": ("in", names)} | ({"candidate": ("not in", sorted(kept))} if kept else {})
	moving = frappe.get_all("Candidate Activity", filters=filters, pluck="name") if names else []
	for name in moving:
		# not an edit of the step: who has it open can go on
		frappe.db.set_value("Candidate Activity", name, "responsible", successor, update_modified=False)
	return len(moving)


def _staying(estate: Estate, successor: str) -> list[dict]:
	"""Cases in which this successor cannot stand: about themself, or nominated by them; their steps stay too."""
	found = []
	with_steps = frappe.get_all(
		"Candidate Activity",
		filters={"name": ("in", estate.activities or ["-"])},
		pluck="candidate",
		distinct=True,
	)
	for name, fields in sorted(({name: [] for name in with_steps} | estate.cases).items()):
		doc = frappe.get_doc(CANDIDATE, name)
		why = None
		if people.is_about(doc, successor):
			why = _("The case is about {0}.").format(people.full_name(successor))
		elif "manager" in fields and doc.nominator == successor:
			why = _("{0} nominated this person.").format(people.full_name(successor))
		if why:
			# who hands over does not read a case about themself here
			may_see = frappe.has_permission(CANDIDATE, "read", name)
			found.append({"name": name, "title": doc.candidate_name if may_see else name, "why": why})
	return found


def _problem(leaver: str, successor: str, estate: Estate) -> str | None:
	if leaver == successor:
		return _("Please choose somebody else as the successor.")
	enabled = frappe.db.get_value("User", successor, "enabled")
	if not enabled or successor in ("Administrator", "Guest"):
		return _("{0} has no account that can be used.").format(people.full_name(successor))
	needed = {CASE_PARTS[field] for fields in estate.cases.values() for field in fields}
	needed |= {who for doctype, field, who in MASTERS if who and (doctype, field) in _entered(estate)}
	needed |= {SETTINGS[field] for field in estate.settings}
	roles = people.roles_of(successor)
	lacking = sorted(people.who_label(who) for who in needed if not roles.intersection(people.ROLES_OF[who]))
	if not lacking:
		return None
	return _("{0} lacks the role for: {1}.").format(people.full_name(successor), ", ".join(lacking))


def _entered(estate: Estate) -> set[tuple[str, str]]:
	return {(doctype, field) for doctype, field, _name in estate.masters}


def _counts(estate: Estate) -> dict:
	def in_doctype(doctype: str) -> int:
		return len({name for each, _field, name in estate.masters if each == doctype})

	return {
		"cases": len(estate.cases),
		"activities": len(estate.activities),
		"areas": in_doctype("Daycare Area"),
		"centres": in_doctype("Daycare Centre"),
		"cohorts": in_doctype("Programme Cohort"),
		"settings": len(estate.settings),
		"pairs": estate.pairs,
		"meetings": estate.meetings,
		"panels": estate.panels,
		"groups": estate.groups,
	}


def _tell(leaver: str, successor: str, moved: dict) -> None:
	"""One mail about all of it."""
	from fokus_app.notifications import notifier
	from fokus_app.notifications.notices import HANDED_OVER

	person = people.people([successor])[0]
	values = {
		"recipient_name": person.full_name,
		"leaver_name": people.full_name(leaver),
		"contact_name": people.full_name(frappe.session.user),
		"cases": str(moved["cases"]),
		"activities": str(moved["activities"]),
		"link": frappe.utils.get_url("/login?redirect-to=/app/fokus"),
	}
	occasion = f"{leaver}:{successor}:{frappe.utils.now_datetime()}"
	notifier.notify(HANDED_OVER, frappe.get_doc("User", successor), person, occasion, values)


def _check_leaver(leaver: str) -> None:
	if not frappe.db.exists("User", leaver) or leaver in ("Administrator", "Guest"):
		frappe.throw(_("Please choose whose tasks are handed over."), NotHandedOver)


def _only_hr() -> None:
	if people.HR_CLERK not in people.roles_of(frappe.session.user):
		frappe.throw(_("Tasks are handed over by HR."), frappe.PermissionError)
