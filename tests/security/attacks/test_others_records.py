"""One record of somebody else, asked for by its name: another area's candidate, another pair's session, one's own candidacy."""

import pytest

from fokus_app import permissions
from tests.records import CANDIDATE, MENTORING
from tests.security.attacks.doors import Door, nobody_reads
from tests.security.attacks.people import INSIDERS, RELATED, STRANGERS

BY_NAME = {
	"REST": Door("/api/resource/{doctype}/{name}", verb="GET", shows=CANDIDATE),
	"REST, expanded": Door("/api/resource/{doctype}/{name}", {"expand_links": "True"}, verb="GET"),
	"newer REST": Door("/api/v2/document/{doctype}/{name}", verb="GET"),
	"newer REST, a copy": Door("/api/v2/document/{doctype}/{name}/copy", verb="GET"),
	"client.get": Door("frappe.client.get", {"doctype": "{doctype}", "name": "{name}"}, CANDIDATE),
	"client.get by filters": Door(
		"frappe.client.get", {"doctype": "{doctype}", "filters": {"name": "{name}"}, "parent": "{parent}"}
	),
	"client.get as a row of another": Door(
		"frappe.client.get", {"doctype": "{doctype}", "name": "{name}", "parent": "User"}
	),
	"form": Door("frappe.desk.form.load.getdoc", {"doctype": "{doctype}", "name": "{name}"}, CANDIDATE),
	"what stands beside": Door(
		"frappe.desk.form.load.get_docinfo", {"doctype": "{doctype}", "name": "{name}"}
	),
	"timeline": Door(
		"frappe.desk.form.load.get_communications", {"doctype": "{doctype}", "name": "{name}", "limit": 50}
	),
	"print": Door(
		"frappe.www.printview.get_html_and_style", {"doc": "{doctype}", "name": "{name}"}, MENTORING
	),
	"print of what the client sends": Door(
		"frappe.www.printview.get_html_and_style",
		{"doc": '{"doctype": "{doctype}", "name": "{name}", "__islocal": 1}'},
	),
	"raw print": Door(
		"frappe.www.printview.get_rendered_raw_commands", {"doc": "{doctype}", "name": "{name}"}
	),
	"run_doc_method": Door("run_doc_method", {"dt": "{doctype}", "dn": "{name}", "method": "as_dict"}),
	"run_doc_method on what the client sends": Door(
		"run_doc_method",
		{"docs": '{"doctype": "{doctype}", "name": "{name}", "__islocal": 1}', "method": "reload"},
	),
	"link check": Door(
		"frappe.client.validate_link", {"doctype": "{doctype}", "docname": "{name}", "fields": '["*"]'}
	),
	"link title": Door("frappe.desk.search.get_link_title", {"doctype": "{doctype}", "docname": "{name}"}),
	"linked documents": Door(
		"frappe.desk.form.linked_with.get", {"doctype": "{doctype}", "docname": "{name}"}
	),
	"attached images": Door(
		"frappe.core.api.file.get_attached_images", {"doctype": "{doctype}", "names": '["{name}"]'}
	),
	"web form": Door(
		"frappe.website.doctype.web_form.web_form.get_form_data",
		{"doctype": "{doctype}", "docname": "{name}", "web_form_name": "fokus-nomination"},
	),
	"followers": Door(
		"frappe.desk.form.document_follow.get_follow_users", {"doctype": "{doctype}", "doc_name": "{name}"}
	),
	"shares": Door("frappe.share.get_users", {"doctype": "{doctype}", "name": "{name}"}),
}


#: through these a row within a record may be asked for by itself
OF_ROWS = ("REST", "client.get", "client.get by filters", "client.get as a row of another")
#: searching the whole of Frappe for links takes its time; and later versions alone have this copy
SLOW = ("newer REST, a copy", "linked documents", "shares", "attached images")


@pytest.mark.parametrize("door", BY_NAME)
def test_nobody_opens_what_is_not_theirs(attack, nothing_changes, door):
	doctypes = attack.victims.doctypes if door in OF_ROWS else sorted(permissions.RULES)
	doctypes = [CANDIDATE, MENTORING] if door in SLOW else doctypes
	nobody_reads(attack, f"by name: {door}", BY_NAME[door], doctypes, STRANGERS)


@pytest.mark.parametrize("door", BY_NAME)
def test_who_has_a_part_in_it_opens_no_more_than_the_rule_says(attack, nothing_changes, door):
	doctypes = [CANDIDATE] if door in SLOW else [CANDIDATE, *sorted(permissions.CONFIDENTIAL)]
	nobody_reads(attack, f"by name: {door}", BY_NAME[door], doctypes, RELATED | INSIDERS)


@pytest.mark.parametrize("door", BY_NAME)
def test_nobody_opens_a_case_about_themselves_as_clerk_lead_or_manager(attack, nothing_changes, door):
	for role, person in INSIDERS.items():
		own = attack.victims.own_cases[person]

		def attempt(part, client, own=own):
			answer = BY_NAME[door].knock(client, attack.victims, CANDIDATE, part, name=own)
			assert not attack.victims.leaked(part, answer.text), (part, answer.text[:400])
			return 1

		attack.by_everybody(f"own case: {door}", attempt, {role: person})
