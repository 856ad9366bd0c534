"""Who belongs to a group: entered by HR, in the group until HR takes them out or they leave."""

import frappe
from frappe import _
from frappe.model.document import Document

from fokus_app import people
from fokus_app.own_dates import NotNow

GROUP, MEMBER = "Peer Consultation Group", "Peer Consultation Member"
CONSULTATION = "Peer Consultation"
#: who can be a member; HR and leads only with one of these roles besides (DESIGN §5)
MEMBER_ROLES = frozenset({people.MANAGER, people.MENTOR, people.PARTICIPANT})


class NotAMember(frappe.ValidationError):
	"""Somebody cannot be a member; the text says why."""


def members(group: Document) -> list[str]:
	"""The accounts of the members, in the order of the list."""
	return [row.user for row in group.members]


def is_member(group: Document, user: str | None = None) -> bool:
	user = user or frappe.session.user
	return user in members(group) and bool(people.roles_of(user) & MEMBER_ROLES)


def check(group: Document) -> None:
	"""Refuse members who could not take part, and people who enter themselves; call it in validate.

	Who was a member before stays one. Raises NotAMember.
	"""
	seen: set[str] = set()
	# a merge of two accounts leaves one person there twice
	group.members = [row for row in group.members if row.user not in seen and not seen.add(row.user)]
	for number, row in enumerate(group.members, 1):
		# no fetch_from: HR may not read accounts
		row.idx, row.full_name = number, people.full_name(row.user)
	before = group.get_doc_before_save()
	for user in set(members(group)) - set(members(before) if before else ()):
		_check_new(user)


def keep_numbers(group: Document) -> None:
	"""How many consultations there were is counted, not typed; call it in before_validate."""
	before = group.get_doc_before_save()
	group.consultations_held = before.consultations_held if before else 0
	group.last_consultation = before.last_consultation if before else None


@frappe.whitelist(methods=["POST"])
def leave(name: str) -> None:
	"""Leave a group, as a member: one reads nothing of it any more; what one wrote stays with the others.

	Raises frappe.PermissionError for others, NotNow for the last one.
	"""
	there = frappe.db.exists(GROUP, name)
	group = frappe.get_doc(GROUP, name, for_update=True) if there else None
	if not group or not is_member(group):
		frappe.throw(_("You are not a member of this group."), frappe.PermissionError)
	group.members = [row for row in group.members if row.user != frappe.session.user]
	if not group.members:
		frappe.throw(_("You are the last member. Please ask HR to end the group."), NotNow)
	# members may not write the group otherwise
	group.save(ignore_permissions=True)


def take_out(user: Document, method: str | None = None) -> None:
	"""For on_trash of User: somebody whose account is deleted is in no group any more; the others go on.

	A later account of the same name is nobody's member.
	"""
	frappe.db.delete(MEMBER, {"user": user.name})
	frappe.db.delete("Peer Consultation Adviser", {"user": user.name})
	for field in ("moderator", "case_giver", "planned_by"):
		frappe.db.set_value(CONSULTATION, {field: user.name}, field, None, update_modified=False)


@frappe.whitelist(methods=["GET", "POST"])
def people_of_meeting(meeting: str) -> list[dict]:
	"""For HR: who of a meeting's guests can be in a group, as rows (user, full_name), without who has said no.

	Raises frappe.PermissionError.
	"""
	if not people.roles_of(frappe.session.user) & {people.HR_CLERK, people.LEAD}:
		frappe.throw(_("Only HR and leads make groups."), frappe.PermissionError)
	rows = frappe.get_all(
		"Meeting Participation",
		filters={"meeting": meeting, "answer": ("!=", "No"), "attendance": ("!=", "Absent")},
		pluck="user",
		order_by="creation",
	)
	can = [user for user in people.enabled(rows) if people.roles_of(user) & MEMBER_ROLES]
	return [
		{"user": user, "full_name": people.full_name(user)} for user in can if user != frappe.session.user
	]


def _check_new(user: str) -> None:
	name = people.full_name(user)
	if user == frappe.session.user:
		frappe.throw(_("Nobody enters themself as a member; please ask a colleague."), NotAMember)
	if not people.enabled([user]):
		frappe.throw(_("{0} has no account that can be used.").format(name), NotAMember)
	if not people.roles_of(user) & MEMBER_ROLES:
		frappe.throw(
			_(
				"{0} is no manager, mentor or participant and cannot be a member. Please use “Invite to FOKUS” first."
			).format(name),
			NotAMember,
		)
