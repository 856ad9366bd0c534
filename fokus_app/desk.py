"""What the desk of our users knows from the start."""

import frappe

from fokus_app import people
from fokus_app.notifications import texts
from fokus_app.workflows import definitions


def extend_bootinfo(bootinfo) -> None:
	"""Tell the desk what it would otherwise show as an address or a technical name."""
	_add_names(bootinfo)
	settings = frappe.get_cached_doc("FOKUS Settings")
	bootinfo.fokus = {
		"overdue_days": settings.reminder_days or 0,
		"take_over_open": bool(settings.take_over_open),
		"decisions": {
			doctype: [state.name for state in definition.states if state.decision]
			for doctype, definition in definitions().items()
		},
	}
	if people.roles_of(frappe.session.user).intersection((people.HR_CLERK, people.LEAD)):
		bootinfo.fokus_mail_events = texts.event_labels()
	_leave_out_platform_tours(bootinfo)


def forget() -> None:
	"""Have the desk asked anew by everybody: Frappe keeps what it knows from the start for each person."""
	frappe.cache.delete_value("bootinfo")


def _leave_out_platform_tours(bootinfo) -> None:
	"""Frappe's own tours explain the desk in English and begin by themselves, over ours: they are for administrators."""
	tours = bootinfo.get("onboarding_tours")
	roles = people.roles_of(frappe.session.user)
	if not tours or "System Manager" in roles or not roles.intersection(people.ROLES):
		return
	platform = frappe.get_all(
		"Form Tour", {"ui_tour": 1, "module": ("in", frappe.get_module_list("frappe"))}, pluck="name"
	)
	bootinfo.onboarding_tours = [tour for tour in tours if tour[0] not in platform]


def _add_names(bootinfo) -> None:
	"""The names of those who act in FOKUS, for people who choose among them anyway (see link_queries)."""
	acting = (people.HR_CLERK, people.LEAD, people.MANAGER, people.MENTOR)
	if not people.roles_of(frappe.session.user).intersection(acting[:3]):
		return
	user, role = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	rows = (
		frappe.qb.from_(user)
		.join(role)
		.on((role.parent == user.name) & (role.parenttype == "User"))
		.select(user.name, user.full_name, user.email, user.user_image, user.time_zone)
		.where(role.role.isin(acting) & (user.enabled == 1))
		.distinct()
		.run(as_dict=True)
	)
	for row in rows:
		bootinfo.user_info.setdefault(
			row.name,
			frappe._dict(
				name=row.name,
				fullname=row.full_name,
				email=row.email,
				image=row.user_image,
				time_zone=row.time_zone,
			),
		)
