"""What was said: each member's own words, read by all members and nobody else, deleted in time, with the key changed."""

import frappe
import pytest

from fokus_app import retention as job
from fokus_app.confidential import change_key, key_file, texts
from fokus_app.consultations import plan, retention, words
from fokus_app.consultations.groups import CONSULTATION, GROUP
from fokus_app.own_dates import NotNow
from tests import programme as cast
from tests.consultations.conftest import (
	MEMBERS,
	NOTES,
	OTHERS,
	QUESTION,
	RESULTS,
	ahead,
	due,
	make_group,
	planned,
	read,
	said,
)

WEEKS = 12


def test_all_members_read_and_each_writes_their_own(group):
	name = due(group)
	said(name, "candidate", question=QUESTION, results=RESULTS)
	said(name, "nominator", notes=NOTES)
	for person in MEMBERS:
		seen = read(name, person)
		found = {each["text"] for each in seen["others"]} | set(seen["mine"].values()) - {""}
		assert found == {QUESTION, NOTES, RESULTS} and not seen["problem"] and seen["may_write"]
	assert read(name, "nominator")["mine"] == {"question": "", "notes": NOTES, "results": ""}
	assert [each["by"] for each in read(name, "mentor")["others"]] == [
		"Karla Kandidat",
		"Lena Leitung",
		"Karla Kandidat",
	]
	assert read(name, "mentor")["readers"][:2] == ["Mona Mentorin", "Karla Kandidat"]
	stored = frappe.get_all("Sealed Text", filters={"reference_name": name}, fields=["sealed"])
	assert len(stored) == 3 and QUESTION not in str(stored)


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_reads_or_writes(group, person):
	name = due(group)
	said(name, "candidate", question=QUESTION)
	for attempt in (lambda: words.read(name), lambda: words.write(name, "", notes="x")):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			attempt()


def test_members_of_another_group_read_nothing(group):
	name = due(group)
	make_group("mentor2", "candidate")
	with pytest.raises(frappe.PermissionError):
		read(name, "mentor2")


def test_who_joins_later_reads_what_is_written_from_then_on(group):
	name = due(group)
	said(name, "candidate", question=QUESTION)
	doc = frappe.get_doc(GROUP, group)
	doc.append("members", {"user": cast.address("mentor2")})
	with cast.acting_as("clerk"):
		doc.save()
	assert read(name, "mentor2")["others"] == []
	said(name, "nominator", notes=NOTES)
	assert [each["text"] for each in read(name, "mentor2")["others"]] == [NOTES]


def test_words_from_another_window_are_not_overwritten(group):
	name = due(group)
	old = said(name, "candidate", notes=NOTES)
	said(name, "candidate", notes=f"{NOTES} und mehr")
	with cast.acting_as("candidate"), pytest.raises(frappe.TimestampMismatchError):
		words.write(name, old, notes="anderes")
	# somebody else's words are no other window
	mine = read(name, "mentor")["version"]
	said(name, "participant2", notes=NOTES)
	with cast.acting_as("mentor"):
		words.write(name, mine, notes="auch meins")
	assert read(name, "candidate")["mine"]["notes"] == f"{NOTES} und mehr"


def test_an_empty_field_takes_one_s_words_away(group):
	name = due(group)
	said(name, "candidate", question=QUESTION)
	said(name, "candidate", question=" ")
	assert not texts.is_there(CONSULTATION, [name])


def test_before_it_begins_one_may_prepare_and_after_it_was_called_off_not(group):
	name = planned(group)
	said(name, "candidate", question=QUESTION)
	with cast.acting_as("mentor"):
		plan.call_off(name)
	with pytest.raises(NotNow):
		said(name, "candidate", notes=NOTES)
	assert read(name, "candidate")["mine"]["question"] == QUESTION


# --- deleted in time, and the key


@pytest.fixture
def committed(group):
	"""A world that is put right afterwards: the jobs commit."""
	frappe.db.set_single_value("FOKUS Settings", "consultation_weeks", WEEKS)
	yield
	for doctype in (CONSULTATION, GROUP, "Peer Consultation Member", "Sealed Text"):
		frappe.db.delete(doctype)
	frappe.db.commit()


@pytest.mark.parametrize("status", ["Held", "Planned", "Cancelled"])
@pytest.mark.parametrize(
	("days", "there"), [(0, True), (7 * WEEKS - 1, True), (7 * WEEKS, False), (900, False)]
)
def test_words_are_there_for_some_weeks(group, committed, status, days, there):
	name = due(group)
	said(name, "candidate", question=QUESTION, notes=NOTES)
	values = {"status": status, "consultation_date": ahead(-days)}
	frappe.db.set_value(CONSULTATION, name, values)
	assert job.delete_due() == int(not there)
	assert texts.is_there(CONSULTATION, [name]) is there
	assert frappe.db.exists(CONSULTATION, name), "that it took place stays"
	assert read(name, "mentor")["may_write"] is (there and status != "Cancelled")


def test_one_that_fails_stops_no_other_kind(group, committed, monkeypatch):
	name = due(group, days=900)
	said_before = due(group)
	said(said_before, "candidate", notes=NOTES)
	frappe.db.set_value(CONSULTATION, said_before, "consultation_date", ahead(-900))
	frappe.db.commit()
	whole = retention.delete_words

	def fail(name):
		whole(name)
		raise RuntimeError(NOTES)

	monkeypatch.setattr(retention, "delete_words", fail)
	assert job.delete_due() == 0 and texts.is_there(CONSULTATION, [said_before])
	assert not frappe.db.exists("Error Log", {"error": ("like", f"%{NOTES}%")})
	monkeypatch.setattr(retention, "delete_words", whole)
	assert job.delete_due() == 1 and frappe.db.exists(CONSULTATION, name)


def test_a_change_of_the_key_seals_them_anew_too(group, committed, tmp_path, monkeypatch):
	monkeypatch.setenv(key_file.ENVIRONMENT, str(tmp_path / "fokus.key"))
	name = due(group)
	said(name, "candidate", question=QUESTION)
	said(name, "mentor", notes=NOTES)
	change_key.change()
	newest = key_file.keys()[0][0]
	assert set(frappe.get_all("Sealed Text", pluck="key_name")) == {newest}
	assert read(name, "nominator")["others"][0]["text"] == QUESTION
	(tmp_path / "fokus.key").unlink()
	seen = read(name, "nominator")
	assert seen["others"] == [] and "key is not on this server" in seen["problem"]
	with pytest.raises(key_file.KeyNotThere):
		said(name, "candidate", question="anders")
