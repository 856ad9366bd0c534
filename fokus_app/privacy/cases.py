"""Erasing a case: who it was about goes, with every text; stage, area, cohort and times stay as numbers.

Whoever calls this has decided that the case may go (`periods`, `acts`).
"""

from collections import Counter

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.utils import get_first_day, getdate, now_datetime, today

from fokus_app import people
from fokus_app.consultations import groups
from fokus_app.mentoring_sessions import retention as sessions
from fokus_app.notifications import delivery
from fokus_app.privacy import traces
from fokus_app.privacy.declaration import DECLARED, GOES, Declared

CANDIDATE, RELATIONSHIP, PARTICIPATION = (
	"Leadership Candidate",
	"Mentoring Relationship",
	"Meeting Participation",
)
#: somebody takes part as that because of the case
_BY_THE_CASE = ("Participant", "New Leader")
#: columns that Frappe adds to a table when somebody uses them
_FRAPPES_COLUMNS = ("_user_tags", "_comments", "_assign", "_liked_by", "_seen")

Belongings = dict[str, list[str]]


class Batch:
	"""Cases that are erased one after the other; what is beside them is looked up once for all."""

	def __init__(self, cases: list[str]):
		self.cases = cases
		self._users = dict(
			frappe.get_all(
				CANDIDATE, filters={"name": ("in", cases or [""])}, fields=["name", "user"], as_list=True
			)
		)
		self._belongings = _belongings(cases)
		self._took_part = _took_part([user for user in self._users.values() if user])
		records = [(CANDIDATE, case) for case in cases]
		for owned in self._belongings.values():
			records += [(doctype, name) for doctype, names in owned.items() for name in names]
		records += [(PARTICIPATION, name) for names in self._took_part.values() for name in names]
		self._traces = traces.collect(records)

	def records_of(self, case: str) -> Belongings:
		"""Everything of a case that is changed or deleted, by doctype: the case itself, what belongs to it, and where its
		person takes part because of it."""
		participations = self._participations(case)
		own = {CANDIDATE: [case], **self._belongings[case]}
		return {**own, PARTICIPATION: participations} if participations else own

	def traces_of(self, case: str) -> dict[str, list]:
		"""Rows of Frappe's about all that, names by doctype, each once."""
		found: dict[str, list] = {}
		for doctype, names in self.records_of(case).items():
			for name in names:
				for trace, rows in self._traces.get((doctype, name), {}).items():
					found.setdefault(trace, []).extend(rows)
		return {trace: list(dict.fromkeys(rows)) for trace, rows in found.items()}

	def erase(self, case: str) -> Counter | None:
		"""Erase one case in the caller's transaction; returns how many rows were emptied or deleted, by doctype. None where
		it was erased already."""
		if not frappe.db.exists(CANDIDATE, case):
			return None
		# nobody acts on it meanwhile
		if frappe.db.get_value(CANDIDATE, case, "erased_on", for_update=True):
			return None
		done: Counter = Counter()
		for relationship in self._belongings[case].get(RELATIONSHIP, []):
			sessions.delete_words(relationship)
		done += traces.delete(self.traces_of(case))
		for doctype, names in self.records_of(case).items():
			if DECLARED[doctype].gone:
				done += traces.delete({doctype: names})
			else:
				empty(doctype, names)
				done[doctype] += len(names)
			traces.forget_in_search(doctype, names)
		# an earlier or later case of the same person would tell who this was
		frappe.db.set_value(
			CANDIDATE, {"previous_candidacy": case}, "previous_candidacy", None, update_modified=False
		)
		frappe.db.set_value(CANDIDATE, case, "erased_on", today(), update_modified=False)
		if user := self._users.get(case):
			_leave_the_programme(user)
		return done

	def _participations(self, case: str) -> list[str]:
		"""Where the person took part because of this case: none while they have another one that is kept."""
		user = self._users.get(case)
		others = {"user": user, "name": ("!=", case), "erased_on": ("is", "not set")}
		# asked when it is needed: two cases of one person may be in a batch, and the last one takes them along
		if not user or frappe.db.exists(CANDIDATE, others):
			return []
		return self._took_part.get(user, [])


def _leave_the_programme(user: str) -> None:
	"""With somebody's last case goes what they had as a participant alone: the role, and their part in consultation groups
	(who leads or mentors by now is a member for that, as others are)."""
	if frappe.db.exists(CANDIDATE, {"user": user, "erased_on": ("is", "not set")}):
		return
	frappe.db.delete("Has Role", {"parenttype": "User", "parent": user, "role": people.PARTICIPANT})
	frappe.clear_cache(user=user)
	if not people.roles_of(user) & groups.MEMBER_ROLES:
		groups.take_out(frappe._dict(name=user))
		# they heard from the programme as a participant alone
		for doctype in ("FOKUS Mail", "FOKUS Reminder"):
			traces.delete({doctype: frappe.get_all(doctype, {"recipient": user}, pluck="name")})


