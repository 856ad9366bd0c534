"""What follows for planned dates when members of a group come and go, or the group ends."""

import frappe
from frappe.model.document import Document
from frappe.utils import cint, now_datetime

from fokus_app.consultations import appointments, groups, plan, record
from fokus_app.notifications.notices import CONSULTATION_LEFT


def follow(group: Document) -> None:
	"""For on_update of a group: who joins gets the dates ahead, who leaves is told that they are off; so is everybody
	when the group ends. What was not begun by then is called off, what was begun was held."""
	before = group.get_doc_before_save()
	if not before:
		return
	joined = set(groups.members(group)) - set(groups.members(before))
	left = set(groups.members(before)) - set(groups.members(group))
	ended = group.status == "Ended" and before.status != "Ended"
	if not joined and not left and not ended:
		return
	if ended:
		for consultation in _planned(group):
			_end(consultation, group)
		return
	for consultation in _planned(group):
		if record.starts_on(consultation) <= now_datetime():
			continue
		if left:
			appointments.tell(consultation, group, CONSULTATION_LEFT, to=sorted(left))
			_without(consultation, left)
		if joined:
			appointments.tell(consultation, group, to=sorted(joined))


def _planned(group: Document) -> list[Document]:
	names = frappe.get_all(
		groups.CONSULTATION,
		filters={"consultation_group": group.name, "status": "Planned"},
		pluck="name",
		order_by="consultation_date",
	)
	return [frappe.get_doc(groups.CONSULTATION, name) for name in names]


def _end(consultation: Document, group: Document) -> None:
	"""Nobody can say any more whether it took place."""
	if cint(consultation.phase):
		consultation.update({"status": "Held", "phase_since": None})
		record.save(consultation)
	else:
		plan.cancel(consultation, group)


def _without(consultation: Document, left: set[str]) -> None:
	"""Who has left has no part in what lies ahead."""
	for field in ("moderator", "case_giver"):
		if consultation.get(field) in left:
			consultation.set(field, None)
	consultation.set("advisers", [row for row in consultation.advisers if row.user not in left])
	record.save(consultation)
