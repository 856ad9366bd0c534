"""The cryptography and the key file, without a site where that is possible."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.lib.paths import CHECKOUT
from fokus_app.confidential import key_file, sealing
from fokus_app.confidential.key_file import KeyNotThere

SECRET = bytes(range(32))
BELONGS = ["Mentoring Session", "abc", "topics", "mona@example.org", "karla@example.org"]


@given(st.text())
def test_what_was_sealed_opens_again(text):
	assert sealing.unseal(sealing.seal(text, SECRET, BELONGS), SECRET, BELONGS) == text


@given(st.text(min_size=4))
def test_the_same_text_never_looks_the_same(text):
	assert sealing.seal(text, SECRET, BELONGS) != sealing.seal(text, SECRET, BELONGS)


@given(st.data())
def test_a_changed_byte_is_noticed(data):
	sealed = bytearray(sealing.base64.b64decode(sealing.seal("Ein Satz.", SECRET, BELONGS)))
	sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
	with pytest.raises(sealing.Broken):
		sealing.unseal(sealing.base64.b64encode(bytes(sealed)).decode(), SECRET, BELONGS)


@pytest.mark.parametrize("place", range(len(BELONGS)))
def test_a_text_opens_nowhere_else(place):
	sealed = sealing.seal("Ein Satz.", SECRET, BELONGS)
	elsewhere = [*BELONGS[:place], "other", *BELONGS[place + 1 :]]
	with pytest.raises(sealing.Broken):
		sealing.unseal(sealed, SECRET, elsewhere)


def test_neither_another_key_nor_a_longer_list_of_readers_opens_it():
	sealed = sealing.seal("Ein Satz.", SECRET, BELONGS)
	for secret, belongs in ((bytes(32), BELONGS), (SECRET, [*BELONGS, "clerk@example.org"])):
		with pytest.raises(sealing.Broken):
			sealing.unseal(sealed, secret, belongs)


@pytest.mark.parametrize("sealed", ["", "x", "////", "kein base64 ä"])
def test_what_was_never_sealed_is_broken(sealed):
	with pytest.raises(sealing.Broken):
		sealing.unseal(sealed, SECRET, BELONGS)


# --- the file


@pytest.fixture
def elsewhere(site, tmp_path, monkeypatch):
	"""A key file in an empty folder of its own."""
	monkeypatch.setenv(key_file.ENVIRONMENT, str(tmp_path / "{site}.key"))
	return tmp_path / f"{site}.key"


def test_by_itself_it_lies_beside_the_site_where_no_backup_of_frappe_looks(site, monkeypatch):
	monkeypatch.delenv(key_file.ENVIRONMENT, raising=False)
	file = key_file.path().resolve()
	assert file.name == f"{site}.fokus.key"
	assert os.path.realpath(frappe.get_site_path()) not in map(str, file.parents)


def test_the_environment_or_the_configuration_says_where_it_lies(elsewhere, monkeypatch, tmp_path):
	assert key_file.path() == elsewhere
	monkeypatch.delenv(key_file.ENVIRONMENT)
	monkeypatch.setitem(frappe.local.conf, key_file.SETTING, str(tmp_path / "named.key"))
	assert key_file.path() == tmp_path / "named.key"


def test_it_is_made_at_first_use_and_for_its_owner_alone(elsewhere):
	name, secret = key_file.key_to_seal()
	assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600 and not key_file.readable_by_others()
	assert len(secret) == 32 and key_file.keys() == [(name, secret)]
	assert key_file.key_to_seal() == key_file.key_named(name) == (name, secret)


def test_several_who_need_it_at_once_make_one(elsewhere):
	with ThreadPoolExecutor(8) as pool:
		made = {future.result() for future in [pool.submit(_make_in_a_thread, elsewhere) for _ in range(16)]}
	assert len(made) == 1
	assert [file.name for file in elsewhere.parent.iterdir()] == [elsewhere.name]


def _make_in_a_thread(file):
	code = (
		"import sys, types, frappe; frappe.local.site = sys.argv[1];"
		"frappe.local.conf = frappe._dict();"
		"from fokus_app.confidential import key_file; print(key_file.make())"
	)
	done = subprocess.run(
		[sys.executable, "-c", code, file.name.removesuffix(".key")],
		env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
		capture_output=True,
		text=True,
		check=False,
	)
	assert done.returncode == 0, done.stderr[-1500:]
	return done.stdout


@pytest.mark.parametrize(
	"content", ["", "# nothing\n", "abc\n", "abc short==\n", "abc AAAA\n", "abc QUJD extra\n"]
)
def test_a_file_without_a_key_is_said_to_be_none(elsewhere, content):
	elsewhere.write_text(content)
	with pytest.raises(KeyNotThere):
		key_file.keys()


def test_a_key_that_is_not_there_is_never_made_anew_silently(elsewhere, site):
	row = frappe.new_doc("Sealed Text")
	row.update({"reference_doctype": "x", "reference_name": "x", "slot": "x", "author": "x"})
	row.update({"readers": "[]", "key_name": "lost", "sealed": "x"})
	row.insert(set_name="lost")
	with pytest.raises(KeyNotThere):
		key_file.key_to_seal()
	key_file.make_if_new()
	assert not elsewhere.exists()


def test_an_installation_that_cannot_write_the_file_goes_on(site, monkeypatch, capsys):
	monkeypatch.setenv(key_file.ENVIRONMENT, "/proc/nowhere/fokus.key")
	key_file.make_if_new()
	assert "could not be made" in capsys.readouterr().out
