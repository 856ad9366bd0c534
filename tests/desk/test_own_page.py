"""The page of people without desk access: a fixed set of fields about themselves, and their decisions."""

import frappe
import pytest
from frappe.utils import add_days, today

from fokus_app import own_page
from fokus_app.assessments import requests
from tests.programme import CAST, acting_as, address
from tests.services import PASSWORD
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MENTORING

PATH_FIELDS = {
	*("name", "stage", "since", "cohort", "beside_the_way", "way", "actions", "wish", "mentor_wish"),
	"waits_for",
}


def _paths(person: str) -> list[dict]:
	with acting_as(person):
		return own_page.page()["paths"]


def _pair(person: str) -> dict:
	with acting_as(person):
		return own_page.my_pairs()[0]


TODAY, TOMORROW = 0, 1
INFORMED = [
	({"informed_on": None}, False),
	({"informed_on": TOMORROW}, False),
	({"informed_on": TODAY}, True),
	({"informed_on": "2026-11-02"}, True),
	({"informed_on": None, "entry_path": "Self-Nominated"}, True),
	({"informed_on": TOMORROW, "entry_path": "Self-Nominated"}, True),
]
#: the parts of the page that tell of a candidacy
ABOUT_ME = ("paths", "steps", "others_steps", "settled", "documents", "to_write")


@pytest.mark.parametrize(("values", "sees"), INFORMED)
def test_a_candidate_sees_nothing_of_it_before_they_were_informed(names, values, sees):
	frappe.db.set_single_value("FOKUS Settings", "self_nomination", 1)
	stages.place(names, CANDIDATE, "Assessment")
	with acting_as("lead"):
		requests.ask(names[CANDIDATE], "Self")
		stages.act(names, CANDIDATE, "Accept into Programme")
	stages.place(names, MENTORING, "Active")
	_activity(names, "Manager")
	day = values["informed_on"]
	informed_on = add_days(today(), day) if isinstance(day, int) else day
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], {**values, "informed_on": informed_on})
	with acting_as("candidate"):
		page = own_page.page()
		listed = frappe.get_list("Candidate Activity", pluck="name") + frappe.get_list(
			MENTORING, pluck="name"
		)
	assert {part for part in ABOUT_ME if page[part]} == (set(ABOUT_ME) if sees else set())
	assert bool(listed) is sees
	# who sees their path does not begin a second one; to others nothing gives away that there is one
	assert bool(page["nominate_myself"]) is not sees


def test_both_of_a_pair_download_their_agreement_and_nobody_else(names, server):
	stages.place(names, MENTORING, "Active")
	frappe.db.commit()
	for person in ("candidate", "mentor"):
		with acting_as(person):
			(paper,) = [row for row in own_page.page()["documents"] if "Agreement" in row["label"]]
		got = server.login(address(person)).get(paper["address"])
		assert got.status_code == 200 and got.content.startswith(b"%PDF")
	assert server.login(address("mentor2")).get(paper["address"]).status_code == 403


#: stage, for whom the case waits there, what the person reads of it
WAITS = [
	("Potential", "nominator", "waits for the person who nominated"),
	("Nominated", "manager", "waits for the manager or the deputy"),
	("Endorsed", "lead", "waits for the programme lead or the deputy"),
	("Ready", "clerk", "waits for the HR clerk"),
	("Preparation", None, ""),
	("Nominated", "candidate", ""),
]


@pytest.mark.parametrize(("stage", "waits_for", "said"), WAITS)
def test_a_path_says_whose_turn_it_is_by_role(names, stage, waits_for, said):
	stages.place(names, CANDIDATE, stage, waiting_for=waits_for and address(waits_for))
	(path,) = _paths("candidate")
	assert path["waits_for"] == said


