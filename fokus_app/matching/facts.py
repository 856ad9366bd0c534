"""What a proposal rests on: the mentees, the mentors and all that is known of them, read in a few queries.

What is missing on the side of a mentee is empty, on the side of a mentor `NOTHING`, so that nothing missing
ever equals anything.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import add_months, getdate

from fokus_app import people

#: stages in which somebody can be given a mentor
STAGES = ("Preparation", "Ready", "Onboarding")
#: the kinds of a relationship, and the kind of mentor that each is for
KINDS = {"Mentoring": "Mentor", "Senior Advice": "Senior Adviser"}
#: a relationship in these states is going on, or about to
OPEN = ("Proposed", "Awaiting Mentor", "Awaiting Mentee", "Active", "Paused")
#: the pair has worked together, which is over
ENDED = ("Completed", "Ended Early")
#: so is a pair of which one has said no
OVER = (*ENDED, "Declined")
NOTHING = "-"


@dataclass(frozen=True)
class Period:
	"""From when until when the mentor has to be there."""

	start: date
	until: date

	@classmethod
	def beginning(cls, start: date | str | None = None, until: date | str | None = None) -> "Period":
		"""From `start` (today) until `until` (as long as a mentoring takes, from FOKUS Settings)."""
		begin = getdate(start)
		months = frappe.get_cached_doc("FOKUS Settings").mentoring_months or 0
		return cls(begin, getdate(until) if until else getdate(add_months(begin, months)))


@dataclass(frozen=True)
class Mentee:
	"""Somebody who is looking for a mentor."""

	name: str
	title: str
	user: str = ""
	email: str = ""
	manager: str = ""
	centre: str = ""
	centre_name: str = ""
	area: str = ""
	city: str = ""
	competencies: tuple[str, ...] = ()
	wishes: tuple[str, ...] = ()
	note: str = ""


@dataclass(frozen=True)
class Mentor:
	"""A mentor or senior adviser. used: places that are taken or promised to a proposal."""

	name: str
	title: str
	user: str = NOTHING
	email: str = NOTHING
	enabled: bool = True
	status: str = "Active"
	centre: str = NOTHING
	area: str = NOTHING
	city: str = NOTHING
	available_from: date = date.min
	available_until: date = date.max
	capacity: int = 0
	used: int = 0
	competencies: frozenset[str] = frozenset()
	wishes: frozenset[str] = frozenset()

	@property
	def free(self) -> int:
		return max(self.capacity - self.used, 0)


@dataclass(frozen=True)
class Points:
	"""How many points there are for what (FOKUS Settings)."""

	competencies: int = 40
	wishes: int = 25
	nearness: int = 20
	fairness: int = 15
	least: int = 0


@dataclass(frozen=True)
class Situation:
	"""All that decides about a proposal. Mentees and mentors stand in the order of their names.

	neighbours: the areas beside an area. running, over: pairs (mentee, mentor) that are going on, that were.
	taken: mentees who have such a relationship already.
	"""

	mentees: tuple[Mentee, ...]
	mentors: tuple[Mentor, ...]
	period: Period
	points: Points = Points()
	neighbours: dict[str, frozenset[str]] = field(default_factory=dict)
	running: frozenset[tuple[str, str]] = frozenset()
	over: frozenset[tuple[str, str]] = frozenset()
	taken: frozenset[str] = frozenset()
	acting: str = ""


def in_order(persons: Iterable) -> tuple:
	"""Mentees or mentors by name; the record's number decides between namesakes."""
	return tuple(sorted(persons, key=lambda each: (each.title.casefold(), each.title, each.name)))


def read(kind: str, period: Period, cohort: str | None = None, candidate: str | None = None) -> Situation:
	"""The situation of a cohort or of one candidate, with all mentors for this kind of relationship.

	Only what the acting user may see is in it; who is not in the programme at present is not.
	"""
	who = {"name": candidate} if candidate else {"cohort": cohort}
	mentees = _seen("Leadership Candidate", who)
	# who has retired from it is not told among the reasons either
	mentors = _seen("Mentor", {"kind": KINDS[kind], "status": ("!=", "Retired")})
	return _situation(kind, period, mentees, mentors)


def read_locked(kind: str, period: Period, candidates: list[str], mentors: list[str]) -> Situation:
	"""The situation of these alone, with the newest committed values; nobody changes them until the caller's
	transaction ends, and nobody else reads them in this way."""
	mentees = _seen("Leadership Candidate", {"name": ("in", candidates)})
	found = _seen("Mentor", {"kind": KINDS[kind], "name": ("in", mentors)})
	return _situation(kind, period, mentees, found, lock=True)


