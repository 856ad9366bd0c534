"""What is attacked: a record of every doctype of ours, with words in it that occur nowhere else.

Every text field holds a word of its own. Whatever an answer says, it must hold no word of a record that the asker may
not see; so an attack needs no expected answer, and a new doctype or field is attacked without being named anywhere.
"""

import json
from dataclasses import dataclass, field
from functools import cached_property

import frappe

from fokus_app import permissions
from tests import programme as cast
from tests import records
from tests.records import CANDIDATE, MEETING, SEEN_BY
from tests.security.attacks.people import INSIDERS
from tests.workflows import stages

#: what the app itself reads in a text field: another value would be another record
MEANT = {
	*("interrupted_from", "closed_from", "open_account", "open_address", "open_mentoring_of", "start_time"),
	*("email", "recipient_email", "link", "event", "occasion", "recipients", "totals", "scale", "kind"),
	*(
		"action",
		"from_state",
		"to_state",
		"template_row",
		"done_through",
		"message_id",
		"email_queue",
		"author",
	),
	*("readers", "key_name", "reference_doctype", "reference_name", "slot", "reason_category"),
}
TEXTS = ("Data", "Small Text", "Text", "Long Text", "Text Editor", "Code")
#: of a meeting's log fewer people read than of the meeting
LOG_OF_A_MEETING = records.HR_AND_LEADS
#: the name of who a step is for is the title of a link that these two see
KNOWN = {(CANDIDATE, "candidate_name"): {"candidate", "mentor"}}
PARENTS = {
	"Assessment Panel Member": CANDIDATE,
	"Candidate Take-over Row": "Candidate Take-over",
	"Competency Observation": "Competency Assessment",
	"Stage Change": CANDIDATE,
	"Network Meeting Agenda Item": MEETING,
	"Peer Consultation Adviser": "Peer Consultation",
	"Peer Consultation Member": "Peer Consultation Group",
	"Peer Consultation Phase": "Peer Consultation",
	"Mentor Competency": "Mentor",
	"Mentoring Wish Row": CANDIDATE,
	"Wished Area": CANDIDATE,
	"Wished Competency": CANDIDATE,
}


@dataclass(frozen=True)
class Secret:
	"""A word, where it stands, and who may read it (parts of the cast)."""

	word: str
	doctype: str
	place: str
	readers: frozenset[str]


@dataclass
class Victims:
	"""The records by doctype, their words, and their files' addresses."""

	names: dict[str, str]
	secrets: list[Secret]
	#: part of the cast: the candidate record that is about this person
	own_cases: dict[str, str]
	files: dict[str, str] = field(default_factory=dict)

	@cached_property
	def doctypes(self) -> list[str]:
		"""Everything that has a rule, and the rows within."""
		return sorted({*permissions.RULES, *permissions.ROWS})

	def leaked(self, person: str, text: str) -> list[Secret]:
		"""The secrets in this text that this person must not read."""
		plain = as_read(text)
		return [each for each in self.secrets if each.word in plain and person not in each.readers]

	def holds(self, person: str, text: str, doctype: str) -> bool:
		"""True when the text holds a word of this doctype that this person may read."""
		plain = as_read(text)
		return any(
			each.word in plain for each in self.secrets if each.doctype == doctype and person in each.readers
		)

	def parent_of(self, doctype: str) -> str:
		"""For rows the doctype that they are in, else the doctype itself."""
		return PARENTS.get(doctype, doctype)


def as_read(text: str) -> str:
	"""The text, also as it is where it is JSON within JSON."""
	return text + text.encode().decode("unicode_escape", errors="replace") if "\\u" in text else text


def make() -> Victims:
	"""Make everything and commit it."""
	programme = cast.build()
	names = stages.make(programme)
	with_rule = records.one_of_each(programme, names)
	_rows_of_every_kind(programme, with_rule)
	victims = Victims({**with_rule}, [], {})
	for doctype in sorted(permissions.ROWS):
		parent = PARENTS[doctype]
		victims.names[doctype] = frappe.get_all(
			doctype, {"parent": with_rule[parent], "parenttype": parent}, pluck="name", limit=1
		)[0]
	for doctype, name in victims.names.items():
		readers = SEEN_BY[PARENTS.get(doctype, doctype)]
		_put_words(victims, doctype, name, frozenset(readers), doctype)
	_own_cases(victims, programme)
	_beside(victims)
	frappe.db.commit()
	return victims


