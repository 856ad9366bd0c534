"""A mail of ours on its way into Frappe's queue: made as `frappe.sendmail` makes it, and looking the same.

What is left out is what Frappe does anew for each mail although it is the same for all: it reads the style sheet and writes out
each of its rules.
"""

import os
from functools import lru_cache

import frappe
from frappe.email.doctype.email_queue.email_queue import QueueBuilder
from frappe.email.email_body import get_footer
from frappe.model.document import Document
from frappe.utils import get_url, scrub_urls
from frappe.utils.jinja_globals import bundled_asset
from premailer import Premailer

#: as Frappe asks for it
_STYLING = {"strip_important": False, "allow_loading_external_files": True}


class Letter(QueueBuilder):
	"""One mail; takes what `frappe.sendmail` takes."""

	def queue(self) -> Document | None:
		"""Write it into the queue; the queue's row, None where the address is not valid or the person has unsubscribed."""
		content = self.as_dict() if self.final_recipients() else None
		if not content:
			return None
		recipients = content.pop("recipients")
		row = frappe.new_doc("Email Queue")
		row.update(content)
		row.set_recipients(recipients)
		# the record and the mail account were read a moment ago
		row.flags.ignore_links = True
		return row.insert(ignore_permissions=True)

	def email_html_content(self) -> str:
		"""As in Frappe: text and footer in the frame of all mails, each element with its style."""
		frame = frappe.get_template("templates/emails/standard.html")
		html = frame.render(
			{
				"subject": self.subject,
				"title": self.subject,
				"content": self._message,
				"footer": get_footer(self.get_outgoing_email_account()),
				"site_url": get_url(),
			}
		)
		sheets = [bundled_asset(path).lstrip("/") for path in frappe.get_hooks("email_css")]
		return styled(scrub_urls(html), [sheet for sheet in sheets if os.path.exists(sheet)])


def styled(html: str, sheets: list[str]) -> str:
	"""HTML with the rules of these style sheets (files) written into its elements, since few mail programs read style sheets."""
	return _Styler(html=html, external_styles=sheets, **_STYLING).transform()


class _Styler(Premailer):
	"""Knows the rules of a style sheet that it has read before. By its text, so that a new one is read."""

	def _parse_style_rules(self, css_body: str, ruleset_index: int) -> tuple[list, list]:
		return _rules(css_body, ruleset_index)


@lru_cache(maxsize=16)
def _rules(css_body: str, ruleset_index: int) -> tuple[list, list]:
	return Premailer(html="", **_STYLING)._parse_style_rules(css_body, ruleset_index)
