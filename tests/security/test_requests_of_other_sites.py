"""What another site makes somebody's browser send is refused: their session cookie comes along, the token of our pages does not."""

import pytest

from tests import programme as cast
from tests.services import TOKEN

METHOD = "/api/method/fokus_app.own_page.nothing"


@pytest.mark.parametrize(
	("person", "page"),
	[
		("clerk", "/app/fokus"),
		("manager", "/fokus"),
		("candidate", "/fokus"),
		("mentor", "/fokus"),
		("mentor", "/fokus/data"),
	],
)
@pytest.mark.parametrize("token", [None, "", "falsch"])
def test_who_has_opened_one_of_our_pages_is_safe(programme, server, person, page, token):
	client = server.login(cast.address(person), cast.PASSWORD)
	found = TOKEN.search(client.get(page).text)
	assert found, "our pages know the token"
	# None: no such header at all
	refused = client.post(METHOD, json={}, headers={"X-Frappe-CSRF-Token": token})
	assert (refused.status_code, refused.json()["exc_type"]) == (400, "CSRFTokenError")
	right = client.post(METHOD, json={})
	assert right.json().get("exc_type") != "CSRFTokenError"
