"""Which field a heading means."""

import re
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields

from fokus_app.workflows import definitions
from fokus_app.workflows.definition import NEW

#: a person's name in two columns; they become one field
FIRST_NAME, LAST_NAME = "first_name", "last_name"

#: what a clerk writes above such a column, beside the field's label in German and English
SYNONYMS: dict[str, dict[str, tuple[str, ...]]] = {
	"Leadership Candidate": {
		FIRST_NAME: ("Vorname", "Rufname", "First Name"),
		LAST_NAME: ("Nachname", "Familienname", "Zuname", "Last Name", "Surname"),
		"candidate_name": (
			"Name",
			"Vor- und Nachname",
			"Vorname Nachname",
			"Nachname, Vorname",
			"Name, Vorname",
			"Vollständiger Name",
			"Kandidat",
			"Kandidatin",
			"Kandidat*in",
			"Potenzialträger",
			"Potenzialträgerin",
			"Potenzialträger*in",
			"Mitarbeiter",
			"Mitarbeiterin",
			"Mitarbeiter*in",
			"Person",
			"Full Name",
		),
		"email": ("E-Mail", "E-Mail-Adresse", "Mail", "Mailadresse", "Dienstliche E-Mail", "Email Address"),
		"user": ("Benutzer", "Benutzerkonto", "Konto"),
		"personnel_number": ("Personalnummer", "Personal-Nr.", "Pers.-Nr.", "PNr", "Personalnr"),
		"position": ("Funktion", "Position", "Stelle", "Tätigkeit", "Derzeitige Funktion"),
		"centre": (
			"KiTa",
			"KiTa-Name",
			"Einrichtung",
			"Kindertagesstätte",
			"Kindertageseinrichtung",
			"KiTa-Kürzel",
			"Einrichtungsnummer",
			"Centre",
		),
		"area": ("Gebiet", "Region", "Bereich"),
		"entry_path": ("Einstieg", "Einstiegsweg", "Zugang", "Zugangsweg", "Weg", "Wie vorgeschlagen"),
		"cohort": ("Kohorte", "Jahrgang", "Durchgang", "Programmjahr"),
		"hr_clerk": ("Personalsachbearbeitung", "Sachbearbeitung", "Sachbearbeiter", "Sachbearbeiterin"),
		"nominator": (
			"Nominiert durch",
			"Nominiert von",
			"Nominierende Person",
			"Vorgeschlagen von",
			"Vorgeschlagen durch",
			"Vorschlag von",
		),
		"manager": (
			"Führungskraft",
			"Vorgesetzte",
			"Vorgesetzter",
			"Vorgesetzte*r",
			"Vorgesetzte Person",
			"Gebietsleitung",
			"Entscheidende Führungskraft",
			"Manager",
		),
		"readiness": ("Bereitschaft", "Bereit", "Bereit ab", "Verfügbarkeit", "Zeithorizont"),
		"informed_on": ("Informiert am", "Informiert", "Informiert seit", "Gespräch am", "Angesprochen am"),
		"reason": ("Begründung", "Begründung der Nominierung", "Warum"),
		"evidence": ("Belege", "Beispiele", "Beobachtungen", "Situationen"),
		"workflow_state": ("Stufe", "Status", "Stand", "Phase", "State"),
		# only where today's participants are taken over (fokus_app.take_over)
		"stage_since": ("Seit", "Stufe seit", "In Stufe seit", "In dieser Stufe seit"),
		"start_date": ("Beginn in der Rolle", "Beginn", "Start", "Leitung seit", "Leitung ab"),
		"target_centre": ("Ziel-KiTa", "Ziel"),
		"deferred_until": ("Wiedervorlage", "Zurückgestellt bis"),
		"expected_return": ("Rückkehr", "Voraussichtliche Rückkehr"),
		"steps_done_until": ("Schritte erledigt bis", "Erledigt bis"),
	},
	"Daycare Centre": {
		"code": ("Kürzel", "KiTa-Kürzel", "Nummer", "Einrichtungsnummer"),
		"centre_name": ("Name", "KiTa", "KiTa-Name", "Einrichtung"),
		"area": ("Gebiet", "Region"),
		"leader": ("Leitung", "KiTa-Leitung", "Einrichtungsleitung", "Leiter", "Leiterin", "Leiter*in"),
		"city": ("Ort", "Stadt"),
	},
}

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True)
class Column:
	"""One column of a list. `field` is None where its heading is not understood or says the same again."""

	index: int
	heading: str
	field: str | None
	twice: bool = False


def plain(text: str) -> str:
	"""A heading or a choice without what people write differently: case, dashes, dots, stars, ä or ae."""
	return re.sub(r"[\W_]+", "", text.casefold().translate(_UMLAUTS))


def fields_by_heading(doctype: str, update: bool = False, more: tuple = ()) -> dict[str, str]:
	"""Every heading understood for `doctype`, in its plain form, with the fieldname it means.

	update: records are changed, not made; then a list names them by their ID. more: fields beside those of a
	new record.
	"""
	synonyms = SYNONYMS.get(doctype, {})
	found: dict[str, str] = {"id": "name"} if update else {}
	for df in [*readable_fields(doctype, update), *more]:
		label = df.label or ""
		for heading in (df.fieldname, label, _(label, lang="de"), _(label), *synonyms.get(df.fieldname, ())):
			found.setdefault(plain(heading), df.fieldname)
	for pseudo in (FIRST_NAME, LAST_NAME):
		for heading in synonyms.get(pseudo, ()):
			found.setdefault(plain(heading), pseudo)
	found.pop("", None)
	return found


def readable_fields(doctype: str, update: bool = False) -> list:
	"""The fields that a list may bring, in the order of the form.

	For a new record of a workflow these are the ones that the workflow lets somebody fill in, and the
	state, so that a list with another state than the first is refused and not misunderstood.
	"""
	fields = [
		df
		for df in frappe.get_meta(doctype).fields
		if df.fieldtype not in (*no_value_fields, *table_fields) and not df.get("is_virtual")
	]
	definition = definitions().get(doctype)
	if not definition or update:
		return [df for df in fields if not df.read_only or df.fieldname == "workflow_state"]
	fillable = {field for rule in definition.edits if NEW in rule.states for field in rule.fields}
	fillable.add("workflow_state")
	return [df for df in fields if df.fieldname in fillable or df.get("is_custom_field")]


def columns_of(headings: tuple[str, ...], known: dict[str, str]) -> list[Column]:
	"""What each heading means; where two mean the same, the first one counts."""
	fields = [known.get(plain(heading)) for heading in headings]
	if FIRST_NAME in fields and LAST_NAME not in fields:
		# "Name; Vorname": here the name is the family name
		fields = [LAST_NAME if field == "candidate_name" else field for field in fields]
	columns, seen = [], set()
	for index, (heading, field) in enumerate(zip(headings, fields, strict=True)):
		columns.append(
			Column(index, heading, None if field in seen else field, bool(field) and field in seen)
		)
		seen.add(field)
	return columns