def read_mentors(names: list[str]) -> tuple[Mentor, ...]:
	"""These mentors, whoever may see them."""
	return _mentors(_rows("Mentor", names, _OF_MENTOR, lock=False))


def mentee_of(candidate: Document) -> Mentee:
	"""Who a candidate is to a mentor, as far as the rules about persons ask."""
	return Mentee(
		candidate.name,
		candidate.candidate_name,
		user=candidate.user or "",
		email=_plain(candidate.email),
		manager=candidate.manager or "",
		centre=candidate.centre or "",
	)


def mentor_of(mentor: Document) -> Mentor:
	"""Who a mentor is, as far as the rules about persons and time ask."""
	return _mentors([mentor])[0]


def _situation(
	kind: str, period: Period, candidates: list[str], mentors: list[str], lock: bool = False
) -> Situation:
	# always the candidates first and the mentors afterwards, each by number: no two wait for each other
	rows = _rows("Leadership Candidate", candidates, _OF_CANDIDATE, lock)
	mentees = _mentees([row for row in rows if row.workflow_state in STAGES])
	found = _mentors(_rows("Mentor", mentors, _OF_MENTOR, lock), lock)
	running, over, taken = _relationships(kind, mentees, lock)
	return Situation(
		mentees=mentees,
		mentors=found,
		period=period,
		points=_points(),
		neighbours=_neighbours(),
		running=running,
		over=over,
		taken=taken,
		acting=frappe.session.user,
	)


_OF_CANDIDATE = (
	*("name", "candidate_name", "workflow_state", "user", "email", "manager", "centre", "area"),
	"mentor_wish_note",
)
_OF_MENTOR = (
	*("name", "mentor_name", "user", "status", "centre", "area", "capacity"),
	*("available_from", "available_until"),
)


def _seen(doctype: str, filters: dict) -> list[str]:
	return frappe.get_list(doctype, filters=filters, pluck="name", limit=0)


def _rows(doctype: str, names: list[str], fields: tuple[str, ...], lock: bool) -> list[dict]:
	if not names:
		return []
	table = frappe.qb.DocType(doctype)
	query = (
		frappe.qb.from_(table)
		.select(*(table[field] for field in fields))
		.where(table.name.isin(names))
		.orderby(table.name)
	)
	return (query.for_update() if lock else query).run(as_dict=True)


def _mentees(rows: list[dict]) -> tuple[Mentee, ...]:
	names = [row.name for row in rows]
	competencies = _children("Wished Competency", "competency", "Leadership Candidate", names)
	wishes = _children("Mentoring Wish Row", "wish", "Leadership Candidate", names)
	centres = _centres(rows)
	return in_order(
		Mentee(
			name=row.name,
			title=row.candidate_name,
			user=row.user or "",
			email=_plain(row.email),
			manager=row.manager or "",
			centre=row.centre or "",
			centre_name=centres[row.centre].centre_name if row.centre in centres else "",
			area=row.area or "",
			city=_plain(centres[row.centre].city) if row.centre in centres else "",
			competencies=tuple(competencies.get(row.name, ())),
			wishes=tuple(wishes.get(row.name, ())),
			note=row.mentor_wish_note or "",
		)
		for row in rows
	)


def _mentors(rows: list, lock: bool = False) -> tuple[Mentor, ...]:
	names = [row.name for row in rows]
	competencies = _children("Mentor Competency", "competency", "Mentor", names)
	wishes = _children("Mentoring Wish Row", "wish", "Mentor", names)
	accounts = {each.user: each for each in people.people([row.user for row in rows])}
	centres = _centres(rows)
	used = places_used(names, lock)
	return in_order(
		Mentor(
			name=row.name,
			title=row.mentor_name,
			user=row.user or NOTHING,
			email=_plain(accounts[row.user].email or row.user) if row.user in accounts else NOTHING,
			enabled=row.user in accounts and accounts[row.user].enabled,
			status=row.status,
			centre=row.centre or NOTHING,
			area=row.area or NOTHING,
			city=(_plain(centres[row.centre].city) if row.centre in centres else "") or NOTHING,
			available_from=getdate(row.available_from) if row.available_from else date.min,
			available_until=getdate(row.available_until) if row.available_until else date.max,
			capacity=row.capacity or 0,
			used=used[row.name],
			competencies=frozenset(competencies.get(row.name, ())),
			wishes=frozenset(wishes.get(row.name, ())),
		)
		for row in rows
	)


