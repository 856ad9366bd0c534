"""What mentor and mentee write about their sessions, and members of a group in a peer consultation, through every channel of Frappe and of ours, as everybody else.

A table of channels × people over HTTP. Each channel is tried with the pair's own session, so that it reaches something:
the pair reads through our own methods, and through Frappe's doors it gets the record without the words.
"""

import gzip
import json
import os
import subprocess
from pathlib import Path

import frappe
import pytest
from frappe.utils import today

from fokus_app.confidential import key_file
from fokus_app.consultations.groups import CONSULTATION, GROUP
from fokus_app.mentoring_sessions import log, plan, reflection
from fokus_app.mentoring_sessions.record import DOCTYPE
from tests import programme as cast
from tests.consultations import conftest as consultations
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MENTORING

#: words that occur nowhere else, with a letter outside of ASCII, by who may read them
WORDS = {
	"topics": ("Zwetschgenkuchen-Übergabe", {"mentor", "candidate"}),
	"next_steps": ("Blaubeerpfannkuchen", {"mentor", "candidate"}),
	"mentor's note": ("Pusteblumenwiese", {"mentor"}),
	"mentee's note": ("Gänseblümchenkranz", {"candidate"}),
	"reflection": ("Mondscheinsonate", {"candidate"}),
	"question": ("Schlüsselblumenfrage", {"mentor", "candidate"}),
	"notes": ("Brombeerhecke", {"mentor", "candidate"}),
	"results": ("Kirschblütenregen", {"mentor", "candidate"}),
}
IN_CONSULTATION = {"question", "notes", "results"}
PAIR = ("mentor", "candidate")
OTHERS = (
	*("clerk", "lead", "manager", "nominator", "clerkmanager"),
	*("mentor2", "participant2", "outsider", "sysadmin", "Administrator", "Guest"),
)
REFLECTION, SEALED = "Mentoring Reflection", "Sealed Text"


@pytest.fixture(scope="module")
def session(names):
	"""A session of the pair with words of every kind, committed; its name."""
	stages.place(names, MENTORING, "Active")
	with cast.acting_as("mentor"):
		name = log.log(
			names[MENTORING],
			today(),
			60,
			topics=WORDS["topics"][0],
			next_steps=WORDS["next_steps"][0],
			private_note=WORDS["mentor's note"][0],
		)["name"]
		plan.plan(names[MENTORING], str(frappe.utils.add_days(today(), 9)), "10:00")
	with cast.acting_as("candidate"):
		log.note(name, WORDS["mentee's note"][0])
		reflection.reflect(names[MENTORING], "Mid-Term", helped=WORDS["reflection"][0])
	# the pair is a group of peer consultation too, the others of the cast are another one
	consultations.make_group("mentor2", "participant2", "manager")
	names[GROUP] = consultations.make_group(*PAIR)
	names[CONSULTATION] = consultations.planned(names[GROUP], case_giver=cast.address("candidate"))
	consultations.said(names[CONSULTATION], "mentor", notes=WORDS["notes"][0])
	consultations.said(
		names[CONSULTATION], "candidate", question=WORDS["question"][0], results=WORDS["results"][0]
	)
	frappe.utils.global_search.sync_global_search()
	frappe.db.commit()
	return name


@pytest.fixture(scope="module")
def clients(session, _server):
	people = {person: _server.login(cast.address(person), cast.PASSWORD) for person in (*PAIR, *OTHERS[:-2])}
	return {**people, "Administrator": _server.login("Administrator"), "Guest": _server.guest()}


def _read_words(text: str) -> set[str]:
	return {kind for kind, (word, _readers) in WORDS.items() if word in _plain(text)}


def _plain(text: str) -> str:
	"""Also what an answer escapes."""
	try:
		return text + json.dumps(json.loads(text), ensure_ascii=False)
	except ValueError:
		return text


# --- our own doors, where the pair reads

OWN_DOORS = {
	"content": ("fokus_app.mentoring_sessions.view.content", {"name": "{session}"}),
	"reflection": (
		"fokus_app.mentoring_sessions.reflection.own",
		{"relationship": "{pair}", "kind": "Mid-Term"},
	),
	"consultation": ("fokus_app.consultations.words.read", {"name": "{consultation}"}),
}
BEHIND = {
	"content": WORDS.keys() - {"reflection"} - IN_CONSULTATION,
	"reflection": {"reflection"},
	"consultation": IN_CONSULTATION,
}


