"""A real backup of Frappe's, put back on another site: who was erased since is erased there too, and pairs read their words."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import frappe
import pymysql
import pytest

from bench.lib import site
from bench.lib.paths import CHECKOUT
from bench.lib.secrets_file import password
from fokus_app.confidential import key_file, texts
from fokus_app.privacy import acts, protocol
from tests import programme as cast
from tests.privacy import dump
from tests.privacy.conftest import ADDRESS, LAST_NAME, NAME, case_of, pair_of
from tests.workflows.stages import CANDIDATE

SECOND, SECOND_ADDRESS = "Fritz Nachbar-Ährenfeld", "fritz.aehrenfeld@example.org"
OTHER, DATABASE = "restored.localhost", "fokus_restored"


@pytest.fixture
def other(world):
	"""An empty site beside the test site, as an administrator makes one to put a backup back; its list and its key are those of the test site."""
	folder, list_file = world.sites / OTHER, world.run / "restored.erasures"
	shutil.rmtree(folder, ignore_errors=True)
	list_file.unlink(missing_ok=True)
	for part in ("private/backups", "private/files", "public/files", "logs", "locks"):
		(folder / part).mkdir(parents=True)
	settings = {"db_name": DATABASE, "db_password": password("site database"), "db_type": "mariadb"}
	settings |= {protocol.SETTING: str(list_file), key_file.SETTING: str(key_file.path().resolve())}
	(folder / "site_config.json").write_text(json.dumps(settings))
	_as_root(
		f"create or replace user '{DATABASE}'@'127.0.0.1' identified by '{settings['db_password']}'",
		f"grant all on `{DATABASE}`.* to '{DATABASE}'@'127.0.0.1'",
	)
	before = frappe.conf.get(protocol.SETTING)
	frappe.conf[protocol.SETTING] = str(list_file)
	yield OTHER
	frappe.conf[protocol.SETTING] = before
	_as_root(f"drop database if exists `{DATABASE}`", f"drop user if exists '{DATABASE}'@'127.0.0.1'")
	shutil.rmtree(folder, ignore_errors=True)
	list_file.unlink(missing_ok=True)


def _as_root(*statements: str) -> None:
	conf = frappe.conf
	connection = pymysql.connect(
		host=conf.db_host,
		port=int(conf.db_port),
		user="root",
		password=password("mariadb root"),
		autocommit=True,
	)
	with connection, connection.cursor() as cursor:
		for statement in statements:
			cursor.execute(statement)


def _command(world, on: str, *arguments: str) -> str:
	done = subprocess.run(
		site.frappe_command(world, ["--site", on, *arguments]),
		cwd=world.sites,
		env={**os.environ, "SITE": on, "PYTHONPATH": str(CHECKOUT)},
		capture_output=True,
		text=True,
	)
	assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
	return done.stdout


def test_a_backup_from_before_is_put_back(programme, person, other, world, tmp_path, connected_site):
	kept = cast.candidate(
		programme, candidate_name="Karla Bleibt", email=None, user=cast.address("candidate")
	)
	pair = pair_of(programme, kept.name)
	gone = case_of(programme, user=None, months=9)
	frappe.db.set_value(CANDIDATE, gone, {"candidate_name": "Gustav Ganzweg", "email": "gustav@example.org"})
	mine = case_of(programme)
	cast.make_user(SECOND_ADDRESS, SECOND, ("FOKUS Participant",), "de")
	second = case_of(programme, user=SECOND_ADDRESS)
	frappe.db.set_value(CANDIDATE, second, {"candidate_name": SECOND, "email": SECOND_ADDRESS})
	frappe.sendmail(
		recipients=[cast.address("clerk")], subject="Offen", message=f"<p>{NAME} und {SECOND}</p>"
	)
	words = frappe.db.get_value("Mentoring Session", {"relationship": pair})
	frappe.db.commit()
	_command(world, connected_site, "backup", "--backup-path", str(tmp_path))
	(backup,) = Path(tmp_path).glob("*database.sql.gz")

	with cast.acting_as("lead"):
		acts.erase("Case", confirmed="Gustav Ganzweg", case=gone)
		acts.erase("Person", confirmed=NAME, case=mine)
		acts.erase("Person", confirmed=SECOND, case=second)
	frappe.db.commit()

	root = ("--db-root-username", "root", "--db-root-password", password("mariadb root"))
	_command(world, other, "--force", "restore", str(backup), *root, "--admin-password", "admin")
	_at(other)
	try:
		assert frappe.db.get_value("User", ADDRESS, "full_name") == NAME
		assert frappe.db.get_value(CANDIDATE, gone, "candidate_name") == "Gustav Ganzweg"
		frappe.db.rollback()
		assert "3 erasures carried out again" in _command(world, other, "replay-erasures")
		assert "0 erasures carried out again" in _command(world, other, "replay-erasures")
		frappe.db.rollback()
		# both people in one pass, and the mail about both
		of_both = (NAME, LAST_NAME, ADDRESS, SECOND, SECOND_ADDRESS)
		assert dump.naming((*of_both, json.dumps(NAME)[1:-1], "Gustav Ganzweg", "gustav@example.org")) == []
		assert frappe.db.get_value(CANDIDATE, kept.name, "candidate_name") == "Karla Bleibt"
		# the key lies outside of the backup: with it the pair reads on, and nobody else does
		for who, reads in (
			("mentor", {"Zwetschgenkuchen", "Pusteblume"}),
			("candidate", {"Zwetschgenkuchen"}),
			("lead", set()),
		):
			with cast.acting_as(who):
				assert {each.text for each in texts.read("Mentoring Session", words)} == reads, who
		frappe.conf[key_file.SETTING] = str(tmp_path / "lost.key")
		with cast.acting_as("mentor"):
			assert {each.text for each in texts.read("Mentoring Session", words)} == {None}
	finally:
		_at(connected_site)


def _at(name: str) -> None:
	frappe.destroy()
	frappe.init(site=name)
	frappe.connect()
	frappe.set_user("Administrator")
