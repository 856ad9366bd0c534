"""Links of a record: what a save leaves as it is may lead nowhere by now, what it brings may not."""

import frappe
import pytest

from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

GONE = "weg@example.org"


def _save_as_clerk(name: str, **values) -> dict:
	doc = frappe.get_doc(CANDIDATE, name)
	doc.update(values)
	with cast.acting_as("clerk"):
		doc.save()
	return frappe.db.get_value(CANDIDATE, name, "*", as_dict=True)


def test_a_link_that_stays_keeps_nobody_from_saving(names):
	stages.place(names, CANDIDATE, "Potential", nominator=GONE, hr_clerk=GONE)
	saved = _save_as_clerk(names[CANDIDATE], position="Erzieherin")
	assert (saved.position, saved.nominator, saved.hr_clerk) == ("Erzieherin", GONE, GONE)


def test_a_link_to_nobody_is_refused_when_it_is_entered(names):
	stages.place(names, CANDIDATE, "Potential", hr_clerk=GONE)
	with pytest.raises(frappe.LinkValidationError):
		_save_as_clerk(names[CANDIDATE], hr_clerk="niemand@example.org")


def test_what_is_fetched_through_a_link_follows_it(names, programme):
	stages.place(names, CANDIDATE, "Potential", centre=programme.centre)
	assert _save_as_clerk(names[CANDIDATE], centre=programme.target_centre).area == programme.area2
	# as does what has changed behind a link that stays
	frappe.db.set_value("Daycare Centre", programme.target_centre, "area", programme.area)
	assert _save_as_clerk(names[CANDIDATE], position="Erzieherin").area == programme.area