@pytest.mark.parametrize("door", OWN_DOORS)
def test_the_pair_reads_what_is_theirs_and_nobody_else_anything(names, session, clients, door):
	method, arguments = OWN_DOORS[door]
	for person, client in clients.items():
		answer = client.call(method, **_filled(arguments, names, session))
		expected = {kind for kind in BEHIND[door] if person in WORDS[kind][1]}
		assert _read_words(answer.text) == expected, (person, answer.text[:300])
		assert (answer.status_code == 200) == (person in PAIR), (person, answer.status_code)


# --- doors of Frappe

FIELDS = json.dumps(["name", "session_date", "place", "relationship"])
SEALED_FIELDS = json.dumps(["name", "sealed", "readers", "key_name"])


def _list(doctype, fields):
	return {"doctype": doctype, "fields": fields, "limit_page_length": 0}


def _one(doctype):
	return {"doctype": doctype, "name": "{session}"}


def _logged(doctype, *fields):
	return "frappe.client.get_list", _list(doctype, json.dumps([*fields]))


CHANNELS = {
	"form": ("frappe.desk.form.load.getdoc", _one(DOCTYPE)),
	"timeline": ("frappe.desk.form.load.get_docinfo", _one(DOCTYPE)),
	"client.get": ("frappe.client.get", _one(DOCTYPE)),
	"get_value": (
		"frappe.client.get_value",
		{"doctype": DOCTYPE, "fieldname": FIELDS, "filters": {"name": "{session}"}},
	),
	"get_value of the sealed": (
		"frappe.client.get_value",
		{"doctype": SEALED, "fieldname": "sealed", "filters": {"reference_name": "{session}"}},
	),
	"list": ("frappe.client.get_list", _list(DOCTYPE, FIELDS)),
	"list of the sealed": ("frappe.client.get_list", _list(SEALED, SEALED_FIELDS)),
	"list of reflections": ("frappe.client.get_list", _list(REFLECTION, '["*"]')),
	"report builder": (
		"frappe.desk.reportview.get",
		{"doctype": DOCTYPE, "fields": FIELDS, "filters": "[]"},
	),
	"report builder of the sealed": (
		"frappe.desk.reportview.get",
		{"doctype": SEALED, "fields": SEALED_FIELDS, "filters": "[]"},
	),
	"export": (
		"frappe.desk.reportview.export_query",
		{"doctype": DOCTYPE, "file_format_type": "CSV", "title": "x", "fields": FIELDS, "filters": "{}"},
	),
	"print": ("frappe.www.printview.get_html_and_style", {"doc": DOCTYPE, "name": "{session}"}),
	"print of the relationship": (
		"frappe.www.printview.get_html_and_style",
		{"doc": MENTORING, "name": "{pair}"},
	),
	"form of the relationship": (
		"frappe.desk.form.load.getdoc",
		{"doctype": MENTORING, "name": "{pair}"},
	),
	"overview of the relationship": (
		"fokus_app.mentoring_sessions.view.overview",
		{"relationship": "{pair}"},
	),
	"form of the group": ("frappe.desk.form.load.getdoc", {"doctype": GROUP, "name": "{group}"}),
	"print of the group": ("frappe.www.printview.get_html_and_style", {"doc": GROUP, "name": "{group}"}),
	"overview of the group": ("fokus_app.consultations.view.overview", {"group": "{group}"}),
	"where the group is": ("fokus_app.consultations.running.where", {"name": "{consultation}"}),
	"linked documents of the group": (
		"frappe.desk.form.linked_with.get",
		{"doctype": GROUP, "docname": "{group}"},
	),
	"form of the candidate": ("frappe.desk.form.load.getdoc", {"doctype": CANDIDATE, "name": "{candidate}"}),
	"linked documents": ("frappe.desk.form.linked_with.get", {"doctype": MENTORING, "docname": "{pair}"}),
	"link search": ("frappe.desk.search.search_link", {"doctype": DOCTYPE, "txt": ""}),
	"link title": ("frappe.desk.search.get_link_title", {"doctype": DOCTYPE, "docname": "{session}"}),
	"link check": (
		"frappe.client.validate_link",
		{"doctype": DOCTYPE, "docname": "{session}", "fields": '["session_date"]'},
	),
	"global search": ("frappe.utils.global_search.search", {"text": "Zwetschgenkuchen"}),
	"awesome bar": ("frappe.desk.search.search_widget", {"doctype": DOCTYPE, "txt": "Zwetschgen"}),
	"group by": (
		"frappe.desk.listview.get_group_by_count",
		{"doctype": DOCTYPE, "current_filters": "[]", "field": "place"},
	),
	"run_doc_method": (
		"run_doc_method",
		{"dt": DOCTYPE, "dn": "{session}", "method": "as_dict"},
	),
	"data export": (
		"frappe.core.doctype.data_export.exporter.export_data",
		{
			"doctype": DOCTYPE,
			"with_data": True,
			"select_columns": json.dumps({DOCTYPE: ["session_date"]}),
			"file_type": "CSV",
		},
	),
	"template of an import": (
		"frappe.core.doctype.data_import.data_import.download_template",
		{"doctype": DOCTYPE, "export_fields": json.dumps({DOCTYPE: ["name"]}), "export_records": "all"},
	),
	"versions": _logged("Version", "data", "docname"),
	"comments": _logged("Comment", "content", "reference_name"),
	"communications": _logged("Communication", "content", "subject"),
	"deleted documents": _logged("Deleted Document", "data"),
	"error log": _logged("Error Log", "error", "method"),
	"notifications": _logged("Notification Log", "subject", "email_content"),
	"to-dos": _logged("ToDo", "description"),
	"tags": _logged("Tag Link", "tag", "document_name"),
	"files": _logged("File", "file_name", "attached_to_name"),
	"mail queue": _logged("Email Queue", "message", "reference_name"),
	"sent mails": _logged("FOKUS Mail", "event", "recipient", "problem"),
	"activity log": _logged("Activity Log", "subject", "content"),
	"access log": _logged("Access Log", "filters", "page"),
}
#: doors of Frappe behind which the pair finds its record, so that the table is known to reach something
OPEN_TO_THE_PAIR = {
	*("form", "client.get", "get_value", "list", "report builder", "list of reflections", "link check"),
	*("form of the relationship", "overview of the relationship", "link search"),
}