def _activity(names, kind: str, **values) -> str:
	doc = frappe.get_doc(
		{
			"doctype": "Candidate Activity",
			"candidate": names[CANDIDATE],
			"phase": "Preparation",
			"title": f"Schritt {kind}",
			"responsible_kind": kind,
			"due_days": 200,
		}
	)
	with acting_as("clerk"):
		doc.insert()
	if values:
		doc.db_set(values)
	return doc.name


#: the step's kind, changed afterwards to, what the candidate reads
OTHERS = [
	("Manager", {}, "waits for the manager or the deputy"),
	("Mentor", {}, "waits for the mentor"),
	("Programme Lead", {}, "waits for the programme lead or the deputy"),
	("HR Clerk", {"responsible": None}, "waits for the HR clerk"),
	(
		"Candidate",
		{"responsible": address("othermanager"), "responsible_by_hand": 1},
		"waits for somebody else",
	),
]


@pytest.mark.parametrize(("kind", "values", "said"), OTHERS)
def test_a_step_that_is_somebody_elses_says_whose_by_role_and_not_by_name(names, server, kind, values, said):
	stages.place(names, CANDIDATE, "Preparation")
	_activity(names, kind, **values)
	_activity(names, "Candidate")
	frappe.db.commit()
	with acting_as("candidate"):
		assert [step["title"] for step in own_page.my_steps()] == ["Schritt Candidate"]
		assert [(step["title"], step["waits_for"]) for step in own_page.page()["others_steps"]] == [
			(f"Schritt {kind}", said)
		]
	page = server.login(address("candidate")).get("/fokus").text
	assert "wartet auf " in page
	# what belongs to another stage, is done or cancelled waits for nobody
	for away in ({"phase": "Onboarding"}, {"status": "Done"}, {"status": "Cancelled"}):
		with stages.undone_afterwards():
			frappe.db.set_value("Candidate Activity", {"title": f"Schritt {kind}"}, away)
			with acting_as("candidate"):
				assert own_page.page()["others_steps"] == []
	frappe.db.delete("Candidate Activity", {"candidate": names[CANDIDATE]})
	frappe.db.commit()


@pytest.mark.parametrize(
	("person", "kind", "named"),
	[
		("manager", "Manager", "Karla Kandidat"),
		("mentor", "Mentor", "Karla Kandidat"),
		("candidate", "Candidate", ""),
		# chosen by hand, with no part in the case: the step is theirs, the case is not theirs to see
		("othermanager", "Manager", ""),
		("participant2", "Manager", ""),
	],
)
def test_a_step_about_somebody_else_says_whom_to_who_may_see_that(names, person, kind, named):
	stages.place(names, CANDIDATE, "Preparation")
	_activity(names, kind, responsible=address(person))
	with acting_as(person):
		(step,) = own_page.my_steps()
	assert step["about"] == named


def test_what_is_done_stands_below_what_is_to_do(names, server):
	stages.place(names, CANDIDATE, "Preparation")
	done = [_activity(names, "Manager", responsible=address("manager")) for _step in range(2)]
	for name in done:
		frappe.db.set_value("Candidate Activity", name, {"status": "Done", "due_date": add_days(today(), -9)})
	still = _activity(names, "Manager", responsible=address("manager"), due_date=add_days(today(), 9))
	frappe.db.commit()
	page = server.login(address("manager")).get("/fokus", params={"_lang": "de"}).text
	to_do, below = page.split("<summary>Erledigt (2)</summary>")
	assert still in to_do
	assert [name in to_do for name in done] == [False, False]
	assert [name in below for name in done] == [True, True]


@pytest.mark.parametrize("person", ["manager", "mentor"])
def test_the_names_beside_more_steps_need_no_more_queries(names, monkeypatch, person):
	asked, sql = [], frappe.db.sql
	monkeypatch.setattr(frappe.db, "sql", lambda *args, **kwargs: (asked.append(1), sql(*args, **kwargs))[1])
	stages.place(names, CANDIDATE, "Preparation")
	counts = []
	for _more in range(3):
		for _step in range(4):
			_activity(names, "Manager", responsible=address(person))
		with acting_as(person):
			asked.clear()
			steps = own_page.my_steps()
			counts.append(len(asked))
		assert {step["about"] for step in steps} == {"Karla Kandidat"}
	# the first round asks what is known from then on; for each of the four more only whether its case is closed
	assert counts[2] - counts[1] <= 4


