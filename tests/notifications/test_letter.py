"""A mail of ours looks like one that Frappe itself makes, also after what it is made from has changed."""

import frappe
import pytest

from fokus_app.notifications import texts, variables
from fokus_app.notifications.render import render

_BODIES = [
	"<p>Guten Tag</p>",
	'<h2>Plan</h2><table class="table"><tr><th>Wann</th><td class="text-muted">heute</td></tr></table><blockquote><p>Ein Wort</p></blockquote>',
	'<p style="color: red">Bitte <a class="btn btn-primary" href="/fokus">hier</a></p><img src="/files/bild.png"><hr>',
]


def _shipped():
	for event in ("candidate_nominate_manager", "meeting_send_invitations_newly_invited"):
		_subject, body = texts.shipped(event, "de")
		yield render("x", body, variables.example_values(event, "de"))[1]


@pytest.mark.parametrize("footer", ["", "FOKUS e. V.\nEssen"])
def test_it_looks_like_a_mail_of_frappes(footer):
	from frappe.email.doctype.email_queue.email_queue import QueueBuilder

	from fokus_app.notifications.letter import Letter

	frappe.db.set_default("email_footer_address", footer)
	for body in (*_BODIES, *_shipped()):
		given = {"recipients": ["kim@example.org"], "subject": "Größe & mehr", "message": body}
		assert Letter(**given).email_html_content() == QueueBuilder(**given).email_html_content()


def test_a_style_sheet_that_has_changed_is_read_anew(tmp_path):
	from fokus_app.notifications.letter import styled

	sheet = tmp_path / "mails.css"
	for colour in ("red", "blue", "red"):
		sheet.write_text(f"p {{ color: {colour} }}")
		assert f'<p style="color:{colour}">' in styled("<p>Guten Tag</p>", [str(sheet)])
