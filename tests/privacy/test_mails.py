"""Mails about meetings and mentorings that somebody led: to others, and about others; they say nothing of them afterwards."""

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from fokus_app import people
from fokus_app.meetings import appointments
from fokus_app.notifications import mass
from fokus_app.privacy import acts, mails, persons, protocol
from fokus_app.privacy.names import Names
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import Who
from tests import programme as cast
from tests.privacy import dump
from tests.privacy.conftest import rows_read
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MEETING, MENTORING

#: both longer than a line of a calendar file, with signs that HTML, JSON and addresses write otherwise
NAME = "Friederike-Charlotte Annegret d'Ähren von Großzwiebelhausen"
ADDRESS = "friederike-charlotte.von-grosszwiebelhausen@leitungen.kita.example.org"
LAST_NAME = "Großzwiebelhausen"
#: as programs and people write that
WRITTEN = (
	NAME,
	NAME.upper(),
	NAME.replace(" ", "&nbsp;"),
	NAME.replace(" ", "\n"),
	NAME.replace("'", "&#39;").replace("Ä", "&Auml;").replace("ß", "&szlig;"),
	NAME.replace("'", "’").replace("ß", "ss").replace("Ä", "Ae"),
	"Friederike-Charlotte%20Annegret%20d%27%C3%84hren%20von%20Gro%C3%9Fzwiebelhausen",
	"Friederike-Charlotte Annegret d'\\u00c4hren von Gro\\u00dfzwiebelhausen",
	f"{NAME}s Treffen",
	f"Datei_{NAME.replace(' ', '_')}.pdf",
	ADDRESS,
	ADDRESS.upper(),
	f"mailto:{ADDRESS.replace('@', '%40')}?subject=Treffen",
	f"\\n{ADDRESS}\\n",
)
#: somebody else
OTHERS = (
	f"x{ADDRESS}",
	f"heinz-{ADDRESS}",
	f"{ADDRESS}de",
	f"Eva-{NAME}er",
	"Charlotte von Großzwiebelhausen",
)


@pytest.fixture(scope="module", autouse=True)
def own_list(tmp_path_factory, programme):
	"""The list outside the database; the site's own is left alone."""
	before, file = protocol.path, tmp_path_factory.mktemp("erasures") / "list"
	protocol.path = lambda: file
	yield
	protocol.path = before


@pytest.mark.parametrize("written", WRITTEN)
def test_a_name_is_found_as_it_is_written(written):
	names = Names(frozenset([NAME]), frozenset([ADDRESS]))
	assert names.pattern().search(f'<a href="{written}">')


@pytest.mark.parametrize("other", OTHERS)
def test_who_is_called_nearly_the_same_is_somebody_else(other):
	names = Names(frozenset([NAME]), frozenset([ADDRESS]))
	assert not names.pattern().search(f"<p>{other}</p>")


def test_who_is_called_nearly_the_same_stays_in_the_database(programme):
	"""Two addresses of which one ends as the other begins, and two names."""
	short, long = "anna@example.org", "johanna@example.org"
	cast.make_user(short, "Anna Meier", ("FOKUS Participant",), "de")
	cast.make_user(long, "Johanna Meier", ("FOKUS Participant",), "de")
	kept = cast.candidate(programme, candidate_name="Johanna Meier", email=long, user=long)
	for user in (short, long):
		frappe.get_doc({"doctype": "Activity Log", "subject": user, "user": user}).insert()
	persons.erase(short, [], persons.new_alias())
	assert frappe.db.get_value(CANDIDATE, kept.name, ["candidate_name", "email"]) == ("Johanna Meier", long)
	assert frappe.db.exists("Activity Log", {"subject": long})
	assert not frappe.db.exists("Activity Log", {"subject": short})


