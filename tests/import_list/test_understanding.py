"""Headings, choices, dates and names mean what a clerk means by them; what means nothing is named."""

import json

import frappe
import pytest

from fokus_app.import_list import columns, writing
from fokus_app.import_list.reading import UnreadableList
from fokus_app.import_list.rows import understand
from tests import programme as cast
from tests.import_list.lists import as_csv, people


@pytest.fixture(autouse=True)
def as_german_clerk(programme):
	frappe.local.lang = "de"
	with cast.acting_as("clerk"):
		yield
	frappe.local.lang = "en"


def understood(**cells):
	"""The one row of a list with these cells by heading (_ for a blank in it)."""
	row = {heading.replace("_", " "): cell for heading, cell in cells.items()}
	return understand(people({"Name": "Nina Neu", **row})).rows[0]


HEADINGS = [
	("Name", "candidate_name"),
	("Kandidat*in", "candidate_name"),
	("E-Mail", "email"),
	("e-mail adresse", "email"),
	("Personalnummer", "personnel_number"),
	("Pers.-Nr.", "personnel_number"),
	("KiTa", "centre"),
	("EINRICHTUNG:", "centre"),
	("Gebiet", "area"),
	("Funktion", "position"),
	("Führungskraft", "manager"),
	("Fuehrungskraft", "manager"),
	("Nominiert durch", "nominator"),
	("Begründung", "reason"),
	("Bereitschaft", "readiness"),
	("Einstieg", "entry_path"),
	("Informiert am", "informed_on"),
	("candidate_name", "candidate_name"),
	("Nominated By", "nominator"),
	("Bemerkung", None),
	("Gehaltsgruppe", None),
]


@pytest.mark.parametrize(("heading", "field"), HEADINGS)
def test_a_heading_means_a_field(heading, field):
	assert columns.fields_by_heading("Leadership Candidate").get(columns.plain(heading)) == field


def test_every_field_is_known_by_its_german_and_its_english_label():
	known = columns.fields_by_heading("Leadership Candidate")
	for df in columns.readable_fields("Leadership Candidate"):
		for label in (df.label, frappe._(df.label, lang="de")):
			assert known[columns.plain(label)] == df.fieldname


NAMES = [
	(["Name"], ["Karla Kandidat"], "Karla Kandidat"),
	(["Name"], ["Kandidat, Karla"], "Karla Kandidat"),
	(["Name, Vorname"], ["Kandidat, Dr. Karla"], "Dr. Karla Kandidat"),
	(["Nachname", "Vorname"], ["Kandidat", "Karla"], "Karla Kandidat"),
	(["Vorname", "Name"], ["Karla", "Kandidat"], "Karla Kandidat"),
	(["Vorname", "Nachname"], ["", "Kandidat"], "Kandidat"),
	(["Name"], ["Karla\nKandidat"], "Karla Kandidat"),
]


@pytest.mark.parametrize(("headings", "cells", "name"), NAMES)
def test_a_name_is_read_from_one_column_or_two(headings, cells, name):
	row = understand(as_csv([[*headings, "KiTa"], [*cells, "N-001"]])).rows[0]
	assert (row.values["candidate_name"], row.problems) == (name, [])


MEANINGS = [
	("KiTa", "N-001", "centre", "N-001"),
	("KiTa", "n-001", "centre", "N-001"),
	("KiTa", "KiTa Sonnenhügel", "centre", "N-002"),
	("KiTa", "Kita  sonnenhügel", "centre", "N-002"),
	("KiTa", "Sonnenhügel", "centre", "N-002"),
	("KiTa", "N-002 KiTa Sonnenhügel", "centre", "N-002"),
	("KiTa", "KiTa Sonnenhügel (N-002)", "centre", "N-002"),
	("KiTa", "KiTa Mühlenbach, Bochum", "centre", "S-001"),
	("Führungskraft", "manager@example.org", "manager", "manager@example.org"),
	("Führungskraft", "Manager@Example.org", "manager", "manager@example.org"),
	("Führungskraft", "Gerda Gebietsleitung", "manager", "manager@example.org"),
	("Führungskraft", "Gebietsleitung, Gerda", "manager", "manager@example.org"),
	("Führungskraft", "Gerda Gebietsleitung <manager@example.org>", "manager", "manager@example.org"),
	("Nominiert durch", "Lena Leitung", "nominator", "nominator@example.org"),
	("Kohorte", "fokus probe", "cohort", "FOKUS Probe"),
	("Gebiet", "gebiet nord", "area", "Gebiet Nord"),
	("E-Mail", "nina.neu@example.org", "email", "nina.neu@example.org"),
	("E-Mail", "Nina Neu <nina.neu@example.org>", "email", "nina.neu@example.org"),
	("Personalnummer", "00417", "personnel_number", "00417"),
	("Einstieg", "Nominiert", "entry_path", "Nominated"),
	("Einstieg", "Selbstnominiert", "entry_path", "Self-Nominated"),
	("Einstieg", "self-nominated", "entry_path", "Self-Nominated"),
	("Einstieg", "Vorschlag der Personalabteilung", "entry_path", "HR Proposal"),
	("Einstieg", "neue Leitung", "entry_path", "New Leader"),
	("Bereitschaft", "Sofort", "readiness", "Now"),
	("Bereitschaft", "in 1-2 Jahren", "readiness", "In 1–2 Years"),
	("Bereitschaft", "Später", "readiness", "Later"),
	("Status", "Potenzial", "workflow_state", "Potential"),
	("Informiert am", "24.12.2025", "informed_on", "2025-12-24"),
	("Informiert am", "4.1.2026", "informed_on", "2026-01-04"),
	("Informiert am", "04.01.26", "informed_on", "2026-01-04"),
	("Informiert am", "4. 1. 2026", "informed_on", "2026-01-04"),
	("Informiert am", "2026-01-04", "informed_on", "2026-01-04"),
	("Informiert am", "04/01/2026", "informed_on", "2026-01-04"),
	("Informiert am", "04.01.2026 00:00", "informed_on", "2026-01-04"),
	("Informiert am", "4. Januar 2026", "informed_on", "2026-01-04"),
	("Informiert am", "1. März 2026", "informed_on", "2026-03-01"),
	("Informiert am", "29.02.2024", "informed_on", "2024-02-29"),
]


