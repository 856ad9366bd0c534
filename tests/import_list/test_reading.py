"""A list is read the same however Excel wrote it, and rows keep the numbers that Excel shows."""

import itertools

import pytest

from fokus_app.import_list import reading
from fokus_app.import_list.columns import plain
from tests.import_list.lists import ENCODINGS, LINE_ENDS, SEPARATORS, as_csv

LINES = [
	["Name", "KiTa", "Begründung"],
	["Jürgen Aßmann", "N-001", "Leitet die „Sterne“ – seit zwei Jahren; ruhig, klar | genau"],
	["Käthe Öztürk", "KiTa Sonnenhügel", 'Sagt: "Ich übernehme das."'],
	["Zoë Größe", "", "Erste Zeile\nzweite Zeile"],
]
ROWS = [(2, tuple(LINES[1])), (3, tuple(LINES[2])), (4, tuple(LINES[3]))]


def is_heading(text):
	return plain(text) in {"name", "kita", "begruendung", "vorname"}


def rows(content):
	return [(row.number, row.cells) for row in reading.read(content, is_heading).rows]


@pytest.mark.parametrize("form", itertools.product(ENCODINGS, SEPARATORS, LINE_ENDS, (False, True)), ids=str)
def test_every_form_of_the_file_gives_the_same_rows(form):
	encoding, separator, line_end, quote_all = form
	content = as_csv(LINES, ENCODINGS[encoding], SEPARATORS[separator], LINE_ENDS[line_end], quote_all)
	assert rows(content) == ROWS


NOT_SHOWN = {
	"the line that tells Excel the separator": ("sep=;\r\nName;KiTa\r\nA B;N-1\r\n", [(2, ("A B", "N-1"))]),
	"that line with another separator": ("sep=|\nName|KiTa\nA;B|N-1\n", [(2, ("A;B", "N-1"))]),
	"empty lines at the end": ("Name;KiTa\r\nA B;N-1\r\n\r\n;\r\n;;;\r\n", [(2, ("A B", "N-1"))]),
	"separators at the end of each line": ("Name;KiTa;;;\r\nA B;N-1;;;\r\n", [(2, ("A B", "N-1"))]),
	"no line end after the last row": ("Name;KiTa\r\nA B;N-1", [(2, ("A B", "N-1"))]),
	"protected spaces": ("Name;KiTa\r\n A\u00a0\u00a0B ;\u202fN-1\u00a0\r\n", [(2, ("A B", "N-1"))]),
	"signs that nobody sees": ("Name;KiTa\r\nA\u200b\u00ad B;\ufeffN-1\x07\r\n", [(2, ("A B", "N-1"))]),
	"an umlaut in two pieces (Mac)": ("Name;KiTa\nJu\u0308rgen;N-1\n", [(2, ("Jürgen", "N-1"))]),
	"a number kept as text": ('Name;KiTa\r\nA B;="00417"\r\n', [(2, ("A B", "00417"))]),
	"a formula that we disarmed": ("Name;KiTa\r\n'=SUMME(A1);'@N\r\n", [(2, ("=SUMME(A1)", "@N"))]),
}


@pytest.mark.parametrize("trap", NOT_SHOWN)
def test_what_excel_adds_or_hides_is_not_read(trap):
	text, expected = NOT_SHOWN[trap]
	assert rows(text.encode("utf-8")) == expected


NUMBERS = {
	"an empty row between": ("Name;KiTa\nA;1\n\nB;2\n;;\nC;3\n", [2, 4, 6]),
	"a text over three lines is one row": ('Name;KiTa\n"A\nB\nC";1\nD;2\n', [2, 3]),
	"a title above the headings": ("Liste der Personalabteilung;\n;\nName;KiTa\nA;1\n", [4]),
	"empty rows above the headings": ("\n\nName;KiTa\nA;1\n", [4]),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_rows_have_the_numbers_that_excel_shows(case):
	text, expected = NUMBERS[case]
	assert [number for number, _cells in rows(text.encode())] == expected


UNREADABLE = {
	"an empty file": b"",
	"only line ends": b"\r\n\r\n;;\r\n",
	"headings and nothing else": b"Name;KiTa\r\n",
	"no heading that is known": b"Foo;Bar\r\n1;2\r\n",
	"an Excel workbook": b"PK\x03\x04" + bytes(200),
	"an old Excel workbook": b"\xd0\xcf\x11\xe0" + bytes(200),
	"a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
	"a quotation mark that is not closed": b'Name;KiTa\r\nA;"N-1\r\nB;N-2\r\n',
	"bytes of no encoding": b"Name;KiTa\r\nA\x81;\x8d\r\n",
	"far too many rows": b"Name\n" + b"A\n" * (reading.MAX_ROWS + 1),
	"far too many bytes": b"Name\n" + b"A" * reading.MAX_BYTES,
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_list_is_refused_with_a_sentence(case):
	with pytest.raises(reading.UnreadableList, match=r"\w+ \w+ \w+"):
		rows(UNREADABLE[case])
