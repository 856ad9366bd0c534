"""What the check of pictures finds wrong."""

import pytest

from checks import pictures
from tests.checks.conftest import said

GOOD = {
	"bench/inside/screens.py": 'SCREENS = (\n\tScreen("liste", 1),\n)\n',
	"docs/images/liste.webp": "x",
	"docs/hr.md": "# HR\n\n![Die Liste](images/liste.webp)\n",
}
CASES = [
	("nothing", {}, []),
	("elsewhere", {"docs/a.md": "![Web](https://example.org/a.png)"}, []),
	(
		"missing",
		{"docs/a.md": "\n![Tafel](images/tafel.webp)"},
		["docs/a.md:2: there is no picture images/tafel.webp"],
	),
	(
		"shown nowhere",
		{"docs/hr.md": "# HR\n"},
		["docs/images/liste.webp:1: no document shows it"],
	),
	(
		"made by hand",
		{"bench/inside/screens.py": "SCREENS = ()\n"},
		["docs/images/liste.webp:1: bench/pictures does not make it"],
	),
	(
		"without words",
		{"README.md": "![](docs/images/liste.webp)"},
		["README.md:1: docs/images/liste.webp has no words for who cannot see it"],
	),
	(
		"too large",
		{"docs/images/liste.webp": "x" * 3_000_001},
		["docs/images:1: the pictures have 3000001 bytes, more than 3000000"],
	),
]


@pytest.mark.parametrize(("planted", "found"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_pictures(plant, planted, found):
	assert said(pictures.check(plant({**GOOD, **planted}))) == found
