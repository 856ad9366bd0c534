"""GET with an effect, guests, headers, foreign sessions and tokens."""

import frappe
import pytest

from tests import programme as cast
from tests.records import CANDIDATE
from tests.security.attacks import ledger
from tests.security.attacks.test_our_methods import FOR_GUESTS, VALUES, _filled
from tests.whitelisted import OURS


def test_what_writes_is_not_called_by_get(attack, nothing_changes):
	"""A picture's address or a link in a mail is a GET: it may not act, whoever opens it."""
	for role, part in (("HR clerk", "clerk2"), ("programme lead", "otherlead"), ("mentor", "mentor")):
		for method in OURS:
			sent = {
				name: _filled(VALUES[name], attack.victims, CANDIDATE, part)
				for name in method.parameters
				if name in VALUES
			}
			answer = attack.clients[part].get(f"/api/method/{method.path}", params=sent)
			if method.verb == "POST" and not _is_for_get(method):
				assert answer.status_code == 403, (method.path, answer.status_code)
			ledger.count("GET with effect", role)


def _is_for_get(method) -> bool:
	return "GET" in frappe.allowed_http_methods_for_whitelisted_func[frappe.get_attr(method.path)]


def test_guests_call_what_is_for_guests_alone(attack, nothing_changes):
	"""The list of what is open to guests, with its reasons, is in checks/guests.py; here a wrong key opens nothing."""
	guest = attack.clients["Guest"]
	for method in FOR_GUESTS:
		for key in ("", "x", "%", "' or 1=1 -- ", "0" * 64, "../x", None, ["x"], {"name": ["like", "%"]}):
			answer = guest.post(f"/api/method/{method}", json={"key": key, "answer": "Yes", "said": {}})
			assert answer.status_code in (400, 403, 404, 417), (
				method,
				key,
				answer.status_code,
				answer.text[:300],
			)
			ledger.count("guessed keys", "Guest")
	for page in (
		"/fokus",
		"/fokus/decision?name=x",
		"/fokus/attendance?meeting=x",
		"/fokus/answer?key=%25",
		"/app",
	):
		answer = guest.get(page, allow_redirects=False)
		assert answer.status_code < 500 and not attack.victims.leaked("Guest", answer.text), page
		ledger.count("pages", "Guest")


#: values with which a header of an answer or of a mail would become two
BROKEN = "Anders\r\nBcc: evil@example.org\r\n\r\nX"


def test_no_value_makes_a_second_header(attack, nothing_changes):
	client = attack.clients["clerk2"]
	for address, sent in (
		(
			"/api/method/frappe.desk.reportview.export_query",
			{"title": BROKEN, "fields": '["name"]', "doctype": CANDIDATE, "file_format_type": "CSV"},
		),
		("/fokus", {"redirect-to": BROKEN}),
		("/login", {"redirect-to": BROKEN}),
		("/printview", {"doctype": BROKEN, "name": BROKEN}),
		("/api/method/fokus_app.compat.download_pdf", {"doctype": CANDIDATE, "name": BROKEN}),
	):
		answer = client.get(address, params=sent, allow_redirects=False)
		assert "Bcc" not in answer.headers, address
		ledger.count("headers", "HR clerk")


@pytest.mark.parametrize("person", ["othermanager", "participant2"])
def test_a_foreign_session_or_token_is_no_key(attack, person):
	client = attack.clients["Guest"]
	for sid in ("Administrator", cast.address("clerk"), "x" * 56, "' or 1=1 -- "):
		answer = client.get("/api/method/frappe.auth.get_logged_user", cookies={"sid": sid})
		assert cast.address("clerk") not in answer.text and answer.status_code in (401, 403), sid
		ledger.count("foreign session", "Guest")
	for header in ("token x:y", "token :", f"Basic {'eDp5'}", "Bearer x", f"token {cast.address(person)}:x"):
		answer = client.get("/api/method/frappe.auth.get_logged_user", headers={"Authorization": header})
		assert answer.status_code in (401, 403), (header, answer.status_code)
		ledger.count("foreign token", "Guest")