@pytest.mark.parametrize(("heading", "cell", "field", "value"), MEANINGS)
def test_a_cell_means_a_value(heading, cell, field, value):
	row = understand(people({"Name": "Nina Neu", heading: cell})).rows[0]
	assert (row.values[field], row.problems) == (value, [])


MEANINGLESS = [
	("KiTa", "KiTa Wolkenheim", "Wolkenheim"),
	("Führungskraft", "Niemand Da", "Niemand Da"),
	("Führungskraft", "Administrator", "Administrator"),
	("Kohorte", "FOKUS 1999", "FOKUS 1999"),
	("E-Mail", "nina.neu", "keine E-Mail-Adresse"),
	("E-Mail", "<script>@example.org", "keine E-Mail-Adresse"),
	("Einstieg", "Empfohlen", "möglich sind"),
	("Bereitschaft", "bald", "möglich sind"),
	("Informiert am", "31.02.2026", "kein Datum"),
	("Informiert am", "29.02.2026", "kein Datum"),
	("Informiert am", "12/24/2026", "kein Datum"),
	("Informiert am", "24.12.", "kein Datum"),
	("Informiert am", "46380", "kein Datum"),
	("Informiert am", "bald", "kein Datum"),
	("Informiert am", "24.12.0206", "kein Datum"),
	("Funktion", "F" * 141, "zu lang"),
	("Funktion", "<img src=x onerror=alert(1)>", "HTML"),
	("Begründung", "<script>alert(1)</script>", "HTML"),
	("Status", "Vorbereitung", "Potenzial"),
	("Status", "Irgendwo", "möglich sind"),
]


@pytest.mark.parametrize(("heading", "cell", "reason"), MEANINGLESS)
def test_a_cell_without_meaning_is_named(heading, cell, reason):
	row = understand(people({"Name": "Nina Neu", heading: cell})).rows[0]
	assert reason in " ".join(row.problems)


def test_a_name_that_two_people_have_is_not_guessed():
	for number in (1, 2):
		user = frappe.new_doc("User")
		user.update({"email": f"anna{number}@example.org", "first_name": "Anna", "last_name": "Zweimal"})
		user.flags.no_welcome_mail = True
		user.insert(ignore_permissions=True)
	row = understood(Führungskraft="Anna Zweimal")
	assert "anna1@example.org, anna2@example.org" in row.problems[0]
	assert understood(Führungskraft="anna2@example.org").values["manager"] == "anna2@example.org"


def test_people_without_an_active_account_are_not_taken():
	frappe.db.set_value("User", cast.address("othermanager"), "enabled", 0)
	assert understood(Führungskraft="Olga Andergebiet").problems


WRONG_ROWS = {
	"no name": ({"Name": ""}, "„Name“ fehlt"),
	"a name that is too long": ({"Name": "N" * 141}, "zu lang"),
	"a script in the name": ({"Name": "<script>alert(1)</script>"}, "HTML"),
	"the manager is the candidate": (
		{"E-Mail": "manager@example.org", "Führungskraft": "manager@example.org"},
		"nicht die nominierte Person",
	),
	"the manager nominated": (
		{"Führungskraft": "manager@example.org", "Nominiert durch": "manager@example.org"},
		"Führungskraft",
	),
	"the clerk herself": ({"E-Mail": "clerk@example.org"}, "betrifft Sie selbst"),
}


@pytest.mark.parametrize("case", WRONG_ROWS)
def test_a_wrong_row_says_why(case):
	cells, reason = WRONG_ROWS[case]
	rows = understand(people({"Name": "Nina Neu", **cells, "KiTa": "N-001"}, {"Name": "Otto Ohne"})).rows
	assert reason in " ".join(rows[0].problems)
	assert rows[1].problems == []


