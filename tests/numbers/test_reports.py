"""The reports in the desk: who gets them, what stands in them in German, what their charts show; the page for the board."""

import io
import json

import frappe
import pypdf
import pytest
from frappe.desk import query_report
from frappe.www.printview import get_html_and_style

from tests import programme as cast

HR = {"clerk", "lead", "deputylead", "otherlead", "clerkmanager"}
MANAGERS = {"manager", "deputy", "nominator", "manager2", "othermanager", "panelist"}
REPORTS = {
	"FOKUS Candidate Pipeline": HR | MANAGERS,
	"FOKUS Progress": HR | MANAGERS,
	"FOKUS Time in Stage": HR,
	"FOKUS Mentor Capacity": HR,
	"FOKUS Meeting Attendance": HR,
}


def _run(who: str, report: str, **filters) -> dict:
	with cast.acting_as(who):
		frappe.local.lang = "de"
		try:
			return query_report.run(report, filters=json.dumps(filters))
		finally:
			frappe.local.lang = "en"


@pytest.mark.parametrize("who", sorted(set(cast.CAST) - {"clerk2"}))
@pytest.mark.parametrize("report", REPORTS)
def test_a_report_opens_for_its_readers_and_nobody_else(persons, report, who):
	if who in REPORTS[report]:
		assert _run(who, report)["columns"]
	else:
		with pytest.raises(frappe.PermissionError):
			_run(who, report)


@pytest.mark.parametrize("report", REPORTS)
def test_every_report_has_a_chart_with_a_value_for_each_label(persons, met, report):
	answer = _run("clerk", report)
	chart = answer["chart"]["data"]
	assert chart["labels"]
	for dataset in chart["datasets"]:
		assert len(dataset["values"]) == len(chart["labels"])


def test_a_chart_without_anything_says_so_in_the_workspace(persons):
	assert _run("panelist", "FOKUS Progress")["chart"]["data"]["labels"] is None


def test_the_chart_of_the_pipeline_adds_up_what_its_rows_say(persons):
	answer = _run("clerk", "FOKUS Candidate Pipeline", with_closed=1)
	total = sum(row["total"] for row in answer["result"])
	assert sum(answer["chart"]["data"]["datasets"][0]["values"]) == total == len(persons)
	assert "Nominiert" in answer["chart"]["data"]["labels"]


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("filters", [{"group": "reason"}, {"phase": "Elsewhere"}, {"cohort": "no such"}])
def test_what_a_client_sends_beside_the_choices_does_no_harm(persons, report, filters):
	assert "columns" in _run("clerk", report, **filters)


def test_the_page_for_the_board_is_one_page_without_a_name(persons, programme):
	with cast.acting_as("lead"):
		frappe.local.lang = "de"
		pdf = frappe.get_print("Programme Cohort", programme.cohort, "FOKUS Cohort Report", as_pdf=True)
		frappe.local.lang = "en"
	reader = pypdf.PdfReader(io.BytesIO(pdf))
	text = " ".join(reader.pages[0].extract_text().split())
	assert len(reader.pages) == 1
	assert "Der Jahrgang in Zahlen" in text
	assert "Person 3" not in text
	assert f"Personen insgesamt {sum(person.cohort == programme.cohort for person in persons)}" in text


@pytest.mark.parametrize("who", ["manager", "nominator"])
def test_a_manager_reads_cohorts_but_not_their_numbers(persons, programme, who):
	with cast.acting_as(who), pytest.raises(frappe.PermissionError):
		get_html_and_style("Programme Cohort", programme.cohort, "FOKUS Cohort Report")
