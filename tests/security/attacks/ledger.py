"""What was tried by whom in this run: counted for the lines at its end, which say no more than what was seen."""

from collections import Counter
from collections.abc import Collection, Mapping

#: attempts that were refused or found nothing, by attack and role
REFUSED: Counter[tuple[str, str]] = Counter()
#: attacks that did somebody good, or broke off before that was known, by attack and role
NOT_REFUSED: set[tuple[str, str]] = set()
#: tests of attacks that failed, whatever they count
FAILED: list[str] = []


def count(attack: str, role: str, attempts: int = 1) -> None:
	"""Note attempts that did the attacker no good."""
	REFUSED[attack, role] += attempts


def lines(
	refused: Mapping[tuple[str, str], int] = REFUSED,
	not_refused: Collection[tuple[str, str]] = NOT_REFUSED,
	failed: Collection[str] = FAILED,
) -> list[str]:
	"""The table of attacks × roles and what became of them; nothing where no attack ran."""
	tried = {*refused, *not_refused}
	if not tried and not failed:
		return []
	roles = sorted({role for _, role in tried})
	attacks = sorted({attack for attack, _ in tried})
	width = max(map(len, attacks), default=0)
	rows = [f"{'':{width}}  " + "  ".join(roles)] if tried else []
	for attack in attacks:
		cells = (
			f"{'!' if (attack, role) in not_refused else refused.get((attack, role)) or '':>{len(role)}}"
			for role in roles
		)
		rows.append(f"{attack:{width}}  " + "  ".join(cells))
	total = f"{len(attacks)} attacks × {len(roles)} roles, {sum(refused.values())} attempts"
	if not failed and not not_refused:
		return [*rows, f"{total}, all refused"]
	rows.append(f"{total} refused, NOT ALL: {len(not_refused)} marked “!”, {len(failed)} tests failed")
	return [*rows, *(f"  {test}" for test in failed)]
