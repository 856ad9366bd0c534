"""What becomes of a mail: one per person and occasion, and whatever goes wrong, the transition holds and HR sees why."""

import time
from html import unescape

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from fokus_app.notifications import delivery, texts
from fokus_app.notifications.render import render
from fokus_app.notifications.variables import values_for
from fokus_app.people import Who, people
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MEETING

EVENT = "candidate_endorse_programme_lead"


@pytest.fixture
def case(names):
	"""A nominated candidate whose endorsement is written about to the lead."""
	stages.place(names, CANDIDATE, "Nominated")
	return names


def _endorse(case):
	with cast.acting_as("manager"):
		return stages.act(case, CANDIDATE, "Endorse")


def _mails(case, **filters):
	return frappe.get_all(
		"FOKUS Mail",
		filters={"reference_name": case[CANDIDATE], **filters},
		fields=["*"],
		order_by="creation",
	)


@pytest.fixture
def post(names, mailbox):
	"""The mail server; delivering commits, so afterwards all mails are taken away again."""
	yield mailbox
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for doctype in (
		"FOKUS Mail",
		"Email Queue",
		"Email Queue Recipient",
		"Stage Change",
		"Candidate Activity",
	):
		frappe.db.delete(doctype)
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], "candidate_name", "Karla Kandidat")
	texts.reset(f"{EVENT}-de")
	frappe.db.commit()


# --- what goes wrong


@pytest.mark.parametrize(
	"body",
	[
		"{{ no_such_variable }}",
		"{% if %}",
		"{{ 1 / 0 }}",
		"{{ frappe.db.sql('select 1') }}",
		"{{ candidate_name.x.y }}",
	],
)
def test_a_broken_text_is_replaced_by_the_shipped_one_and_hr_sees_it(case, body):
	frappe.db.set_value("FOKUS Mail Text", f"{EVENT}-de", {"body": body, "edited": 1})
	assert _endorse(case)["state"] == "Endorsed"
	with cast.acting_as("clerk"):
		(mail,) = frappe.get_list("FOKUS Mail", filters={"reference_name": case[CANDIDATE]}, fields=["*"])
	assert mail.status == "Queued" and mail.problem
	sent = frappe.get_doc("Email Queue", mail.email_queue).message
	assert "Karla Kandidat" in sent


def _lead(**values):
	return lambda: frappe.db.set_value("User", cast.address("lead"), values)


def _both_disabled():
	"""Otherwise the deputy gets the mail."""
	for person in ("lead", "deputylead"):
		frappe.db.set_value("User", cast.address(person), "enabled", 0)


def _unsubscribed():
	frappe.get_doc(
		{"doctype": "Email Unsubscribe", "email": cast.address("lead"), "global_unsubscribe": 1}
	).insert()


def _no_account():
	frappe.db.delete("Email Account")
	frappe.clear_cache(doctype="Email Account")
	frappe.local.outgoing_email_account = {}


@pytest.mark.parametrize(
	"obstacle",
	[_lead(email=""), _both_disabled, _unsubscribed, _no_account, _lead(email="keine Adresse")],
	ids=["no address", "disabled", "unsubscribed", "no mail account", "no valid address"],
)
def test_whatever_is_in_the_way_the_transition_holds_and_the_row_says_why(case, obstacle):
	obstacle()
	assert _endorse(case)["state"] == "Endorsed"
	(mail,) = _mails(case)
	assert mail.status == "Not Sent" and mail.problem and mail.event == EVENT
	assert not frappe.get_all("Email Queue", filters={"reference_name": case[CANDIDATE]})
	with cast.acting_as("clerk"):
		assert [row.name for row in delivery.unsent(CANDIDATE, case[CANDIDATE])] == [mail.name]


def test_that_nobody_is_entered_is_noted(case):
	frappe.db.set_value(CANDIDATE, case[CANDIDATE], "cohort", None)
	frappe.db.set_single_value("FOKUS Settings", {"programme_lead": None, "deputy_lead": None})
	frappe.clear_document_cache("FOKUS Settings", "FOKUS Settings")
	_endorse(case)
	assert [mail.status for mail in _mails(case)] == ["Not Sent"]


