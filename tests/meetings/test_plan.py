"""Planning: how an agenda falls into the day, an agenda from elsewhere, a series, papers, materials."""

import io
import unicodedata

import frappe
import pypdf
import pytest
from frappe.utils import get_datetime
from hypothesis import given, settings
from hypothesis import strategies as st

from fokus_app import own_page
from fokus_app.meetings import agenda, calendar_view, series
from fokus_app.workflows import guard
from tests import programme as cast
from tests.meetings.conftest import act, make_held
from tests.workflows import stages
from tests.workflows.stages import MEETING

MORNING, NOON = "2027-01-28 09:30:00", "2027-01-28 12:00:00"


@pytest.fixture(autouse=True)
def in_english(site):
	before, frappe.local.lang = frappe.local.lang, "en"
	yield
	frappe.local.lang = before


def _rows(*items) -> list[dict]:
	return [
		{"title": title, "minutes": minutes, "starts_at": starts_at and f"{starts_at}:00"}
		for title, minutes, starts_at in items
	]


#: items (title, minutes, time), then from–to of each and the beginning of its problems
PLANS = [
	(
		[("Ankommen", 30, None), ("Impuls", 45, None)],
		[("09:30", "10:00", []), ("10:00", "10:45", [])],
	),
	(
		[("Ankommen", 30, "09:30"), ("Impuls", 45, "09:45")],
		[("09:30", "10:00", []), ("09:45", "10:30", ["Overlaps with “Ankommen” (09:30–10:00)"])],
	),
	(
		[("Impuls", 45, "10:30"), ("Ankommen", 30, "09:00")],
		[("10:30", "11:15", []), ("09:00", "09:30", ["Begins before"])],
	),
	([("Lang", 200, None)], [("09:30", "12:50", ["Ends after"])]),
	# nothing overlaps with an item of no length that stands at its edge
	(
		[("Ankommen", 30, "09:30"), ("Hinweis", 0, "10:00"), ("Impuls", 15, "10:00")],
		[("09:30", "10:00", []), ("10:00", "10:00", []), ("10:00", "10:15", [])],
	),
	# an item that lies within two others names both
	(
		[("Eins", 60, "10:00"), ("Zwei", 60, "11:00"), ("Drei", 60, "10:30")],
		[("10:00", "11:00", []), ("11:00", "12:00", []), ("10:30", "11:30", ["Overlaps", "Overlaps"])],
	),
]


@pytest.mark.parametrize(("items", "expected"), PLANS)
def test_overlaps_are_shown(programme, items, expected):
	seen = agenda.look(_rows(*items), MORNING, NOON)
	assert [(row["from"], row["to"]) for row in seen["rows"]] == [(row[0], row[1]) for row in expected]
	for row, (_from, _to, begins) in zip(seen["rows"], expected, strict=True):
		assert len(row["problems"]) == len(begins)
		assert all(said.startswith(begin) for said, begin in zip(row["problems"], begins, strict=True)), row


@settings(max_examples=80, deadline=None)
@given(minutes=st.lists(st.integers(0, 300), max_size=12))
def test_minutes_add_up(minutes):
	seen = agenda.look(
		_rows(*((str(number), each, None) for number, each in enumerate(minutes))), MORNING, NOON
	)
	assert seen["minutes"] == sum(minutes)
	assert seen["rest"] == 150 - sum(minutes)
	# one after the other never overlaps
	assert not [p for row in seen["rows"] for p in row["problems"] if p.startswith("Overlaps")]


def test_without_begin_and_end_only_the_minutes_are_known(programme):
	seen = agenda.look(_rows(("Impuls", 45, None), ("Pause", 15, None)))
	assert (seen["minutes"], seen["meeting_minutes"], seen["rest"]) == (60, None, None)
	assert [row["from"] for row in seen["rows"]] == ["", ""]


def _meeting(person: str = "clerk", **values):
	doc = frappe.new_doc(MEETING)
	doc.update({"title": "Netzwerktreffen", "organiser": cast.address(person), **values})
	with cast.acting_as("clerk"):
		return doc.insert()


def test_an_agenda_moves_along_to_the_begin_of_the_new_meeting(programme):
	earlier = _meeting(
		starts_on=MORNING,
		agenda=[
			{
				"kind": "Exchange",
				"title": "Ankommen",
				"minutes": 30,
				"starts_at": "09:30:00",
				"facilitator": "Paula",
			},
			{"kind": "Break", "title": "Pause", "minutes": 15},
			{"kind": "Impulse", "title": "Impuls", "minutes": 45, "starts_at": "10:30:00"},
		],
	)
	with cast.acting_as("clerk"):
		rows = agenda.rows_from(MEETING, earlier.name, "2027-03-01 14:00:00")
	assert [(row["title"], row["starts_at"]) for row in rows] == [
		("Ankommen", "14:00:00"),
		("Pause", "14:30:00"),
		("Impuls", "15:00:00"),
	]
	assert "facilitator" not in rows[0]


