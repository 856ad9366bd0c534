"""Erasing a case: nobody is named any more, numbers are as before; periods, legal hold, one that fails, cut off and run twice."""

import frappe
import pytest
from frappe.utils import add_months, now_datetime, today

from fokus_app.mentoring_sessions import numbers as mentorings
from fokus_app.numbers import attendance, pipeline, stage_times
from fokus_app.patches import retention_settings
from fokus_app.privacy import cases, logs, periods, protocol, traces
from tests import programme as cast
from tests.privacy.conftest import ADDRESS, NAME, came_to_meeting, case_of, pair_of, rows_read
from tests.workflows.stages import CANDIDATE, MENTORING


@pytest.fixture(autouse=True)
def own_list(tmp_path, monkeypatch):
	"""The list outside the database; the site's own is left alone."""
	monkeypatch.setattr(protocol, "path", lambda: tmp_path / "list")
	return tmp_path / "list"


def _numbers(programme) -> dict:
	with cast.acting_as("lead"):
		return {
			"stages": pipeline.by_group("area", with_closed=True),
			"ways": pipeline.by_group("entry_path", with_closed=True),
			"times": [
				stage_times._days_of_each(
					dict(frappe.get_all(CANDIDATE, fields=["name", "area"], as_list=True))
				)
			],
			"meetings": attendance.of_each(),
			"pairs": mentorings.by_cohort(frappe.utils.getdate(), programme.cohort),
			"places": frappe.db.count("Taken Place"),
		}


def test_nothing_names_the_person_and_numbers_are_as_before(programme, person):
	case = case_of(programme)
	pair = pair_of(programme, case)
	participation = came_to_meeting(programme)
	frappe.get_doc(
		{
			"doctype": "ToDo",
			"reference_type": CANDIDATE,
			"reference_name": case,
			"description": NAME,
			"allocated_to": cast.address("clerk"),
		}
	).db_insert()
	before = _numbers(programme)

	counts = cases.Batch([case]).erase(case)

	assert _numbers(programme) == before
	row = frappe.get_doc(CANDIDATE, case)
	assert row.candidate_name == cases.gone_name()
	assert row.erased_on
	for field in (
		"email",
		"user",
		"nominator",
		"manager",
		"hr_clerk",
		"position",
		"personnel_number",
		"reason",
		"evidence",
		"centre",
		"recommendation_note",
		"wish_note",
		"informed_on",
	):
		assert not row.get(field), field
	assert row.owner == "Administrator"
	assert {(log.from_state, log.days, log.reason, log.changed_by) for log in row.stage_changes} == {
		("Potential", 3, None, None),
		("Nominated", 10, None, None),
	}
	relationship = frappe.get_doc(MENTORING, pair)
	assert (relationship.mentee_name, relationship.mentee_user, relationship.goals) == (
		cases.gone_name(),
		None,
		None,
	)
	assert relationship.sessions_held == 1
	assert not frappe.db.exists("Sealed Text", {"reference_doctype": "Mentoring Session"})
	assert frappe.db.get_value(
		"Meeting Participation", participation, ["user", "answer_comment", "attendance"]
	) == (None, None, "Attended")
	for doctype in ("Comment", "Version", "ToDo"):
		assert counts[doctype]
	# the person is employed still
	assert frappe.db.get_value("User", ADDRESS, ["enabled", "full_name"]) == (1, NAME)


def test_an_erased_case_does_not_return(programme, person):
	case = case_of(programme, months=0)
	cases.Batch([case]).erase(case)
	doc = frappe.get_doc(CANDIDATE, case)
	with cast.acting_as("lead"), pytest.raises(frappe.ValidationError):
		from fokus_app.workflows import action

		action.act(CANDIDATE, case, "Reopen", str(doc.modified), reason="Doch")


def test_another_case_of_the_person_keeps_what_is_theirs(programme, person):
	"""Somebody who was rejected and takes part now: their meetings stay theirs, and nothing leads to the old case."""
	old = case_of(programme)
	new = case_of(programme, state="Preparation")
	frappe.db.set_value(CANDIDATE, new, {"previous_candidacy": old, "closed_on": None})
	participation = came_to_meeting(programme)
	cases.Batch([old]).erase(old)
	assert frappe.db.get_value("Meeting Participation", participation, "user") == ADDRESS
	assert frappe.db.get_value(CANDIDATE, new, ["previous_candidacy", "candidate_name"]) == (None, NAME)


