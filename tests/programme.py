"""A small invented programme for tests: people in their parts, areas, centres, a cohort, a candidate."""

from contextlib import contextmanager
from dataclasses import dataclass

import frappe
from frappe.desk.doctype.notification_settings.notification_settings import create_notification_settings
from frappe.utils.password import update_password

from fokus_app import people

PASSWORD = "Probe-Kennwort-27"

#: address part: (full name, roles, language)
CAST = {
	"clerk": ("Hanna Sachbearbeitung", (people.HR_CLERK,), "de"),
	"clerk2": ("Henrik Sachbearbeitung", (people.HR_CLERK,), "de"),
	"lead": ("Paula Programmleitung", (people.LEAD,), "de"),
	"deputylead": ("Peer Programmleitung", (people.LEAD,), "de"),
	"manager": ("Gerda Gebietsleitung", (people.MANAGER,), "de"),
	"deputy": ("Dieter Stellvertretung", (people.MANAGER,), "de"),
	"nominator": ("Lena Leitung", (people.MANAGER,), "en"),
	"manager2": ("Gustav Gebietsleitung", (people.MANAGER,), "de"),
	"othermanager": ("Olga Andergebiet", (people.MANAGER,), "de"),
	"panelist": ("Petra Gesprächsrunde", (people.MANAGER,), "de"),
	"candidate": ("Karla Kandidat", (people.PARTICIPANT,), "de"),
	"participant2": ("Kuno Teilnehmer", (people.PARTICIPANT,), "de"),
	"mentor": ("Mona Mentorin", (people.MENTOR,), "de"),
	"mentor2": ("Mats Mentor", (people.MENTOR,), "en"),
	"outsider": ("Otto Ohnerolle", (), "de"),
	# for tests of the rules: two roles at once, a lead of another cohort, a System Manager without our roles
	"clerkmanager": ("Berta Beides", (people.HR_CLERK, people.MANAGER), "de"),
	"otherlead": ("Oskar Andererjahrgang", (people.LEAD,), "de"),
	"sysadmin": ("Sven Systemverwaltung", ("System Manager",), "de"),
}


def address(part: str) -> str:
	"""The user name of somebody of the cast; other names are taken as they are."""
	return f"{part}@example.org" if part in CAST else part


@contextmanager
def acting_as(part: str):
	"""Do what follows as this person (a part of the cast or a user name)."""
	before = frappe.session.user
	_be(address(part))
	try:
		yield
	finally:
		_be(before)


def _be(user: str) -> None:
	# with the user Frappe forgets what the doctypes look like too, and asks Redis again: a quarter of a test's time
	name = frappe.cache.make_key("doctype_meta")
	metas = frappe.local.cache.get(name)
	frappe.set_user(user)
	if metas:
		frappe.local.cache[name] = metas


@dataclass
class Programme:
	"""What `build` made; the names of its records."""

	area: str
	area2: str
	centre: str
	centre2: str
	target_centre: str
	cohort: str
	template: str
	mentor: str
	mentor2: str
	cohort2: str