def test_a_template_begins_when_the_meeting_does(programme):
	with cast.acting_as("clerk"):
		rows = agenda.rows_from("Agenda Template", "Kollegiale Beratung – zwei Fälle", "2027-03-01 14:00:00")
		without = agenda.rows_from("Agenda Template", "Kollegiale Beratung – zwei Fälle")
	assert [row["starts_at"] for row in rows] == ["14:00:00", "14:20:00", "15:20:00", "15:40:00", "16:40:00"]
	assert {row["starts_at"] for row in without} == {None}


@pytest.mark.parametrize(
	("person", "source"),
	[("candidate", MEETING), ("othermanager", MEETING), ("clerk", "User"), ("outsider", "Agenda Template")],
)
def test_an_agenda_is_taken_only_from_where_one_may_look(programme, person, source):
	name = _meeting(starts_on=MORNING).name if source == MEETING else "Kollegiale Beratung – zwei Fälle"
	name = cast.address("lead") if source == "User" else name
	with cast.acting_as(person), pytest.raises((frappe.PermissionError, frappe.ValidationError)):
		agenda.rows_from(source, name, MORNING)


def test_an_exercise_brings_its_title_minutes_and_material(programme):
	title = "Was hat ein Mobile mit dem systemischen Ansatz zu tun?"
	doc = _meeting(
		agenda=[
			{"kind": "Exercise", "exercise": title},
			{"kind": "Exercise", "exercise": title, "title": "Unser Mobile", "minutes": 20},
		]
	)
	assert (doc.agenda[0].title, doc.agenda[0].minutes) == (title, 45)
	assert "Mobile" in doc.agenda[0].material
	assert (doc.agenda[1].title, doc.agenda[1].minutes) == ("Unser Mobile", 20)


def test_a_series_is_the_same_plan_on_other_days(programme):
	first = _meeting(
		starts_on=MORNING,
		ends_on=NOON,
		rsvp_deadline="2027-01-20",
		seats=12,
		venue="Essen",
		agenda=[
			{
				"kind": "Impulse",
				"title": "Impuls",
				"minutes": 45,
				"starts_at": "09:30:00",
				"facilitator": "Paula",
			}
		],
	)
	participation = {
		"doctype": "Meeting Participation",
		"meeting": first.name,
		"user": cast.address("candidate"),
	}
	frappe.get_doc(participation).insert()
	with cast.acting_as("clerk"):
		days = series.proposed_dates(first.name, 4, 3)
		made = series.make(first.name, [day["date"] for day in days], with_people=True)
		again = series.make(first.name, [day["date"] for day in days])
	assert [day["date"] for day in days] == ["2027-02-25", "2027-03-25", "2027-04-22"]
	assert again == [], "a day of the series is made once"
	copies = [frappe.get_doc(MEETING, name) for name in made]
	assert [str(each.starts_on) for each in copies] == [f"{day['date']} 09:30:00" for day in days]
	assert [str(each.ends_on) for each in copies] == [f"{day['date']} 12:00:00" for day in days]
	assert [str(each.rsvp_deadline) for each in copies] == ["2027-02-17", "2027-03-17", "2027-04-14"]
	for each in copies:
		assert (each.workflow_state, each.seats, each.venue, each.series) == (
			"Draft",
			12,
			"Essen",
			first.name,
		)
		assert [(row.title, row.facilitator) for row in each.agenda] == [("Impuls", "Paula")]
		assert frappe.get_all("Meeting Participation", {"meeting": each.name}, pluck="user") == [
			cast.address("candidate")
		]
	assert frappe.db.get_value(MEETING, first.name, "series") == first.name


def test_a_day_on_which_nobody_works_is_told(programme):
	# 13 May 2027 and the days around it: Whit Monday is 17 May, Corpus Christi 27 May
	first = _meeting(starts_on="2027-05-10 09:00:00")
	with cast.acting_as("clerk"):
		assert [bool(day["free"]) for day in series.proposed_dates(first.name, 1, 2)] == [True, False]


@pytest.mark.parametrize("person", ["candidate", "othermanager", "mentor2"])
def test_others_make_no_series(programme, person):
	first = _meeting("mentor", starts_on=MORNING)
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		series.make(first.name, ["2027-02-25"])


def test_an_organiser_who_is_a_mentor_makes_a_series(programme):
	first = _meeting("mentor", starts_on=MORNING)
	with cast.acting_as("mentor"):
		(made,) = series.make(first.name, ["2027-02-25"])
	assert frappe.db.get_value(MEETING, made, ["organiser", "owner"]) == (cast.address("mentor"),) * 2