def test_with_the_last_case_goes_what_both_had_in_common(programme, person):
	"""Two cases of one person in one batch: the participation belongs to both and goes with the second, its traces too."""
	both = [case_of(programme), case_of(programme)]
	participation = came_to_meeting(programme)
	frappe.get_doc(
		{
			"doctype": "Comment",
			"comment_type": "Comment",
			"reference_doctype": "Meeting Participation",
			"reference_name": participation,
			"content": NAME,
		}
	).db_insert()
	batch = cases.Batch(both)
	for case in both:
		assert frappe.db.get_value("Meeting Participation", participation, "user") == ADDRESS
		batch.erase(case)
	assert not frappe.db.get_value("Meeting Participation", participation, "user")
	assert not frappe.db.exists("Comment", {"reference_name": participation})


_DUE = [
	(state, setting, months, hold, months >= kept and not hold)
	for state, setting, kept in (
		("Rejected", "rejected_months", 6),
		("Withdrawn", "withdrawn_months", 6),
		("Ended", "ended_months", 12),
		("Established", "established_months", 24),
	)
	for months in (kept - 1, kept, kept + 30)
	for hold in (0, 1)
]


def test_periods(programme, person):
	"""Each outcome, a month before, on the day and long after, with and without legal hold; 0 months: never."""
	made = {}
	for state, _setting, months, hold, due in _DUE:
		doc = cast.candidate(programme)
		ended = add_months(today(), -months)
		frappe.db.set_value(
			CANDIDATE, doc.name, {"workflow_state": state, "closed_on": ended, "legal_hold": hold}
		)
		made[doc.name] = (state, due)
	assert {name for name, _rule in periods.over()} == {name for name, (_state, due) in made.items() if due}
	for setting in periods.PERIODS.values():
		frappe.db.set_single_value("FOKUS Settings", setting, 0)
	frappe.clear_document_cache("FOKUS Settings", "FOKUS Settings")
	assert periods.over() == []


def test_a_site_from_before_gets_its_periods_once(programme, person):
	"""Settings without the new fields: nothing would ever be anonymised. What somebody chose meanwhile stays, 0 too."""
	meta = frappe.get_meta("FOKUS Settings")
	fields = (*periods.PERIODS.values(), periods.OPEN_PERIOD, "consent_version")
	singles = {"doctype": "FOKUS Settings", "field": ("in", fields)}
	frappe.db.delete("Singles", singles)
	frappe.db.delete("Logs To Clear", {"ref_doctype": ("in", list(logs.KEPT))})
	frappe.clear_document_cache("FOKUS Settings", "FOKUS Settings")
	case = case_of(programme, months=30)
	assert case not in dict(periods.over())
	retention_settings.execute()
	stored = frappe.db.get_singles_dict("FOKUS Settings")
	assert {field: str(stored.get(field)) for field in fields} == {
		field: meta.get_field(field).default for field in fields
	}
	assert case in dict(periods.over())
	assert set(frappe.get_all("Logs To Clear", pluck="ref_doctype")) >= set(logs.KEPT)
	frappe.db.set_single_value("FOKUS Settings", "rejected_months", 0)
	frappe.db.set_single_value("FOKUS Settings", "ended_months", 18)
	retention_settings.execute()
	assert frappe.db.get_single_value("FOKUS Settings", "rejected_months", cache=False) == 0
	assert frappe.db.get_single_value("FOKUS Settings", "ended_months", cache=False) == 18
	assert case not in dict(periods.over())
	assert frappe.db.count("Logs To Clear", {"ref_doctype": "View Log"}) == 1


@pytest.mark.parametrize(
	("values", "due"),
	[
		({}, True),
		({"modified": 0}, False),
		({"deferred_until": 1}, False),
		({"deferred_until": -25}, True),
		({"expected_return": 3}, False),
		({"legal_hold": 1}, False),
		({"stage_since": 0}, False),
	],
)
def test_open_cases_that_everybody_forgot(programme, person, values, due):
	doc = cast.candidate(programme)
	long_ago = add_months(now_datetime(), -25)
	# the numbers are months from today
	values = {
		field: value if field == "legal_hold" else add_months(now_datetime(), value)
		for field, value in values.items()
	}
	frappe.db.set_value(
		CANDIDATE, doc.name, {"stage_since": long_ago, **values}, modified=values.get("modified", long_ago)
	)
	assert (doc.name in [name for name, _rule in periods.over()]) is due


