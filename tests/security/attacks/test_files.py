"""Files with records that one may not see: opened, listed, copied, tied to something of one's own, put beside somebody else's record."""

import json

import frappe
import pytest

from tests.records import CANDIDATE, MEETING, SEEN_BY
from tests.security.attacks import ledger
from tests.security.attacks.people import ATTACKERS

FILE_API = "frappe.core.api.file"


@pytest.fixture(scope="module")
def papers(attack) -> dict[str, tuple[str, str, frozenset[str]]]:
	"""Every private file of a victim: its record's name, its address, and who may read it."""
	words = {each.place: each for each in attack.victims.secrets if each.doctype == "File"}
	return {
		key: (
			frappe.db.get_value("File", {"file_url": address}),
			address,
			next(secret.readers for place, secret in words.items() if place == f"file with {key}"),
		)
		for key, address in attack.victims.files.items()
	}


#: ways to a file's content; {file} is its record, {url} its address
OPENING = {
	"address": ("GET", "{url}", {}),
	"address with its record": ("GET", "{url}?fid={file}", {}),
	"another spelling": ("GET", "/private/files/../files{path}", {}),
	"as if it were public": ("GET", "/files{path}", {}),
	"download_file": ("GET", "/api/method/download_file", {"file_url": "{url}"}),
	"REST": ("GET", "/api/resource/File/{file}", {}),
	"client.get": ("POST", "/api/method/frappe.client.get", {"doctype": "File", "name": "{file}"}),
	"get_content": (
		"POST",
		"/api/method/run_doc_method",
		{"dt": "File", "dn": "{file}", "method": "get_content"},
	),
	"zip": ("POST", f"/api/method/{FILE_API}.zip_files", {"files": '["{file}"]'}),
	"unzip": ("POST", f"/api/method/{FILE_API}.unzip_file", {"name": "{file}"}),
	"optimize": ("POST", "/api/method/frappe.core.doctype.file.file.optimize_file", {"doc_name": "{file}"}),
	"move": (
		"POST",
		f"/api/method/{FILE_API}.move_file",
		{"file_list": '[{"name": "{file}"}]', "new_parent": "Home", "old_parent": "Home/Attachments"},
	),
	"import of it": (
		"POST",
		"/api/method/frappe.core.doctype.data_import.data_import.get_preview_from_template",
		{"data_import": "x", "import_file": "{url}"},
	),
	"set_value": (
		"POST",
		"/api/method/frappe.client.set_value",
		{"doctype": "File", "name": "{file}", "fieldname": "attached_to_name", "value": ""},
	),
	"made public": (
		"POST",
		"/api/method/frappe.client.set_value",
		{"doctype": "File", "name": "{file}", "fieldname": "is_private", "value": 0},
	),
	"deleted": ("POST", "/api/method/frappe.client.delete", {"doctype": "File", "name": "{file}"}),
	"taken off": (
		"POST",
		"/api/method/frappe.desk.form.utils.remove_attach",
		{"fid": "{file}", "dt": CANDIDATE, "dn": "x"},
	),
}


@pytest.mark.parametrize("way", OPENING)
def test_no_file_of_somebody_else_is_opened_or_changed(attack, papers, nothing_changes, way):
	verb, address, arguments = OPENING[way]

	def attempt(person, client):
		foreign = [each for each in papers.values() if person not in each[2]]
		for file, url, _readers in foreign:
			text = json.dumps([address, arguments])
			for place, filling in (
				("{file}", file),
				("{url}", url),
				("{path}", url.removeprefix("/private/files")),
			):
				text = text.replace(place, filling)
			path, sent = json.loads(text)
			answer = client.get(path, params=sent) if verb == "GET" else client.post(path, json=sent)
			assert not attack.victims.leaked(person, answer.text), (file, answer.text[:300])
		return len(foreign)

	attack.by_everybody(f"files: {way}", attempt)


def test_who_may_see_the_record_opens_its_file(attack, papers):
	name, address, readers = papers[CANDIDATE]
	assert "lead" in readers and name
	assert attack.clients["lead"].get(address).status_code == 200


#: a file of one's own that points to somebody else's
CLAIMING = {
	"File": lambda url, file, site: (
		"frappe.client.insert",
		{"doc": {"doctype": "File", "file_url": url, "is_private": 1}},
	),
	"File by another spelling": lambda url, file, site: (
		"frappe.client.insert",
		{"doc": {"doctype": "File", "file_url": url.replace("/Papier", "/%50apier"), "is_private": 1}},
	),
	"File with its site": lambda url, file, site: (
		"frappe.client.insert",
		{"doc": {"doctype": "File", "file_url": f"{site}{url}", "is_private": 1}},
	),
	"upload_file": lambda url, file, site: (
		"upload_file",
		{"file_url": url, "is_private": 1, "file_name": "x.txt"},
	),
	"upload_file, public": lambda url, file, site: ("upload_file", {"file_url": url, "is_private": 0}),
	"attachments of a mail": lambda url, file, site: (
		"frappe.core.doctype.communication.email.make",
		{"content": "x", "subject": "x", "attachments": json.dumps([file]), "recipients": "x@example.org"},
	),
	"another address for one's own": lambda url, file, site: (
		"frappe.client.set_value",
		{"doctype": "File", "name": "{own}", "fieldname": "file_url", "value": url},
	),
	"another address, and public": lambda url, file, site: (
		"frappe.client.set_value",
		{"doctype": "File", "name": "{own}", "fieldname": {"file_url": url, "is_private": 0}},
	),
	"as picture": lambda url, file, site: (
		"frappe.client.set_value",
		{"doctype": "User", "name": "{person}", "fieldname": "user_image", "value": url},
	),
	"as a copy": lambda url, file, site: (
		"frappe.client.insert",
		{
			"doc": {
				"doctype": "File",
				"file_name": "x.txt",
				"file_url": url,
				"attached_to_doctype": "User",
				"attached_to_name": "{person}",
			}
		},
	),
}


