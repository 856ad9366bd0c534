"""Install, migrate and uninstall, each twice, without harm to what people made; with developer mode on and off.

The app is used from a copy, since developer mode lets Frappe write into the app's folder.
"""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import frappe
import pytest
from frappe.model.workflow import apply_workflow

from bench.lib.paths import CHECKOUT, World, python
from fokus_app import install
from fokus_app.workflows import action
from tests import programme as cast
from tests.workflows.stages import CANDIDATE, place

WORKFLOW = "FOKUS Leadership Candidate"


def _run(world: World, app: Path, *steps: str) -> list[dict]:
	"""Carry out the steps on the test site with the app in `app`; what is there after each."""
	frappe.db.commit()
	frappe.destroy()
	done = subprocess.run(
		[str(python()), "-m", "tests.lifecycle", world.site, *steps],
		cwd=world.sites,
		env={**os.environ, "PYTHONPATH": f"{app}:{CHECKOUT}"},
		capture_output=True,
		text=True,
		timeout=300,
	)
	frappe.init(site=world.site)
	frappe.connect()
	assert done.returncode == 0, done.stderr[-3000:]
	seen = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"installed"')]
	assert len(seen) == len(steps), done.stdout[-2000:]
	return seen


@pytest.fixture
def copy(tmp_path) -> Path:
	"""The app's own files, apart from the checkout."""
	for folder in ("fokus_app", "fixtures"):
		shutil.copytree(
			CHECKOUT / folder, tmp_path / folder, symlinks=True, ignore=shutil.ignore_patterns("__pycache__")
		)
	return tmp_path


def _files(folder: Path) -> dict[str, str]:
	return {
		str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
		for file in folder.rglob("*")
		if file.is_file() and "__pycache__" not in file.parts
	}


# --- what people changed survives


@pytest.fixture
def customised(names):
	"""HR added a state and a way there and back to the candidate's workflow."""
	frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "Waiting List"}).insert()
	for name in ("Put on Waiting List", "Take from Waiting List"):
		frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": name}).insert()
	workflow = frappe.get_doc("Workflow", WORKFLOW)
	workflow.append("states", {"state": "Waiting List", "doc_status": "0", "allow_edit": "FOKUS HR Clerk"})
	for source, name, target in (
		("Assessment", "Put on Waiting List", "Waiting List"),
		("Waiting List", "Take from Waiting List", "Assessment"),
	):
		workflow.append(
			"transitions",
			{"state": source, "action": name, "next_state": target, "allowed": "FOKUS HR Clerk"},
		)
	workflow.save()
	return names


def test_a_customised_workflow_survives_and_works(customised):
	for _ in range(2):
		install.after_migrate()
	assert "Waiting List" in [row.state for row in frappe.get_doc("Workflow", WORKFLOW).states]
	name = customised[CANDIDATE]
	place(customised, CANDIDATE, "Assessment")
	for person in ("lead", "manager"):
		with cast.acting_as(person), pytest.raises(frappe.ValidationError):
			_act(name, "Put on Waiting List")
	# not the clerk who entered the case: by default Frappe allows nobody to approve what they entered
	with cast.acting_as("clerk2"):
		assert _act(name, "Put on Waiting List")["state"] == "Waiting List"
		apply_workflow(json.dumps({"doctype": CANDIDATE, "name": name}), "Take from Waiting List")
		doc = frappe.get_doc(CANDIDATE, name)
	assert [(row.action, row.to_state) for row in doc.stage_changes] == [
		("Put on Waiting List", "Waiting List"),
		("Take from Waiting List", "Assessment"),
	]
	assert not frappe.db.exists("FOKUS Mail", {"reference_name": name})
	# ours stay guarded
	with cast.acting_as("clerk"), pytest.raises(frappe.PermissionError):
		_act(name, "Accept into Programme")


