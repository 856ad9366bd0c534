"""What no save makes of a candidacy, through any door: people who are none, dates on the wrong side, a case before itself."""

import frappe
import pytest
from frappe import client
from frappe.utils import add_days, add_years, today

from fokus_app import people, take_over
from fokus_app.field_values import WrongValue
from fokus_app.workflows import guard
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, act

#: state, who enters it, field, value, what the refusal says
NONSENSE = [
	("Potential", "clerk", "user", "Guest", "no person's account"),
	("Potential", "clerk", "user", "Administrator", "no person's account"),
	("Potential", "clerk", "nominator", "Guest", "no person's account"),
	("Potential", "clerk", "manager", "Guest", "no person's account"),
	("Potential", "clerk", "nominator", "participant2@example.org", "is disabled"),
	("Potential", "clerk", "informed_on", 1, "lies in the future"),
	("Potential", "clerk", "informed_on", "2099-01-01", "years away"),
	("Potential", "clerk", "informed_on", "1951-01-01", "years away"),
	("Potential", "clerk", "consent_on", 1, "lies in the future"),
	("Interrupted", "clerk", "expected_return", 0, "must lie in the future"),
	("Interrupted", "clerk", "expected_return", -400, "must lie in the future"),
	("Deferred", "lead", "deferred_until", 0, "must lie in the future"),
	("Deferred", "lead", "deferred_until", -3, "must lie in the future"),
	("Onboarding", "lead", "review_held_on", 1, "lies in the future"),
	("Onboarding", "lead", "review_held_on", -40, "must not lie before"),
	("Onboarding", "lead", "completed_on", "1950-06-01", "years away"),
	("Onboarding", "lead", "completed_on", -200, "before the participation began"),
	("Onboarding", "lead", "completed_on", 1, "lies in the future"),
	("Preparation", "clerk", "start_date", "1951-01-01", "years away"),
	("Preparation", "clerk", "start_date", "2091-01-01", "years away"),
	("Preparation", "clerk", "informed_on", None, "has been informed"),
	("Assessment", "lead", "informed_on", None, "has been informed"),
	("Endorsed", "lead", "assessment_on", "yesterday at noon", "must lie in the future"),
	("Endorsed", "lead", "assessment_minutes", 2147483647, "minutes"),
	("Endorsed", "lead", "assessment_minutes", 2, "minutes"),
]
#: the same fields with what people do enter
SENSE = [
	("Potential", "clerk", "user", "participant2@example.org"),
	("Potential", "clerk", "nominator", "othermanager@example.org"),
	("Potential", "clerk", "informed_on", 0),
	("Potential", "clerk", "consent_on", -10),
	("Interrupted", "clerk", "expected_return", 1),
	("Deferred", "lead", "deferred_until", 1),
	("Endorsed", "clerk", "informed_on", None),
	("Endorsed", "lead", "assessment_on", "tomorrow at noon"),
	# the day on which it was is corrected
	("Deferred", "lead", "assessment_on", "yesterday at noon"),
	("Preparation", "lead", "assessment_on", "yesterday at noon"),
	("Onboarding", "lead", "review_held_on", 0),
	("Onboarding", "lead", "completed_on", -1),
	("Preparation", "clerk", "start_date", -30),
	("Endorsed", "lead", "assessment_minutes", 90),
	("Endorsed", "lead", "assessment_minutes", 0),
]


def _day(value):
	return add_days(today(), value) if isinstance(value, int) and abs(value) < 1000 else value


def _value(field, value):
	if field == "assessment_on":
		return f"{_day(-1 if 'yesterday' in value else 1)} 12:00:00"
	return value if field == "assessment_minutes" else _day(value)


def _place(names, state):
	stages.place(names, CANDIDATE, state, user=None, email=None, start_date=_day(-20))


@pytest.mark.parametrize(("state", "person", "field", "value", "why"), NONSENSE)
@pytest.mark.parametrize("door", ["set_value", "PUT"])
def test_nonsense_is_refused_with_what_to_do(names, state, person, field, value, why, door):
	_place(names, state)
	if why == "is disabled":
		frappe.db.set_value("User", value, "enabled", 0)
	before = frappe.db.get_value(CANDIDATE, names[CANDIDATE], field)
	with stages.acting_or_undone(person):
		with pytest.raises(WrongValue, match=why):
			if door == "set_value":
				client.set_value(CANDIDATE, names[CANDIDATE], field, _value(field, value))
			else:
				frappe.get_doc(CANDIDATE, names[CANDIDATE]).update({field: _value(field, value)}).save()
	assert frappe.db.get_value(CANDIDATE, names[CANDIDATE], field) == before


@pytest.mark.parametrize(("state", "person", "field", "value"), SENSE)
def test_what_people_do_enter_is_kept(names, state, person, field, value):
	_place(names, state)
	with cast.acting_as(person):
		client.set_value(CANDIDATE, names[CANDIDATE], field, _value(field, value))
	assert str(frappe.db.get_value(CANDIDATE, names[CANDIDATE], field)) == str(_value(field, value))