def _put_words(victims: Victims, doctype: str, name: str, readers: frozenset[str], place: str) -> None:
	values = {}
	for df in frappe.get_meta(doctype).fields:
		if df.fieldtype in TEXTS and df.fieldname not in MEANT:
			word = f"Kanari{len(victims.secrets):03}vogel"
			values[df.fieldname] = word
			known = readers | KNOWN.get((place, df.fieldname), set())
			victims.secrets.append(Secret(word, doctype, f"{place}.{df.fieldname}", known))
	if values:
		frappe.db.set_value(doctype, name, values, update_modified=False)


def _rows_of_every_kind(programme: cast.Programme, made: dict[str, str]) -> None:
	"""Rows that nothing has made so far, written past the rules."""
	for doctype, parent in PARENTS.items():
		if frappe.db.exists(doctype, {"parent": made[parent], "parenttype": parent}):
			continue
		fieldname = next(
			df.fieldname for df in frappe.get_meta(parent).get_table_fields() if df.options == doctype
		)
		row = frappe.new_doc(doctype)
		row.update({"parent": made[parent], "parenttype": parent, "parentfield": fieldname, "idx": 1})
		for df in row.meta.get_link_fields():
			row.set(df.fieldname, frappe.db.get_value(df.options, {}, "name"))
		row.db_insert()


def _own_cases(victims: Victims, programme: cast.Programme) -> None:
	"""Cases about people who see all others."""
	for person in INSIDERS.values():
		case = cast.candidate(
			programme, user=cast.address(person), email=cast.address(person), candidate_name=f"Fall {person}"
		)
		with cast.acting_as("clerk"):
			stages.act({CANDIDATE: case.name}, CANDIDATE, "Nominate")
		readers = frozenset(SEEN_BY[CANDIDATE]) - {person}
		_put_words(victims, CANDIDATE, case.name, readers, f"case about {person}")
		for row in frappe.get_doc(CANDIDATE, case.name).stage_changes:
			_put_words(victims, "Stage Change", row.name, readers, f"log about {person}")
		victims.own_cases[person] = case.name


def _beside(victims: Victims) -> None:
	"""A private file with every record that takes one, and what people said beside the case."""
	for doctype in permissions.RULES.keys() - permissions.CONFIDENTIAL:
		_file(victims, doctype, victims.names[doctype], frozenset(SEEN_BY[doctype]), doctype)
	for person, case in victims.own_cases.items():
		_file(victims, CANDIDATE, case, frozenset(SEEN_BY[CANDIDATE]) - {person}, f"own case {person}")
	case, readers = victims.names[CANDIDATE], frozenset(SEEN_BY[CANDIDATE]) | {"sysadmin"}
	for doctype, values in (
		("Comment", {"comment_type": "Comment", "reference_doctype": CANDIDATE, "reference_name": case}),
		(
			"Communication",
			{
				"subject": "x",
				"reference_doctype": CANDIDATE,
				"reference_name": case,
				"sent_or_received": "Sent",
			},
		),
	):
		word = f"Kanari{len(victims.secrets):03}vogel"
		frappe.get_doc({"doctype": doctype, "content": word, **values}).insert()
		victims.secrets.append(Secret(word, doctype, f"{doctype} beside the case", readers))


def _file(victims: Victims, doctype: str, name: str, readers: frozenset[str], key: str) -> None:
	word = f"Kanari{len(victims.secrets):03}vogel"
	made = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"Papier{len(victims.files):02}.txt",
			"is_private": 1,
			"content": word,
			"attached_to_doctype": doctype,
			"attached_to_name": name,
		}
	).insert()
	victims.files[key] = made.file_url
	victims.secrets.append(Secret(word, "File", f"file with {key}", readers))


def filled(victims: Victims, doctype: str, person: str, value: object, **more: str) -> object:
	"""`value` with its placeholders filled for this record and person."""
	text = json.dumps(value)
	for place, filling in {
		"doctype": doctype,
		"name": victims.names.get(doctype, ""),
		"parent": victims.parent_of(doctype),
		"parent_name": victims.names.get(victims.parent_of(doctype), ""),
		"person": cast.address(person),
		**more,
	}.items():
		text = text.replace(f"{{{place}}}", json.dumps(filling)[1:-1])
	return json.loads(text)
