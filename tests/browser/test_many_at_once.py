"""In a list: one action for many, and reminding those who are awaited."""

import frappe
import pytest
from frappe.utils import add_days, today
from playwright.sync_api import expect

from tests import programme as cast
from tests.browser.desk import Desk
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

NAMES = ("Anna Ahorn", "Boris Birke", "Clara Clematis")


@pytest.fixture
def endorsed(programme) -> list[str]:
	"""Three endorsed candidates who have waited for the lead for twenty days."""
	made = []
	for name in NAMES:
		doc = cast.candidate(programme, candidate_name=name, email=None, user=None)
		stages.place(
			{CANDIDATE: doc.name},
			CANDIDATE,
			"Endorsed",
			waiting_for=cast.address("lead"),
			waiting_since=add_days(today(), -20),
		)
		made.append(doc.name)
	frappe.db.commit()
	return made


def _choose_all(desk: Desk) -> None:
	desk.page.locator(".list-check-all >> visible=true").first.check()


def test_a_clerk_reminds_and_the_lead_defers_three_at_once(at, post, endorsed):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	clerk.open_list("Kandidaturen")
	row = clerk.page.locator(".list-row").filter(has_text=NAMES[0])
	expect(row.locator(".fokus-overdue")).to_have_text("20 Tage")
	_choose_all(clerk)
	offers = clerk.page.locator(".fokus-offers").get_by_role("button")
	expect(offers).to_have_text(["Erinnern", "Kandidatur zurückziehen", "Führungskraft wechseln"])
	clerk.page.locator(".actions-btn-group > button >> visible=true").click()
	clerk.look("aktionen")
	clerk.page.locator(".actions-btn-group .dropdown-menu.show").get_by_text("Erinnern", exact=True).click()
	expect(clerk.page.locator(".desk-alert")).to_contain_text("3 Datensätze: eine Erinnerung ist unterwegs")
	clerk.look("erinnert")

	lead = at(Desk, "lead")
	reminder = post.newest_for(lead.user)
	assert reminder["Subject"] == "FOKUS: Das wartet auf Sie"
	lead.read(reminder)
	for name in NAMES:
		expect(lead.page.get_by_role("link", name=name)).to_be_visible()
	lead.follow(NAMES[0])
	lead.sign_in()
	lead.expect_stage("Befürwortet")

	# while the lead looks at the list, the deputy decides about one of the three
	lead.page.goto("/app/leadership-candidate")
	expect(lead.page.locator(".list-row").filter(has_text=NAMES[2])).to_be_visible()
	_choose_all(lead)
	expect(lead.page.locator(".fokus-offers")).to_be_visible()
	lead.look("auswahl")
	with cast.acting_as("deputylead"):
		stages.act({CANDIDATE: endorsed[2]}, CANDIDATE, "Reject Candidate", reason="Zieht weg.")
	frappe.db.commit()
	lead.page.locator(".fokus-offers").get_by_role("button", name="Zurückstellen", exact=True).click()
	expect(lead.dialog.locator(".modal-title")).to_have_text("Zurückstellen für 3 Datensätze")
	lead.fill(lead.dialog, "Wiedervorlage am", frappe.utils.formatdate(add_days(today(), 90), "dd.mm.yyyy"))
	lead.fill(lead.dialog, "Grund", "Erst im nächsten Jahrgang sind Plätze frei.")
	lead.look("alle-zurueckstellen")
	lead.confirm("Zurückstellen")
	expect(lead.dialog).to_contain_text("2 erledigt, 1 nicht")
	expect(lead.dialog.get_by_role("row")).to_contain_text([NAMES[2]])
	lead.look("ergebnis")
	frappe.db.rollback()
	assert [frappe.db.get_value(CANDIDATE, name, "workflow_state") for name in endorsed] == [
		"Deferred",
		"Deferred",
		"Rejected",
	]