@pytest.fixture
def leader(programme) -> str:
	"""Somebody who has led a meeting and a mentoring; mails about both went to others. Committed."""
	cast.make_user(ADDRESS, NAME, ("FOKUS Mentor",), "de")
	mentor = frappe.get_doc(
		{"doctype": "Mentor", "user": ADDRESS, "mentor_name": NAME, "capacity": 3, "kind": "Mentor"}
	).insert()
	names = stages.make(programme)
	stages.place(names, MEETING, "Invited", organiser=ADDRESS, requested_by=ADDRESS)
	meeting = frappe.get_doc(MEETING, names[MEETING])
	# HR's own text need not name who organises; the calendar file that goes with it does
	for part in ("candidate", "participant2"):
		(person,) = people.people([cast.address(part)])
		frappe.sendmail(
			recipients=[person.email],
			subject="Einladung",
			message="<p>Netzwerktreffen</p>",
			reference_doctype=MEETING,
			reference_name=meeting.name,
			attachments=appointments.calendar(meeting, Who.INVITED, person),
		)
	assert (
		sum(LAST_NAME in dump.as_read(each) for each in frappe.get_all("Email Queue", pluck="message")) == 2
	)
	frappe.sendmail(
		recipients=[cast.address("candidate")],
		subject="Treffen",
		message=f"Frau {LAST_NAME} leitet das Treffen.",
		reference_doctype=MEETING,
		reference_name=meeting.name,
	)
	other = {MENTORING: names[MENTORING], MEETING: meeting.name}
	frappe.db.set_value(
		MENTORING, names[MENTORING], {"mentor": mentor.name, "mentor_user": ADDRESS, "mentor_name": NAME}
	)
	for doctype, name in other.items():
		mail = frappe.get_doc(
			{
				"doctype": "Communication",
				"subject": "Treffen",
				"content": f"<p>Frau&nbsp;{LAST_NAME.replace('ß', '&szlig;')} meldet sich.</p>",
				"reference_doctype": doctype,
				"reference_name": name,
				"communication_medium": "Email",
				"recipients": cast.address("candidate"),
			}
		)
		mail.db_insert()
		frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"anhang-{doctype.lower().replace(' ', '-')}.pdf",
				"content": b"%PDF-1.4 " + doctype.encode(),
				"is_private": 1,
				"attached_to_doctype": "Communication",
				"attached_to_name": mail.name,
			}
		).insert()
	meeting.add_comment("Comment", f"Mit Frau {LAST_NAME} besprochen")
	# Frappe's own words go without anybody's look
	frappe.get_doc(CANDIDATE, names[CANDIDATE]).add_comment("Info", f"hat {NAME} eingetragen")
	stages.place(names, MENTORING, "Completed")
	stages.place(names, MEETING, "Closed")
	frappe.db.set_value(MEETING, meeting.name, {"starts_on": add_to_date(now_datetime(), days=-30)})
	frappe.db.commit()
	return meeting.name


def test_nothing_names_who_has_led_a_meeting(leader):
	words = (NAME, LAST_NAME, ADDRESS, "Friederike-Charlotte")
	assert {each.split(":")[0] for each in dump.naming(words)} == {"dump", "mails"}
	with cast.acting_as("lead"):
		shown = acts.preview("Person", user=ADDRESS)
		assert shown["obstacles"] == []
		# a comment is somebody's own text: a person looks at it
		assert [(each["doctype"], each["name"]) for each in shown["texts"]] == [(MEETING, leader)]
		frappe.db.delete("Comment", {"reference_name": leader})
		acts.erase("Person", confirmed=NAME, user=ADDRESS)
	frappe.db.commit()
	assert dump.naming(words) == []
	assert not frappe.get_all("File", {"file_name": ("like", "anhang-%")})


def test_a_calendar_in_a_mail_is_read_as_calendars_read_it(programme):
	"""Its long lines are broken anywhere."""
	names = stages.make(programme)
	cast.make_user(ADDRESS, NAME, ("FOKUS Mentor",), "de")
	stages.place(names, MEETING, "Invited", organiser=ADDRESS)
	meeting = frappe.get_doc(MEETING, names[MEETING])
	(person,) = people.people([cast.address("candidate")])
	file = appointments.calendar(meeting, Who.INVITED, person)
	assert NAME not in file[0]["fcontent"] and ADDRESS not in file[0]["fcontent"]
	frappe.sendmail(recipients=[person.email], subject="Termin", message="<p>Termin</p>", attachments=file)
	queued = frappe.get_last_doc("Email Queue").name
	assert mails.naming(Names(frozenset([NAME]), frozenset()).pattern()) == [queued]
	assert mails.naming(Names(frozenset(), frozenset([ADDRESS])).pattern()) == [queued]


def test_mails_are_read_once_each_however_many_there_are(programme, monkeypatch):
	monkeypatch.setattr(mails, "AT_ONCE", 20)
	rows = [(9_000_000 + number, "Subject: Hallo\n\nText") for number in range(400)]
	frappe.db.bulk_insert("Email Queue", ["name", "message"], rows)
	found = Names(frozenset([NAME]), frozenset([ADDRESS]))
	read = rows_read(lambda: mails.naming(found.pattern()))
	assert read < 3 * frappe.db.count("Email Queue")


def test_others_still_get_the_mails_that_a_worker_writes_just_then(names):
	"""Somebody is erased while a mass mailing is under way."""
	cast.make_user(ADDRESS, NAME, ("FOKUS Participant",), "de")
	users = [cast.address("candidate"), ADDRESS, cast.address("participant2")]
	meeting, (event, *_others) = frappe.get_doc(MEETING, names[MEETING]), definitions()[MEETING].mail_events()
	order = mass.order(meeting, event, "meanwhile", people.people(users))
	persons.erase(ADDRESS, [], persons.new_alias())
	assert ADDRESS not in frappe.db.get_value(mass.ORDER, order, "recipients")
	while mass.write_piece(order):
		pass
	mailed = frappe.get_all("FOKUS Mail", {"reference_name": meeting.name, "event": event}, pluck="recipient")
	assert sorted(mailed) == [users[0], users[2]]