def _of_consultations(table):
	"""The same doors for consultations: whatever in the table is about a session, about one of these."""
	text = json.dumps(table)
	for session, consultation in (
		(DOCTYPE, CONSULTATION),
		("{session}", "{consultation}"),
		("session_date", "consultation_date"),
		('\\"relationship\\"', '\\"consultation_group\\"'),
	):
		text = text.replace(session, consultation)
	return json.loads(text)


CHANNELS |= {
	f"{channel} (consultation)": _of_consultations(door)
	for channel, door in CHANNELS.items()
	if DOCTYPE in json.dumps(door) or "{session}" in json.dumps(door)
}
OPEN_TO_THE_PAIR |= {
	f"{channel} (consultation)" for channel in OPEN_TO_THE_PAIR if f"{channel} (consultation)" in CHANNELS
} | {"form of the group", "overview of the group", "where the group is"}


@pytest.mark.parametrize("channel", CHANNELS)
def test_through_no_channel_does_anybody_read_a_word(names, session, clients, channel):
	method, arguments = CHANNELS[channel]
	reached = set()
	for person, client in clients.items():
		# a method of Frappe takes an argument “method”, hence not client.call
		answer = client.post(f"/api/method/{method}", json=_filled(arguments, names, session))
		assert answer.status_code not in (400, 500), (person, answer.text[-800:])
		assert _read_words(answer.text) == set(), (person, channel)
		found = (session, names[MENTORING], names[GROUP], names[CONSULTATION], "moderator", "planned")
		if answer.status_code == 200 and any(name in answer.text for name in found):
			reached.add(person)
	if channel in OPEN_TO_THE_PAIR:
		assert reached & {*PAIR}, f"{channel} reaches nothing: {reached}"


