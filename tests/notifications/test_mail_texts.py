"""The mail texts that come with the app: complete, renderable, and silent about what is not theirs to tell.

Needs no site: texts are read from the files and rendered with invented values.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, meta

import fokus_app
from fokus_app.notifications import texts, variables
from fokus_app.notifications.render import render

EVENTS = texts.events()
FOLDER = Path(fokus_app.__file__).parent / "templates" / "emails"
LINK = "https://fokus.example.org/fokus?a=1"

#: the variables that are never empty; a text has to read well without any of the others
ALWAYS_FILLED = frozenset(
	{
		"recipient_name",
		"state",
		"date",
		"link",
		"answer_link",
		"candidate_name",
		"mentor_name",
		"mentee_name",
		"meeting_title",
		"account",
		"entered_by",
		"leaver_name",
		"other_name",
	}
)
#: who gets these cannot open the record any more
WITHOUT_LINK = frozenset(
	{
		"candidate_appoint_previous_manager",
		"candidate_move_interview_former_panel",
		"candidate_interview_called_off",
	}
)
#: who is invited answers on a page of its own, without signing in
ASKS_FOR_AN_ANSWER = frozenset(
	{
		"meeting_send_invitations_newly_invited",
		"meeting_invite_more_newly_invited",
		"meeting_postpone_invited",
		"meeting_change_venue_invited",
		"meeting_seat_given",
	}
)
#: where a mail leads to, where that is not the record or the own page alone
LINKS_OF = {
	**{event: ["{{ answer_link }}"] for event in ASKS_FOR_AN_ANSWER},
	"meeting_close_meeting_attendees": ["{{ feedback_link }}", "{{ certificate_link }}", "{{ link }}"],
}
#: when somebody is expected back concerns the person and their manager
MAY_NAME_THE_RETURN = frozenset({"candidate_interrupt_candidate", "candidate_interrupt_manager"})
#: subjects are seen on lock screens: no person, and no title that somebody typed
ALLOWED_IN_SUBJECTS = frozenset({"kind", "starts_on"})
#: a subject has to fit into FOKUS Mail Text
LONGEST_SUBJECT = 140

MISREAD_UTF8 = re.compile("Ã|Â|â€|\ufffd")
#: what a missing value leaves behind where a text does not reckon with it
GAPS = re.compile(r"\( *\)| [,.;:?!]|[,;:] *[.,;]|„ *“|“ *”|  ")

each_text = pytest.mark.parametrize(
	("event", "language"), [(event, language) for event in EVENTS for language in texts.LANGUAGES]
)
each_event = pytest.mark.parametrize("event", EVENTS)


def filled(event: str) -> dict[str, str]:
	links = dict.fromkeys(("link", "answer_link", "feedback_link", "certificate_link"), LINK)
	return {name: f"[{name}]" for name in variables.names_for(event)} | links


def only_what_is_always_there(event: str) -> dict[str, str]:
	return {name: value if name in ALWAYS_FILLED else "" for name, value in filled(event).items()}


def variables_in(text: str) -> set[str]:
	return meta.find_undeclared_variables(Environment().parse(text))


def links_in(text: str) -> list[str]:
	return re.findall(r'href="([^"]*)"', text)


def words_of(body: str) -> str:
	"""The paragraphs of a rendered body as a person reads them, one per line."""
	unbroken = re.sub(r"\s*\n\s*", " ", body)
	lines = re.sub(r"</p>|<br>", "\n", unbroken)
	return "\n".join(line.strip() for line in re.sub(r"<[^>]+>", "", lines).splitlines() if line.strip())


class OpenTags(HTMLParser):
	def __init__(self, html: str):
		super().__init__()
		self.open: list[str] = []
		self.feed(html)

	def handle_starttag(self, tag, attrs):
		if tag != "br":
			self.open.append(tag)

	def handle_endtag(self, tag):
		assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"


def test_every_event_occurs_once():
	assert len(EVENTS) == len(set(EVENTS))


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_file_for_each_event_and_none_besides(language):
	files = {path.stem for path in (FOLDER / language).iterdir()}
	assert files == set(EVENTS)


@each_text
def test_subject_stands_above_the_rule(event, language):
	lines = (FOLDER / language / f"{event}.html").read_text("utf-8").splitlines()
	assert lines[0].startswith("FOKUS: ")
	assert lines[1] == "---"
	assert len(lines[0]) <= LONGEST_SUBJECT


@each_text
def test_renders_with_every_value(event, language):
	subject, body = render(*texts.shipped(event, language), filled(event))
	assert subject.startswith("FOKUS: ")
	assert "[recipient_name]" in body
	assert "{" not in subject + body
	assert OpenTags(body).open == []


@each_text
def test_reads_well_without_optional_values(event, language):
	subject, body = render(*texts.shipped(event, language), only_what_is_always_there(event))
	for line in (subject, *words_of(body).splitlines()):
		assert not GAPS.search(line), line
	assert OpenTags(body).open == []


@each_text
def test_subject_names_nobody(event, language):
	subject, _body = texts.shipped(event, language)
	assert variables_in(subject) <= ALLOWED_IN_SUBJECTS


@each_text
def test_leads_only_to_the_page_where_one_acts(event, language):
	_subject, body = texts.shipped(event, language)
	links = [] if event in WITHOUT_LINK else LINKS_OF.get(event, ["{{ link }}"])
	assert links_in(body) == links
	_subject, rendered = render(*texts.shipped(event, language), filled(event))
	assert links_in(rendered) == [LINK] * len(links)


@each_text
def test_expected_return_reaches_only_whom_it_concerns(event, language):
	_subject, body = texts.shipped(event, language)
	assert ("expected_return" in variables_in(body)) == (event in MAY_NAME_THE_RETURN)


@each_event
def test_german_is_german(event):
	subject, body = texts.shipped(event, "de")
	assert re.search(r"\b(Sie|Ihnen|Ihre?n?)\b", body.replace("Ihr FOKUS-Team", ""))
	assert not MISREAD_UTF8.search(subject + body)
	assert body.startswith("<p>Guten Tag {{ recipient_name }},</p>")
	assert body.endswith("<p>Freundliche Grüße<br>Ihr FOKUS-Team</p>")


@each_event
def test_english_is_english(event):
	subject, body = texts.shipped(event, "en")
	assert not MISREAD_UTF8.search(subject + body)
	assert not re.search(r"\b(Sie|Ihre?|und|bitte)\b", body, re.IGNORECASE)
	assert body.startswith("<p>Dear {{ recipient_name }},</p>")
	assert body.endswith("<p>Kind regards<br>Your FOKUS team</p>")


@each_event
def test_says_what_is_asked_or_that_nothing_is(event):
	_subject, german = texts.shipped(event, "de")
	_subject, english = texts.shipped(event, "en")
	assert re.search(
		r"\b[Bb]itte\b|müssen Sie nichts|Sie müssen nichts|Wir freuen uns, wenn Sie uns|können Sie", german
	)
	assert re.search(r"\b[Pp]lease\b|do not need to do anything", english)


@each_event
def test_both_languages_tell_the_same(event):
	german, english = (
		variables_in("\n".join(texts.shipped(event, language))) for language in texts.LANGUAGES
	)
	assert german == english


@each_text
def test_values_are_escaped(event, language):
	attack = "<script>alert(1)</script>"
	values = dict.fromkeys(variables.names_for(event), attack)
	_subject, body = render(*texts.shipped(event, language), values)
	assert "<script" not in body
	assert "&lt;script&gt;" in body


@each_text
def test_a_link_stays_inside_its_quotes(event, language):
	values = filled(event) | {"link": 'https://fokus.example.org/" onclick="x'}
	_subject, body = render(*texts.shipped(event, language), values)
	assert 'onclick="' not in body
