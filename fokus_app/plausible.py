"""What cannot be in a candidacy although each field by itself takes it: nobody behind an account, a date on the wrong side.

Asked for what a save changes, whichever way it comes: what was entered before a rule was there stays, and the
record can be edited.
"""

from collections.abc import Collection
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_years, cint, cstr, getdate

from fokus_app import candidacy, interviews, people
from fokus_app.field_values import WrongValue

#: accounts that are no person
_NO_PERSON = ("Administrator", "Guest")
_PEOPLE = ("user", "nominator", "manager")

#: what has happened when its date is entered
_PAST = ("informed_on", "consent_on", "consent_withdrawn_on", "review_held_on", "completed_on")
#: what is still to come when its date is entered
_FUTURE = ("deferred_until", "expected_return")
#: date, and the date before which it cannot lie when it is entered; the other one may move on later (somebody is appointed
#: once more after a review)
_ORDER = (("consent_withdrawn_on", "consent_on"), ("review_held_on", "start_date"))

#: how far a date of a running candidacy lies away at most; what lies further is a slip of the keyboard
_YEARS = 10
#: from a talk on the corridor to a whole working day
_SHORTEST, _LONGEST = 5, 480


def check(doc: Document) -> None:
	"""Refuse what a save would change into nonsense; call it in validate. Raises WrongValue with all of it."""
	wrong = problems(doc, _changed(doc))
	if wrong:
		frappe.throw("<br>".join(wrong), WrongValue, title=_("Please Look Again"))


def problems(doc: Document, fields: Collection[str]) -> list[str]:
	"""What cannot be in these fields, each as a sentence that says what to do."""
	found = [*_people(doc, fields), *_dates(doc, fields)]
	if "informed_on" in fields and not doc.informed_on and doc.workflow_state in candidacy.KNOWN:
		found.append(
			_("Who is in the stage {0} has been informed. Please enter when that was.").format(
				_(doc.workflow_state)
			)
		)
	# later it may be corrected: then it tells when the interview was
	if "assessment_on" in fields and doc.workflow_state == "Endorsed":
		found += filter(None, [interviews.lies_ahead(doc)])
	if "previous_candidacy" in fields and doc.previous_candidacy and doc.previous_candidacy == doc.name:
		found.append(
			_("A candidacy is not its own previous one. Please choose the earlier case or leave it empty.")
		)
	if "assessment_minutes" in fields and doc.assessment_minutes:
		if not _SHORTEST <= cint(doc.assessment_minutes) <= _LONGEST:
			found.append(
				_("An interview takes between {0} and {1} minutes. Please correct the minutes.").format(
					_SHORTEST, _LONGEST
				)
			)
	return found


def _people(doc: Document, fields: Collection[str]) -> list[str]:
	found = []
	for field in _PEOPLE:
		user = doc.get(field) if field in fields else None
		if not user:
			continue
		if user in _NO_PERSON:
			found.append(
				_("“{0}” is no person's account. Please choose somebody else for “{1}”.").format(
					user, _label(doc, field)
				)
			)
		elif field == "nominator" and not people.enabled([user]):
			found.append(
				_("The account of {0} is disabled. Please choose somebody else for “{1}”.").format(
					people.full_name(user), _label(doc, field)
				)
			)
	return found


def _dates(doc: Document, fields: Collection[str]) -> list[str]:
	found = []
	today = getdate()
	for df in doc.meta.fields:
		if (
			df.fieldtype not in ("Date", "Datetime")
			or df.fieldname not in fields
			or not doc.get(df.fieldname)
		):
			continue
		given, label = getdate(doc.get(df.fieldname)), _(df.label)
		if not getdate(add_years(today, -_YEARS)) <= given <= getdate(add_years(today, _YEARS)):
			found.append(
				_("“{0}” lies more than {1} years away. Please check the year.").format(label, _YEARS)
			)
		elif df.fieldname in _PAST and given > today:
			found.append(_("“{0}” lies in the future. Please enter it once it has happened.").format(label))
		elif df.fieldname in _FUTURE and given <= today:
			found.append(_("“{0}” must lie in the future. Please enter a later day.").format(label))
	for later, earlier in _ORDER:
		if later in fields and _lies_before(doc.get(later), doc.get(earlier)):
			found.append(
				_("“{0}” must not lie before “{1}”.").format(_label(doc, later), _label(doc, earlier))
			)
	if "completed_on" in fields and _lies_before(doc.completed_on, _begun_on(doc)):
		found.append(
			_("“{0}” lies before the participation began. Please check the date.").format(
				_label(doc, "completed_on")
			)
		)
	return found


def _begun_on(doc: Document) -> date | str | None:
	"""When the participation began; for somebody who was taken over from a list, the earliest day it may have."""
	first = next((row for row in doc.stage_changes if row.to_state in ("Preparation", "Onboarding")), None)
	if first and first.action != "Taken Over":
		return first.changed_on
	cohort = doc.cohort and frappe.db.get_value("Programme Cohort", doc.cohort, "starts_on")
	return min((getdate(day) for day in (cohort, doc.stage_since) if day), default=None)


def _lies_before(later: date | str | None, earlier: date | str | None) -> bool:
	return bool(later and earlier) and getdate(later) < getdate(earlier)


def _changed(doc: Document) -> set[str]:
	before = doc.get_doc_before_save()
	return {
		df.fieldname
		for df in doc.meta.fields
		if not df.read_only and (not before or cstr(before.get(df.fieldname)) != cstr(doc.get(df.fieldname)))
	}


def _label(doc: Document, field: str) -> str:
	return _(doc.meta.get_label(field))
