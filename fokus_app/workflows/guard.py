"""The guard: every change of state, whichever way it comes, meets the same conditions here.

A controller calls `check` in validate and `follow_up` in on_update. The action method, a PUT of the
state, an import, a bulk action and a kanban card all end in a save, so all of them end here. Frappe's
own validate_workflow, which runs after validate, adds the role check of the stored Workflow, also for
transitions that a customer added.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.model.document import Document
from frappe.model.workflow import get_workflow_name
from frappe.utils import cint, cstr, date_diff, flt, getdate, now_datetime, today

from fokus_app import people
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import NEW, Transition, Who, WorkflowDefinition

#: what the engine keeps by itself in every record with a workflow; nobody writes it by hand
ENGINE_FIELDS = (
	"workflow_state",
	"stage_since",
	"waiting_for",
	"waiting_for_deputy",
	"waiting_since",
	"stage_changes",
)


#: stored as a whole number, 0 where nothing was given
_WHOLE_NUMBERS = ("Int", "Check")

#: where `all_or_nothing` goes back to: before anything of this save was written
_SAVEPOINT = "fokus_save"


#: who has to act next, and since when
WAITING_FIELDS = ("waiting_for", "waiting_for_deputy", "waiting_since")


class NotYourDecision(frappe.PermissionError):
	"""Somebody else has to carry out this action or make this change."""


class ConditionMissing(frappe.ValidationError):
	"""The action is right, but something it requires is missing."""


class UnknownAction(frappe.ValidationError):
	"""There is no such action in this state."""


@dataclass(frozen=True)
class Attempt:
	"""What somebody wants to do, beside what the record itself shows."""

	action: str
	reason: str | None = None
	category: str | None = None


def check(doc: Document) -> None:
	"""Refuse what is not allowed and keep log, dates and waiting persons; call it in validate.

	Raises NotYourDecision, ConditionMissing or UnknownAction with what is wrong in the user's language.
	"""
	frappe.db.savepoint(_SAVEPOINT)
	definition = definitions()[doc.doctype]
	before = doc.get_doc_before_save()
	if before and not doc.workflow_state:
		frappe.throw(_("“{0}” is missing.").format(_(doc.meta.get_label("workflow_state"))), ConditionMissing)
	if not before:
		_check_new(doc, definition)
		return
	attempt: Attempt | None = doc.flags.attempt
	transition = _transition(definition, before, doc, attempt)
	_keep_engine_fields(doc, before)
	_check_edits(doc, before, definition, transition)
	if transition:
		refuse_others(before, transition)
		refuse_incomplete(doc, transition, attempt)
		_record(doc, before, definition, transition.action, attempt)
		for change in transition.sets:
			change(doc)
		# who acts here may be somebody who cannot read the record in the desk (a participant on their
		# own page); Frappe would ask for read permission on it before it checks the role
		before.flags.ignore_permissions = True
		doc.flags.carried_out = transition
	elif before.workflow_state != doc.workflow_state:
		_refuse_unless_customised(doc, before)
		_record(doc, before, definition, _customised_action(doc, before), attempt)
	_note_who_is_next(doc, definition, moved=doc.workflow_state != before.workflow_state)


@contextmanager
def all_or_nothing() -> Iterator[None]:
	"""Take the whole save back where something fails that follows from it; wrap on_update in this.

	Frappe has written the record by then, and whoever saved it may catch the error and go on
	(frappe.client.bulk_update does): a stage without its place or its mails would remain.
	"""
	try:
		yield
	except frappe.QueryDeadlockError:
		raise  # the database has taken back everything by itself
	except Exception:
		frappe.db.rollback(save_point=_SAVEPOINT)
		raise


def refuse_new_name(doc: Document) -> None:
	"""Refuse to rename a record or to merge it into another one; call it in after_rename.

	Places, mails and links in letters name it; and a merge would delete a case past all rules.
	"""
	frappe.throw(_("{0} keeps its number.").format(_(doc.doctype)), NotYourDecision)


def refuse_discarding(doc: Document, method: str | None = None) -> None:
	"""Refuse Frappe 16's "Discard", which would cancel a record of ours past all rules, for ever; for before_discard."""
	if doc.doctype in definitions():
		frappe.throw(_("{0} is ended by an action of its workflow.").format(_(doc.doctype)), NotYourDecision)
	if doc.meta.module == "FOKUS":
		frappe.throw(_("{0} is not discarded.").format(_(doc.doctype)), NotYourDecision)