def build() -> Programme:
	"""Make the programme, or find what is there already; leaves committing to the caller."""
	for part, (name, roles, language) in CAST.items():
		make_user(address(part), name, roles, language)
	area = _record(
		"Daycare Area",
		"Gebiet Nord",
		area_name="Gebiet Nord",
		area_manager=address("manager"),
		deputy=address("deputy"),
	)
	area2 = _record("Daycare Area", "Gebiet Süd", area_name="Gebiet Süd", area_manager=address("manager2"))
	centre = _record(
		"Daycare Centre",
		"N-001",
		code="N-001",
		centre_name="KiTa Regenbogen",
		area=area,
		leader=address("nominator"),
		city="Essen",
	)
	centre2 = _record(
		"Daycare Centre", "N-002", code="N-002", centre_name="KiTa Sonnenhügel", area=area, city="Essen"
	)
	target = _record(
		"Daycare Centre", "S-001", code="S-001", centre_name="KiTa Mühlenbach", area=area2, city="Bochum"
	)
	template = _record(
		"Activity Template",
		"Probeplan",
		title="Probeplan",
		steps=[
			{
				"phase": "Preparation",
				"title": "Hospitation",
				"responsible_kind": "Candidate",
				"due_days": 30,
				"mandatory": 1,
			},
			{
				"phase": "Preparation",
				"title": "Buch lesen",
				"responsible_kind": "Candidate",
				"due_days": 60,
				"mandatory": 0,
			},
			{
				"phase": "Onboarding",
				"title": "100-Tage-Gespräch",
				"responsible_kind": "Manager",
				"due_days": 100,
				"mandatory": 1,
			},
		],
	)
	cohort = _record(
		"Programme Cohort",
		"FOKUS Probe",
		title="FOKUS Probe",
		starts_on="2026-08-01",
		ends_on="2027-07-31",
		programme_lead=address("lead"),
		deputy_lead=address("deputylead"),
		places=5,
		activity_template=template,
		new_leader_template=template,
	)
	cohort2 = _record(
		"Programme Cohort",
		"FOKUS Nachbarn",
		title="FOKUS Nachbarn",
		starts_on="2026-08-01",
		ends_on="2027-07-31",
		programme_lead=address("otherlead"),
		places=5,
		activity_template=template,
		new_leader_template=template,
	)
	settings = frappe.get_doc("FOKUS Settings")
	settings.update(
		{
			"programme_lead": address("lead"),
			"deputy_lead": address("deputylead"),
			"hr_contact": address("clerk"),
			"reopen_days": 30,
			"reminder_days": 14,
			"inform_days": 30,
			"staff_council_participation": 0,
		}
	)
	settings.save()
	mentors = [_mentor("mentor", target), _mentor("mentor2", target)]
	return Programme(area, area2, centre, centre2, target, cohort, template, *mentors, cohort2)


def candidate(programme: Programme, **values):
	"""A candidate in the first state, as HR enters one: about the candidate of the cast unless told otherwise.

	Somebody who has an open case gets a second one all the same, written past the rule that forbids it: tests
	need several records of the same few people.
	"""
	doc = frappe.new_doc("Leadership Candidate")
	doc.update(
		{
			"candidate_name": "Karla Kandidat",
			"email": address("candidate"),
			"user": address("candidate"),
			"centre": programme.centre,
			"cohort": programme.cohort,
			"entry_path": "Nominated",
			"nominator": address("nominator"),
			"manager": address("manager"),
			"hr_clerk": address("clerk"),
			"reason": "Leitet das Team in Vertretung.",
			"informed_on": frappe.utils.today(),
			**values,
		}
	)
	again = {field: doc.get(field) for field in ("user", "email")} if _has_a_case(doc) else {}
	doc.update(dict.fromkeys(again))
	with acting_as("clerk"):
		doc.insert()
	if again:
		frappe.db.set_value(doc.doctype, doc.name, again, update_modified=False)
		doc.reload()
	return doc


def _has_a_case(doc) -> bool:
	known = {field: doc.get(field) for field in ("user", "email") if doc.get(field)}
	return bool(known and frappe.get_all(doc.doctype, or_filters=known, limit=1))


def make_user(account: str, name: str, roles: tuple[str, ...], language: str) -> None:
	"""Make an account; written past the hooks of User, each of which empties all caches of the site."""
	if frappe.db.exists("User", account):
		return
	first, last = name.split(maxsplit=1)
	in_desk = frappe.db.exists("Role", {"name": ("in", ["", *roles]), "desk_access": 1})
	user = frappe.new_doc("User")
	user.update(
		{
			"name": account,
			"email": account,
			"first_name": first,
			"last_name": last,
			"full_name": name,
			"username": account.split("@")[0],
			"language": language,
			"user_type": "System User" if in_desk else "Website User",
		}
	)
	user.db_insert()
	for number, role in enumerate(roles, 1):
		row = user.append("roles", {"role": role, "idx": number})
		row.db_insert()
	# somebody's browser of an earlier test may have asked for the roles before they were there
	frappe.cache.hdel("roles", user.name)
	create_notification_settings(user.name)
	update_password(user.name, PASSWORD)


def _record(doctype: str, name: str, **values) -> str:
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, **values}).insert()
	return name


def _mentor(part: str, centre: str) -> str:
	found = frappe.db.get_value("Mentor", {"user": address(part)})
	return (
		found
		or frappe.get_doc(
			{
				"doctype": "Mentor",
				"user": address(part),
				"mentor_name": CAST[part][0],
				"centre": centre,
				"capacity": 2,
			}
		)
		.insert()
		.name
	)
