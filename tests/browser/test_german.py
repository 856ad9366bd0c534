"""Whoever works in German finds no English word of ours on any screen of the desk."""

import re

from playwright.sync_api import expect

from tests.browser.desk import Desk

#: lists that a clerk works with
LISTS = [
	"leadership-candidate",
	"mentoring-relationship",
	"network-meeting",
	"meeting-participation",
	"candidate-activity",
	"mentor",
	"daycare-area",
	"daycare-centre",
	"programme-cohort",
	"leadership-competency",
	"activity-template",
	"facilitation-exercise",
	"agenda-template",
	"candidate-take-over",
	"mentoring-wish",
	"peer-consultation-group",
	"peer-consultation-template",
	"fokus-mail",
	"fokus-mail-text",
]
#: lists in which a clerk makes records
NEW = [*LISTS[:12], "peer-consultation-group"]
REPORTS = [
	"FOKUS Candidate Pipeline",
	"FOKUS Time in Stage",
	"FOKUS Progress",
	"FOKUS Mentor Capacity",
	"FOKUS Meeting Attendance",
	"FOKUS Mentoring in Numbers",
	"FOKUS Talent Pool",
]
#: other ways to look at lists
VIEWS = [
	"daycare-area/view/tree",
	"leadership-candidate/view/calendar/default",
	"candidate-activity/view/calendar/default",
	"network-meeting/view/calendar/default",
]
#: doctypes of which the test programme has a record
FORMS = ["leadership-candidate", "mentoring-relationship", "network-meeting"]
TEXTS = ["fokus-mail-text/candidate_nominate_manager-de"]


def doctype_of(route: str) -> str:
	return route.replace("-", " ").title()


def open_screen(desk: Desk, route: str) -> None:
	desk.page.evaluate("(route) => frappe.set_route(route)", route)
	expect(desk.page).to_have_url(re.compile(re.escape(route.removesuffix("/new"))))
	expect(desk.page.locator(".page-container:visible .title-text").first).to_have_text(re.compile(r"\S"))


def look_at_every_tab(desk: Desk, route: str) -> None:
	open_screen(desk, route)
	name = route.replace("/", "-")
	desk.look(name)
	tabs = desk.page.locator(".page-container:visible .form-tabs .nav-link:visible")
	for index in range(1, tabs.count()):
		tabs.nth(index).click()
		desk.look(f"{name}-{index}")


def test_the_screens_of_a_clerk(at, names):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	clerk.look("fokus")
	for route in LISTS:
		open_screen(clerk, route)
		clerk.look(route)
	open_screen(clerk, "leadership-candidate/view/report")
	expect(clerk.page.locator(".dt-row").get_by_text("Karla Kandidat").first).to_be_visible()
	clerk.look("leadership-candidate-report")
	for route in NEW:
		look_at_every_tab(clerk, f"{route}/new")
	for route in FORMS:
		look_at_every_tab(clerk, f"{route}/{names[doctype_of(route)]}")
	for route in TEXTS:
		look_at_every_tab(clerk, route)


def test_the_reports_and_views_of_a_clerk(at, names):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	for report in REPORTS:
		clerk.page.evaluate("(name) => frappe.set_route('query-report', name)", report)
		expect(clerk.page).to_have_url(re.compile(report.replace(" ", "%20")))
		expect(clerk.page.locator(".page-container:visible .report-footer")).to_be_visible()
		clerk.look(report.lower().replace(" ", "-"))
	for route in VIEWS:
		open_screen(clerk, route)
		clerk.look(route.replace("/", "-"))


def test_the_title_of_a_chart_leads_to_its_report(at, names):
	lead = at(Desk, "lead")
	lead.go_in()
	lead.page.locator(".fokus-leads-on").filter(has_text="Kandidaturen nach Stufe").click()
	expect(lead.page.locator(".page-container:visible .title-text").first).to_have_text(
		"FOKUS: Kandidaturen im Überblick"
	)


def test_the_settings_of_the_lead(at, names):
	lead = at(Desk, "lead")
	lead.go_in()
	lead.look("fokus")
	look_at_every_tab(lead, "fokus-settings")