def note_new_persons(doctype: str, **filters) -> None:
	"""Note anew for whom records wait, after a lead or a deputy was replaced; filters: which records."""
	definition = definitions()[doctype]
	waiting = [state.name for state in definition.states if state.waits_for]
	if definition.waits_instead:
		waiting = definition.open_states
	for name in frappe.get_all(doctype, {**filters, "workflow_state": ("in", waiting)}, pluck="name"):
		doc = frappe.get_doc(doctype, name)
		before = {field: doc.get(field) for field in WAITING_FIELDS}
		_note_who_is_next(doc, definition, moved=False)
		now = {field: doc.get(field) for field in WAITING_FIELDS}
		if now != before:
			# not an edit of the record: whoever has it open can go on
			frappe.db.set_value(doctype, name, now, update_modified=False)


def record_act(doc: Document, action: str, reason: str | None, to_state: str | None = None, **values) -> None:
	"""Carry out an act of its own beside the transitions (handing over, taking over) with an entry in the stage log.

	values: fields that it changes. to_state: where it places the case; without one the case stays where it is.
	Whoever calls this has checked who may do so; nothing follows from it, and nobody is written to.
	"""
	now = now_datetime().replace(microsecond=0)
	definition = definitions()[doc.doctype]
	before, state = doc.workflow_state, to_state or doc.workflow_state
	# of the stage that it leaves, before the values say since when it is in the new one
	days = _days_of_stage(doc, state, now)
	doc.update(values)
	row = doc.append(
		"stage_changes",
		{
			"action": action,
			"from_state": before,
			"to_state": state,
			"changed_by": frappe.session.user,
			"changed_on": now,
			"days": days,
			"reason": reason,
		},
	)
	row.db_insert()
	doc.workflow_state = state
	_note_who_is_next(doc, definition, moved=state != before)
	noted = {field: doc.get(field) for field in WAITING_FIELDS}
	doc.db_set({**values, "workflow_state": state, **noted})


def follow_up(doc: Document) -> None:
	"""Carry out what follows from a transition and write its mails; call it in on_update."""
	transition: Transition | None = doc.flags.carried_out
	if not transition:
		return
	doc.flags.carried_out = doc.flags.attempt = None
	for effect in transition.effects:
		effect(doc)
	from fokus_app.notifications import notifier

	notifier.after_transition(doc, definitions()[doc.doctype], transition, doc.stage_changes[-1].name)


def forget_forged(doc: Document) -> None:
	"""Empty what a new record brings along for fields that only the engine and its capabilities write.

	Call it first in before_validate: what the app itself notes in a new record comes after.
	"""
	if not doc.is_new():
		return
	for field in (*ENGINE_FIELDS, *_hidden_notes(doc)):
		if field != "workflow_state":
			doc.set(field, [] if field == "stage_changes" else None)


def refuse_alone(row: Document) -> None:
	"""Refuse to write or delete a row of a record by itself, past the record's rules; for child tables.

	Frappe allows that to whoever may write the record; it does not run these controllers when the record
	itself is saved or deleted.
	"""
	frappe.throw(
		_("A row of {0} is changed in its record, not by itself.").format(_(row.doctype)), NotYourDecision
	)


def refuse_others(stored: Document, transition: Transition) -> None:
	"""Raise unless the acting user is one of the persons whose action this is.

	stored: the record as it is in the database, so that nobody makes themselves that person on the way.
	"""
	if not may_carry_out(stored, transition, frappe.session.user):
		_refuse_person(stored, transition)


def refuse_incomplete(doc: Document, transition: Transition, attempt: Attempt | None) -> None:
	"""Raise with all that the record or the attempt lacks for this transition."""
	missing = missing_for(doc, transition)
	if transition.reason and not _has_reason(transition, attempt):
		missing.append(_("Please choose a reason.") if transition.categories else _("Please give a reason."))
	if missing:
		frappe.throw(
			"<br>".join(missing),
			ConditionMissing,
			title=_("{0} Is Not Possible Yet").format(_(transition.action)),
		)