@pytest.mark.parametrize(
	("state", "person", "field", "value", "why"), [row for row in NONSENSE if row[0] == "Potential"]
)
def test_a_new_record_takes_no_nonsense_either(programme, state, person, field, value, why):
	if why == "is disabled":
		frappe.db.set_value("User", value, "enabled", 0)
	doc = frappe.get_doc(
		{
			"doctype": CANDIDATE,
			"candidate_name": "Neu",
			"centre": programme.centre,
			field: _value(field, value),
		}
	)
	with cast.acting_as(person), pytest.raises(WrongValue, match=why):
		doc.insert()


def test_a_case_is_not_its_own_previous_one(names):
	_place(names, "Potential")
	with cast.acting_as("clerk"), pytest.raises(WrongValue, match="own previous one"):
		client.set_value(CANDIDATE, names[CANDIDATE], "previous_candidacy", names[CANDIDATE])


@pytest.mark.parametrize(("state", "person", "field", "value", "why"), NONSENSE)
def test_what_is_there_from_before_stands_in_nobodys_way(names, state, person, field, value, why):
	_place(names, state)
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], field, _value(field, value))
	with cast.acting_as("clerk"):
		client.set_value(CANDIDATE, names[CANDIDATE], "position", "Erzieherin")
	assert frappe.db.get_value(CANDIDATE, names[CANDIDATE], "position") == "Erzieherin"


@pytest.mark.parametrize("returns", [-5, 0])
def test_an_interruption_ends_in_the_future(names, nobody_wants_mail, returns):
	# the date stands in the record already, from an interruption before
	stages.place(names, CANDIDATE, "Preparation", expected_return=add_days(today(), returns))
	with cast.acting_as("clerk"), pytest.raises(guard.ConditionMissing, match="must lie in the future"):
		act(names, CANDIDATE, "Interrupt")
	with cast.acting_as("clerk"):
		act(names, CANDIDATE, "Interrupt", values={"expected_return": add_days(today(), 5)})


#: state, action, who, what they enter with it, what the refusal says
WITH_AN_ACTION = [
	("Endorsed", "Invite to Assessment", "lead", {"assessment_minutes": 2}, "minutes"),
	("Endorsed", "Invite to Assessment", "lead", {"informed_on": 3}, "lies in the future"),
	(
		"Endorsed",
		"Invite to Assessment",
		"lead",
		{"assessment_on": "yesterday at noon"},
		"must lie in the future",
	),
	("Endorsed", "Admit New Leader", "lead", {"start_date": "1951-01-01"}, "years away"),
	("Assessment", "Defer", "lead", {"deferred_until": "2091-01-01"}, "years away"),
	("Ready", "Appoint", "clerk", {"start_date": "2091-01-01"}, "years away"),
	("Ready", "Interrupt", "clerk", {"expected_return": "2091-01-01"}, "years away"),
	("Onboarding", "Complete Onboarding", "lead", {"review_held_on": -40}, "must not lie before"),
	("Onboarding", "End Participation", "lead", {"completed_on": "1951-01-01"}, "years away"),
	("Potential", "Change Manager", "clerk", {"manager": "Guest"}, "no manager role|no person's account"),
]


@pytest.mark.parametrize(("state", "action", "person", "entered", "why"), WITH_AN_ACTION)
def test_an_action_brings_no_nonsense_along(names, nobody_wants_mail, state, action, person, entered, why):
	stages.place(
		names, CANDIDATE, state, action, user=None, email=None, start_date=_day(-20), review_held_on=None
	)
	values = {field: _value(field, value) for field, value in entered.items()}
	with stages.acting_or_undone(person), pytest.raises(frappe.ValidationError, match=why):
		act(names, CANDIDATE, action, values=values)
	assert frappe.db.get_value(CANDIDATE, names[CANDIDATE], "workflow_state") == state


def test_who_will_be_informed_does_not_know_of_it_yet(names):
	stages.place(names, CANDIDATE, "Endorsed", informed_on=add_years(today(), 1))
	assert not people.knows_of_it(frappe.get_doc(CANDIDATE, names[CANDIDATE]))


def test_an_empty_row_of_the_panel_is_called_that(names):
	stages.place(names, CANDIDATE, "Endorsed", user=None, email=None)
	for rows in ([{}], [{"user": cast.address("panelist")}, {"user": ""}]):
		with cast.acting_as("lead"), pytest.raises(guard.ConditionMissing, match="empty row"):
			act(names, CANDIDATE, "Invite to Assessment", values={"assessment_panel": rows})


@pytest.mark.parametrize(
	("stage", "more", "why"),
	[
		("Onboarding", {"start_date": "1951-01-01"}, "years away"),
		("Preparation", {"entry_path": "New Leader"}, "short way"),
		("Ready", {"entry_path": "New Leader"}, "short way"),
	],
)
def test_a_take_over_brings_no_nonsense(programme, stage, more, why):
	values = {"candidate_name": "Tom Übernommen", "centre": programme.centre, "cohort": programme.cohort}
	with cast.acting_as("clerk"), pytest.raises(frappe.ValidationError, match=why):
		take_over._make({**values, "workflow_state": stage, **more})
