"""A door is a method of the server with arguments; here it is knocked at for every record by everybody."""

from dataclasses import dataclass, field

import requests

from tests.security.attacks.conftest import Attack
from tests.security.attacks.people import ATTACKERS
from tests.security.attacks.victims import Victims, filled
from tests.services import Client


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
		for doctype in doctypes:
			answer = door.knock(client, attack.victims, doctype, person)
			found = attack.victims.leaked(person, answer.text)
			assert not found, (doctype, person, found, answer.text[:400])
		return len(doctypes)

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