def empty(doctype: str, names: list[str]) -> None:
	"""Empty what is declared as personal in these records and in the tables within them; nothing else changes."""
	if not names:
		return
	declared, meta = DECLARED[doctype], frappe.get_meta(doctype)
	values = {}
	for fieldname in declared.of(*GOES):
		field = meta.get_field(fieldname)
		if field.fieldtype not in table_fields:
			values[fieldname] = _nothing(field)
	columns = frappe.db.get_table_columns(doctype)
	values |= {column: None for column in _FRAPPES_COLUMNS if column in columns}
	# a bulk change of stored values: no form is open on a closed case, and no rule of editing applies
	frappe.db.set_value(
		doctype,
		{"name": ("in", names)},
		{**values, "owner": "Administrator", "modified_by": "Administrator"},
		update_modified=False,
	)
	_coarsen_creation(doctype, names)
	for table in meta.get_table_fields():
		_empty_rows(table.options, doctype, names)


def _empty_rows(table: str, parenttype: str, parents: list[str]) -> None:
	declared: Declared = DECLARED[table]
	filters = {"parenttype": parenttype, "parent": ("in", parents)}
	if not declared.rows:
		frappe.db.delete(table, filters)
		return
	values = {name: _nothing(frappe.get_meta(table).get_field(name)) for name in declared.of(*GOES)}
	values |= {"owner": "Administrator", "modified_by": "Administrator"}
	frappe.db.set_value(table, filters, values, update_modified=False)
	if table == "Stage Change":
		# the month is enough for statistics; the hour would lead to the person
		for row in frappe.get_all(table, filters=filters, fields=["name", "changed_on"]):
			if row.changed_on:
				month = get_first_day(row.changed_on)
				frappe.db.set_value(
					table, row.name, {"changed_on": month, "creation": month, "modified": month}
				)


def _coarsen_creation(doctype: str, names: list[str]) -> None:
	for row in frappe.get_all(doctype, filters={"name": ("in", names)}, fields=["name", "creation"]):
		values = {"creation": get_first_day(getdate(row.creation)), "modified": now_datetime()}
		frappe.db.set_value(doctype, row.name, values, update_modified=False)


def _nothing(field) -> object:
	if field.fieldtype in ("Check", "Int", "Float", "Currency", "Percent"):
		return 0
	if field.fieldname.endswith("_name") or (
		field.reqd and field.fieldtype in ("Data", "Small Text", "Text")
	):
		return gone_name()
	return None


def gone_name() -> str:
	"""What stands instead of a name, in the language of the site."""
	with delivery.language(people.default_language()):
		return _("Anonymised")


def _belongings(cases: list[str]) -> dict[str, Belongings]:
	"""What belongs to each of these cases, names by doctype; as the declaration says."""
	found: dict[str, Belongings] = {case: {} for case in cases}
	case_of: dict[str, str] = {}
	for doctype, declared in DECLARED.items():
		if not declared.case or doctype == CANDIDATE:
			continue
		for row in _rows(doctype, declared.case, cases):
			found[row.about].setdefault(doctype, []).append(row.name)
			if doctype == RELATIONSHIP:
				case_of[row.name] = row.about
	for doctype, declared in DECLARED.items():
		if declared.pair:
			for row in _rows(doctype, declared.pair, list(case_of)):
				found[case_of[row.about]].setdefault(doctype, []).append(row.name)
	return found


def _took_part(users: list[str]) -> dict[str, list[str]]:
	"""The participations of these people in meetings that have begun, as participants."""
	# asked for none of several, Frappe finds the rows that name nobody; so below
	if not users:
		return {}
	rows = frappe.get_all(
		PARTICIPATION,
		filters={"user": ("in", users), "programme_role": ("in", _BY_THE_CASE)},
		fields=["name", "user", "meeting"],
		order_by="name",
	)
	meetings = {"name": ("in", [row.meeting for row in rows] or [""]), "starts_on": ("<", now_datetime())}
	begun = set(frappe.get_all("Network Meeting", filters=meetings, pluck="name"))
	found: dict[str, list[str]] = {}
	for row in rows:
		if row.meeting in begun:
			found.setdefault(row.user, []).append(row.name)
	return found


def _rows(doctype: str, field: str, values: list[str]) -> list:
	if not values:
		return []
	return frappe.get_all(
		doctype,
		filters={field: ("in", values)},
		fields=["name", f"{field} as about"],
		order_by="name",
	)
