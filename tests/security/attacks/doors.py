"""A door is a method of the server with arguments; here it is knocked at for every record by everybody."""

from dataclasses import dataclass, field

import requests

from tests.records import CANDIDATE, MENTORING, SEEN_BY
from tests.security.attacks.conftest import Attack
from tests.security.attacks.people import ATTACKERS
from tests.security.attacks.victims import Victims, filled
from tests.services import Client

#: a record of each sort: with roles of the desk, with roles of the website, a pair's, a row
FEW = (CANDIDATE, MENTORING, "Mentoring Session", "Stage Change")


@dataclass(frozen=True)
class Door:
	"""A method (or an address that begins with a slash) and what is sent to it; placeholders as in `victims.filled`."""

	method: str
	arguments: dict = field(default_factory=dict)
	#: somebody who may see it reads a word of this doctype through the door: it is known to lead somewhere
	shows: str | None = None
	verb: str = "POST"

	def knock(
		self, client: Client, victims: Victims, doctype: str, person: str, **more: str
	) -> requests.Response:
		"""What the server answers."""
		arguments = filled(victims, doctype, person, self.arguments, **more)
		if self.method.startswith("/"):
			address = filled(victims, doctype, person, self.method, **more)
			if self.verb == "GET":
				return client.get(address, params=arguments, allow_redirects=False)
			return client.request(self.verb, address, json=arguments)
		if self.verb == "GET":
			return client.get(f"/api/method/{self.method}", params=arguments)
		return client.post(f"/api/method/{self.method}", json=arguments)


def nobody_reads(
	attack: Attack, name: str, door: Door, doctypes: list[str], roles: dict[str, str] = ATTACKERS
) -> None:
	"""Through this door no attacker reads a word that is not for them, of any of these doctypes; `name` is for the ledger."""

	def attempt(person: str, client: Client) -> int:
		tried = _tried_by(person, doctypes)
		for doctype in tried:
			answer = door.knock(client, attack.victims, doctype, person)
			found = attack.victims.leaked(person, answer.text)
			assert not found, (doctype, person, found, answer.text[:400])
		return len(tried)

	attack.by_everybody(name, attempt, roles)
	if door.shows:
		seen = [
			person
			for person in ("lead", "candidate", "mentor")
			if attack.victims.holds(
				person,
				door.knock(attack.clients[person], attack.victims, door.shows, person).text,
				door.shows,
			)
		]
		assert seen, f"{name} leads nowhere"


def _tried_by(person: str, doctypes: list[str]) -> list[str]:
	"""Who has no role is refused by the doctype, before any rule: a few kinds of records show it."""
	return (
		[doctype for doctype in doctypes if doctype in FEW] if person in ("Guest", "outsider") else doctypes
	)


def nobody_writes(attack: Attack, name: str, door: Door, doctypes: list[str], roles: dict[str, str]) -> None:
	"""As nobody_reads, by people who may not see the record; `nothing_changes` sees that nothing was written."""

	def attempt(person: str, client: Client) -> int:
		foreign = [
			doctype for doctype in _tried_by(person, doctypes) if person not in SEEN_BY.get(doctype, ())
		]
		for doctype in foreign:
			answer = door.knock(client, attack.victims, doctype, person)
			assert not attack.victims.leaked(person, answer.text), (doctype, person, answer.text[:400])
		return len(foreign)

	attack.by_everybody(name, attempt, roles)