def test_a_forgotten_case_is_closed_first(programme, person):
	doc = cast.candidate(programme)
	periods.close_forgotten(doc.name)
	assert frappe.db.get_value(CANDIDATE, doc.name, "workflow_state") == "Withdrawn"
	assert not frappe.get_all("FOKUS Mail", filters={"reference_name": doc.name})


@pytest.fixture
def three(programme, person):
	"""Three cases that are due, committed."""
	made = [case_of(programme) for _each in range(3)]
	frappe.db.commit()
	yield made
	frappe.db.delete(CANDIDATE, {"name": ("in", made)})
	frappe.db.delete(protocol.DOCTYPE)
	frappe.db.commit()


def test_the_job_goes_on_where_it_was_cut_off(three, monkeypatch, own_list):
	whole = cases.Batch.erase

	def killed(batch, case):
		if case == three[1]:
			raise KeyboardInterrupt  # as a worker that is killed: nothing behind it runs
		return whole(batch, case)

	monkeypatch.setattr(cases.Batch, "erase", killed)
	with pytest.raises(KeyboardInterrupt):
		periods.erase_due()
	frappe.db.rollback()
	assert [bool(frappe.db.get_value(CANDIDATE, name, "erased_on")) for name in three] == [True, False, False]
	monkeypatch.setattr(cases.Batch, "erase", whole)
	assert periods.erase_due() == 2
	assert periods.erase_due() == 0
	rows = frappe.get_all(
		protocol.DOCTYPE, fields=["kind", "rule", "reference_name", "counts", "carried_out_by"]
	)
	assert sorted(row.reference_name for row in rows) == three
	assert {row.carried_out_by for row in rows} == {None}
	assert all("6" in row.rule and "Version" in row.counts for row in rows)
	assert NAME not in str(rows) + own_list.read_text()
	assert len(own_list.read_text().splitlines()) == 1 + 3


def test_one_that_fails_stops_no_other(three, monkeypatch):
	whole = cases.Batch.erase

	def fail(batch, case):
		counts = whole(batch, case)
		if case == three[0]:
			raise RuntimeError(NAME)
		return counts

	monkeypatch.setattr(cases.Batch, "erase", fail)
	assert periods.erase_due() == 2
	assert [bool(frappe.db.get_value(CANDIDATE, name, "erased_on")) for name in three] == [False, True, True]
	assert frappe.db.exists("Error Log", {"method": ("like", "%not anonymised%")})
	assert not frappe.db.exists("Error Log", {"error": ("like", f"%{NAME}%")})


def test_a_batch_costs_the_same_queries_however_many_there_are(programme, person):
	"""Tables without an index by record are read once for a batch, not once for a case."""
	made = [case_of(programme) for _each in range(6)]
	few, many = _queries(lambda: cases.Batch(made[:2])), _queries(lambda: cases.Batch(made))
	assert many == few


def test_a_case_costs_the_same_however_much_there_is(programme, person):
	"""Rows that the database reads for one case, with few and with many rows of others beside them: those of the case alone."""
	made = [case_of(programme) for _each in range(2)]
	before = rows_read(lambda: cases.Batch(made[:1]).erase(made[0]))
	for doctype, (type_field, name_field) in traces.TRACES.items():
		if not frappe.db.table_exists(doctype):
			continue
		rows = [(f"noise-{number}", CANDIDATE, f"FK-1999-{number}") for number in range(400)]
		described = frappe.db.get_table_columns_description(f"tab{doctype}")
		if any(each["name"] == "name" and "int" in str(each["type"]) for each in described):
			rows = [(9_000_000 + number, *row[1:]) for number, row in enumerate(rows)]
		frappe.db.bulk_insert(doctype, ["name", type_field, name_field], rows)
	after = rows_read(lambda: cases.Batch(made[1:]).erase(made[1]))
	# a table read as a whole would be 400 more
	assert after < before + 300


def _queries(act) -> int:
	before = frappe.db.sql("show session status like 'Questions'")[0][1]
	act()
	return int(frappe.db.sql("show session status like 'Questions'")[0][1]) - int(before)
