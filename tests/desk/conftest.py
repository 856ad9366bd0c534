"""For tests of what desk and own page show."""

import frappe
import pytest


@pytest.fixture(autouse=True)
def in_english(site):
	"""What is shown is compared in the language of the source."""
	before, frappe.local.lang = frappe.local.lang, "en"
	yield
	frappe.local.lang = before
