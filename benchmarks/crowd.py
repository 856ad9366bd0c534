"""Many invented people and cases at once, written straight into their tables: one is made by the rules and copied."""

from collections.abc import Callable

import frappe

from tests import programme as cast

CANDIDATE = "Leadership Candidate"
_BATCH = 5000


def users(number: int, role: str, tag: str = "crowd") -> list[str]:
	"""So many enabled website users with this role; their names, which begin with the tag."""
	made = [f"{tag}{each:05}@example.org" for each in range(number)]
	frappe.db.bulk_insert(
		"User",
		["name", "email", "first_name", "full_name", "language", "user_type", "enabled", "username"],
		[
			(each, each, first := each.split("@")[0], first.title(), "de", "Website User", 1, first)
			for each in made
		],
	)
	frappe.db.bulk_insert(
		"Has Role",
		["name", "parent", "parenttype", "parentfield", "role"],
		[(f"{each}-role", each, "User", "roles", role) for each in made],
	)
	return made


def cases(
	programme: cast.Programme, number: int, values: Callable[[int], dict], tag: str = "crowd"
) -> list[str]:
	"""So many candidates, each with what `values` says of the one with this number; their names."""
	row = cast.candidate(programme).get_valid_dict()
	columns = list(row)
	made = [f"{tag}-{each:06}" for each in range(number)]
	for begin in range(0, number, _BATCH):
		batch = []
		for each in range(begin, min(begin + _BATCH, number)):
			changed = {
				"name": made[each],
				"candidate_name": f"Kim Muster {each:06}",
				"email": f"kim.{tag}{each}@example.org",
				"user": None,
				"open_account": None,
				"open_address": None,
				**values(each),
			}
			batch.append([{**row, **changed}[column] for column in columns])
		frappe.db.bulk_insert(CANDIDATE, columns, batch)
	frappe.db.commit()
	return made