@pytest.mark.parametrize("way", CLAIMING)
def test_nobody_makes_somebody_elses_file_their_own(attack, papers, way):
	def attempt(person, client):
		tries, own = 0, ""
		if "{own}" in json.dumps(CLAIMING[way]("", "", "")):
			doc = {"doctype": "File", "file_name": "Eigenes.txt", "content": person, "is_private": 1}
			own = (
				client.post("/api/method/frappe.client.insert", json={"doc": doc})
				.json()
				.get("message", {})
				.get("name", "")
			)
		for file, url, readers in papers.values():
			if person in readers or tries == 3:
				continue
			tries += 1
			method, arguments = CLAIMING[way](url, file, client.address)
			text = json.dumps(arguments).replace("{person}", f"{person}@example.org").replace("{own}", own)
			sent = json.loads(text)
			client.post(f"/api/method/{method}", json=sent)
			for opened in (url, url.removeprefix("/private")):
				assert not attack.victims.leaked(person, client.get(opened).text), (person, url)
		return tries

	attack.by_everybody(f"claimed file: {way}", attempt)
	frappe.db.rollback()


@pytest.mark.parametrize("private", [0, 1])
def test_nobody_uploads_to_a_record_that_they_may_not_see(attack, nothing_changes, private):
	for role, person in ATTACKERS.items():
		client = attack.clients[person]
		for doctype in (CANDIDATE, "Mentoring Relationship", MEETING, "Mentoring Session", "Stage Change"):
			if person in SEEN_BY.get(doctype, ()) and doctype != "Mentoring Session":
				continue
			for more in ({}, {"fieldname": "image"}):
				answer = client.post(
					"/api/method/upload_file",
					data={
						"is_private": private,
						"doctype": doctype,
						"docname": attack.victims.names[doctype],
						**more,
					},
					files={"file": ("Zeugnis.txt", b"Sehr schlecht", "text/plain")},
				)
				assert answer.status_code in (403, 404, 417), (
					person,
					doctype,
					answer.status_code,
					answer.text[:300],
				)
				ledger.count("upload", role)


#: names that mean another place
NAMES = (
	"../../site_config.json",
	"..\\..\\x.txt",
	"/etc/passwd",
	"a\r\nX-Evil: 1.txt",
	"x\x00.txt",
	".htaccess",
	"%2e%2e%2fx.txt",
)


def test_the_name_of_a_file_names_no_other_place(attack):
	client = attack.clients["clerk2"]
	for name in NAMES:
		answer = client.post(
			"/api/method/frappe.client.insert",
			json={"doc": {"doctype": "File", "file_name": name, "content": "Anders", "is_private": 1}},
		)
		ledger.count("path of a file", "HR clerk")
		if answer.status_code == 200:
			address = answer.json()["message"]["file_url"]
			assert address.startswith("/private/files/") and "\n" not in address, address
			assert "/" not in address.removeprefix("/private/files/"), address
			opened = client.get(address)
			assert "X-Evil" not in opened.headers
	for path in (
		"/private/files/../../site_config.json",
		"/files/..%2f..%2fsite_config.json",
		"/assets/../../site_config.json",
	):
		assert "db_password" not in client.get(path).text
		url = client.post(
			"/api/method/frappe.client.insert",
			json={"doc": {"doctype": "File", "file_url": path, "is_private": 1}},
		)
		assert "db_password" not in url.text
	made = frappe.get_all(
		"File", {"owner": "clerk2@example.org", "attached_to_doctype": ("is", "not set")}, pluck="name"
	)
	for each in made:
		frappe.delete_doc("File", each, force=True)
	frappe.db.commit()


def test_ones_own_files_are_kept_and_used_as_ever(attack):
	"""A file with the same content as somebody else's is one's own, and one's own is put beside one's own records again."""
	address = attack.victims.files[CANDIDATE]
	name = frappe.db.get_value("File", {"file_url": address})
	content = frappe.get_doc("File", name).get_content()
	client = attack.clients["othermanager"]
	same = {"doctype": "File", "file_name": "Gleich.txt", "content": content, "is_private": 1}
	made = client.post("/api/method/frappe.client.insert", json={"doc": same})
	assert made.status_code == 200, made.text[-300:]
	mine = made.json()["message"]
	assert mine["file_url"] == address
	again = {"doctype": "File", "file_url": address, "is_private": 1}
	assert client.post("/api/method/frappe.client.insert", json={"doc": again}).status_code == 200
	frappe.db.rollback()  # to see what came by the server meanwhile
	for each in frappe.get_all("File", {"owner": "othermanager@example.org"}, pluck="name"):
		frappe.db.delete("File", {"name": each})
	frappe.db.commit()
