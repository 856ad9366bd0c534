"""Bring the file with the translations into its order: `python -m checks.translations.sort`.

Rows that say the same twice become one; where two rows differ both stay, and the check tells.
"""

import csv
from pathlib import Path

from checks.translations.catalogue import PATH, entries, sort_key
from checks.tree import Tree


def sort(tree: Tree) -> None:
	"""Write the file again, sorted by source."""
	rows = sorted({(e.source, e.translation, e.context): e for e in entries(tree)}.values(), key=sort_key)
	with (tree.root / PATH).open("w", encoding="utf-8", newline="") as file:
		writer = csv.writer(file, lineterminator="\n")
		writer.writerows((entry.source, entry.translation, entry.context) for entry in rows)


if __name__ == "__main__":
	sort(Tree(Path.cwd()))
