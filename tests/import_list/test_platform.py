"""The same list in Frappe's own Data Import form, by a system manager who is also a clerk."""

import json

import frappe
import pytest

from fokus_app.same_person import AlreadyThere
from tests import programme as cast
from tests.import_list.data_import import run, saved
from tests.import_list.lists import as_csv, hr_list, people

SYSTEM_MANAGER = "systemverwaltung@example.org"


@pytest.fixture
def manager(programme):
	"""A system manager who is also a clerk; no candidate is there yet."""
	frappe.db.rollback()
	frappe.db.delete("Leadership Candidate")
	if not frappe.db.exists("User", SYSTEM_MANAGER):
		user = frappe.new_doc("User")
		user.update({"email": SYSTEM_MANAGER, "first_name": "Svea", "last_name": "System", "language": "de"})
		user.flags.no_welcome_mail = True
		user.insert().add_roles("System Manager", "FOKUS HR Clerk")
	frappe.db.commit()
	with cast.acting_as(SYSTEM_MANAGER):
		yield SYSTEM_MANAGER


def test_the_list_comes_in_and_the_rows_keep_their_numbers(manager):
	doc = saved(hr_list())
	assert doc.payload_count == 25
	said = (
		json.loads(frappe.local.message_log[-1])["message"]
		if isinstance(frappe.local.message_log[-1], str)
		else frappe.local.message_log[-1]["message"]
	)
	assert all(f"<td>{number}</td>" in said for number in (6, 11, 16, 21, 27))
	logs = run(doc)
	assert doc.status == "Success"
	assert [json.loads(log.row_indexes)[0] for log in logs][:6] == [2, 3, 4, 5, 7, 8]
	assert frappe.db.count("Leadership Candidate", {"workflow_state": "Potential"}) == 25
	juergen = frappe.get_doc("Leadership Candidate", logs[0].docname)
	assert (juergen.candidate_name, juergen.centre, juergen.manager) == (
		"Jürgen Aßmann",
		"N-001",
		"manager@example.org",
	)


@pytest.mark.parametrize("is_private", [0, 1])
def test_only_private_files_are_left_and_the_wrong_rows_are_attached(manager, is_private):
	doc = saved(hr_list(), is_private=is_private)
	files = frappe.get_all(
		"File", filters={"attached_to_name": doc.name}, fields=["name", "file_url", "is_private"]
	)
	assert {file.is_private for file in files} == {1}
	contents = [frappe.get_doc("File", file.name).get_content() for file in files]
	assert len(contents) == 2
	assert any("anton.adler@example.org" in content for content in contents)
	assert not frappe.get_all("File", filters={"is_private": 0, "file_name": ("like", "Potenzial%")})


def test_saving_the_record_again_leaves_the_file_alone(manager):
	doc = saved(people({"Name": "Nina Neu", "KiTa": "Regenbogen"}))
	url = doc.import_file
	run(doc)
	doc.show_failed_logs = 1
	doc.save()
	assert doc.import_file == url


def test_a_list_without_a_right_row_is_refused_with_the_reasons(manager):
	with pytest.raises(frappe.ValidationError, match="Wolkenheim"):
		saved(people({"Name": "Nina Neu", "KiTa": "Wolkenheim"}))


def test_somebody_entered_between_saving_and_starting_is_not_entered_twice(manager):
	doc = saved(people({"Name": "Nina Neu", "KiTa": "N-001"}, {"Name": "Otto Ohne", "KiTa": "N-001"}))
	there = frappe.new_doc("Leadership Candidate")
	there.update({"candidate_name": "Nina Neu", "centre": "N-001"})
	there.insert()
	frappe.db.commit()
	logs = run(doc)
	assert [log.success for log in logs] == [0, 1]
	assert AlreadyThere.__name__ in logs[0].exception
	assert frappe.db.count("Leadership Candidate") == 2


def test_the_state_is_not_imported(manager):
	doc = saved(people({"Name": "Nina Neu", "Stufe": "Potenzial"}, {"Name": "Vera Vor", "Stufe": "Bereit"}))
	run(doc)
	assert frappe.get_all("Leadership Candidate", pluck="candidate_name") == ["Nina Neu"]


@pytest.mark.parametrize("state", ["Nominated", "Assessment", "Preparation", "Established"])
def test_an_update_of_the_state_is_refused_by_the_guard(manager, state):
	case = frappe.new_doc("Leadership Candidate")
	case.update({"candidate_name": "Nina Neu"})
	case.insert()
	frappe.db.commit()
	doc = saved(as_csv([["ID", "workflow_state"], [case.name, state]]), import_type="Update Existing Records")
	logs = run(doc)
	assert [log.success for log in logs] == [0]
	assert frappe.db.get_value("Leadership Candidate", case.name, "workflow_state") == "Potential"


def test_an_update_of_the_person_is_read_like_a_new_list(manager):
	case = frappe.new_doc("Leadership Candidate")
	case.update({"candidate_name": "Nina Neu"})
	case.insert()
	frappe.db.commit()
	run(
		saved(
			as_csv([["ID", "KiTa", "Informiert am"], [case.name, "Sonnenhügel", "24.12.2025"]]),
			import_type="Update Existing Records",
		)
	)
	case.reload()
	assert (case.centre, str(case.informed_on)) == ("N-002", "2025-12-24")


def test_centres_come_in_the_same_way(manager):
	rows = {
		"Kürzel": "W-001",
		"KiTa": "KiTa Wiesengrund",
		"Gebiet": "gebiet süd",
		"Leitung": "Lena Leitung",
		"Ort": "Bochum",
	}
	doc = saved(
		people(rows, {"Kürzel": "W-002", "KiTa": "KiTa Weitweg", "Gebiet": "Gebiet Mond"}), "Daycare Centre"
	)
	run(doc)
	centre = frappe.get_doc("Daycare Centre", "W-001")
	assert (centre.centre_name, centre.area, centre.leader) == (
		"KiTa Wiesengrund",
		"Gebiet Süd",
		"nominator@example.org",
	)
	assert not frappe.db.exists("Daycare Centre", "W-002")


def test_other_doctypes_are_left_to_frappe(manager):
	doc = saved(b"Title,Public\r\nNotiz,1\r\n", "Note")
	assert (
		frappe.get_doc("File", {"file_url": doc.import_file}).get_content() == "Title,Public\r\nNotiz,1\r\n"
	)