def test_a_path_holds_a_fixed_set_of_fields(names):
	stages.place(names, CANDIDATE, "Preparation")
	(path,) = _paths("candidate")
	assert set(path) == PATH_FIELDS
	assert [stage["label"] for stage in path["way"] if stage["current"]] == ["Preparation"]
	assert [stage["label"] for stage in path["way"] if stage["done"]][-1] == "Assessment"
	assert [action["action"] for action in path["actions"]] == ["Withdraw Candidacy"]


def test_a_new_leader_sees_the_short_way(names):
	stages.place(names, CANDIDATE, "Onboarding", entry_path="New Leader")
	(path,) = _paths("candidate")
	assert "Assessment" not in [stage["label"] for stage in path["way"]]


@pytest.mark.parametrize("person", ["participant2", "clerk", "manager", "mentor"])
def test_nobody_sees_another_persons_path(names, person):
	assert _paths(person) == []


def test_a_mentor_sees_name_centre_and_stage_of_the_mentee_and_no_more(names):
	stages.place(names, MENTORING, "Awaiting Mentor", waiting_for=address("mentor"))
	pair = _pair("mentor")
	assert (pair["other"], pair["centre"]) == ("Karla Kandidat", "KiTa Regenbogen")
	assert pair["waits_for_me"] and "contact" not in pair
	assert [action["action"] for action in pair["actions"]] == ["Accept Mentoring", "Decline as Mentor"]


def test_a_mentee_sees_the_mentors_name_and_address(names):
	stages.place(names, MENTORING, "Active")
	pair = _pair("candidate")
	assert (pair["other"], pair["contact"]) == ("Mona Mentorin", address("mentor"))
	assert "stage" not in pair and "centre" not in pair


@pytest.mark.parametrize("state", ["Proposed", "Awaiting Mentor"])
def test_a_mentee_hears_of_a_pair_only_when_the_mentor_has_agreed(names, state):
	stages.place(names, MENTORING, state)
	with acting_as("candidate"):
		assert own_page.my_pairs() == []


def test_meetings_show_once_invited_and_while_they_lie_ahead(names, programme):
	meeting = frappe.get_doc("Network Meeting", names["Network Meeting"])
	meeting.db_set({"starts_on": f"{add_days(today(), 3)} 09:00:00", "workflow_state": "Invited"})
	frappe.db.set_value("Meeting Participation", {"meeting": meeting.name}, "invited_on", None)
	with acting_as("candidate"):
		assert own_page.my_meetings() == []
	frappe.db.set_value("Meeting Participation", {"meeting": meeting.name}, "invited_on", frappe.utils.now())
	with acting_as("candidate"):
		assert [row["title"] for row in own_page.my_meetings()] == ["Netzwerktreffen"]


@pytest.mark.parametrize(
	("link", "shown"), [("https://treffen.example.org/1", True), ("javascript:alert(1)", False)]
)
def test_only_a_web_address_becomes_a_link(names, link, shown):
	meeting = names["Network Meeting"]
	frappe.db.set_value(
		"Network Meeting",
		meeting,
		{"starts_on": f"{add_days(today(), 3)} 09:00:00", "workflow_state": "Invited", "link": link},
	)
	frappe.db.set_value("Meeting Participation", {"meeting": meeting}, "invited_on", frappe.utils.now())
	with acting_as("candidate"):
		assert bool(own_page.my_meetings()[0]["link"]) is shown


