"""What is missing is named and nothing is saved: fields, reasons, checks; and the special ways of the table."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import frappe
import pytest
from frappe.utils import add_days, today

from fokus_app.meetings import requirements
from fokus_app.workflows import guard
from tests import programme as cast
from tests.workflows import design, stages

CANDIDATE, MENTORING, MEETING = design.TABLES
NEEDS = [
	(doctype, row, field) for doctype, table in design.TABLES.items() for row in table for field in row.needs
]
ASKING = [(doctype, row) for doctype, table in design.TABLES.items() for row in table if row.asks]


@pytest.mark.parametrize(("doctype", "row", "field"), NEEDS)
def test_a_missing_field_is_named(names, nobody_wants_mail, doctype, row, field):
	stages.place(names, doctype, row.source, row.action)
	if field == "agenda":
		frappe.db.delete("Network Meeting Agenda Item", {"parent": names[MEETING]})
	elif field == "assessment_panel":
		frappe.db.delete("Assessment Panel Member", {"parent": names[CANDIDATE]})
	else:
		frappe.db.set_value(doctype, names[doctype], field, 0 if field == "seats" else None)
	given = {"reason": "weil", "values": {}} if row.source == row.target and row.asks else {}
	label = frappe.get_meta(doctype).get_label(field)
	_is_refused(names, doctype, row, f"“{label}” is missing", **given)


@pytest.mark.parametrize(("doctype", "row"), ASKING, ids=str)
def test_a_missing_reason_is_asked_for(names, nobody_wants_mail, doctype, row):
	stages.place(names, doctype, row.source, row.action)
	right = stages.asked_for(row)
	if row.asks == "reason":
		for empty in (None, "", "   "):
			_is_refused(names, doctype, row, "give a reason", **{**right, "reason": empty})
	else:
		for wrong in (None, "", "Weil er alt ist"):
			_is_refused(names, doctype, row, "choose a reason", reason="Text", reason_category=wrong)


#: what clients send for "none": as numbers, as texts of a form, as nothing
NO_NUMBER = (None, "", " ", 0, "0", " 0 ", "0.0", 0.4, "0,0", False)


@pytest.mark.parametrize(
	("state", "action"),
	[("Draft", "Request Approval"), ("Approved", "Change Seats"), ("Invited", "Change Seats")],
)
def test_no_seats_are_none_however_they_are_written(names, nobody_wants_mail, state, action):
	"""A text "0" is filled in for Python, and a meeting without seats for everybody else."""
	row, went_through = design.row_of(MEETING, state, action), []
	stages.place(names, MEETING, state, action)
	frappe.db.delete("Taken Place", {"resource": names[MEETING]})
	for value in NO_NUMBER:
		with stages.undone_afterwards(), cast.acting_as(row.who[0]):
			try:
				if action == "Change Seats":
					stages.act(names, MEETING, action, values={"seats": value})
				else:
					# as a PUT of the state with the field beside it
					frappe.get_doc(MEETING, names[MEETING]).update(
						{"seats": value, "workflow_state": row.target}
					).save()
				went_through.append(value)
			except frappe.ValidationError as refusal:
				assert "“Seats” is missing" in str(refusal), value
	assert went_through == []


def _day(days):
	# the site's day: a machine's clock may still show the one before
	return str(datetime.now(ZoneInfo("Europe/Berlin")).date() + timedelta(days=days))


def _hour(hours):
	return str(datetime.now().replace(microsecond=0) + timedelta(hours=hours))


CHECKS = [
	(CANDIDATE, "Potential", "Nominate", {"manager": "candidate@example.org"}, "must not be the candidate"),
	(
		CANDIDATE,
		"Potential",
		"Nominate",
		{"manager": "nominator@example.org"},
		"must not be the person who nominated",
	),
	(CANDIDATE, "Potential", "Nominate", {"manager": "outsider@example.org"}, "no manager role"),
	(
		CANDIDATE,
		"Potential",
		"Nominate",
		{"user": None, "email": "manager@example.org"},
		"must not be the candidate",
	),
	(CANDIDATE, "Endorsed", "Admit New Leader", {"entry_path": "Nominated"}, "New Leader"),
	(CANDIDATE, "Endorsed", "Invite to Assessment", {"entry_path": "New Leader"}, "short way"),
	(CANDIDATE, "Endorsed", "Invite to Assessment", {"assessment_on": _hour(-1)}, "must lie in the future"),
	(CANDIDATE, "Endorsed", "Defer", {"deferred_until": _day(0)}, "must lie in the future"),
	(CANDIDATE, "Onboarding", "Complete Onboarding", {"review_held_on": _day(1)}, "lies in the future"),
	(CANDIDATE, "Ready", "Appoint", {"target_centre": "O-001"}, "no area manager"),
	(CANDIDATE, "Rejected", "Reopen", {"closed_on": _day(-31)}, "within 30 days"),
	(CANDIDATE, "Rejected", "Reopen", {"closed_on": None}, "within 30 days"),
	(CANDIDATE, "Rejected", "Reopen", {"closed_from": "Ready"}, "not known where the case stood"),
	(CANDIDATE, "Interrupted", "Continue", {"interrupted_from": None}, "not known where the case stood"),
	(MENTORING, "Proposed", "Ask Mentor", {"mentor": "own"}, "own mentor"),
	(MENTORING, "Proposed", "Ask Mentor", {"mentor": "manager"}, "manager cannot be the mentor"),
	(MENTORING, "Proposed", "Ask Mentor", {"mentor": "same centre"}, "same daycare centre"),
	(MENTORING, "Proposed", "Ask Mentor", {"mentor": "paused"}, "not active"),
	(MENTORING, "Proposed", "Ask Mentor", {"mentor": "later"}, "available only from"),
	(MENTORING, "Proposed", "Ask Mentor", {"mentor": "gone"}, "no longer available"),
	(MENTORING, "Proposed", "Ask Mentor", {"mentor": "full"}, "places of"),
	(MEETING, "Draft", "Request Approval", {"starts_on": _hour(-30)}, "start in the future"),
	(MEETING, "Draft", "Request Approval", {"ends_on": _hour(30)}, "end after it starts"),
	(MEETING, "Draft", "Request Approval", {"venue": None, "link": None}, "venue or an online link"),
	(MEETING, "Invited", "Record as Held", {"starts_on": _hour(30)}, "has not begun"),
	(MEETING, "Approved", "Send Invitations", {"rsvp_deadline": _day(30)}, "answer after the meeting"),
	(MEETING, "Approved", "Send Invitations", {"rsvp_deadline": _day(-1)}, "is over"),
	(MEETING, "Approved", "Postpone", {"rsvp_deadline": _day(-1)}, "is over"),
	(MEETING, "Invited", "Postpone", {"rsvp_deadline": _day(-1)}, "is over"),
	(MEETING, "Approved", "Change Venue", {"venue": "Stadtteilzentrum, Bochum"}, "still the same"),
	(MEETING, "Invited", "Change Venue", {"venue": "Stadtteilzentrum, Bochum"}, "still the same"),
	*(
		(CANDIDATE, state, "End Participation", {"completed_on": _day(1)}, "must have been completed")
		for state in ("Preparation", "Ready", "Onboarding", "Interrupted")
	),
]


@pytest.mark.parametrize(("doctype", "state", "action", "values", "said"), CHECKS)
def test_each_check_says_what_is_wrong(names, nobody_wants_mail, doctype, state, action, values, said):
	row = design.row_of(doctype, state, action)
	if doctype == MENTORING:
		values = {"mentor": _mentor(values["mentor"], names)}
		frappe.db.delete("Taken Place", {"holder": names[MENTORING]})
	if values.get("target_centre") == "O-001":
		area = frappe.get_doc({"doctype": "Daycare Area", "area_name": "Gebiet ohne Leitung"}).insert()
		frappe.get_doc(
			{"doctype": "Daycare Centre", "code": "O-001", "centre_name": "KiTa", "area": area.name}
		).insert()
	stages.place(names, doctype, state, action, **values)
	_is_refused(names, doctype, row, said)


def test_a_meeting_takes_place_online_or_has_no_date_yet(names, nobody_wants_mail):
	stages.place(names, MEETING, "Draft", venue=None, link="https://example.org/raum")
	with cast.acting_as("mentor"):
		stages.act(names, MEETING, "Request Approval")
	undated = frappe.new_doc(MEETING).update({"rsvp_deadline": _day(3)})
	assert not requirements.leaves_time_to_answer(undated)
	assert "not begun" in requirements.has_begun(undated)


def test_who_has_left_sits_on_no_panel(names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Endorsed", "Invite to Assessment")
	frappe.db.set_value("User", cast.address("panelist"), "enabled", 0)
	_is_refused(
		names, CANDIDATE, design.row_of(CANDIDATE, "Endorsed", "Invite to Assessment"), "account is disabled"
	)


def test_where_an_area_has_nobody_the_lead_decides(programme):
	area = frappe.get_doc({"doctype": "Daycare Area", "area_name": "Gebiet ohne Leitung"}).insert()
	centre = {"doctype": "Daycare Centre", "code": "O-001", "centre_name": "KiTa", "area": area.name}
	frappe.get_doc(centre).insert()
	case = cast.candidate(programme, centre="O-001", manager=None, nominator=None)
	assert case.manager == cast.address("lead")


def test_nobody_new_can_be_invited_twice(names, nobody_wants_mail):
	stages.place(names, MEETING, "Invited")
	with cast.acting_as("clerk"):
		stages.act(names, MEETING, "Invite More")
	_is_refused(names, MEETING, design.row_of(MEETING, "Invited", "Invite More"), "nobody to invite")


def test_postponing_to_the_same_hour_is_none(names, nobody_wants_mail):
	stages.place(names, MEETING, "Invited")
	row = design.row_of(MEETING, "Invited", "Postpone")
	same = frappe.db.get_value(MEETING, names[MEETING], ["starts_on", "ends_on"], as_dict=True)
	values = {field: str(value) for field, value in same.items()}
	_is_refused(names, MEETING, row, "new date", reason="Raum fehlt", values=values)


def test_attendance_is_recorded_before_closing(names, nobody_wants_mail):
	stages.place(names, MEETING, "Held")
	frappe.db.set_value("Meeting Participation", {"user": "candidate@example.org"}, "attendance", "")
	_is_refused(
		names,
		MEETING,
		design.row_of(MEETING, "Held", "Close Meeting"),
		"Attendance is not recorded for Karla",
	)
	frappe.db.set_value("Meeting Participation", {"user": "participant2@example.org"}, "attendance", "")
	_is_refused(
		names,
		MEETING,
		design.row_of(MEETING, "Held", "Close Meeting"),
		"Attendance is not recorded for 2 people",
	)


def test_mandatory_steps_are_done_before_the_next_stage(programme, names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Assessment")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Accept into Programme")
	for action in ("Confirm Readiness", "Appoint"):
		_is_refused(names, CANDIDATE, design.row_of(CANDIDATE, "Preparation", action), "Hospitation")
	stages.place(names, CANDIDATE, "Ready")
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Appoint")
	stages.place(names, CANDIDATE, "Onboarding")
	row = design.row_of(CANDIDATE, "Onboarding", "Complete Onboarding")
	_is_refused(names, CANDIDATE, row, "100-Tage-Gespräch")


def test_a_changed_template_comes_to_nobody_who_prepares_further(programme, names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Assessment")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Accept into Programme")
	template = frappe.get_doc("Activity Template", programme.template)
	template.append(
		"steps",
		{
			"phase": "Preparation",
			"title": "Neu",
			"responsible_kind": "Candidate",
			"due_days": 1,
			"mandatory": 1,
		},
	)
	template.save()
	stages.place(names, CANDIDATE, "Ready")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Prepare Further")
	titles = frappe.get_all("Candidate Activity", {"candidate": names[CANDIDATE]}, pluck="title")
	assert sorted(titles) == ["Buch lesen", "Hospitation"]


#: whom a nominator may ask, and HR: people from the candidate's area or the programme's lead; HR whoever can decide
ASKED = {
	("nominator", "manager"): True,
	("nominator", "deputy"): True,
	("nominator", "lead"): True,
	("nominator", "deputylead"): True,
	("nominator", "othermanager"): False,
	("nominator", "manager2"): False,
	("clerk", "othermanager"): True,
}


@pytest.mark.parametrize(("person", "asked"), ASKED)
def test_who_nominates_does_not_choose_a_friend_to_decide(names, nobody_wants_mail, person, asked):
	stages.place(names, CANDIDATE, "Potential", manager=cast.address(asked))
	with stages.undone_afterwards(), cast.acting_as(person):
		if ASKED[person, asked]:
			assert stages.act(names, CANDIDATE, "Nominate")["state"] == "Nominated"
		else:
			with pytest.raises(frappe.ValidationError, match="is none of them"):
				stages.act(names, CANDIDATE, "Nominate")


def test_the_staff_council_takes_part_where_switched_on(names, nobody_wants_mail):
	frappe.db.set_single_value("FOKUS Settings", "staff_council_participation", 1)
	frappe.clear_document_cache("FOKUS Settings", "FOKUS Settings")
	row = design.row_of(CANDIDATE, "Ready", "Appoint")
	stages.place(names, CANDIDATE, "Ready")
	_is_refused(names, CANDIDATE, row, "staff council")
	_is_refused(names, CANDIDATE, row, "staff council", values={"staff_council_concluded_on": _day(1)})
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Appoint", values={"staff_council_concluded_on": today()})


def test_a_stale_screen_is_refused(names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Potential")
	seen = str(frappe.db.get_value(CANDIDATE, names[CANDIDATE], "modified"))
	with cast.acting_as("clerk"):
		doc = frappe.get_doc(CANDIDATE, names[CANDIDATE])
		doc.evidence = "Neu"
		doc.save()
	with (
		cast.acting_as("nominator"),
		pytest.raises(frappe.TimestampMismatchError, match="changed by somebody else"),
	):
		stages.act(names, CANDIDATE, "Nominate", modified=seen)
	for nonsense in ("", "gestern", "2020-01-01"):
		with cast.acting_as("nominator"), pytest.raises(frappe.ValidationError):
			stages.act(names, CANDIDATE, "Nominate", modified=nonsense)


def test_an_action_takes_its_own_fields_only(names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Nominated")
	with cast.acting_as("manager"), pytest.raises(guard.UnknownAction, match="does not take"):
		stages.act(
			names, CANDIDATE, "Endorse", values={"manager_statement": "Ja", "recommendation": "Recommended"}
		)


def test_an_interrupted_case_that_ended_is_reopened_and_continues(names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Onboarding")
	for person, action, target in (
		("clerk", "Interrupt", "Interrupted"),
		("lead", "End Participation", "Ended"),
		("lead", "Reopen", "Interrupted"),
		("clerk", "Continue", "Onboarding"),
	):
		with cast.acting_as(person):
			assert stages.act(names, CANDIDATE, action)["state"] == target


def test_a_new_leader_takes_the_short_way_without_a_place(programme, names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Potential", entry_path="New Leader", cohort=programme.cohort)
	frappe.db.set_value("Programme Cohort", programme.cohort, "places", 0)
	for person, action in (("clerk", "Nominate"), ("manager", "Endorse"), ("lead", "Admit New Leader")):
		with cast.acting_as(person):
			stages.act(names, CANDIDATE, action)
	assert frappe.db.get_value(CANDIDATE, names[CANDIDATE], "workflow_state") == "Onboarding"
	assert frappe.get_all("Candidate Activity", filters={"candidate": names[CANDIDATE]}, pluck="phase") == [
		"Onboarding"
	]
	assert not frappe.db.exists("Taken Place", {"holder": names[CANDIDATE]})


#: (what is particular about the case, state, action, who may, who may not)
DECIDERS = [
	({"nominator": "manager", "manager": "deputy"}, "Nominated", "Endorse", ["deputy"], ["manager", "lead"]),
	(
		{"nominator": "manager", "manager": "lead"},
		"Nominated",
		"Endorse",
		["lead"],
		["manager", "deputy", "deputylead"],
	),
	({"nominator": "deputy", "manager": "manager"}, "Nominated", "Endorse", ["manager"], ["deputy"]),
	({"manager": "othermanager"}, "Nominated", "Endorse", ["othermanager"], ["manager", "deputy"]),
	({"user": "lead", "email": "lead"}, "Endorsed", "Defer", ["deputylead"], ["lead"]),
	({"user": None, "email": "lead"}, "Endorsed", "Defer", ["deputylead"], ["lead"]),
	({"user": None, "email": "LEAD"}, "Endorsed", "Defer", ["deputylead"], ["lead"]),
	({"user": "manager", "email": None}, "Nominated", "Endorse", ["deputy"], ["manager"]),
	({"user": None, "email": "deputy"}, "Nominated", "Endorse", ["manager"], ["deputy"]),
	({"user": "clerk", "email": None}, "Ready", "Appoint", ["clerk2"], ["clerk"]),
	({"user": "clerkmanager", "email": None}, "Ready", "Interrupt", ["clerk"], ["clerkmanager"]),
	({"user": "nominator", "nominator": "nominator"}, "Potential", "Nominate", ["clerk"], ["nominator"]),
	({"cohort": "FOKUS Nachbarn"}, "Endorsed", "Defer", ["otherlead"], ["lead", "deputylead"]),
	({"cohort": None}, "Endorsed", "Defer", ["lead", "deputylead"], ["otherlead"]),
]


@pytest.mark.parametrize(("particular", "state", "action", "may", "may_not"), DECIDERS)
def test_the_named_person_decides_or_their_deputy(
	names, nobody_wants_mail, particular, state, action, may, may_not
):
	values = {field: _address(field, value) for field, value in particular.items()}
	stages.place(names, CANDIDATE, state, action, **values)
	for person in may_not:
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			stages.act(names, CANDIDATE, action)
	for person in may:
		with stages.undone_afterwards(), cast.acting_as(person):
			stages.act(names, CANDIDATE, action)


def _address(field, value):
	if field == "cohort" or value is None:
		return value
	return "LEAD@Example.org" if value == "LEAD" else cast.address(value)


@pytest.mark.parametrize(
	("values", "who", "may_not"),
	[
		({"organiser": "lead", "requested_by": "lead"}, ["deputylead"], ["lead", "otherlead"]),
		({"organiser": "deputylead", "requested_by": "clerk"}, ["lead"], ["deputylead"]),
		({"organiser": "mentor", "requested_by": "lead"}, ["deputylead"], ["lead"]),
	],
)
def test_who_plans_a_meeting_does_not_approve_it(names, nobody_wants_mail, values, who, may_not):
	values = {field: cast.address(person) for field, person in values.items()}
	stages.place(names, MEETING, "Pending Approval", **values)
	for person in may_not:
		with (
			cast.acting_as(person),
			pytest.raises(guard.NotYourDecision, match="neither organises nor requested"),
		):
			stages.act(names, MEETING, "Approve Meeting")
	for person in who:
		with cast.acting_as(person):
			stages.act(names, MEETING, "Approve Meeting")


def test_who_asks_for_approval_is_noted(names, nobody_wants_mail):
	stages.place(names, MEETING, "Draft", organiser=cast.address("lead"))
	with cast.acting_as("clerk"):
		stages.act(names, MEETING, "Request Approval")
	assert frappe.db.get_value(MEETING, names[MEETING], "requested_by") == cast.address("clerk")


@pytest.mark.parametrize(
	("values", "waits_for", "deputy"),
	[
		({}, "manager", "deputy"),
		({"manager": "othermanager@example.org"}, "othermanager", None),
	],
)
def test_the_case_waits_for_whom_it_says(names, nobody_wants_mail, values, waits_for, deputy):
	stages.place(names, CANDIDATE, "Endorsed", **values)
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Ask Manager Again", reason="Seit wann?")
	doc = frappe.get_doc(CANDIDATE, names[CANDIDATE])
	assert (doc.waiting_for, doc.waiting_for_deputy) == (
		cast.address(waits_for),
		deputy and cast.address(deputy),
	)
	assert str(doc.waiting_since) == today()


def test_a_case_does_not_go_back_to_a_manager_whom_it_is_about(names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Endorsed", user=cast.address("manager"), email=None)
	with cast.acting_as("lead"), pytest.raises(frappe.ValidationError, match="must not be the candidate"):
		stages.act(names, CANDIDATE, "Ask Manager Again", reason="Seit wann?")


def _is_refused(names, doctype, row, said, **given):
	before = frappe.db.get_value(doctype, names[doctype], "*", as_dict=True)
	person = row.who[0]
	with stages.undone_afterwards(), cast.acting_as(person), pytest.raises(frappe.ValidationError) as refusal:
		stages.act(names, doctype, row.action, **given)
	assert said in str(refusal.value)
	assert frappe.db.get_value(doctype, names[doctype], "*", as_dict=True) == before


def _mentor(kind, names):
	"""A mentor who may not be asked, for this reason."""
	if kind == "full":
		mentor = frappe.db.get_value("Mentor", {"user": cast.address("mentor2")})
		frappe.db.set_value("Mentor", mentor, "capacity", 1)
		place = frappe.new_doc("Taken Place")
		place.update({"name": "somebody else's", "resource_doctype": "Mentor", "resource": mentor})
		place.update({"holder_doctype": MENTORING, "holder": "MR-0000"})
		place.db_insert()
		frappe.clear_document_cache("Mentor", mentor)
		return mentor
	user = {"own": "candidate", "manager": "manager"}.get(kind, "outsider")
	more = {
		"same centre": {"centre": "N-001"},
		"paused": {"status": "Paused"},
		"later": {"available_from": add_days(today(), 5)},
		"gone": {"available_until": add_days(today(), -5)},
	}.get(kind, {})
	values = {"doctype": "Mentor", "user": cast.address(user), "mentor_name": "Probe", "capacity": 2, **more}
	return frappe.get_doc(values).insert().name
