"""Consent to what is voluntary (photos, say): given and withdrawn by the person on their own page, as easily as each other.

Nothing of the programme depends on it: what the programme needs rests on § 53 KDG, not on consent.
"""

import frappe
from frappe import _
from frappe.utils import now_datetime, today

from fokus_app import people
from fokus_app.notifications.variables import day
from fokus_app.workflows import definitions

DOCTYPE = "FOKUS Consent"
CANDIDATE = "Leadership Candidate"


class TextChanged(frappe.ValidationError):
	"""The text is another one than the person has read."""


def own() -> dict | None:
	"""For the own page of whoever is signed in: text, version, given_on (a day in words; None: not given). None where nobody is asked."""
	settings = frappe.get_cached_doc("FOKUS Settings")
	if not settings.consent_text or not people.roles_of(frappe.session.user) & {
		people.MENTOR,
		people.PARTICIPANT,
	}:
		return None
	given = _valid(frappe.session.user)
	current = given and given.text_version == settings.consent_version
	return {
		"text": settings.consent_text,
		"version": settings.consent_version,
		"given_on": day(given.given_on, frappe.local.lang) if current else None,
	}


@frappe.whitelist(methods=["POST"])
def give(version: str) -> None:
	"""Consent to the text in this version, as the person themself. Raises TextChanged, frappe.PermissionError."""
	asked = own()
	if not asked:
		frappe.throw(_("There is nothing to consent to."), frappe.PermissionError)
	if version != asked["version"]:
		frappe.throw(_("This text was changed meanwhile. Please read it again."), TextChanged)
	if asked["given_on"]:
		return
	_end(frappe.session.user)
	row = frappe.new_doc(DOCTYPE)
	row.update(
		{
			"user": frappe.session.user,
			"given_on": now_datetime(),
			"text_version": version,
			"text": asked["text"],
		}
	)
	# nobody writes consents for others; the person themself has no permission on the doctype
	row.insert(ignore_permissions=True)
	_note_in_cases({"consent_on": today(), "consent_withdrawn_on": None})


@frappe.whitelist(methods=["POST"])
def withdraw() -> None:
	"""Withdraw one's consent, as the person themself; from now on, without a reason."""
	if _end(frappe.session.user):
		_note_in_cases({"consent_withdrawn_on": today()})


def _valid(user: str) -> frappe._dict | None:
	return frappe.db.get_value(
		DOCTYPE,
		{"user": user, "withdrawn_on": ("is", "not set")},
		["name", "given_on", "text_version"],
		as_dict=True,
		order_by="given_on desc",
	)


def _end(user: str) -> bool:
	"""Note that a consent ended; True where there was one."""
	given = _valid(user)
	if given:
		frappe.db.set_value(DOCTYPE, given.name, "withdrawn_on", now_datetime())
	return bool(given)


def _note_in_cases(values: dict) -> None:
	"""Where HR looks: the person's open cases."""
	filters = {"user": frappe.session.user, "workflow_state": ("in", definitions()[CANDIDATE].open_states)}
	# not an edit: no form that is open and nobody's right to edit has anything to do with it
	for name in frappe.get_all(CANDIDATE, filters=filters, pluck="name"):
		frappe.db.set_value(CANDIDATE, name, values, update_modified=False)
