"""Erasing a person: their cases, their profile as a mentor, their account, and every text that names them.

The account stays as a row without a name: what they did in other people's records goes on pointing to it, and numbers stay right.
"""

import secrets
from collections import Counter

import frappe
from frappe import _
from frappe.model.rename_doc import rename_doc

from fokus_app import people, succession
from fokus_app.confidential import persons as words
from fokus_app.consultations import groups
from fokus_app.privacy import mails, sweep, traces
from fokus_app.privacy.cases import CANDIDATE, PARTICIPATION, RELATIONSHIP, Batch, gone_name
from fokus_app.privacy.links import FATES
from fokus_app.privacy.names import Names, last_name_pattern, likes
from fokus_app.workflows import definitions

MENTOR = "Mentor"
#: an address that reaches nobody, ever (RFC 2606)
_DOMAIN = "erased.invalid"
#: tables of Frappe's that hold something of an account, and the column that names it
_OF_ACCOUNTS = {
	"__Auth": "name",
	"__UserSettings": "user",
	"tabSessions": "user",
}
_STANDARD = ("Administrator", "Guest")


class NotErased(frappe.ValidationError):
	"""This person cannot be erased yet; the text says why."""


def obstacles(user: str | None, cases: list[str]) -> list[str]:
	"""What has to happen before this person (their account, where they have one, and their cases) can be erased, each as a
	sentence; empty where nothing stands in the way."""
	rows = frappe.get_all(
		CANDIDATE,
		filters={"name": ("in", cases or [""])},
		fields=["name", "workflow_state", "legal_hold", "erased_on"],
	)
	found = [_("{0} is on legal hold.").format(row.name) for row in rows if row.legal_hold]
	found += [
		_("{0} is an open case. Please end it first.").format(row.name)
		for row in rows
		if not row.erased_on and row.workflow_state in definitions()[CANDIDATE].open_states
	]
	if not user:
		return found
	left = succession.estate_of(user)
	if left.cases or left.activities or left.masters or left.settings:
		found.append(_("Tasks wait for this person. Please use “Hand Over a Person's Tasks” first."))
	if left.pairs or left.meetings or left.panels:
		found.append(
			_(
				"Mentorings, meetings or interviews go on with this person. Please end them or pass them on first."
			)
		)
	if "System Manager" in people.roles_of(user):
		found.append(_("This account administers the system. Please take that role away first."))
	return found


def is_person(user: str | None) -> bool:
	"""True for an account that belongs to somebody."""
	return bool(user and user not in _STANDARD and frappe.db.exists("User", user))


def cases_of(user: str | None, email: str | None = None) -> list[str]:
	"""All candidacies of a person, by account and addresses; of somebody without an account by the address alone, without either none."""
	addresses = {*(people.addresses_of(user) if user else ()), *([email.lower()] if email else ())}
	if not addresses:
		return []  # asked for none of several, Frappe finds all who have none
	either = {"email": ("in", sorted(addresses))}
	if user:
		either["user"] = user
	return frappe.get_all(CANDIDATE, or_filters=either, pluck="name", order_by="name")


def names_of(user: str | None, cases: list[str]) -> Names:
	"""By what this person is found in texts: every name and address that we have of them."""
	rows = frappe.get_all(
		CANDIDATE,
		filters={"name": ("in", cases or [""]), "erased_on": ("is", "not set")},
		fields=["candidate_name", "email"],
	)
	called = {row.candidate_name for row in rows}
	addresses = {row.email for row in rows if row.email}
	if user:
		called |= {
			people.full_name(user),
			*frappe.get_all(MENTOR, filters={"user": user}, pluck="mentor_name"),
		}
		addresses |= people.addresses_of(user)
	return Names(frozenset(called), frozenset(addresses))


def new_alias() -> str:
	"""What an account is called when its person is gone."""
	return f"{secrets.token_hex(6)}@{_DOMAIN}"


def erase(user: str | None, cases: list[str], alias: str) -> tuple[Counter, list[tuple[str, str]]]:
	"""Erase a person in the caller's transaction; their account, where they have one, is called `alias` afterwards.

	Returns how many rows were emptied or deleted, by doctype, and rows of other apps that still name them. Whoever calls this
	has asked for `obstacles`.
	"""
	done, names = take_out(user, cases, alias)
	cleaned, left = sweep.clean([names])
	return done + cleaned, left


def take_out(user: str | None, cases: list[str], alias: str) -> tuple[Counter, Names]:
	"""As `erase`, without the last look at all texts: the caller hands the names that this returns to `sweep.clean`, for several
	people at once, in the same transaction."""
	names = names_of(user, cases)
	done: Counter = Counter()
	batch = Batch(cases)
	for case in cases:
		done += batch.erase(case) or Counter()
	if user:
		done += traces.delete(mails_with_last_name(user, names))
		done += _beside_cases(user)
		groups.take_out(frappe._dict(name=user))
		words.leave(user, alias)
		done += _account(user, alias)
		frappe.clear_cache(user=user)
	return done, names