def test_a_guest_is_led_to_the_login(names, server):
	answer = server.guest().get("/fokus", allow_redirects=False)
	assert answer.status_code in (301, 302)
	assert "/login" in answer.headers["Location"]


@pytest.mark.parametrize("person", ["candidate", "mentor"])
def test_people_without_the_desk_land_on_their_page(names, server, person):
	client = server.guest()
	server.login(address(person))
	answer = client.post("/api/method/login", data={"usr": address(person), "pwd": PASSWORD})
	assert answer.json()["home_page"] == "/fokus"


def test_a_mentee_confirms_the_mentoring_on_the_page(names, server):
	stages.place(names, MENTORING, "Awaiting Mentee", mentee_acknowledged_on=None, goals=None, frequency=None)
	frappe.db.commit()
	client = server.login(address("candidate"))
	page = client.get("/fokus")
	assert page.status_code == 200
	assert "Mona Mentorin" in page.text and "Leitet das Team in Vertretung" not in page.text
	answer = client.call(
		"fokus_app.workflows.action.act",
		doctype=MENTORING,
		name=names[MENTORING],
		action="Confirm Mentoring",
		modified=str(frappe.db.get_value(MENTORING, names[MENTORING], "modified")),
		values={"goals": "Gespräche führen", "frequency": "monatlich", "mentee_acknowledged_on": today()},
	)
	assert answer.status_code == 200, answer.text
	frappe.db.rollback()
	assert frappe.db.get_value(MENTORING, names[MENTORING], "workflow_state") == "Active"


@pytest.mark.parametrize("state", ["Awaiting Mentee", "Active"])
@pytest.mark.parametrize(
	("from_date", "until_date", "shown"),
	[
		("2026-09-01", "2027-06-30", "1. September 2026 bis 30. Juni 2027"),
		("2026-09-01", None, "<dt>Von</dt><dd>1. September 2026"),
		(None, "2027-06-30", "<dt>Bis</dt><dd>30. Juni 2027"),
	],
)
def test_a_pair_shows_which_kind_it_is_and_for_how_long(names, server, state, from_date, until_date, shown):
	values = {"kind": "Senior Advice", "waiting_for": address("candidate")}
	stages.place(names, MENTORING, state, from_date=from_date, until_date=until_date, **values)
	frappe.db.commit()
	page = server.login(address("candidate")).get("/fokus", params={"_lang": "de"}).text
	assert "<dt>Art</dt><dd>Seniorberatung</dd>" in page and shown in page


def test_what_people_typed_stays_text_on_the_page(names, server):
	stages.place(names, MENTORING, "Active", goals='<img src=x onerror="alert(1)">')
	frappe.db.commit()
	page = server.login(address("mentor")).get("/fokus")
	assert page.status_code == 200
	assert "<img src=x" not in page.text and "&lt;img src=x" in page.text


@pytest.mark.parametrize(
	("person", "sees"),
	[
		("nominator", True),
		("manager", True),
		("manager2", False),
		("othermanager", False),
		("candidate", False),
	],
)
def test_after_an_appointment_nominator_and_old_manager_see_the_stage_and_no_more(names, person, sees):
	appointed = {
		"appointed_on": "2026-11-02",
		"previous_manager": address("manager"),
		"manager": address("manager2"),
	}
	stages.place(names, CANDIDATE, "Onboarding", **appointed)
	with acting_as(person):
		found = own_page.handed_on()
	assert [(each["name"], each["stage"]) for each in found] == [("Karla Kandidat", "Onboarding")] * sees
	assert all(set(each) == {"name", "stage", "since"} for each in found)


def test_before_an_appointment_nothing_is_handed_on(names):
	stages.place(names, CANDIDATE, "Ready")
	with acting_as("nominator"):
		assert own_page.handed_on() == []


@pytest.mark.parametrize("person", CAST)
def test_everybody_with_an_account_may_look_at_their_page(names, person):
	with acting_as(person):
		assert own_page.page()["today"] == today()