def test_more_values_than_headings_are_not_dropped():
	row = understand(b"Name;KiTa\r\nNina Neu;N-001;und noch etwas\r\n").rows[0]
	assert row.problems
	assert "und noch etwas" in writing.wrong_rows(
		understand(b"Name;KiTa\r\nNina Neu;N-001;und noch etwas\r\n")
	)


SAME_PERSON = [
	{"E-Mail": "karla@example.org"},
	{"E-Mail": "Karla@Example.org", "Name": "Karla Andersgeschrieben"},
	{"Name": "karla  kandidat", "KiTa": "KiTa Regenbogen"},
	{"Name": "Kandidat, Karla", "KiTa": "N-001", "E-Mail": "neu@example.org"},
]
SOMEBODY_ELSE = [
	{"KiTa": "N-002", "E-Mail": "andere@example.org"},
	{"Name": "Karla Kandidatin", "KiTa": "N-001"},
]


@pytest.mark.parametrize("state", ["Potential", "Preparation", "Rejected"])
@pytest.mark.parametrize("cells", [*SAME_PERSON, *SOMEBODY_ELSE], ids=str)
def test_somebody_with_an_open_case_is_there_already(programme, cells, state):
	there = cast.candidate(programme, candidate_name="Karla Kandidat", email="karla@example.org", user=None)
	there.db_set("workflow_state", state)
	row = understand(people({"Name": "Karla Kandidat", **cells})).rows[0]
	expected = cells in SAME_PERSON and state != "Rejected"
	assert (there.name in " ".join(row.problems)) is expected


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize(
	"cells", [{"E-Mail": "clerk@example.org"}, {"Name": "Hanna Sachbearbeitung"}], ids=str
)
def test_nobody_learns_whether_there_is_a_case_about_them(programme, cells, there):
	if there:
		with cast.acting_as("clerk2"):
			case = frappe.new_doc("Leadership Candidate")
			case.update({"candidate_name": "Hanna Sachbearbeitung", "email": "clerk@example.org"})
			case.insert()
	row = understand(people({"Name": "Nina Neu", **cells})).rows[0]
	assert row.problems == [
		"Diese Zeile betrifft Sie selbst. Bitte lassen Sie sie von jemand anderem eintragen."
	]


def test_the_second_row_of_the_same_person_names_the_first():
	person = {"Name": "Nina Neu", "KiTa": "N-001", "E-Mail": "nina@example.org"}
	first, second = understand(people(person, person)).rows
	assert first.problems == []
	assert "2" in second.problems[0]


def test_a_list_without_names_is_refused_as_a_whole():
	with pytest.raises(UnreadableList, match="Name"):
		understand(as_csv([["KiTa", "E-Mail"], ["N-001", "a@example.org"]]))


def test_of_two_columns_for_the_same_the_first_counts():
	found = understand(as_csv([["Name", "KiTa", "Einrichtung"], ["Nina Neu", "N-001", "N-002"]]))
	assert [column.twice for column in found.columns] == [False, False, True]
	assert found.rows[0].values["centre"] == "N-001"


def test_looking_at_a_list_saves_nothing():
	before = {
		doctype: frappe.db.count(doctype) for doctype in ("Leadership Candidate", "File", "Data Import")
	}
	understand(people({"Name": "Nina Neu", "KiTa": "N-001"}, {"Name": ""}))
	assert {doctype: frappe.db.count(doctype) for doctype in before} == before
	assert json.dumps(frappe.local.message_log) == "[]"


FORMULAS = ["=1+1", "+49 201 1234", "-1", "@SUMME(A1)", '=HYPERLINK("http://example.org")']


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_that_we_hand_out_becomes_a_formula_and_it_comes_back_unchanged(formula):
	found = understand(people({"Name": "", "Funktion": formula, "E-Mail": "x@example.org"}))
	text = writing.wrong_rows(found)
	cell = next(c for c in understand(text.encode()).rows[0].cells if formula in c)
	assert cell == formula
	assert all(f"{before}{formula[0]}" not in text.split("\r\n")[1] for before in (";", '"='[:1]))


def test_rows_that_were_put_right_come_in_with_the_file_we_handed_out():
	found = understand(people({"Name": "Nina Neu", "KiTa": "KiTa Wolkenheim", "Bemerkung": "bleibt"}))
	text = writing.wrong_rows(found)
	assert text.splitlines()[0].endswith("Name;KiTa;Bemerkung;Grund")
	again = understand(text.replace("KiTa Wolkenheim;", "N-001;").encode())
	assert again.rows[0].problems == []
	assert writing.wrong_rows(understand(text.encode())).splitlines()[0].count("Grund") == 1


def test_the_example_can_be_read_in_as_it_is():
	for language in ("de", "en"):
		frappe.local.lang = language
		found = understand(writing.example().encode())
		assert [row.problems for row in found.rows] == [[], []]
		assert all(column.field for column in found.columns)