def test_a_workflow_that_nobody_changed_follows_the_app(names):
	frappe.db.delete("Workflow Transition", {"parent": WORKFLOW, "action": "Nominate"})
	frappe.clear_document_cache("Workflow", WORKFLOW)
	from fokus_app.workflows import definitions, sync

	# as if an older version had been synced
	stored = sync._stored_content(frappe.get_doc("Workflow", WORKFLOW))
	sync._remember(definitions()[CANDIDATE], stored)
	install.after_migrate()
	assert "Nominate" in [row.action for row in frappe.get_doc("Workflow", WORKFLOW).transitions]


def test_somebodys_own_active_workflow_is_not_switched_off(names):
	frappe.delete_doc("Workflow", WORKFLOW, force=True)
	own = frappe.new_doc("Workflow")
	own.update(
		{
			"workflow_name": "Eigener Ablauf",
			"document_type": CANDIDATE,
			"workflow_state_field": "workflow_state",
			"is_active": 1,
		}
	)
	own.append("states", {"state": "Potential", "doc_status": "0", "allow_edit": "All"})
	own.insert()
	install.after_migrate()
	active = frappe.get_all("Workflow", filters={"document_type": CANDIDATE, "is_active": 1}, pluck="name")
	assert active == ["Eigener Ablauf"]


def test_edited_mail_texts_survive_and_others_follow(names):
	edited, untouched = "candidate_nominate_manager-de", "candidate_nominate_manager-en"
	text = frappe.get_doc("FOKUS Mail Text", edited)
	text.subject = "Unser eigener Betreff"
	text.save()
	shipped = frappe.db.get_value("FOKUS Mail Text", untouched, "subject")
	frappe.db.set_value("FOKUS Mail Text", untouched, "subject", "of an older version")
	for _ in range(2):
		install.after_migrate()
	assert frappe.db.get_value("FOKUS Mail Text", edited, "subject") == "Unser eigener Betreff"
	assert frappe.db.get_value("FOKUS Mail Text", untouched, "subject") == shipped


# --- install, migrate, uninstall: last, since they change the tables


@pytest.mark.parametrize("developer_mode", [0, 1])
def test_each_step_may_be_done_twice(names, world, copy, developer_mode):
	config = world.sites / world.site / "site_config.json"
	config.write_text(json.dumps({**json.loads(config.read_text()), "developer_mode": developer_mode}))
	before = _files(copy)
	candidates = frappe.db.count(CANDIDATE) if frappe.db.exists("DocType", CANDIDATE) else 0
	fresh, again, migrated, twice, gone, gone_again, back = _run(
		world, copy, "install", "install", "migrate", "migrate", "uninstall", "uninstall", "install"
	)
	assert _files(copy) == before, "the app's folder was written into"
	assert fresh == again == migrated == twice
	assert twice["candidates"] == candidates
	assert len(fresh["form_tours"]) == 3 and len(fresh["first_steps"]) == 6
	assert len(fresh["workflows"]) == 3 and fresh["texts"] == back["texts"]
	assert gone == gone_again
	_is_clean(gone)
	assert back == {**fresh, "candidates": 0}


def _is_clean(site: dict):
	left = {key: value for key, value in site.items() if value and key not in ("states", "actions")}
	assert left == {}
	# Frappe's own, which were there before us
	assert {"Pending", "Approved", "Rejected"} <= set(site["states"])
	assert {"Approve", "Reject", "Review"} <= set(site["actions"])
	assert not {"Nominated", "Preparation", "Awaiting Mentor", "Held"} & set(site["states"])
	assert not {"Nominate", "Confirm Mentoring"} & set(site["actions"])


def test_states_of_others_keep_their_look_and_stay(names, world, copy):
	_run(world, copy, "uninstall")
	frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "Ready", "style": "Danger"}).insert()
	approved = frappe.db.get_value("Workflow State", "Approved", "style")
	installed, gone = _run(world, copy, "install", "uninstall")
	assert installed["states"]["Ready"] == gone["states"]["Ready"] == "Danger"
	assert installed["states"]["Approved"] == gone["states"]["Approved"] == approved


def _act(name: str, what: str) -> dict:
	return action.act(CANDIDATE, name, what, str(frappe.db.get_value(CANDIDATE, name, "modified")))
