"""Mail texts: the ones that come with the app, and the records in which people change them."""

from functools import cache
from pathlib import Path

import frappe
from frappe import _
from frappe.model.document import Document
from jinja2 import TemplateSyntaxError, UndefinedError

from fokus_app.notifications import html, variables
from fokus_app.notifications.notices import NOTICES
from fokus_app.notifications.render import render
from fokus_app.workflows import definitions

LANGUAGES = ("de", "en")
_FOLDER = Path(__file__).resolve().parent.parent / "templates" / "emails"


def events() -> list[str]:
	"""Every event for which there is a mail text."""
	of_workflows = [event for definition in definitions().values() for event in definition.mail_events()]
	return [*of_workflows, *NOTICES]


def event_labels() -> dict[str, str]:
	"""What each event is called in the user's language: the action and who is written to, or the notice."""
	of_workflows = {
		definition.mail_event(transition, who): f"{_(transition.action)} → {_(who.value)}"
		for definition in definitions().values()
		for transition in definition.transitions
		for who in transition.mails
	}
	return {**of_workflows, **{event: notice.label() for event, notice in NOTICES.items()}}


def text_language(language: str) -> str:
	"""The language in which somebody with this language is written to."""
	return "de" if language.startswith("de") else "en"


@cache
def shipped(event: str, language: str) -> tuple[str, str]:
	"""Subject and body that come with the app: the file's first line and what follows the rule below it."""
	subject, body = (_FOLDER / language / f"{event}.html").read_text("utf-8").split("\n---\n", 1)
	return subject.strip(), body.strip()


def current(event: str, language: str) -> tuple[str, str]:
	"""Subject and body as HR has them now, the shipped ones where HR has none."""
	stored = frappe.get_cached_value("FOKUS Mail Text", f"{event}-{language}", ["subject", "body"])
	return tuple(stored) if stored else shipped(event, language)


def make_missing() -> None:
	"""Make a record for each text that has none; one that exists is left alone.

	A record that nobody edited follows a new version of the app's text.
	"""
	there = {
		(row.event, row.language): row
		for row in frappe.get_all(
			"FOKUS Mail Text", fields=["name", "event", "language", "edited", "subject", "body"]
		)
	}
	for event in events():
		for language in LANGUAGES:
			subject, body = shipped(event, language)
			row = there.get((event, language))
			if row and (row.edited or (row.subject, row.body) == (subject, body)):
				continue
			text = frappe.get_doc("FOKUS Mail Text", row.name) if row else frappe.new_doc("FOKUS Mail Text")
			text.update({"event": event, "language": language, "subject": subject, "body": body})
			# runs at install and migrate, where nobody is logged in
			text.save(ignore_permissions=True)


def check(text: Document) -> None:
	"""Refuse a text that could not be sent, and note whether it is still the app's own.

	Raises frappe.ValidationError with what is wrong.
	"""
	if text.event not in events() or text.language not in LANGUAGES:
		frappe.throw(_("There is no mail “{0}” in this language.").format(text.event))
	try:
		render(text.subject, text.body, variables.example_values(text.event, text.language))
	except Exception as error:  # an expression in a text may raise anything
		frappe.throw(
			_("The text cannot be sent: {0}. It may use these variables: {1}").format(
				frappe.utils.escape_html(why(error)), ", ".join(variables.names_for(text.event))
			),
			title=_("Mail Text Not Saved"),
		)
	text.edited = int((text.subject, text.body) != shipped(text.event, text.language))


def why(error: Exception) -> str:
	"""What is wrong with a text that `render` refused, in the user's language."""
	if isinstance(error, html.NotForMails):
		return _("“{0}” is not for mail texts").format(error.what)
	if isinstance(error, UndefinedError):
		# "'name' is undefined"
		return _("there is no variable “{0}”").format(str(error).removesuffix(" is undefined").strip("'"))
	if isinstance(error, TemplateSyntaxError):
		return _("a sign of the template is left open or out of place in line {0}").format(error.lineno)
	return _("a part between curly brackets cannot be worked out")


@frappe.whitelist(methods=["GET", "POST"])
def preview(event: str, language: str, subject: str, body: str) -> dict:
	"""The text as a recipient would see it, with invented values: subject, body, variables."""
	frappe.has_permission("FOKUS Mail Text", "read", throw=True)
	subject, body = _try(event, language, subject, body)
	return {"subject": subject, "body": body, "variables": variables.names_for(event)}


@frappe.whitelist(methods=["GET", "POST"])
def variables_of(event: str) -> list[str]:
	"""The names of the variables that the text of `event` may use."""
	frappe.has_permission("FOKUS Mail Text", "read", throw=True)
	if event not in events():
		frappe.throw(_("There is no such mail."))
	return list(variables.names_for(event))


@frappe.whitelist(methods=["POST"])
def send_test(event: str, language: str, subject: str, body: str) -> None:
	"""Send the text with invented values to the acting user."""
	frappe.has_permission("FOKUS Mail Text", "write", throw=True)
	subject, body = _try(event, language, subject, body)
	frappe.sendmail(recipients=[frappe.session.user], subject=subject, message=body)


@frappe.whitelist(methods=["POST"])
def reset(name: str) -> None:
	"""Put the app's own text back."""
	text = frappe.get_doc("FOKUS Mail Text", name)
	text.check_permission("write")
	text.subject, text.body = shipped(text.event, text.language)
	text.save()


def _try(event: str, language: str, subject: str, body: str) -> tuple[str, str]:
	text = frappe.new_doc("FOKUS Mail Text")
	text.update({"event": event, "language": language, "subject": subject, "body": body})
	check(text)
	return render(subject, body, variables.example_values(event, language))
