"""The rating scale beside the words; off until somebody switches it on in FOKUS Settings."""

import frappe
from frappe import _
from frappe.model.document import Document


def words() -> list[str]:
	"""What the steps of the scale are called, from the lowest to the highest; none while it is off."""
	settings = frappe.get_cached_doc("FOKUS Settings")
	return [row.word for row in settings.rating_steps] if settings.use_rating_scale else []


def check(settings: Document) -> None:
	"""Refuse a scale that rates nothing; raises frappe.ValidationError."""
	if not settings.use_rating_scale:
		return
	steps = [" ".join((row.word or "").split()) for row in settings.rating_steps]
	if len(steps) < 2 or not all(steps) or len(set(steps)) < len(steps):
		frappe.throw(_("A rating scale has at least two steps, each with a word of its own."))
	for row, word in zip(settings.rating_steps, steps, strict=True):
		row.word = word
