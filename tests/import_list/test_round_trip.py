"""Whatever people are called and whatever was written about them: the list says the same in every form."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from fokus_app.import_list import reading, writing
from fokus_app.import_list.columns import plain
from tests.import_list.lists import ENCODINGS, LINE_ENDS, SEPARATORS, as_csv

HEADINGS = ["Name", "KiTa", "Begründung"]
KNOWN = {plain(heading) for heading in HEADINGS}

_LETTERS = string.ascii_letters + "äöüÄÖÜßéèêçñåøŠž"
_SIGNS = string.digits + " .,;:|'\"!?()&%€§+-=@/<>–„“\t\n"
_cells = (
	st.text(_LETTERS + _SIGNS, max_size=60)
	.map(reading.clean)
	.filter(
		# '= and ="…" mean something of their own, see the table of what Excel hides
		lambda cell: reading.clean(cell) == cell and not cell.startswith(("'=", "'+", "'-", "'@"))
	)
)
_names = st.text(_LETTERS, min_size=1, max_size=30)
_rows = st.lists(st.tuples(_names, _cells, _cells), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(
	rows=_rows,
	encoding=st.sampled_from(sorted(ENCODINGS.values())),
	separator=st.sampled_from(sorted(SEPARATORS.values())),
	line_end=st.sampled_from(sorted(LINE_ENDS.values())),
	quote_all=st.booleans(),
)
def test_rows_are_read_as_they_were_written(rows, encoding, separator, line_end, quote_all):
	content = as_csv([HEADINGS, *rows], encoding, separator, line_end, quote_all)
	assert _read(content) == [_without_empty_end(row) for row in rows]


@settings(max_examples=100, deadline=None)
@given(rows=_rows)
def test_what_we_hand_out_is_read_as_it_was_and_holds_no_formula(rows):
	text = writing.for_excel([HEADINGS, *(list(row) for row in rows)])
	assert _read(text.encode()) == [_without_empty_end(row) for row in rows]
	for cell in (cell for row in rows for cell in row):
		if cell.startswith(("=", "+", "-", "@")):
			assert f"'{cell[0]}" in text


def _read(content):
	return [row.cells for row in reading.read(content, lambda heading: plain(heading) in KNOWN).rows]


def _without_empty_end(row):
	cells = list(row)
	while cells and not cells[-1]:
		cells.pop()
	return tuple(cells)