REST = (
	f"/api/resource/{DOCTYPE}/{{session}}",
	f'/api/resource/{DOCTYPE}?fields=["*"]',
	f'/api/resource/{SEALED}?fields=["*"]&limit_page_length=0',
	f'/api/resource/{REFLECTION}?fields=["*"]',
	f"/api/resource/{MENTORING}/{{pair}}",
	f"/api/method/frappe.utils.print_format.download_pdf?doctype={DOCTYPE}&name={{session}}",
)
REST += tuple(dict.fromkeys(_of_consultations(address) for address in REST) - dict.fromkeys(REST).keys())
#: pages for people; opening one gives a session a token that each of its later requests needs
PAGES = (
	*("/fokus", "/app", "/fokus/consultation?name={consultation}"),
	*(
		f"/printview?doctype={DOCTYPE}&name={{session}}",
		f"/printview?doctype={CONSULTATION}&name={{consultation}}",
	),
)


@pytest.mark.parametrize("address", REST)
def test_no_address_shows_a_word(names, session, clients, address):
	for person, client in clients.items():
		answer = client.get(_filled(address, names, session))
		assert _read_words(answer.text) == set(), (person, address)
		if address.startswith((f"/api/resource/{DOCTYPE}/", f"/api/resource/{CONSULTATION}/")):
			assert (answer.status_code == 200) == (person in (*PAIR, "Administrator")), person


@pytest.mark.parametrize("address", PAGES)
def test_no_page_shows_a_word(names, session, server, address):
	for person in (*PAIR, "clerk", "lead", "mentor2", "sysadmin"):
		client = server.login(cast.address(person), cast.PASSWORD)
		answer = client.get(_filled(address, names, session))
		assert answer.status_code != 500 and _read_words(answer.text) == set(), (person, address)
		if address == "/fokus" and person in PAIR:
			assert names[MENTORING] in answer.text, "the page shows the pair"
			assert names[CONSULTATION] in answer.text, "the page shows the group"
		if "consultation?" in address:
			assert (answer.status_code == 200) == (person in PAIR), person


# --- writing beside it: nothing typed there would be sealed

ATTEMPTS = {
	"share": ("frappe.share.add", {"doctype": DOCTYPE, "name": "{session}", "user": "{outsider}", "read": 1}),
	"assignment": (
		"frappe.desk.form.assign_to.add",
		{
			"doctype": DOCTYPE,
			"name": "{session}",
			"assign_to": '["{outsider}"]',
			"description": "Zwetschgenkuchen-Übergabe",
		},
	),
	"comment": (
		"frappe.desk.form.utils.add_comment",
		{
			"reference_doctype": DOCTYPE,
			"reference_name": "{session}",
			"content": "Zwetschgenkuchen-Übergabe",
			"comment_email": "mentor@example.org",
			"comment_by": "x",
		},
	),
	"tag": (
		"frappe.desk.doctype.tag.tag.add_tag",
		{"tag": "Blaubeerpfannkuchen", "dt": DOCTYPE, "dn": "{session}"},
	),
	"like": ("frappe.desk.like.toggle_like", {"doctype": DOCTYPE, "name": "{session}", "add": "Yes"}),
	"mail": (
		"frappe.core.doctype.communication.email.make",
		{
			"doctype": DOCTYPE,
			"name": "{session}",
			"recipients": "outsider@example.org",
			"content": "Zwetschgenkuchen-Übergabe",
			"subject": "x",
		},
	),
	"attachment": (
		"frappe.client.insert",
		{
			"doc": {
				"doctype": "File",
				"file_name": "Blaubeerpfannkuchen.txt",
				"is_private": 1,
				"content": "Zwetschgenkuchen-Übergabe",
				"attached_to_doctype": DOCTYPE,
				"attached_to_name": "{session}",
			}
		},
	),
	"set_value": (
		"frappe.client.set_value",
		{"doctype": DOCTYPE, "name": "{session}", "fieldname": "place", "value": "Zwetschgenkuchen-Übergabe"},
	),
	"readers": (
		"frappe.client.set_value",
		{"doctype": SEALED, "name": "{sealed}", "fieldname": "readers", "value": '["{person}"]'},
	),
	"delete": ("frappe.client.delete", {"doctype": DOCTYPE, "name": "{session}"}),
	"rename": (
		"frappe.rename_doc",
		{"doctype": DOCTYPE, "old": "{session}", "new": "x"},
	),
}