def may_carry_out(doc: Document, transition: Transition, user: str) -> bool:
	"""True when `user` is one of the persons whose action this is."""
	return any(people.may_act_as(doc, who, user) for who in transition.who)


def missing_for(doc: Document, transition: Transition) -> list[str]:
	"""What the record lacks for this transition, each as a sentence in the user's language."""
	missing = [
		_("“{0}” is missing.").format(_(doc.meta.get_label(field)))
		for field in transition.needs
		if not is_filled(doc, field)
	]
	return missing + unmet_checks(doc, transition)


def unmet_checks(doc: Document, transition: Transition, asked: Collection[str] = ()) -> list[str]:
	"""What stands in the way beside missing fields; not what hangs on the fields in `asked`, which the
	person has yet to answer."""
	missing = [
		sentence
		for check in transition.checks
		if not getattr(check, "judges", frozenset()).intersection(asked) and (sentence := check(doc))
	]
	if transition.target_field and not transition.resolve_target(doc):
		missing.append(_("It is not known where the case stood before."))
	return missing


def editable_fields(doc: Document) -> set[str]:
	"""The fields that the acting user may change by hand in the record's present state."""
	return _editable(doc, definitions()[doc.doctype], NEW if doc.is_new() else doc.workflow_state)


def is_filled(doc: Document, field: str) -> bool:
	"""True when the field holds something that can be seen; of a number, when it is more than nothing."""
	value = doc.get(field)
	if doc.meta.get_field(field).fieldtype in _WHOLE_NUMBERS:
		# as it will be stored: a client may send it as text
		return bool(cint(value))
	return bool(value.strip()) if isinstance(value, str) else bool(value)


def _check_new(doc: Document, definition: WorkflowDefinition) -> None:
	if doc.workflow_state and doc.workflow_state != definition.first_state:
		frappe.throw(
			_("A new record begins in the state {0}.").format(frappe.bold(_(definition.first_state))),
			UnknownAction,
		)
	doc.workflow_state = definition.first_state
	doc.stage_since = today()
	given = [field for field in _own_fields(doc) if _is_set_by_hand(doc, field)]
	_refuse_fields(doc, given, _editable(doc, definition, NEW))
	_note_who_is_next(doc, definition, moved=True)


def _transition(
	definition: WorkflowDefinition, before: Document, doc: Document, attempt: Attempt | None
) -> Transition | None:
	"""The transition of ours that this save carries out, None for an edit or a customer's transition."""
	if before.workflow_state != doc.workflow_state:
		transition = definition.by_move(before.workflow_state, doc.workflow_state)
		if transition and transition.target_field and transition.resolve_target(before) != doc.workflow_state:
			frappe.throw(
				_("“{0}” leads back to {1}.").format(
					_(transition.action), _(transition.resolve_target(before) or "")
				),
				UnknownAction,
			)
		return transition
	if attempt:
		return definition.by_action(before.workflow_state, attempt.action)
	return None


def _keep_engine_fields(doc: Document, before: Document) -> None:
	"""Put back what a client sent for fields that only the engine writes."""
	for field in (*ENGINE_FIELDS, *_hidden_notes(doc)):
		if field not in ("workflow_state", "stage_changes"):
			doc.set(field, before.get(field))
	doc.set("stage_changes", [row.as_dict() for row in before.stage_changes])


def _hidden_notes(doc: Document) -> list[str]:
	"""Read-only fields without a source: written by capabilities, never by a client."""
	return [
		df.fieldname
		for df in doc.meta.fields
		if df.read_only
		and not df.fetch_from
		and not df.get("is_virtual")
		and df.fieldtype not in table_fields
	]


def _check_edits(
	doc: Document, before: Document, definition: WorkflowDefinition, transition: Transition | None
) -> None:
	changed = [field for field in _own_fields(doc) if _differs(doc, before, field)]
	if not changed:
		return
	allowed = _editable(before, definition, before.workflow_state)
	if transition and may_carry_out(before, transition, frappe.session.user):
		allowed |= {*transition.needs, *transition.offers}
	_refuse_fields(doc, changed, allowed)


