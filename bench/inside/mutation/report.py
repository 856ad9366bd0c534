"""What came out, as a table by module of the app, and each part that no test notices."""

from collections import Counter

from bench.inside.mutation.reasons import REASONS


def show(known: dict, names: set[str] | None) -> None:
	"""Print the table and who survived."""
	print("\n" + "\n".join(lines(known, names)), flush=True)


def lines(known: dict, names: set[str] | None = None) -> list[str]:
	"""The table in Markdown. names: the mutants that there are; None: all that are known."""
	mutants = {name: what for name, what in known["mutants"].items() if names is None or name in names}
	counts: dict[str, Counter] = {}
	for name, what in mutants.items():
		counts.setdefault(_group(name), Counter())[_outcome(name, what)] += 1
	total = sum(counts.values(), Counter())
	seconds = sum(what.get("seconds", 0) for what in mutants.values())
	kinds = ("noticed", "not noticed, with a reason", "not noticed")
	table = ["| where | mutants | " + " | ".join(kinds) + " |", "|---|---|---|---|---|"]
	for group, counter in [*sorted(counts.items()), ("all", total)]:
		table.append(
			f"| {group} | {counter.total()} | " + " | ".join(str(counter[kind]) for kind in kinds) + " |"
		)
	table += ["", f"{seconds / max(len(mutants), 1):.1f} s for each mutant, {seconds / 60:.0f} min in all."]
	for kind in kinds[1:]:
		rows = [name for name, what in sorted(mutants.items()) if _outcome(name, what) == kind]
		if rows:
			table += ["", f"{kind[0].upper()}{kind[1:]}:", ""]
			table += [f"- `{name}`" + (f": {REASONS[name]}" if name in REASONS else "") for name in rows]
	return table


def _outcome(name: str, what: dict) -> str:
	if what.get("noticed_by"):
		return "noticed"
	return "not noticed, with a reason" if name in REASONS else "not noticed"


def _group(name: str) -> str:
	where = name.split(" · ")[0]
	return where.rsplit(".", 1)[0] if " · " in name else where.split(":")[0]
