"""A site of the first version, with data and with what a house changed in it, migrated to today's: everything is there, and it works."""

import os
import subprocess
import tempfile
from pathlib import Path

import frappe
from pymysql.cursors import DictCursor

from bench.lib import commands, servers, site
from bench.lib.paths import CHECKOUT, World, bench_dir, python, test_world
from ordeals import customising, tables
from ordeals.outcome import Asked, Outcome
from ordeals.running import connect
from tests import programme as cast
from tests import services

TITLE = "Upgrade from the first version"
#: what may be told
OPTIONS: tuple[str, ...] = ()
#: the first commit that CHANGELOG.md calls 0.1.0: records, workflows, mails, permissions, import and demo were whole. A clone has it,
#: tags it may not have
FIRST_VERSION = "82b7c7b0bdd721553488614152f4378aca47d997"
#: columns that a patch changes on purpose, and why; all others are as they were
CHANGED: dict[tuple[str, str], str] = {
	("FOKUS Mail Text", "body"): "texts that nobody edited follow the app",
	("FOKUS Mail Text", "subject"): "texts that nobody edited follow the app",
	("FOKUS Mail Text", "modified"): "texts that nobody edited follow the app",
	("Stage Change", "days"): "acts that leave the stage count no days (patch days_of_acts)",
	("Version", "data"): "reasons and names of the log were taken out (patch log_out_of_versions)",
}

Rows = dict[str, dict[str, dict]]


def undergo(asked: Asked) -> Outcome:
	"""Once."""
	outcome = Outcome(("what", "before", "after"))
	name = f"{test_world().name}-upgrade"
	world = World(name, bench_dir() / name, f"{name}.localhost")
	servers.ports_of(world).settle("mariadb", "redis", "smtp", "web")
	site.copy_template(world)
	with tempfile.TemporaryDirectory() as folder, servers.running(world):
		site.prepare_folders(world)
		site.connect_mail(world, world.logs / "mail-account.log")
		_install_first_version(world, Path(folder))
		before = _rows(world)
		site.frappe(world, "migrate", doing="the upgrade failed", log=world.logs / "migrate.log")
		_compare(outcome, before, _rows(world))
		_works(outcome, world)
		site.frappe(world, "migrate", doing="the second migration failed", log=world.logs / "migrate2.log")
	return outcome


def _install_first_version(world: World, folder: Path) -> None:
	"""The app as it was then, with its own demo as data, changed as a house would."""
	archive = subprocess.run(
		["git", "-C", str(CHECKOUT), "archive", FIRST_VERSION, "fokus_app", "fixtures"],
		check=True,
		capture_output=True,
	).stdout
	subprocess.run(["tar", "-x", "-C", str(folder)], input=archive, check=True)
	then = {"PYTHONPATH": f"{folder}:{CHECKOUT}"}
	demo = [python(), "-m", "bench.inside.demo_data", world.site, str(servers.ports_of(world)["smtp"])]
	steps = {
		"install": site.frappe_command(world, ["--site", world.site, "install-app", "fokus_app"]),
		"demo": [*demo, str(world.mail)],
		"customise": [python(), "-m", "ordeals.customising", world.site],
	}
	for name, command in steps.items():
		log = world.logs / f"first-{name}.log"
		commands.run(command, f"the first version: {name} failed", log, cwd=world.sites, env=then)


def _rows(world: World) -> Rows:
	"""Every row of every table that had rows of the programme or of people, by table and name."""
	found: Rows = {}
	with tables.reading(world, DictCursor) as cursor:
		cursor.execute("SELECT name FROM `tabDocType` WHERE module='FOKUS' AND issingle=0")
		ours = [row["name"] for row in cursor.fetchall()]
		for doctype in (
			*ours,
			"User",
			"Has Role",
			"Comment",
			"Version",
			"File",
			"Email Queue",
			"Custom Field",
		):
			# roles of reports and workspaces belong to the app's own files, which are made anew
			where = " WHERE parenttype='User'" if doctype == "Has Role" else ""
			cursor.execute(f"SELECT * FROM `tab{doctype}`{where}")
			found[doctype] = {str(row["name"]): row for row in cursor.fetchall()}
	return found