def _editable(doc: Document, definition: WorkflowDefinition, state: str) -> set[str]:
	user = frappe.session.user
	known = definition.by_name.keys() | {NEW}
	allowed: set[str] = set()
	for rule in definition.edits:
		if state not in rule.states:
			continue
		if any(people.may_act_as(doc, who, user) for who in rule.who):
			allowed.update(rule.fields)
	if state not in known:
		# a state that a customer added: the customer's own Workflow says who may edit there
		allowed.update(field for rule in definition.edits for field in rule.fields)
	return allowed


def _refuse_fields(doc: Document, changed: list[str], allowed: set[str]) -> None:
	# a customer's own fields are the customer's: their permissions decide
	ours = [f for f in changed if f not in allowed and not doc.meta.get_field(f).get("is_custom_field")]
	if not ours:
		return
	labels = ", ".join(f"“{_(doc.meta.get_label(field))}”" for field in ours)
	frappe.throw(
		_("You cannot change {0} while the case is in the state {1}.").format(
			labels, frappe.bold(_(doc.get_db_value("workflow_state") or doc.workflow_state))
		)
		if not doc.is_new()
		else _("You cannot fill in {0} here.").format(labels),
		NotYourDecision,
		title=_("Not Changed"),
	)


def _own_fields(doc: Document) -> list[str]:
	"""Fields that people write: no layout, nothing the engine or a fetch fills."""
	notes = set(_hidden_notes(doc))
	return [
		df.fieldname
		for df in doc.meta.fields
		if df.fieldname not in ENGINE_FIELDS
		and df.fieldname not in notes
		and not df.fetch_from
		and not df.get("is_virtual")
		and (df.fieldtype in table_fields or df.fieldname in doc.meta.get_valid_columns())
	]


def _is_set_by_hand(doc: Document, field: str) -> bool:
	value, default = doc.get(field), doc.meta.get_field(field).default
	return bool(value) and cstr(value) != cstr(default)


def _differs(doc: Document, before: Document, field: str) -> bool:
	df = doc.meta.get_field(field)
	if df.fieldtype in table_fields:
		rows, stored = _rows(doc, field), _rows(before, field)
		if len(rows) != len(stored):
			return True
		pairs = zip(doc.get(field), rows, stored, strict=True)
		return any(_row_differs(row, values, old) for row, values, old in pairs)
	return _plain(df, doc.get(field)) != _plain(df, before.get(field))


def _row_differs(row: Document, values: dict, stored: dict) -> bool:
	return any(
		value != stored[name] and (stored[name] or not _is_fetched(row, name))
		for name, value in values.items()
	)


def _is_fetched(row: Document, field: str) -> bool:
	"""True where the value is the one that Frappe fetches at every save into a field that is empty."""
	df = row.meta.get_field(field)
	if not df.fetch_from:
		return False
	link, source = df.fetch_from.split(".", 1)
	doctype = row.meta.get_field(link).options
	return _plain(df, row.get(field)) == _plain(df, frappe.db.get_value(doctype, row.get(link), source))


def _rows(doc: Document, field: str) -> list[dict]:
	columns = [df for df in frappe.get_meta(doc.meta.get_field(field).options).fields]
	return [{df.fieldname: _plain(df, row.get(df.fieldname)) for df in columns} for row in doc.get(field)]


def _plain(df, value):
	"""A value in the one form in which old and new can be compared."""
	if df.fieldtype in ("Int", "Check", "Float", "Currency", "Percent"):
		return flt(value)
	if value in (None, ""):
		return ""
	if df.fieldtype == "Date":
		return cstr(getdate(value))
	if df.fieldtype == "Datetime":
		# to the minute: a form shows no seconds and would send the value back without them, as if it were changed
		return cstr(frappe.utils.get_datetime(value).replace(second=0, microsecond=0))
	if df.fieldtype == "Time":
		return cstr(frappe.utils.to_timedelta(cstr(value)))
	return cstr(value)


