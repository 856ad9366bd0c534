"""What came out, as a table by module of the app, and each part that no test notices.

usage: python -m bench.inside.mutation.report .bench/mutants.json
"""

import json
import sys
from collections import Counter
from pathlib import Path

from bench.inside.mutation.reasons import REASONS

NOTICED, REASONED, NOT_NOTICED = "noticed", "not noticed, with a reason", "not noticed"
#: no test was found for which it may make a difference, or it was not this one's turn yet
UNMET = "met no test"


def lines(known: dict, names: set[str]) -> list[str]:
	"""The table in Markdown. known: what is kept; names: the mutants that there are."""
	mutants = {name: known["mutants"].get(name, {}) for name in sorted(names)}
	outcomes = {name: _outcome(name, what) for name, what in mutants.items()}
	counts: dict[str, Counter] = {}
	for name, outcome in outcomes.items():
		counts.setdefault(_group(name), Counter())[outcome] += 1
	kinds = (NOTICED, REASONED, NOT_NOTICED, UNMET)
	table = ["| where | parts | " + " | ".join(kinds) + " |", "|---|" + "---|" * (len(kinds) + 1)]
	for group, counter in [*sorted(counts.items()), ("all", sum(counts.values(), Counter()))]:
		numbers = " | ".join(str(counter[kind]) for kind in kinds)
		table.append(f"| {group} | {counter.total()} | {numbers} |")
	met = sum(len(what.get("met", ())) for what in mutants.values())
	seconds = sum(what.get("seconds", 0) for what in mutants.values())
	table += ["", f"{met} runs of a test with a part missing, {seconds / 60:.0f} min."]
	for kind in kinds[1:]:
		rows = [name for name, outcome in outcomes.items() if outcome == kind]
		if rows:
			table += ["", f"{kind[0].upper()}{kind[1:]}:", ""]
			table += [f"- `{name}`" + (f": {REASONS[name]}" if name in REASONS else "") for name in rows]
	return table


def _outcome(name: str, what: dict) -> str:
	if what.get("noticed_by"):
		return NOTICED
	if name in REASONS:
		return REASONED
	return NOT_NOTICED if what.get("met") else UNMET


def _group(name: str) -> str:
	where = name.split(" · ")[0]
	return where.rsplit(".", 1)[0] if " · " in name else where.split(":")[0]


if __name__ == "__main__":
	from bench.inside.mutation.changes import every_change

	print("\n".join(lines(json.loads(Path(sys.argv[1]).read_text()), {each.name for each in every_change()})))
