"""One set of victims and one sign-in per attacker for all attacks; nothing of what is attacked changes, so nothing is put back in between."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import frappe
import pytest
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from bench.lib.paths import World
from tests import programme as cast
from tests.conftest import start_over
from tests.security.attacks import ledger, victims
from tests.security.attacks.people import ATTACKERS
from tests.security.attacks.victims import Victims
from tests.services import Client, Server, Worker

#: parts of the cast who may see what is attacked: through each door somebody must reach something
RIGHTFUL = ("lead", "candidate")


@dataclass
class Attack:
	"""The victims and everybody's sign-in, with what an attack needs again and again."""

	victims: Victims
	clients: dict[str, Client]

	def by_everybody(
		self, name: str, attempt: Callable[[str, Client], int], roles: dict[str, str] = ATTACKERS
	) -> None:
		"""Let all attackers try at once; `attempt` takes part and client, asserts, and returns how often it tried."""
		with ThreadPoolExecutor(len(roles)) as pool:
			tries = {role: pool.submit(attempt, part, self.clients[part]) for role, part in roles.items()}
		for role, tried in tries.items():
			if tried.exception():
				ledger.NOT_REFUSED.add((name, role))
			else:
				ledger.count(name, role, tried.result())
		for tried in tries.values():
			tried.result()


@pytest.fixture(scope="package")
def attack(connected_site: str, world: World, _server: Server) -> Iterator[Attack]:
	"""The victims, committed, and everybody signed in."""
	start_over(world)
	frappe.set_user("Administrator")
	made = victims.make()
	if Worker.running:
		Worker.running.wait_until_idle()  # it writes the victims' mails
	clients = {
		part: _server.login(cast.address(part), cast.PASSWORD)
		for part in {*ATTACKERS.values(), *RIGHTFUL} - {"Guest"}
	}
	clients["Guest"] = _server.guest()
	for client in clients.values():
		# a connection that nobody used for a while is closed by the server just when we send
		client.mount("http://", HTTPAdapter(max_retries=Retry(2, allowed_methods=None)))
	yield Attack(made, clients)
	start_over(world)


#: what Frappe ties to a record, by the field that names the record's doctype
BESIDE = {
	"File": "attached_to_doctype",
	"Comment": "reference_doctype",
	"Communication": "reference_doctype",
	"DocShare": "share_doctype",
	"Tag Link": "document_type",
	"Document Follow": "ref_doctype",
	"ToDo": "reference_type",
	"Version": "ref_doctype",
}


def everything() -> dict[str, object]:
	"""What each of our tables holds, as a checksum, and every row that Frappe ties to a record of ours."""
	frappe.db.rollback()
	ours = frappe.get_all("DocType", {"module": "FOKUS"}, pluck="name")
	tables = ", ".join(f"`tab{doctype}`" for doctype in ours if not frappe.get_meta(doctype).issingle)
	found = {table.split(".")[-1]: value for table, value in frappe.db.sql(f"checksum table {tables}")}
	for doctype, field in BESIDE.items():
		found[doctype] = frappe.get_all(doctype, {field: ("in", ours)}, ["*"], order_by="name")
	found["Settings"] = frappe.db.get_singles_dict("FOKUS Settings")
	found["roles"] = frappe.get_all(
		"Has Role", {"role": ("like", "FOKUS %")}, ["parent", "role"], order_by="name"
	)
	found["accounts"] = frappe.get_all("User", fields=["name", "enabled", "user_type"], order_by="name")
	frappe.db.rollback()  # a table that somebody reads is not altered: the server would wait for us
	return found


@pytest.fixture(scope="module")
def nothing_changes(attack: Attack) -> Iterator[None]:
	"""The attacks of a module end with every record as it was."""
	before = everything()
	yield
	after = everything()
	changed = {table: (before[table], after[table]) for table in before if before[table] != after[table]}
	assert changed == {}
