"""Confidential texts when an account is renamed, merged, deleted or made anew."""

import frappe
import pytest

from fokus_app.confidential import persons, texts
from fokus_app.mentoring_sessions import log, view
from fokus_app.mentoring_sessions.record import DOCTYPE
from tests import programme as cast
from tests.mentoring.conftest import NOTE, SHARED, held
from tests.workflows.stages import MENTORING

NEW = "mona.neu@example.org"


def _read(session: str, account: str) -> dict:
	with cast.acting_as(account):
		return view.content(session)


def test_who_is_renamed_reads_on(pair):
	session = held(pair)
	frappe.rename_doc("User", cast.address("mentor"), NEW, force=True)
	seen = _read(session, NEW)
	assert SHARED in seen["topics"] and seen["private_note"] == f"{NOTE} von mentor"
	assert SHARED in _read(session, "candidate")["topics"]


def test_a_new_account_with_the_old_name_reads_nothing(pair):
	session = held(pair)
	frappe.rename_doc("User", cast.address("mentor"), NEW, force=True)
	frappe.db.set_value("User", NEW, "username", "mona.neu")
	cast.make_user(cast.address("mentor"), "Falsche Mona", cast.CAST["mentor"][1], "de")
	with pytest.raises(frappe.PermissionError):
		_read(session, "mentor")
	frappe.db.set_value(MENTORING, pair, "mentor_user", cast.address("mentor"))
	assert not any(_read(session, "mentor")[field] for field in ("topics", "private_note"))


def test_who_merges_an_account_into_another_does_not_come_to_read(pair):
	session = held(pair)
	user = frappe.get_doc("User", cast.address("mentor2"))
	persons.follow(user, None, cast.address("mentor"), cast.address("mentor2"), merge=True)
	frappe.db.set_value(MENTORING, pair, "mentor_user", cast.address("mentor2"))
	seen = _read(session, "mentor2")
	assert not seen["topics"] and not seen["private_note"]
	assert SHARED in _read(session, "candidate")["topics"]


def test_a_deleted_account_takes_its_own_notes_along_and_leaves_the_other_what_is_shared(pair):
	session = held(pair)
	with cast.acting_as("candidate"):
		log.note(session, "meins")
	frappe.db.set_value(MENTORING, pair, "mentor_user", None)
	frappe.delete_doc("User", cast.address("mentor"), force=True)
	rows = frappe.get_all("Sealed Text", filters={"reference_name": session}, fields=["slot", "readers"])
	assert {(row.slot, row.readers) for row in rows} == {
		(slot, '["candidate@example.org"]') for slot in ("topics", "next_steps", "private_note")
	}
	seen = _read(session, "candidate")
	assert SHARED in seen["topics"] and seen["private_note"] == "meins"
	# somebody of the same name begins later
	cast.make_user(cast.address("mentor"), "Neue Mona", cast.CAST["mentor"][1], "de")
	frappe.db.set_value(MENTORING, pair, "mentor_user", cast.address("mentor"))
	assert not _read(session, "mentor")["topics"]


def test_when_both_are_gone_nothing_is_left(pair):
	session = held(pair)
	for part in ("mentor", "candidate"):
		persons.forget_person(cast.address(part))
	assert not frappe.db.exists("Sealed Text", {"reference_name": session})


def test_an_account_in_use_is_not_deleted_by_accident(pair):
	held(pair)
	with pytest.raises(frappe.LinkExistsError):
		frappe.delete_doc("User", cast.address("mentor"))


def test_swapped_rows_do_not_open(pair):
	"""Whoever reaches the table puts no text before other eyes."""
	one, other = held(pair, days=2), held(pair, days=4, private_note=None)
	note = frappe.db.get_value("Sealed Text", {"reference_name": one, "slot": "private_note"}, "sealed")
	frappe.db.set_value("Sealed Text", {"reference_name": other, "slot": "topics"}, "sealed", note)
	seen = _read(other, "candidate")
	assert seen["topics"] == "" and "outside of FOKUS" in seen["problem"]
	readers = '["candidate@example.org", "mentor@example.org"]'
	frappe.db.set_value("Sealed Text", {"reference_name": one, "slot": "private_note"}, "readers", readers)
	assert _read(one, "candidate")["private_note"] == ""
	assert _read(one, "mentor")["private_note"] == ""


@pytest.mark.parametrize("how", ["impersonated", "script", "api key"])
def test_nobody_reads_in_another_persons_name(pair, monkeypatch, how):
	session = held(pair)
	with cast.acting_as("mentor"):
		if how == "impersonated":
			frappe.session.data.impersonated_by = "Administrator"
		elif how == "script":
			monkeypatch.setitem(frappe.local.flags, "in_safe_exec", 1)
		else:
			monkeypatch.setattr(frappe.local, "request", object(), raising=False)
		with pytest.raises(texts.NotForYou):
			view.content(session)
		with pytest.raises(texts.NotForYou):
			texts.read(DOCTYPE, session)
