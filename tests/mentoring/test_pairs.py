"""One mentoring at a time, an ended pair never again, an agreement that both know and can print."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import frappe
import pytest
from frappe.desk.form.save import savedocs
from frappe.www.printview import get_html_and_style

from fokus_app import mentoring
from fokus_app.field_values import WrongValue
from fokus_app.workflows import guard
from tests import programme as cast
from tests.mentoring.conftest import ago
from tests.workflows import design, stages
from tests.workflows.stages import CANDIDATE, MENTORING


def propose(programme, candidate: str, mentor: str = "", kind: str = "Mentoring"):
	doc = frappe.new_doc(MENTORING)
	doc.update({"candidate": candidate, "mentor": mentor or programme.mentor2, "kind": kind})
	with stages.can_have_a_mentor(candidate), cast.acting_as("clerk"):
		return doc.insert()


def ask(name: str, **given) -> dict:
	candidate = frappe.db.get_value(MENTORING, name, "candidate")
	with stages.can_have_a_mentor(candidate), cast.acting_as("clerk"):
		return stages.act({MENTORING: name}, MENTORING, "Ask Mentor", **given)


@pytest.fixture
def marked(names, pair):
	"""The pair as it came to be active through the actions: with its mark."""
	frappe.db.set_value(MENTORING, pair, "open_mentoring_of", names[CANDIDATE])
	return pair


@pytest.mark.parametrize("state", ["Awaiting Mentor", "Awaiting Mentee", "Active", "Paused"])
def test_a_second_mentoring_is_not_begun(programme, names, pair, state):
	stages.place(names, MENTORING, state)
	second = propose(programme, names[CANDIDATE])
	with pytest.raises(guard.ConditionMissing, match="There is a mentoring already"):
		ask(second.name)


@pytest.mark.parametrize("state", ["Declined", "Cancelled", "Completed", "Ended Early"])
def test_after_one_is_over_the_next_one_begins_and_knows_it(programme, names, pair, state):
	stages.place(names, MENTORING, state)
	second = propose(programme, names[CANDIDATE])
	assert second.previous_relationship == pair
	assert ask(second.name)["state"] == "Awaiting Mentor"


def test_senior_advice_is_possible_beside_mentoring_and_the_other_way_round(programme, names, pair):
	advice = propose(programme, names[CANDIDATE], kind="Senior Advice")
	assert ask(advice.name)["state"] == "Awaiting Mentor"
	assert not frappe.db.get_value(MENTORING, advice.name, "open_mentoring_of")


@pytest.mark.parametrize("state", ["Completed", "Ended Early"])
@pytest.mark.parametrize("kind", ["Mentoring", "Senior Advice"])
def test_an_ended_pair_is_never_proposed_again(programme, names, pair, state, kind):
	stages.place(names, MENTORING, state)
	with pytest.raises(frappe.ValidationError, match="were a pair before"):
		propose(programme, names[CANDIDATE], programme.mentor, kind)


def test_nor_in_a_second_candidacy_of_the_same_person(programme, names, pair):
	stages.place(names, MENTORING, "Ended Early")
	again = cast.candidate(programme)
	with pytest.raises(frappe.ValidationError, match="were a pair before"):
		propose(programme, again.name, programme.mentor)


def _own(programme, case):
	frappe.db.set_value(CANDIDATE, case, {"user": None, "email": "Mentor2@Example.org"})


def _manager(programme, case):
	frappe.db.set_value(CANDIDATE, case, "manager", cast.address("mentor2"))


def _same_centre(programme, case):
	frappe.db.set_value(CANDIDATE, case, "centre", programme.target_centre)


def _mentor(from_in: int | None = None, until_in: int | None = None, **values):
	"""Changes the mentor; from_in, until_in: days from today between which they are there."""

	def change(programme, case):
		for field, days in (("available_from", from_in), ("available_until", until_in)):
			values[field] = None if days is None else ago(-days)
		frappe.db.set_value("Mentor", programme.mentor2, values)
		frappe.clear_document_cache("Mentor", programme.mentor2)

	return change


def _disabled(programme, case):
	frappe.db.set_value("User", cast.address("mentor2"), "enabled", 0)


def _stage(stage):
	return lambda programme, case: frappe.db.set_value(CANDIDATE, case, "workflow_state", stage)


IMPOSSIBLE = {
	"oneself": (_own, "their own mentor"),
	"the manager": (_manager, "manager cannot be the mentor"),
	"of the same centre": (_same_centre, "same daycare centre"),
	"not active": (_mentor(status="Paused"), "not active"),
	"there later": (_mentor(from_in=9), "available only from"),
	"gone": (_mentor(until_in=-9), "no longer available"),
	"an account that is disabled": (_disabled, "account is disabled"),
	"full": (_mentor(capacity=0), "no free place|places of"),
	**{
		f"of a case in {stage}": (_stage(stage), "People get a mentor in the stages")
		for stage in design.STATES[CANDIDATE]
		if stage not in ("Preparation", "Ready", "Onboarding")
	},
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_a_pair_that_cannot_be_is_neither_proposed_by_hand_nor_asked(programme, names, what):
	change, said = IMPOSSIBLE[what]
	stages.place(names, MENTORING, "Declined")
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], "workflow_state", "Preparation")
	pair = {"doctype": MENTORING, "candidate": names[CANDIDATE], "mentor": programme.mentor2}
	with cast.acting_as("clerk"):
		older = frappe.get_doc(pair).insert()
		change(programme, names[CANDIDATE])
		with stages.undone_afterwards(), pytest.raises(frappe.ValidationError, match=said):
			frappe.get_doc(pair).insert()
		with stages.undone_afterwards(), pytest.raises(frappe.ValidationError, match=said):
			stages.act({MENTORING: older.name}, MENTORING, "Ask Mentor")


def test_for_a_time_that_lies_ahead_the_mentor_need_not_be_there_today(programme, names, pair):
	stages.place(names, MENTORING, "Declined")
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], "workflow_state", "Preparation")
	_mentor(from_in=9, until_in=99)(programme, None)
	new = {"doctype": MENTORING, "candidate": names[CANDIDATE], "mentor": programme.mentor2}
	with cast.acting_as("clerk"):
		frappe.get_doc({**new, "from_date": ago(-9), "until_date": ago(-99)}).insert()
		with pytest.raises(frappe.ValidationError, match="available only until"):
			frappe.get_doc({**new, "from_date": ago(-9), "until_date": ago(-100)}).insert()


def test_a_proposal_from_before_is_not_asked_once_the_pair_has_ended(programme, names, pair):
	older = propose(programme, names[CANDIDATE], programme.mentor, "Senior Advice")
	stages.place(names, MENTORING, "Completed")
	with pytest.raises(guard.ConditionMissing, match="were a pair before"):
		ask(older.name)


def test_the_mark_comes_and_goes_with_the_mentoring(programme, names, pair):
	stages.place(names, MENTORING, "Declined")
	name = propose(programme, names[CANDIDATE]).name
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], "workflow_state", "Preparation")
	marks = []
	for person, action in (
		("clerk", "Ask Mentor"),
		("mentor2", "Accept Mentoring"),
		("candidate", "Confirm Mentoring"),
		("mentor2", "Complete Mentoring"),
	):
		given = {"values": {"mentor_acknowledged_on": ago(0)}} if action == "Accept Mentoring" else {}
		if action == "Confirm Mentoring":
			values = {"goals": "x", "frequency": "y", "mentee_acknowledged_on": ago(0), "agreement": "z"}
			given = {"values": values}
		if action == "Complete Mentoring":
			given = {"values": {"closing_reflection_on": ago(0)}}
		with cast.acting_as(person):
			stages.act({MENTORING: name}, MENTORING, action, **given)
		marks.append(frappe.db.get_value(MENTORING, name, "open_mentoring_of"))
	assert marks == [names[CANDIDATE]] * 3 + [None]
	assert frappe.db.get_value(MENTORING, name, "agreement") == "z"


def test_nobody_frees_the_mark_by_hand(names, marked):
	doc = frappe.get_doc(MENTORING, marked)
	doc.update({"open_mentoring_of": None, "previous_relationship": marked})
	with cast.acting_as("clerk"):
		doc.save()
	assert frappe.db.get_value(MENTORING, marked, "open_mentoring_of") == names[CANDIDATE]
	assert not frappe.db.get_value(MENTORING, marked, "previous_relationship")


def test_of_two_clerks_who_ask_two_mentors_at_once_one_succeeds(programme, names, server):
	clients = [server.login(cast.address(each), cast.PASSWORD) for each in ("clerk", "clerk2")]
	frappe.db.set_value("Mentor", {"name": ("in", [programme.mentor, programme.mentor2])}, "capacity", 99)
	for _ in range(6):
		case = cast.candidate(programme, candidate_name="Kira Neu", user=None, email=None).name
		frappe.db.set_value(CANDIDATE, case, "workflow_state", "Preparation")
		pairs = [propose(programme, case, each) for each in (programme.mentor, programme.mentor2)]
		frappe.db.commit()
		barrier = Barrier(2)

		def press(client, doc, barrier=barrier):
			barrier.wait()
			return client.call(
				"fokus_app.workflows.action.act",
				doctype=MENTORING,
				name=doc.name,
				action="Ask Mentor",
				modified=str(doc.modified),
			)

		with ThreadPoolExecutor(2) as pool:
			answers = list(pool.map(press, clients, pairs))
		frappe.db.rollback()
		states = sorted(frappe.db.get_value(MENTORING, doc.name, "workflow_state") for doc in pairs)
		assert states == ["Awaiting Mentor", "Proposed"], [answer.text[:300] for answer in answers]
		assert sorted(answer.status_code for answer in answers) == [200, 417]


# --- the agreement


def _change(pair: str, person: str, **values):
	given = {"goals": "Delegieren", "frequency": "monatlich", "agreement": "Wir duzen uns.", **values}
	modified = given.pop("modified", str(frappe.db.get_value(MENTORING, pair, "modified")))
	with cast.acting_as(person):
		mentoring.change_agreement(pair, modified, **given)


@pytest.mark.parametrize(("person", "other"), [("mentor", "candidate"), ("candidate", "mentor")])
def test_either_changes_the_agreement_and_the_other_gets_a_mail(pair, person, other):
	_change(pair, person)
	assert frappe.db.get_value(MENTORING, pair, "agreement") == "Wir duzen uns."
	mails = frappe.get_all("FOKUS Mail", {"event": "mentoring_agreement_changed"}, pluck="recipient")
	assert mails == [cast.address(other)]
	_change(pair, person)
	assert frappe.db.count("FOKUS Mail", {"event": "mentoring_agreement_changed"}) == 1, "nothing changed"


def _by_form(pair: str, **values) -> None:
	doc = json.loads(frappe.get_doc(MENTORING, pair).as_json())
	savedocs(json.dumps({**doc, **values}), "Save")


def _by_set_value(pair: str, **values) -> None:
	frappe.client.set_value(MENTORING, pair, values)


def _told() -> list[str]:
	return frappe.get_all("FOKUS Mail", {"event": "mentoring_agreement_changed"}, pluck="recipient")


@pytest.mark.parametrize("state", ["Active", "Paused"])
@pytest.mark.parametrize("change", [_by_form, _by_set_value])
@pytest.mark.parametrize(("person", "other"), [("mentor", "candidate"), ("candidate", "mentor")])
def test_whichever_way_it_is_changed_the_rules_of_the_agreement_hold(
	names, pair, person, other, change, state
):
	stages.place(names, MENTORING, state)
	with cast.acting_as(person):
		for field in ("goals", "frequency"):
			with stages.undone_afterwards(), pytest.raises(frappe.ValidationError, match="names goals"):
				change(pair, **{field: " "})
		change(pair, agreement="Wir sagen rechtzeitig ab.")
		assert _told() == [cast.address(other)]
		change(pair, agreement="Wir sagen rechtzeitig ab.")
	assert len(_told()) == 1, "nothing changed"


def test_over_http_too(names, pair, server):
	frappe.db.commit()
	client = server.login(cast.address("candidate"), cast.PASSWORD)
	path = f"/api/resource/{MENTORING}/{pair}"
	refused, done = client.put(path, json={"goals": ""}), client.put(path, json={"goals": "Loslassen"})
	frappe.db.rollback()
	assert (refused.status_code, done.status_code) == (417, 200), refused.text[:300] + done.text[:300]
	assert _told() == [cast.address("mentor")]
	frappe.db.delete("FOKUS Mail", {"event": "mentoring_agreement_changed"})
	frappe.db.commit()


def test_what_they_confirm_is_no_change(names, pair):
	stages.place(names, MENTORING, "Awaiting Mentee")
	with cast.acting_as("candidate"):
		stages.act(names, MENTORING, "Confirm Mentoring", values={"goals": "Neues", "agreement": "Neu"})
	assert _told() == []


@pytest.mark.parametrize("person", ["clerk", "lead", "mentor2", "participant2", "outsider", "sysadmin"])
def test_nobody_else_changes_it(pair, person):
	with pytest.raises(frappe.PermissionError):
		_change(pair, person)


def test_a_stale_page_or_an_empty_goal_changes_nothing(pair):
	with pytest.raises(frappe.TimestampMismatchError):
		_change(pair, "mentor", modified="2020-01-01 00:00:00")
	with pytest.raises(frappe.ValidationError):
		_change(pair, "mentor", goals=" ")


@pytest.mark.parametrize("person", ["mentor", "candidate", "clerk", "lead"])
def test_the_agreement_is_printed_in_german(pair, person):
	_change(pair, "mentor", goals="Delegieren & loslassen")
	frappe.local.lang = "de"
	with cast.acting_as(person):
		html = frappe.get_print(MENTORING, pair, "FOKUS Mentoring Agreement")
	for words in (
		"Vereinbarung über die Begleitung",
		"Delegieren &amp; loslassen",
		"monatlich",
		"Wir duzen uns.",
		"Bestätigt von Mona Mentorin am",
		"Was unter uns bleibt",
	):
		assert words in html


@pytest.mark.parametrize("person", ["mentor2", "participant2", "manager", "outsider"])
def test_others_do_not_print_it(pair, person):
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		get_html_and_style(MENTORING, pair, print_format="FOKUS Mentoring Agreement")


@pytest.mark.parametrize(
	("state", "action", "by", "field"),
	[
		("Awaiting Mentor", "Accept Mentoring", "mentor", "mentor_acknowledged_on"),
		("Awaiting Mentee", "Confirm Mentoring", "candidate", "mentee_acknowledged_on"),
		("Active", "Complete Mentoring", "mentor", "closing_reflection_on"),
		("Paused", "Complete Mentoring", "clerk", "closing_reflection_on"),
	],
)
def test_what_has_not_happened_yet_is_neither_acknowledged_nor_looked_back_on(
	names, state, action, by, field
):
	stages.place(names, MENTORING, state, **{field: None})
	with (
		cast.acting_as(by),
		stages.undone_afterwards(),
		pytest.raises(WrongValue, match="lies in the future"),
	):
		stages.act(names, MENTORING, action, values={field: ago(-1)})
	with cast.acting_as(by):
		stages.act(names, MENTORING, action, values={field: ago(0)})