def test_undoing_the_transition_takes_the_mail_with_it(case):
	with stages.undone_afterwards():
		_endorse(case)
		assert _mails(case)
	assert not _mails(case)
	assert not frappe.get_all("Email Queue", filters={"reference_name": case[CANDIDATE]})


# --- each once


def test_a_second_visit_to_a_state_writes_again(case):
	for _ in range(2):
		_endorse(case)
		with cast.acting_as("lead"):
			stages.act(case, CANDIDATE, "Ask Manager Again")
	assert [mail.event for mail in _mails(case, recipient=cast.address("lead"))] == [EVENT] * 2
	assert len({mail.message_id for mail in _mails(case)}) == 4


def test_the_same_occasion_writes_once(case):
	_endorse(case)
	doc = frappe.get_doc(CANDIDATE, case[CANDIDATE])
	(mail,) = _mails(case)
	(lead,) = people([cast.address("lead")])
	with pytest.raises(frappe.DuplicateEntryError):
		delivery.queue(
			doc, EVENT, doc.stage_changes[-1].name, lead, lambda: values_for(EVENT, doc, lead, Who.LEAD)
		)
	assert [row.message_id for row in _mails(case)] == [mail.message_id]


def test_a_person_who_is_two_recipients_gets_one_mail(names):
	stages.place(names, CANDIDATE, "Assessment", manager=cast.address("lead"), nominator=cast.address("lead"))
	with cast.acting_as("deputylead"):
		stages.act(names, CANDIDATE, "Defer")
	assert stages.mailed(names, CANDIDATE) == ["lead"]


def test_somebody_who_was_not_informed_is_not_written_to(names):
	stages.place(names, CANDIDATE, "Endorsed", informed_on=None)
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Reject Candidate")
	assert stages.mailed(names, CANDIDATE) == ["manager"]


def test_each_reads_their_own_language(names):
	stages.place(names, CANDIDATE, "Nominated")
	with cast.acting_as("manager"):
		stages.act(names, CANDIDATE, "Decline Nomination")
	assert {mail.recipient: mail.language for mail in _mails(names)} == {
		cast.address("nominator"): "en",
		cast.address("clerk"): "de",
	}


# --- sending


def test_a_row_that_a_crash_left_in_sending_becomes_unclear_and_is_not_sent_again(case, post):
	_endorse(case)
	(mail,) = _mails(case)
	old = add_to_date(now_datetime(), hours=-2)
	frappe.db.set_value(
		"Email Queue", mail.email_queue, {"status": "Sending", "modified": old}, update_modified=False
	)
	delivery.refresh()
	delivery.refresh()
	(mail,) = _mails(case)
	assert mail.status == "Unclear" and mail.problem
	assert post.deliver() == []


def test_a_row_that_vanished_from_the_queue_is_unclear(case):
	_endorse(case)
	(mail,) = _mails(case)
	frappe.db.delete("Email Queue", {"name": mail.email_queue})
	delivery.refresh()
	assert _mails(case)[0].status == "Unclear"


def test_a_mail_that_the_server_refuses_is_shown_as_not_sent(case, post):
	post.refused.add(cast.address("lead"))
	_endorse(case)
	for _ in range(4):
		post.deliver()
	delivery.refresh()
	(mail,) = _mails(case)
	assert mail.status == "Not Sent" and mail.problem


def test_mails_arrive_whole_each_for_one_person(names, post):
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], "candidate_name", "Änne Größe-Müßig")
	stages.place(names, CANDIDATE, "Assessment")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Accept into Programme")
	expected = {mail.recipient_email: mail.message_id for mail in _mails(names)}
	arrived = post.deliver()
	assert len(arrived) == len(expected) == 2
	for mail in arrived:
		(recipient,) = map(str, mail.get_all("Delivered-To"))
		assert mail["Message-ID"].strip("<>") == expected[recipient]
		assert [*mail.iter_attachments()] == []
		assert mail["To"] == recipient and not mail["Cc"] and not mail["Bcc"]
		body = mail.get_body(("html",)).get_content()
		assert "für" in body or "ü" in body or "ä" in body
	manager = post.to(cast.address("manager"))[0]
	assert "Änne Größe-Müßig" in manager.get_body(("html",)).get_content()
	delivery.refresh()
	assert {mail.status for mail in _mails(names)} == {"Sent"}


