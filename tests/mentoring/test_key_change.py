"""The key is changed, cut off in between, lost and found again."""

import os
import time

import frappe
import pytest

from fokus_app import own_page
from fokus_app.confidential import change_key, key_file, texts
from fokus_app.confidential.key_file import KeyNotThere
from fokus_app.mentoring_sessions import log, view
from tests import programme as cast
from tests.mentoring.conftest import SHARED, held


@pytest.fixture
def file(pair, tmp_path, monkeypatch):
	"""A key file of this test's own; what the test commits is taken away."""
	monkeypatch.setenv(key_file.ENVIRONMENT, str(tmp_path / "fokus.key"))
	yield tmp_path / "fokus.key"
	frappe.db.delete("Mentoring Session")
	frappe.db.delete("Sealed Text")
	frappe.db.commit()


def _topics(session: str) -> dict:
	with cast.acting_as("candidate"):
		return view.content(session)


def _keys_in_use() -> set[str]:
	return set(frappe.get_all("Sealed Text", pluck="key_name"))


def test_a_change_seals_everything_anew(pair, file):
	sessions = [held(pair, days=days) for days in (2, 4, 6)]
	((old, _),) = key_file.keys()
	assert "9 texts" in change_key.change()
	(new, _), *others = key_file.keys()
	assert _keys_in_use() == {new} and [name for name, _secret in others] == [old]
	assert all(SHARED in _topics(each)["topics"] for each in sessions)
	assert file.stat().st_mode & 0o777 == 0o600


def test_a_change_that_was_cut_off_goes_on(pair, file, monkeypatch):
	sessions = [held(pair, days=days) for days in (2, 4, 6)]
	frappe.db.commit()
	whole, seen = texts.reseal, []

	def cut_off(row, *more):
		seen.append(row.name)
		if len(seen) > 4:
			raise SystemExit  # the machine is switched off
		whole(row, *more)

	monkeypatch.setattr(change_key, "_AT_ONCE", 2)
	monkeypatch.setattr(texts, "reseal", cut_off)
	with pytest.raises(SystemExit):
		change_key.change()
	frappe.db.rollback()
	assert len(_keys_in_use()) == 2
	assert all(SHARED in _topics(each)["topics"] for each in sessions), "everything can be read meanwhile"
	monkeypatch.setattr(texts, "reseal", whole)
	names = [name for name, _secret in key_file.keys()]
	change_key.finish()
	assert _keys_in_use() == {names[0]} and [name for name, _secret in key_file.keys()] == names
	assert all(SHARED in _topics(each)["topics"] for each in sessions)


def test_the_old_key_goes_when_nobody_can_be_writing_with_it_any_more(pair, file):
	held(pair)
	change_key.change()
	change_key.drop_old()
	assert len(key_file.keys()) == 2, "less than an hour"
	long_ago = time.time() - 2 * 60 * 60
	os.utime(file, (long_ago, long_ago))
	change_key.drop_old()
	assert [name for name, _secret in key_file.keys()] == sorted(_keys_in_use())


def test_an_old_key_that_is_still_needed_stays(pair, file):
	session = held(pair)
	key_file.replace([key_file.new_key(), *key_file.keys()])
	long_ago = time.time() - 2 * 60 * 60
	os.utime(file, (long_ago, long_ago))
	assert "still needed" in change_key.drop_old()
	assert SHARED in _topics(session)["topics"]


def test_without_the_key_nothing_is_read_or_written_and_everything_else_works(pair, file):
	session = held(pair)
	kept = file.read_bytes()
	file.unlink()
	seen = _topics(session)
	assert seen["topics"] == "" and "key is not on this server" in seen["problem"]
	with pytest.raises(KeyNotThere):
		held(pair, days=1)
	frappe.db.delete(
		"Mentoring Session", {"relationship": pair, "session_date": frappe.utils.add_days(None, -1)}
	)
	assert not file.exists(), "a lost key is never replaced silently"
	assert "problem" in change_key.status()
	for person in ("candidate", "mentor"):
		with cast.acting_as(person):
			assert own_page.page()["settled"]
	change_key.finish()
	assert frappe.db.exists("Error Log", {"method": ("like", "%key of the confidential texts%")})
	file.write_bytes(kept)
	assert SHARED in _topics(session)["topics"]


def test_after_a_loss_people_write_again_with_a_new_key(pair, file):
	lost = held(pair, days=5)
	kept = file.read_bytes()
	file.unlink()
	assert "new key" in change_key.start_over()
	newer = held(pair, days=1)
	assert SHARED in _topics(newer)["topics"]
	assert _topics(lost)["problem"]
	assert "not in the file" in change_key.status()["problem"]
	with cast.acting_as("mentor"), pytest.raises(KeyNotThere):
		# what may be found again is neither overwritten nor emptied
		log.note(lost, "")
	assert "is there" in change_key.start_over()
	# found again: its line is added
	with file.open("ab") as opened:
		opened.write(kept)
	assert SHARED in _topics(lost)["topics"] and SHARED in _topics(newer)["topics"]
	assert "problem" not in change_key.status()


def test_the_state_shows_names_and_numbers_and_no_key(pair, file):
	held(pair)
	seen = str(change_key.status())
	for line in file.read_text().splitlines():
		if not line.startswith("#"):
			name, secret = line.split()
			assert name in seen and secret not in seen
	file.chmod(0o644)
	assert "chmod 600" in change_key.status()["problem"]