def test_the_calendar_shows_what_one_may_see(names):
	stages.place(names, MEETING, "Invited", starts_on=MORNING, ends_on=NOON)
	for person, seen in (("clerk", 1), ("candidate", 1), ("othermanager", 0)):
		with cast.acting_as(person):
			found = calendar_view.between("2027-01-01", "2027-01-31")
		assert [row["name"] for row in found].count(names[MEETING]) == seen, person


#: begin and end of a meeting, and whether it is seen in January 2027
SPANS = [
	("2027-01-01 09:00:00", "2027-01-01 12:00:00", True),
	("2027-01-31 22:00:00", "2027-02-01 02:00:00", True),
	("2026-12-30 09:00:00", "2027-01-02 12:00:00", True),
	("2026-12-30 09:00:00", "2027-02-02 12:00:00", True),
	("2026-12-31 20:00:00", "2026-12-31 23:00:00", False),
	("2027-02-01 00:00:00", "2027-02-01 02:00:00", False),
	("2027-01-15 09:00:00", None, True),
	("2026-12-31 09:00:00", None, False),
]


@pytest.mark.parametrize(("starts_on", "ends_on", "seen"), SPANS)
def test_the_calendar_shows_all_that_reaches_into_its_days(names, starts_on, ends_on, seen):
	stages.place(names, MEETING, "Invited", starts_on=starts_on, ends_on=ends_on)
	with cast.acting_as("clerk"):
		found = calendar_view.between("2027-01-01", "2027-01-31", filters=[["kind", "!=", "Training"]])
	assert (names[MEETING] in [row["name"] for row in found]) is seen


def _text(person: str, name: str, paper: str) -> str:
	from frappe.utils.print_format import download_pdf

	frappe.local.lang = "de"
	with cast.acting_as(person):
		download_pdf(MEETING, name, paper)
	pdf = pypdf.PdfReader(io.BytesIO(frappe.local.response.filecontent))
	text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
	return unicodedata.normalize("NFKC", text)


PAPERS = {
	"FOKUS Programme Sheet": (
		"Donnerstag, 28. Januar 2027, 09:30 bis 12:00 Uhr",
		"Ankommen < 3",
		"Kaffeepause",
		"Haus der Kirche",
	),
	"FOKUS Name Badges": ("Karla Kandidat", "Kuno Teilnehmer", "KiTa Regenbogen", "Teilnehmer*in"),
	"FOKUS Attendance List": ("Anwesenheitsliste", "Karla Kandidat", "Unterschrift"),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_the_papers_come_out_with_umlauts(names, paper):
	stages.place(names, MEETING, "Invited", starts_on=MORNING, ends_on=NOON)
	with cast.acting_as("mentor"):
		doc = frappe.get_doc(MEETING, names[MEETING])
		doc.agenda = []
		doc.append("agenda", {"kind": "Exchange", "title": "Ankommen < 3", "minutes": 30})
		doc.append("agenda", {"kind": "Break", "title": "Kaffeepause", "minutes": 15})
		doc.save()
	text = _text("clerk", names[MEETING], paper)
	for words in PAPERS[paper]:
		assert words in text, text


def test_who_is_invited_finds_nobody_else_on_the_badges(names):
	stages.place(names, MEETING, "Invited")
	text = _text("candidate", names[MEETING], "FOKUS Name Badges")
	assert "Karla Kandidat" in text and "Kuno" not in text


def test_materials_are_for_those_invited(names):
	stages.place(names, MEETING, "Invited", starts_on=str(get_datetime("2027-01-28 09:30:00")))
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "Handzettel.txt",
			"content": "Offene Fragen",
			"is_private": 1,
			"attached_to_doctype": MEETING,
			"attached_to_name": names[MEETING],
		}
	).insert()
	for person, may in (
		("candidate", True),
		("participant2", True),
		("nominator", False),
		("outsider", False),
	):
		with cast.acting_as(person):
			assert bool(frappe.get_doc("File", file.name).is_downloadable()) is may, person
	with cast.acting_as("candidate"):
		(shown,) = own_page.my_meetings()
	assert [each["file_name"] for each in shown["materials"]] == [file.file_name]


@pytest.mark.parametrize("by_hand", [False, True])
def test_an_exercise_that_learns_its_material_later_blocks_no_meeting(programme, by_hand):
	"""Frappe fetches it into the empty field of the agenda at every save; written by hand it is a change."""
	exercise = frappe.get_doc(
		{"doctype": "Facilitation Exercise", "title": "Ohne Material", "purpose": "Ruhe"}
	)
	exercise.insert()
	meeting = make_held([cast.address("candidate")], state="Held", exercise=exercise.name)
	exercise.db_set("material", "Klangschale")
	if not by_hand:
		act("mentor", meeting.name, "Close Meeting")
		assert frappe.db.get_value(MEETING, meeting.name, "workflow_state") == "Closed"
		return
	meeting.reload()
	meeting.agenda[0].material = "Trommel"
	with cast.acting_as("mentor"), pytest.raises(guard.NotYourDecision):
		meeting.save()