def _compare(outcome: Outcome, before: Rows, after: Rows) -> None:
	rows = changed = 0
	for doctype, records in before.items():
		lost = [name for name in records if name not in after.get(doctype, {})]
		if lost:
			outcome.problems.append(
				f"{doctype}: {len(lost)} of {len(records)} rows are gone, {lost[0]} for one"
			)
		columns: dict[str, list[str]] = {}
		for name, row in records.items():
			rows += 1
			now = after.get(doctype, {}).get(name, row)
			for column, value in row.items():
				if column not in now or now[column] != value:
					columns.setdefault(column, []).append(f"{name}: {value!r} → {now.get(column, 'gone')!r}")
		for column, differing in columns.items():
			changed += len(differing)
			if (doctype, column) not in CHANGED:
				outcome.problems.append(f"{doctype}.{column}: {len(differing)} changed, {differing[0][:200]}")
	outcome.rows.append(("rows of the programme", rows, f"{rows}, of which {changed} values were changed"))
	outcome.remarks += [
		f"{doctype}.{column} is changed on purpose: {why}" for (doctype, column), why in CHANGED.items()
	]


def _works(outcome: Outcome, world: World) -> None:
	"""What was customised is there and works, and so do the app's own transitions with their mails."""
	here = os.getcwd()
	os.chdir(world.sites)
	connect(world)
	mailbox = services.Mailbox(world)
	try:
		_customised(outcome)
		_new_case(outcome, mailbox)
		errors = frappe.get_all("Error Log", pluck="method")
		outcome.rows.append(("errors in the log", "", len(errors)))
		outcome.problems += [f"Error Log: {each}" for each in errors]
	finally:
		frappe.db.rollback()
		frappe.destroy()
		mailbox.stop()
		os.chdir(here)


def _customised(outcome: Outcome) -> None:
	workflow = frappe.get_doc("Workflow", customising.WORKFLOW)
	name = frappe.get_all(
		customising.CANDIDATE, {"workflow_state": "Assessment"}, pluck="name", order_by="name"
	)[0]
	kept = {
		"state of their own": customising.STATE in [row.state for row in workflow.states],
		"subject of their own": frappe.db.get_value("FOKUS Mail Text", customising.TEXT, "subject")
		== customising.SUBJECT,
		"field of their own, filled": bool(
			frappe.db.get_value(customising.CANDIDATE, name, customising.FIELD)
		),
		"label of their own": frappe.get_meta(customising.CANDIDATE).get_label("reason")
		== "Warum diese Person",
	}
	clerk = frappe.get_all("Has Role", {"role": "FOKUS HR Clerk", "parenttype": "User"}, pluck="parent")
	owner = frappe.db.get_value(customising.CANDIDATE, name, "owner")
	with cast.acting_as(next(user for user in clerk if user not in (owner, "Administrator"))):
		for action, state in ((customising.THERE, customising.STATE), (customising.BACK, "Assessment")):
			kept[f"“{action}” leads to {state}"] = _act(name, action) == state
	for what, there in kept.items():
		outcome.rows.append((what, "there", "there" if there else "gone"))
		if not there:
			outcome.problems.append(f"not kept: {what}")


def _new_case(outcome: Outcome, mailbox: services.Mailbox) -> None:
	"""The first decision that waits is taken, and its mail arrives."""
	name, decider = frappe.get_all(
		customising.CANDIDATE,
		{"workflow_state": "Nominated", "waiting_for": ("is", "set")},
		["name", "waiting_for"],
		order_by="name",
		as_list=True,
	)[0]
	with cast.acting_as(decider):
		state = _act(name, "Endorse", values={"manager_statement": "Ja"})
	mailbox.clear()
	arrived = len(mailbox.deliver())
	outcome.rows.append(("a decision that waited is taken", "Nominated", f"{state}, {arrived} mails"))
	if state != "Endorsed" or not arrived:
		outcome.problems.append(f"“Endorse”: {state}, {arrived} mails")


def _act(name: str, action: str, **given: object) -> str:
	from fokus_app.workflows import action as method

	modified = str(frappe.db.get_value(customising.CANDIDATE, name, "modified"))
	return method.act(customising.CANDIDATE, name, action, modified, **given)["state"]