def mails_with_last_name(user: str, names: Names) -> dict[str, list]:
	"""Mails about what this person leads, decides about or takes part in, and in which they are called by their last name
	alone: names by doctype. None where somebody else is called so; a person looks at those (`sweep.in_our_texts`)."""
	own = [each for each in names.last_names if not _called(each, user)]
	return mails.about(_takes_part(user), last_name_pattern(own)) if own else {}


def _called(last_name: str, but: str) -> bool:
	"""True where somebody else of whom we know has this last name."""
	like, pattern = ("like", likes([last_name])[0]), last_name_pattern([last_name])
	places = (
		("User", "name", "full_name"),
		(MENTOR, "user", "mentor_name"),
		(CANDIDATE, "user", "candidate_name"),
	)
	return any(
		pattern.search(called)
		for doctype, account, name in places
		for called in frappe.get_all(doctype, {account: ("!=", but), name: like}, pluck=name)
	)


def _takes_part(user: str) -> list[traces.Record]:
	"""The records that name this account, and the meetings at which they were."""
	found: dict[traces.Record, None] = {}
	for doctype, fieldname in FATES:
		meta = frappe.get_meta(doctype)
		if meta.get_field(fieldname).options != "User" or meta.issingle or doctype in traces.TRACES:
			continue
		shown = ("parenttype", "parent") if meta.istable else ("name",)
		for row in frappe.get_all(doctype, filters={fieldname: user}, fields=list(shown), as_list=True):
			found[tuple(row) if meta.istable else (doctype, *row)] = None
	meetings = frappe.get_all(PARTICIPATION, filters={"user": user}, pluck="meeting")
	return [*found, *(("Network Meeting", name) for name in dict.fromkeys(meetings))]


def _beside_cases(user: str) -> Counter:
	"""What names the person outside of their cases: profile, answers, what Frappe keeps about them."""
	done: Counter = Counter()
	mentors = frappe.get_all(MENTOR, filters={"user": user}, pluck="name")
	shown = frappe.get_all(RELATIONSHIP, filters={"mentor_user": user}, pluck="name")
	participations = frappe.get_all(PARTICIPATION, filters={"user": user}, pluck="name")
	records = [(MENTOR, name) for name in mentors]
	records += [(PARTICIPATION, name) for name in participations]
	records += [("User", user)]
	for rows in traces.collect(records).values():
		done += traces.delete(rows)
	for name in mentors:
		# not by its declaration: the account stays entered, under its new name
		frappe.db.set_value(
			MENTOR,
			name,
			{
				**dict.fromkeys(
					("centre", "qualified_on", "available_from", "available_until", "note"), None
				),
				"mentor_name": gone_name(),
				"status": "Retired",
			},
			update_modified=False,
		)
		for table in frappe.get_meta(MENTOR).get_table_fields():
			frappe.db.delete(table.options, {"parenttype": MENTOR, "parent": name})
		traces.forget_in_search(MENTOR, [name])
	frappe.db.set_value(
		RELATIONSHIP, {"name": ("in", shown or [""])}, "mentor_name", gone_name(), update_modified=False
	)
	frappe.db.set_value(
		PARTICIPATION, {"name": ("in", participations or [""])}, "answer_comment", None, update_modified=False
	)
	for doctype in ("FOKUS Mail", "FOKUS Reminder"):
		done += traces.delete({doctype: frappe.get_all(doctype, filters={"recipient": user}, pluck="name")})
	done += traces.delete(
		{"FOKUS Consent": frappe.get_all("FOKUS Consent", filters={"user": user}, pluck="name")}
	)
	return done + Counter({MENTOR: len(mentors), PARTICIPATION: len(participations)})


def _account(user: str, alias: str) -> Counter:
	"""Everything of the account but the row itself, which gets another name."""
	for table, column in _OF_ACCOUNTS.items():
		source = frappe.qb.Table(table)
		frappe.qb.from_(source).delete().where(source[column] == user).run()
	frappe.db.delete("Notification Settings", {"name": user})
	frappe.db.delete("DefaultValue", {"parent": user})
	# links to the account, and who made and changed records, in all apps
	# the lead may not write accounts otherwise; that they decide about this is checked in `acts`
	rename_doc("User", user, alias, force=True, ignore_permissions=True, show_alert=False)
	meta = frappe.get_meta("User")
	columns = frappe.db.get_table_columns("User")
	kept = {
		"name",
		"creation",
		"modified",
		"owner",
		"modified_by",
		"docstatus",
		"idx",
		"email",
		"user_type",
		"language",
		"time_zone",
	}
	values = {
		field.fieldname: 0 if field.fieldtype in ("Check", "Int", "Float") else None
		for field in meta.fields
		if field.fieldname in columns and field.fieldname not in kept
	}
	values |= {"first_name": gone_name(), "full_name": gone_name(), "enabled": 0, "email": alias}
	frappe.db.set_value("User", alias, values, update_modified=False)
	for table in meta.get_table_fields():
		frappe.db.delete(table.options, {"parenttype": "User", "parent": alias})
	# what the renaming itself has left: "renamed from … to …"
	done: Counter = Counter({"User": 1})
	for rows in traces.collect([("User", alias), ("User", user)]).values():
		done += traces.delete(rows)
	traces.forget_in_search("User", [user, alias])
	return done
