"""Ways in and accounts: the rules, compared in English."""

import frappe
import pytest


@pytest.fixture(autouse=True)
def in_english(site):
	"""The rules are compared in the language of the source."""
	before, frappe.local.lang = frappe.local.lang, "en"
	yield
	frappe.local.lang = before


@pytest.fixture
def nobody_wants_mail(programme):
	"""Everybody has unsubscribed: making mails takes most of a transition's time and is tested by itself."""
	for user in frappe.get_all("User", filters={"name": ("like", "%@example.org")}, pluck="name"):
		if not frappe.db.exists("Email Unsubscribe", {"email": user}):
			frappe.get_doc({"doctype": "Email Unsubscribe", "email": user, "global_unsubscribe": 1}).insert()
