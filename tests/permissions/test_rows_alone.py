"""A row of a record is written and deleted with its record, whose rules hold, and never by itself."""

import frappe
import pytest

from fokus_app import permissions
from fokus_app.consultations.groups import GROUP
from fokus_app.workflows import guard
from tests import programme as cast
from tests.consultations.conftest import MEMBERS, make_group

MEMBER = "Peer Consultation Member"


@pytest.mark.parametrize("how", ["validate", "on_trash"])
@pytest.mark.parametrize("doctype", sorted(permissions.ROWS))
def test_every_kind_of_row_refuses(doctype, how):
	assert frappe.get_meta(doctype).istable
	with pytest.raises(guard.NotYourDecision):
		frappe.new_doc(doctype).run_method(how)


@pytest.fixture(scope="module")
def group(programme) -> str:
	"""A group of four, committed."""
	made = make_group(*MEMBERS)
	frappe.db.commit()
	return made


@pytest.mark.parametrize("person", ["clerkmanager", "lead", "clerk"])
def test_nobody_enters_or_leaves_a_group_past_its_rules(group, server, person):
	client = server.login(cast.address(person), cast.PASSWORD)
	stored = frappe.get_all(MEMBER, {"parent": group}, ["name", "user"], order_by="idx")
	path = f"/api/resource/{MEMBER}"
	mine = {"user": cast.address(person)}
	belongs = {"parent": group, "parenttype": GROUP, "parentfield": "members"}
	answers = (
		client.post(path, json={**mine, **belongs}),
		client.put(f"{path}/{stored[0].name}", json=mine),
		client.delete(f"{path}/{stored[0].name}"),
	)
	frappe.db.rollback()
	assert frappe.get_all(MEMBER, {"parent": group}, ["name", "user"], order_by="idx") == stored
	assert [answer.status_code for answer in answers] == [403, 403, 403]
