"""What was tried by whom in this run: counted for the lines at its end."""

from collections import Counter

#: attempts that were refused or found nothing, by attack and role
REFUSED: Counter[tuple[str, str]] = Counter()


def count(attack: str, role: str, attempts: int = 1) -> None:
	"""Note attempts that did the attacker no good."""
	REFUSED[attack, role] += attempts


def lines() -> list[str]:
	"""The table of attacks × roles; nothing where no attack ran."""
	if not REFUSED:
		return []
	roles = sorted({role for _, role in REFUSED})
	attacks = sorted({attack for attack, _ in REFUSED})
	width = max(map(len, attacks))
	rows = [f"{'':{width}}  " + "  ".join(roles)]
	for attack in attacks:
		cells = (f"{REFUSED[attack, role] or '':>{len(role)}}" for role in roles)
		rows.append(f"{attack:{width}}  " + "  ".join(cells))
	total = sum(REFUSED.values())
	return [*rows, f"{len(attacks)} attacks × {len(roles)} roles, {total} attempts, all refused"]