def test_a_subject_keeps_its_umlauts(case, post):
	text = frappe.get_doc("FOKUS Mail Text", f"{EVENT}-de")
	text.subject = "Für Änne: schöne Grüße, {{ candidate_name }} – jetzt"
	with cast.acting_as("clerk"):
		text.save()
	_endorse(case)
	(mail,) = post.deliver()
	assert str(mail["Subject"]) == "Für Änne: schöne Grüße, Karla Kandidat – jetzt" or "Änne" in str(
		mail["Subject"]
	)


# --- what a text may do


@pytest.mark.parametrize(
	"source",
	[
		"{{ frappe }}",
		"{{ ''.__class__.__mro__ }}",
		"{{ candidate_name.__class__ }}",
		"{{ self.__init__.__globals__ }}",
		"{{ cycler.__init__.__globals__ }}",
		"{% for i in range(999999999) %}x{% endfor %}",
		"{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
		"{{ 'x' * 9999999999 }}",
		"{{ 9 ** 9 ** 9 }}",
		"{{ candidate_name|center(9999999999) }}",
		"{% include '/etc/passwd' %}",
		"{% import 'os' as os %}",
		"{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
		"{{ lipsum(n=99999999) }}",
		"{{ '{0.__class__}'.format(candidate_name) }}",
	],
)
def test_a_text_cannot_reach_or_exhaust_anything(programme, source):
	begun = time.monotonic()
	with cast.acting_as("clerk"), pytest.raises(frappe.ValidationError):
		text = frappe.get_doc("FOKUS Mail Text", f"{EVENT}-de")
		text.body = source
		text.save()
	with cast.acting_as("clerk"), pytest.raises(frappe.ValidationError):
		texts.preview(EVENT, "de", "Betreff", source)
	assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
	("body", "said"),
	[
		("<script>x</script>", "„<script>“ ist in Mailtexten nicht möglich"),
		('<a href="javascript:x">x</a>', "ist in Mailtexten nicht möglich"),
		("{% for a in state %}{{ a }}{% endfor %}", "„For“ ist in Mailtexten nicht möglich"),
		("{{ candidate_nam }}", "die Variable „candidate_nam“ gibt es nicht"),
		("<p>\n{{ state", "in Zeile 2 ist ein Zeichen der Vorlage offen"),
	],
)
def test_hr_reads_in_german_why_a_text_is_refused(programme, body, said):
	with cast.acting_as("clerk"), delivery.language("de"), pytest.raises(frappe.ValidationError) as refusal:
		texts.preview(EVENT, "de", "FOKUS: Probe", body)
	assert said in unescape(str(refusal.value))
	assert "is not" not in str(refusal.value)


def test_values_are_escaped_in_the_body_and_one_line_in_the_subject():
	name = '<script>alert("1")</script>\r\nBcc: x@example.org'
	subject, body = render("Neues von {{ name }}", "<p>{{ name }}</p>", {"name": name})
	assert "<script>" not in body and "&lt;script&gt;" in body
	assert "\n" not in subject and "\r" not in subject


def test_only_who_may_changes_texts(programme):
	for person in ("manager", "candidate", "mentor", "outsider", "sysadmin"):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			text = frappe.get_doc("FOKUS Mail Text", f"{EVENT}-de")
			text.subject = "x"
			text.save()


def test_a_meeting_writes_to_each_invited_person_by_themselves(names, post):
	stages.place(names, MEETING, "Invited")
	with cast.acting_as("clerk"):
		stages.act(names, MEETING, "Cancel Meeting")
	arrived = post.deliver()
	recipients = sorted(str(address) for mail in arrived for address in mail.get_all("Delivered-To"))
	assert recipients == [cast.address("candidate"), cast.address("participant2")]