def _record(
	doc: Document, before: Document, definition: WorkflowDefinition, action: str, attempt: Attempt | None
) -> None:
	"""Write the stage log and what the record remembers of the stage it leaves."""
	now = now_datetime()
	doc.append(
		"stage_changes",
		{
			"action": action,
			"from_state": before.workflow_state,
			"to_state": doc.workflow_state,
			"changed_by": frappe.session.user,
			"changed_on": now.replace(microsecond=0),
			"days": _days_of_stage(before, doc.workflow_state, now),
			"reason": attempt and attempt.reason,
			"reason_category": attempt and attempt.category,
		},
	)
	if before.workflow_state == doc.workflow_state:
		return
	doc.stage_since = now.date()
	left, entered = definition.by_name.get(before.workflow_state), definition.by_name.get(doc.workflow_state)
	if entered and entered.closed and doc.meta.has_field("closed_from"):
		doc.closed_from, doc.closed_on = before.workflow_state, now.date()
	elif left and left.closed and doc.meta.has_field("closed_from"):
		doc.closed_from = doc.closed_on = None
	if doc.workflow_state == "Interrupted" and not (left and left.closed):
		doc.interrupted_from = before.workflow_state
	elif before.workflow_state == "Interrupted" and not (entered and entered.closed):
		doc.interrupted_from = None


def _days_of_stage(before: Document, state: str, now: datetime) -> int | None:
	"""The days of the stage that ends with a change to `state`; none for an act that leaves it, so that a sum
	over the log counts each day once."""
	if before.workflow_state == state:
		return None
	# a record without that day has been there since today
	return date_diff(now, before.stage_since)


def _note_who_is_next(doc: Document, definition: WorkflowDefinition, moved: bool) -> None:
	"""Keep the named person for whom the record waits; a new person or state (`moved`) starts a new waiting time."""
	state = definition.by_name.get(doc.workflow_state)
	possible: list[list[str]] = []
	if definition.waits_instead and state and not state.closed:
		possible.append(definition.waits_instead(doc))
	for who in state.waits_for if state else ():
		# a decider who is the candidate does not decide: their deputy is asked
		possible.append([user for user in people.persons(doc, who) if not _excluded(doc, who, user)])
	# somebody who left does not act any more; where nobody else is there, HR finds the case under their name
	present = (people.enabled(users) for users in possible)
	waiting = next(filter(None, present), None) or next(filter(None, possible), [])
	first, deputy = ([*waiting, None, None])[:2]
	if moved or first != doc.waiting_for:
		doc.waiting_since = today() if first else None
	doc.waiting_for, doc.waiting_for_deputy = first, deputy


def _excluded(doc: Document, who: Who, user: str) -> bool:
	return who not in people.ACTS_FOR_ONESELF and people.is_about(doc, user)


def _refuse_person(doc: Document, transition: Transition) -> None:
	if people.is_about(doc, frappe.session.user) and not people.ACTS_FOR_ONESELF.intersection(transition.who):
		message = _("Nobody decides about themselves. “{0}” is for {1}.")
	else:
		message = _("“{0}” is for {1}.")
	who = f" {_('or')} ".join(people.who_label(each) for each in transition.who)
	frappe.throw(
		message.format(_(transition.action), who), NotYourDecision, title=_("Somebody Else Decides This")
	)


def _refuse_unless_customised(doc: Document, before: Document) -> None:
	"""A move that is not ours must stand in the active Workflow, where Frappe checks the role."""
	if not _customised_action(doc, before):
		frappe.throw(
			_("There is no way from {0} to {1}.").format(
				frappe.bold(_(before.workflow_state)), frappe.bold(_(doc.workflow_state))
			),
			UnknownAction,
		)


def _customised_action(doc: Document, before: Document) -> str | None:
	name = get_workflow_name(doc.doctype)
	if not name:
		return None
	rows = frappe.get_cached_doc("Workflow", name).transitions
	moves = (r.action for r in rows if (r.state, r.next_state) == (before.workflow_state, doc.workflow_state))
	return next(moves, None)


def _has_reason(transition: Transition, attempt: Attempt | None) -> bool:
	if not attempt:
		return False
	if transition.categories:
		return attempt.category in transition.categories
	return bool((attempt.reason or "").strip())