ATTEMPTS |= {f"{attempt} (consultation)": _of_consultations(door) for attempt, door in ATTEMPTS.items()}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nothing_is_put_beside_a_session(names, session, clients, attempt):
	method, arguments = ATTEMPTS[attempt]
	for person, client in clients.items():
		if person == "Administrator" and attempt.split(" (")[0] in ("readers", "delete", "tag"):
			continue  # can spoil rows, and sees in `test_accounts` that nothing is read by that
		filled = _filled(arguments, names, session, person=cast.address(person))
		answer = client.call(method, **filled)
		assert answer.status_code in (403, 404, 417), (person, answer.status_code, answer.text[:400])
	assert _everywhere() == {}, attempt
	assert frappe.db.exists(DOCTYPE, session) and frappe.db.exists(CONSULTATION, names[CONSULTATION])
	assert not frappe.db.exists("DocShare", {"share_doctype": ("in", (DOCTYPE, CONSULTATION))})
	seen = clients["candidate"].call(OWN_DOORS["content"][0], name=session)
	assert WORDS["topics"][0] in _plain(seen.text)


# --- where it could have been kept


def _everywhere() -> dict[str, set[str]]:
	"""Every column of every table that holds one of the words."""
	frappe.db.rollback()
	found = {}
	columns = frappe.db.sql(
		"select table_name, column_name from information_schema.columns where table_schema = database()"
		" and data_type in ('varchar', 'text', 'mediumtext', 'longtext', 'json', 'char', 'tinytext')"
	)
	tables: dict[str, list[str]] = {}
	for table, column in columns:
		tables.setdefault(table, []).append(column)
	for table, names in tables.items():
		for kind, (word, _readers) in WORDS.items():
			like = " or ".join(f"`{name}` like %(word)s" for name in names)
			if frappe.db.sql(f"select 1 from `{table}` where {like} limit 1", {"word": f"%{word}%"}):
				found.setdefault(table, set()).add(kind)
	return found


def test_no_table_holds_a_word(session):
	assert _everywhere() == {}


def test_the_search_of_tables_finds_what_is_there(session):
	frappe.get_doc({"doctype": "ToDo", "description": WORDS["topics"][0]}).insert()
	frappe.db.commit()
	try:
		assert "tabToDo" in _everywhere()
	finally:
		frappe.db.delete("ToDo", {"description": ("like", "%Zwetschgenkuchen%")})
		frappe.db.commit()


def test_redis_holds_no_word(session, clients):
	clients["candidate"].call(OWN_DOORS["content"][0], name=session)
	words = [word.encode() for word, _readers in WORDS.values()]
	words += [word.encode("unicode_escape") for word, _readers in WORDS.values()]
	for key in frappe.cache.scan_iter("*"):
		kept = frappe.cache.dump(key) or b""
		assert not [word for word in words if word in kept], key


def test_a_backup_holds_neither_a_word_nor_the_key(session, tmp_path):
	from frappe.utils.backups import new_backup

	backup = new_backup(ignore_files=False, force=True, compress=False)
	files = [
		Path(frappe.get_site_path("..", file) if not os.path.exists(file) else file)
		for file in (
			backup.backup_path_db,
			backup.backup_path_conf,
			backup.backup_path_files,
			backup.backup_path_private_files,
		)
		if file
	]
	secrets = [
		line.split()[1] for line in key_file.path().read_text().splitlines() if not line.startswith("#")
	]
	assert secrets and len(files) == 4
	for file in files:
		content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
		if file.suffix == ".gz":
			assert session.encode() in content, "the backup holds the session"
		for word, _readers in WORDS.values():
			assert word.encode() not in content, file
		assert not [secret for secret in secrets if secret.encode() in content], file
		file.unlink()


def test_a_dump_of_the_database_holds_the_sealed_text_and_no_word(session):
	conf = frappe.conf
	dump = subprocess.run(
		[
			*("mysqldump", "--host", conf.db_host or "localhost", "--port", str(conf.db_port or 3306)),
			*("--user", conf.db_name, f"--password={conf.db_password}", "--protocol=tcp", conf.db_name),
		],
		capture_output=True,
		check=True,
	).stdout
	sealed = frappe.db.get_value(SEALED, {"reference_name": session, "slot": "topics"}, "sealed")
	assert sealed.encode() in dump
	for word, _readers in WORDS.values():
		assert word.encode() not in dump


