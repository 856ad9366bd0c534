"""What the hooks for Frappe's lists and records answer when they are asked by themselves: about whom, and for whom not."""

import frappe
import pytest

from fokus_app import hooks, permissions
from tests import programme as cast
from tests.workflows.stages import CANDIDATE, MEETING

LISTS = sorted(hooks.permission_query_conditions.values())


@pytest.mark.parametrize("hook", LISTS)
def test_a_list_is_that_of_the_user_who_is_named_else_of_who_is_logged_in(programme, hook):
	condition = frappe.get_attr(hook)
	with cast.acting_as("mentor"):
		own, of_the_clerk = condition(), condition(cast.address("clerk"))
	with cast.acting_as("clerk"):
		assert condition(cast.address("mentor")) == own
		assert condition() == of_the_clerk
	assert condition() == condition("Administrator") == ""


def test_a_record_is_asked_about_for_the_user_who_is_named_else_for_who_is_logged_in(names):
	candidate, meeting = (frappe.get_doc(doctype, names[doctype]) for doctype in (CANDIDATE, MEETING))
	for acting, other in (("clerk", "outsider"), ("outsider", "clerk")):
		with cast.acting_as(acting):
			assert permissions.may(candidate) is (acting == "clerk")
			assert permissions.may(candidate, "read", cast.address(other)) is (other == "clerk")
			assert permissions.may_change(MEETING, meeting.name) is (acting == "clerk")
			assert permissions.may_change(MEETING, meeting.name, cast.address(other)) is (other == "clerk")


def test_nobody_may_share_a_record_be_it_their_own(names):
	with cast.acting_as("clerk"):
		assert permissions.may(frappe.get_doc(CANDIDATE, names[CANDIDATE]), "read")
		assert not permissions.may(frappe.get_doc(CANDIDATE, names[CANDIDATE]), "share")