def places_used(mentors: list[str], lock: bool = False) -> Counter[str]:
	"""How many places of each mentor are taken, or promised to a proposal about which they are not asked yet.

	lock: count the newest committed rows, for a caller who has locked the mentors.
	"""
	if not mentors:
		return Counter()
	place = frappe.qb.DocType("Taken Place")
	pair = frappe.qb.DocType("Mentoring Relationship")
	queries = (
		frappe.qb.from_(place)
		.select(place.resource)
		.where((place.resource_doctype == "Mentor") & place.resource.isin(mentors)),
		frappe.qb.from_(pair)
		.select(pair.mentor)
		.where((pair.workflow_state == "Proposed") & pair.mentor.isin(mentors)),
	)
	return Counter(row[0] for query in queries for row in (query.for_update() if lock else query).run())


def were_a_pair(mentee: Mentee, mentor: str, besides: str | None = None) -> bool:
	"""Whether these two have worked together before, in whatever kind of relationship and candidacy.

	besides: a relationship that does not count. A pair of which one declined may be asked again by hand.
	"""
	return any(
		row.mentor == mentor and row.workflow_state in ENDED and row.name != besides
		for _mentee, row in _history((mentee,))
	)


def _relationships(
	kind: str, mentees: tuple[Mentee, ...], lock: bool
) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]], frozenset[str]]:
	"""Pairs that are going on, pairs that are over, mentees who have one."""
	running, over, taken = set(), set(), set()
	for mentee, row in _history(mentees, lock):
		if row.workflow_state in OPEN:
			running.add((mentee, row.mentor))
			if row.kind == kind:
				taken.add(mentee)
		elif row.workflow_state in OVER:
			over.add((mentee, row.mentor))
	return frozenset(running), frozenset(over), frozenset(taken)


def _history(mentees: tuple[Mentee, ...], lock: bool = False) -> list[tuple[str, frappe._dict]]:
	"""All relationships of these mentees, also those of an earlier candidacy, each with the mentee whose it is."""
	names = {each.name for each in mentees}
	of_user = {each.user: each.name for each in mentees if each.user}
	if not names:
		return []
	pair = frappe.qb.DocType("Mentoring Relationship")
	known = pair.candidate.isin(list(names))
	if of_user and not lock:
		known = known | pair.mentee_user.isin(list(of_user))
	query = (
		frappe.qb.from_(pair)
		.select(pair.name, pair.candidate, pair.mentee_user, pair.mentor, pair.kind, pair.workflow_state)
		.where(known)
	)
	rows = (query.for_update() if lock else query).run(as_dict=True)
	return [(row.candidate if row.candidate in names else of_user[row.mentee_user], row) for row in rows]


def _children(doctype: str, column: str, parenttype: str, parents: list[str]) -> dict[str, list[str]]:
	if not parents:
		return {}
	rows = frappe.get_all(
		doctype,
		filters={"parenttype": parenttype, "parent": ("in", parents)},
		fields=["parent", column],
		order_by="parent, idx",
	)
	found: dict[str, list[str]] = {}
	for row in rows:
		found.setdefault(row.parent, []).append(row[column])
	return found


def _centres(rows: list) -> dict[str, dict]:
	names = list({row.centre for row in rows if row.centre})
	if not names:
		return {}
	found = frappe.get_all(
		"Daycare Centre", filters={"name": ("in", names)}, fields=["name", "centre_name", "city"]
	)
	return {row.name: row for row in found}


def _neighbours() -> dict[str, frozenset[str]]:
	"""The areas beside each area; entered on one side, it counts on both."""
	found: dict[str, set[str]] = {}
	for row in frappe.get_all("Neighbouring Area", fields=["parent", "area"]):
		found.setdefault(row.parent, set()).add(row.area)
		found.setdefault(row.area, set()).add(row.parent)
	return {area: frozenset(beside) for area, beside in found.items()}


def _points() -> Points:
	settings = frappe.get_cached_doc("FOKUS Settings")
	return Points(
		competencies=settings.points_competencies or 0,
		wishes=settings.points_wishes or 0,
		nearness=settings.points_nearness or 0,
		fairness=settings.points_fairness or 0,
		least=settings.least_points or 0,
	)


def _plain(text: str | None) -> str:
	return (text or "").strip().casefold()
