"""A Web Form that asks for a log-in is no way to records that it has nothing to do with."""

import frappe
import pytest

from fokus_app import permissions
from tests import programme as cast
from tests.records import CANDIDATE, SEEN_BY
from tests.security.attacks.people import ATTACKERS, STRANGERS

FORMS = "frappe.website.doctype.web_form.web_form"
#: what a client may claim
CLAIMS = ({}, {"allow_read_on_all_link_options": 1})


def test_no_form_lists_records_with_a_rule_or_accounts(attack):
	doctypes = [*attack.victims.doctypes, "User", "File"]

	def attempt(person, client):
		for doctype in doctypes:
			answer = client.call(
				f"{FORMS}.get_link_options",
				web_form_name="fokus-nomination",
				doctype=doctype,
				allow_read_on_all_link_options=1,
			)
			assert answer.status_code == 403, (person, doctype, answer.text[:300])
		return len(doctypes)

	attack.by_everybody("links of a web form", attempt, STRANGERS)


def test_the_links_that_the_form_has_are_offered_as_ever(attack):
	for claim in CLAIMS:
		answer = attack.clients["othermanager"].call(
			f"{FORMS}.get_link_options", web_form_name="fokus-nomination", doctype="Daycare Centre", **claim
		)
		assert answer.status_code == 200 and "N-001" in answer.text


@pytest.mark.parametrize("doctype", sorted(permissions.RULES))
def test_who_made_a_record_reads_it_no_longer_than_the_rule_says(attack, doctype):
	name = attack.victims.names[doctype]
	before = frappe.db.get_value(doctype, name, "owner")
	for person in {"othermanager", "mentor2", "participant2"} - {*SEEN_BY[doctype]}:
		frappe.db.set_value(doctype, name, "owner", cast.address(person), update_modified=False)
		frappe.db.commit()
		for asked in ({"docname": name}, {}):
			answer = attack.clients[person].call(
				f"{FORMS}.get_form_data", web_form_name="fokus-nomination", doctype=doctype, **asked
			)
			assert not attack.victims.leaked(person, answer.text) and name not in answer.text, person
			assert answer.status_code in (200, 403)
	frappe.db.set_value(doctype, name, "owner", before, update_modified=False)
	frappe.db.commit()


def test_nobody_changes_or_deletes_a_case_by_the_form(attack, nothing_changes):
	case = attack.victims.names[CANDIDATE]

	def attempt(person, client):
		sent = frappe.as_json({"name": case, "candidate_name": "Anders", "reason": "Anders", "owner": person})
		answers = (
			client.call(f"{FORMS}.accept", web_form="fokus-nomination", data=sent),
			client.call(f"{FORMS}.delete", web_form_name="fokus-nomination", docname=case),
			client.call(f"{FORMS}.delete_multiple", web_form_name="fokus-nomination", docnames=f'["{case}"]'),
		)
		# later versions take so many forms a minute
		assert all(each.status_code in (403, 417, 429) for each in answers), (person, answers)
		return len(answers)

	attack.by_everybody("web form", attempt, ATTACKERS)
