"""Who is on the list of a meeting: whole audiences and single people, nobody twice, looked at before."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now

from fokus_app import arguments, people
from fokus_app.meetings import prints

MEETING, PARTICIPATION = "Network Meeting", "Meeting Participation"
CANDIDATE = "Leadership Candidate"
#: stages in which somebody takes part in the programme
_IN_PROGRAMME = ("Preparation", "Ready", "Onboarding")
#: states in which a meeting no longer takes people
_OVER = ("Held", "Closed", "Cancelled")


@dataclass
class Guest:
	"""Somebody who is chosen. user: None without an account; role: in the programme, as in the participation;
	obstacle: a sentence where the person is not put on the list or gets no mail; comes: they are put on it."""

	user: str | None
	name: str
	role: str
	email: str = ""
	obstacle: str = ""
	comes: bool = True


def _participants(cohort: str | None, area: str | None) -> list[Guest]:
	return _candidates("Participant", cohort, area, entry_path=("!=", "New Leader"))


def _new_leaders(cohort: str | None, area: str | None) -> list[Guest]:
	return _candidates("New Leader", cohort, area, entry_path="New Leader")


def _candidates(role: str, cohort: str | None, area: str | None, **filters) -> list[Guest]:
	filters |= {"workflow_state": ("in", _IN_PROGRAMME)}
	filters |= {field: value for field, value in (("cohort", cohort), ("area", area)) if value}
	read = frappe.get_all if _knows_all() else frappe.get_list
	rows = read(
		CANDIDATE,
		filters=filters,
		fields=["user", "candidate_name", "email"],
		order_by="candidate_name",
		limit=0,
	)
	return [Guest(row.user, row.candidate_name, role, row.email or "") for row in rows]


def _mentors_of(kind: str) -> Callable[[str | None, str | None], list[Guest]]:
	def found(cohort: str | None, area: str | None) -> list[Guest]:
		filters = {"kind": kind, "status": "Active", **({"area": area} if area else {})}
		rows = frappe.get_all(
			"Mentor", filters=filters, fields=["user", "mentor_name"], order_by="mentor_name"
		)
		return [Guest(row.user, row.mentor_name, kind) for row in rows]

	return found


def _centre_leaders(cohort: str | None, area: str | None) -> list[Guest]:
	filters = [["leader", "is", "set"]]
	if area:
		filters.append(["area", "=", area])
	if not _knows_all():
		areas = _own_areas()
		if not areas:
			return []  # asked for none of several, Frappe finds the centres without an area
		filters.append(["area", "in", areas])
	users = frappe.get_all("Daycare Centre", filters=filters, pluck="leader", order_by="centre_name")
	return [Guest(user, people.full_name(user), "Guest") for user in dict.fromkeys(users)]


#: whole audiences; where somebody belongs to several, the first decides the role
AUDIENCES: dict[str, Callable[[str | None, str | None], list[Guest]]] = {
	"Participants": _participants,
	"New Leaders": _new_leaders,
	"Mentors": _mentors_of("Mentor"),
	"Senior Advisers": _mentors_of("Senior Adviser"),
	"Centre Leaders": _centre_leaders,
}
#: of these a manager who organises is shown their own part: candidates whose record they may read, leaders of their
#: own areas. Who is a mentor HR and the lead alone read in full
MANAGERS_AUDIENCES = frozenset({"Participants", "New Leaders", "Centre Leaders"})


@frappe.whitelist(methods=["GET", "POST"])
def preview(
	meeting: str,
	audiences: str | list[str] | None = None,
	cohort: str | None = None,
	area: str | None = None,
	users: str | list[str] | None = None,
	programme_role: str = "Guest",
) -> dict:
	"""Who would be put on the list of a meeting, as HR, the lead or a manager who organises it: people (user, name,
	role, email, obstacle, comes), new (how many come) and there_already.

	audiences: from AUDIENCES (a manager: MANAGERS_AUDIENCES), narrowed to a cohort (candidates) and an area. users:
	people chosen by hand, in `programme_role`. Raises frappe.PermissionError for others and frappe.ValidationError
	where the meeting is over.
	"""
	doc = _list_to_fill(meeting)
	guests, there_already = _chosen(doc, audiences, cohort, area, users, programme_role)
	return {
		"people": [{**asdict(guest), "role": _(guest.role)} for guest in guests],
		"new": sum(guest.comes for guest in guests),
		"there_already": there_already,
	}


@frappe.whitelist(methods=["POST"])
def add_people(
	meeting: str,
	users: str | list[str] | None = None,
	programme_role: str = "Guest",
	audiences: str | list[str] | None = None,
	cohort: str | None = None,
	area: str | None = None,
) -> dict:
	"""Put those whom `preview` shows with the same arguments on the list. Invites nobody yet.

	Returns how many were added and how many were on the list already. Raises as `preview`.
	"""
	doc = _list_to_fill(meeting)
	guests, there_already = _chosen(doc, audiences, cohort, area, users, programme_role)
	return {
		"added": _insert(doc, [guest for guest in guests if guest.comes]),
		"there_already": there_already,
	}


def put_on_list(meeting: Document, user: str, programme_role: str) -> str | None:
	"""Put one person on the list; whoever calls this has checked who may do so.

	Returns why they cannot be, as a sentence, or None.
	"""
	guests, _there_already = _chosen(meeting, None, None, None, [user], programme_role)
	_insert(meeting, [guest for guest in guests if guest.comes])
	return next((guest.obstacle for guest in guests if not guest.comes), None)


def role_of(user: str) -> str:
	"""What this person is in the programme now, as a participation names it."""
	filters = {"user": user, "workflow_state": ("in", _IN_PROGRAMME)}
	path = frappe.db.get_value(CANDIDATE, filters, "entry_path", order_by="creation desc")
	if path:
		return "New Leader" if path == "New Leader" else "Participant"
	return frappe.db.get_value("Mentor", {"user": user, "status": "Active"}, "kind") or "Guest"


@frappe.whitelist(methods=["GET", "POST"])
def on_list(meeting: str) -> dict:
	"""Who is on the list, as far as the acting user may see them: people (name of the row, full_name, role,
	invited, answer, comment, seat, waiting_place, attendance, centre) and counts of answers and seats."""
	doc = frappe.get_doc(MEETING, meeting)
	doc.check_permission("read")
	rows = frappe.get_list(
		PARTICIPATION,
		filters={"meeting": meeting},
		fields=[
			*("name", "user", "programme_role", "invited_on", "answer", "answer_comment"),
			*("answered_on", "seat", "waiting_place", "attendance"),
		],
		order_by="creation",
		limit=0,
	)
	names = {person.user: person.full_name for person in people.people([row.user for row in rows])}
	centres = prints.centres_of(list(names))
	for row in rows:
		row.full_name = names.get(row.user) or row.user
		row.centre = centres.get(row.user, "")
	answers = [row.answer for row in rows]
	return {
		"people": sorted(rows, key=lambda row: row.full_name.split()[-1].casefold()),
		"counts": {
			"all": len(rows),
			"invited": sum(bool(row.invited_on) for row in rows),
			"yes": answers.count("Yes"),
			"no": answers.count("No"),
			"maybe": answers.count("Maybe"),
			"seated": sum(row.seat == "Seat" for row in rows),
			"waiting": sum(row.seat == "Waiting List" for row in rows),
			"seats": doc.seats,
		},
	}


@frappe.whitelist(methods=["GET", "POST"])
def to_be_invited(meeting: str) -> list[dict]:
	"""Who gets the next invitation, for the dialog that sends it: name, email and obstacle (why somebody gets
	no mail)."""
	doc = _open_list(meeting)
	rows = frappe.get_all(
		PARTICIPATION,
		filters={"meeting": doc.name, "invited_on": ("is", "not set")},
		fields=["user", "programme_role"],
	)
	guests = [Guest(row.user, "", row.programme_role) for row in rows]
	_look_up(guests)
	return [
		{"name": guest.name, "email": guest.email, "obstacle": guest.obstacle}
		for guest in sorted(guests, key=lambda guest: guest.name)
	]


def check_participation(doc: Document) -> None:
	"""Nobody is on the list of a meeting twice."""
	twice = frappe.db.exists(
		PARTICIPATION, {"meeting": doc.meeting, "user": doc.user, "name": ("!=", doc.name)}
	)
	if twice:
		frappe.throw(
			_("{0} is on the list of this meeting already.").format(frappe.utils.get_fullname(doc.user)),
			frappe.DuplicateEntryError,
		)


def may_fill(meeting: Document) -> bool:
	"""True when the acting user chooses people for this meeting: HR, the lead, and a manager who organises it. Another
	organiser tells HR whom they wish for: who is in the programme is not theirs to look up."""
	roles = people.roles_of(frappe.session.user)
	organises = frappe.session.user == meeting.organiser
	return _knows_all() or (organises and people.MANAGER in roles)


def _list_to_fill(meeting: str) -> Document:
	doc = _open_list(meeting)
	if not may_fill(doc):
		frappe.throw(
			_("HR puts people on the list. Please tell HR who is to be invited."), frappe.PermissionError
		)
	return doc


def _open_list(meeting: str) -> Document:
	"""The meeting, where the acting user plans it and it still takes people."""
	doc = frappe.get_doc(MEETING, meeting)
	doc.check_permission("read")
	if frappe.session.user != doc.organiser and not _knows_all():
		frappe.throw(_("HR and the organiser decide who is on the list."), frappe.PermissionError)
	if doc.workflow_state in _OVER:
		frappe.throw(_("This meeting no longer takes people."))
	return doc


def _knows_all() -> bool:
	"""True for HR and the lead, who see all people of the programme."""
	return bool(people.roles_of(frappe.session.user).intersection((people.HR_CLERK, people.LEAD)))


def _own_areas() -> list[str]:
	user = frappe.session.user
	return frappe.get_all("Daycare Area", or_filters={"area_manager": user, "deputy": user}, pluck="name")


def _chosen(
	doc: Document,
	audiences: str | list[str] | None,
	cohort: str | None,
	area: str | None,
	users: str | list[str] | None,
	programme_role: str,
) -> tuple[list[Guest], int]:
	"""The people chosen who are not on the list yet, each once, and how many are."""
	found: list[Guest] = []
	for audience in _list_of(audiences):
		if audience not in AUDIENCES:
			frappe.throw(_("There is no such audience."))
		if audience not in MANAGERS_AUDIENCES and not _knows_all():
			frappe.throw(_("HR puts these people on the list."), frappe.PermissionError)
		found += AUDIENCES[audience](cohort or None, area or None)
	if programme_role not in frappe.get_meta(PARTICIPATION).get_options("programme_role").split("\n"):
		frappe.throw(_("There is no such role in the programme."))
	found += [Guest(user, "", programme_role) for user in _list_of(users)]
	each_once = {guest.user or f"{guest.name}\n{guest.email}": guest for guest in reversed(found)}
	guests = list(reversed(each_once.values()))
	there = set(frappe.get_all(PARTICIPATION, filters={"meeting": doc.name}, pluck="user"))
	new = [guest for guest in guests if guest.user not in there]
	_look_up(new)
	return new, len(guests) - len(new)


def _list_of(given: str | list[str] | None) -> list[str]:
	return arguments.names(given or [])


def _look_up(guests: list[Guest]) -> None:
	"""Name, address and what stands in the way, for all at once."""
	known = {person.user: person for person in people.people([guest.user for guest in guests if guest.user])}
	unsubscribed = set(
		frappe.get_all(
			"Email Unsubscribe",
			filters={
				"global_unsubscribe": 1,
				"email": ("in", [person.email for person in known.values() if person.email] or [""]),
			},
			pluck="email",
		)
	)
	for guest in guests:
		person = known.get(guest.user)
		if not person:
			guest.obstacle = _("Has no account yet: please invite them to FOKUS first.")
			guest.comes = False
			continue
		guest.name, guest.email = person.full_name, person.email or ""
		if not person.enabled:
			guest.obstacle, guest.comes = _("The account is disabled."), False
		elif not person.email:
			guest.obstacle = _("No mail address is known.")
		elif person.email in unsubscribed:
			guest.obstacle = _("The person has unsubscribed from all mails.")


def _insert(doc: Document, guests: list[Guest]) -> int:
	return put_all_on_list(doc.name, [(guest.user, guest.role) for guest in guests if guest.user])


def put_all_on_list(meeting: str, people_and_roles: list[tuple[str, str]]) -> int:
	"""Put these users in these roles on the list of a meeting; whoever calls this has checked who may. Returns how many.

	In one go (a thousand by themselves take many seconds); who is put on the list by somebody else at the same moment
	is there once.
	"""
	moment, user = now(), frappe.session.user
	rows = {frappe.generate_hash(length=10): (meeting, *each) for each in people_and_roles}
	frappe.db.bulk_insert(
		PARTICIPATION,
		["name", "meeting", "user", "programme_role", "creation", "modified", "owner", "modified_by"],
		[(name, *values, moment, moment, user, user) for name, values in rows.items()],
		ignore_duplicates=True,
	)
	return frappe.db.count(PARTICIPATION, {"name": ("in", list(rows) or [""])})