# --- errors and what Frappe notes of requests


def test_an_unexpected_error_leaves_no_word_in_a_log(names, session, clients, world):
	"""Frappe writes an unexpected error with all variables into the Error Log."""
	word = WORDS["topics"][0]
	other = str(frappe.utils.add_days(today(), -20))
	frappe.db.sql_ddl("alter table `tabSealed Text` rename column sealed to sealed_elsewhere")
	try:
		answer = clients["mentor"].call(
			"fokus_app.mentoring_sessions.log.log",
			relationship=names[MENTORING],
			session_date=other,
			minutes=30,
			topics=word,
			private_note=word,
		)
	finally:
		frappe.db.sql_ddl("alter table `tabSealed Text` rename column sealed_elsewhere to sealed")
	assert answer.status_code == 417, answer.text[:500]
	assert word not in _plain(answer.text)
	assert not frappe.db.exists(DOCTYPE, {"session_date": other}), "nothing is half kept"
	from frappe.deferred_insert import save_to_db

	save_to_db()  # errors wait in Redis before they are written
	assert _everywhere() == {}
	for file in world.logs.rglob("*.log*"):
		assert word not in file.read_text("utf-8", errors="replace"), file


def test_nor_does_one_in_a_consultation(names, session, clients, world):
	word = WORDS["notes"][0]
	client = clients["mentor"]
	version = client.call("fokus_app.consultations.words.read", name=names[CONSULTATION]).json()
	frappe.db.sql_ddl("alter table `tabSealed Text` rename column readers to readers_elsewhere")
	try:
		answer = client.call(
			"fokus_app.consultations.words.write",
			name=names[CONSULTATION],
			version=version["message"]["version"],
			notes=word,
			results=word,
		)
	finally:
		frappe.db.sql_ddl("alter table `tabSealed Text` rename column readers_elsewhere to readers")
	assert answer.status_code == 417, answer.text[:500]
	assert _read_words(answer.text) == set() and _everywhere() == {}
	for file in world.logs.rglob("*.log*"):
		assert word not in file.read_text("utf-8", errors="replace"), file


def test_a_recorder_of_requests_records_no_word(names, session, clients):
	admin = clients["Administrator"]
	assert admin.call("frappe.recorder.start").status_code == 200
	answer = clients["mentor"].call(
		"fokus_app.mentoring_sessions.log.note", name=session, private_note="Löwenzahnhonig"
	)
	assert answer.status_code == 200
	clients["mentor"].call(
		"fokus_app.mentoring_sessions.log.note", name=session, private_note=WORDS["mentor's note"][0]
	)
	recorded = admin.call("frappe.recorder.export_data").text
	admin.call("frappe.recorder.stop")
	admin.call("frappe.recorder.delete")
	assert "mentoring_sessions.log.note" in recorded
	assert "Löwenzahnhonig" not in _plain(recorded) and _read_words(recorded) == set()


def test_an_api_key_made_for_somebody_reads_nothing(session, clients, server):
	admin = clients["Administrator"]
	made = admin.call("frappe.core.doctype.user.user.generate_keys", user=cast.address("mentor")).json()
	frappe.db.rollback()
	key = frappe.db.get_value("User", cast.address("mentor"), "api_key")
	client = server.guest()
	client.headers["Authorization"] = f"token {key}:{made['message']['api_secret']}"
	assert client.call("frappe.auth.get_logged_user").json()["message"] == cast.address("mentor")
	answer = client.call(OWN_DOORS["content"][0], name=session)
	assert answer.status_code == 403 and _read_words(answer.text) == set()


def _filled(value, names, session, person=""):
	text = json.dumps(value)
	of = names[CONSULTATION] if CONSULTATION in text or "{consultation}" in text else session
	sealed = frappe.db.get_value(SEALED, {"reference_name": of}) if "{sealed}" in text else ""
	for place, filling in (
		("{session}", session),
		("{pair}", names[MENTORING]),
		("{consultation}", names[CONSULTATION]),
		("{group}", names[GROUP]),
		("{candidate}", names[CANDIDATE]),
		("{outsider}", cast.address("outsider")),
		("{sealed}", sealed),
		("{person}", person),
	):
		text = text.replace(place, filling)
	return json.loads(text)
