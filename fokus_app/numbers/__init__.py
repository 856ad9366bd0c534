"""The programme in numbers: what the reports, charts and the cohort's page for the board count.

What is counted is what the acting user may see (permissions.py). No number stands for a named person's speed or
rank: times are shown for a group of at least `FEWEST` people, and as a median, from which nobody's own can be worked out
by subtracting one group from another.
"""

from collections.abc import Iterable

#: times, answers and reflections are shown for a group of at least so many people
FEWEST = 5


def in_order(groups: Iterable[str | None]) -> list[str | None]:
	"""Groups (areas, cohorts …) by their names, those without one last."""
	return sorted(groups, key=lambda group: (group is None, group or ""))
