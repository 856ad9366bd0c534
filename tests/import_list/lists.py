"""Lists as Excel writes them, for the tests of reading one in."""

import base64
import csv
import io
import json
from pathlib import Path

HR_LIST = Path(__file__).with_name("kandidatenliste.csv")

#: how a German Excel, an English one and other programs save the same list
ENCODINGS = {
	"UTF-8 with BOM": "utf-8-sig",
	"UTF-8": "utf-8",
	"Windows-1252": "cp1252",
	"Unicode text (UTF-16)": "utf-16",
}
SEPARATORS = {"semicolon": ";", "comma": ",", "tab": "\t", "bar": "|"}
LINE_ENDS = {"Windows": "\r\n", "Unix": "\n", "old Mac": "\r"}


def as_csv(lines, encoding="cp1252", separator=";", line_end="\r\n", quote_all=False) -> bytes:
	"""These lines of cells in the form asked for."""
	if line_end == "\r":
		# the writer puts a line break in quotation marks only where it is one in this form
		lines = [[cell.replace("\n", line_end) for cell in line] for line in lines]
	out = io.StringIO()
	quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
	csv.writer(out, delimiter=separator, lineterminator=line_end, quoting=quoting).writerows(lines)
	return out.getvalue().encode(encoding)


def people(*rows: dict) -> bytes:
	"""A list with these people; the headings are the keys of all rows."""
	headings = list(dict.fromkeys(heading for row in rows for heading in row))
	return as_csv([headings, *([row.get(heading, "") for heading in headings] for row in rows)])


def hr_list() -> bytes:
	"""The list of 30 invented people, as Excel saved it; 5 rows are wrong."""
	return HR_LIST.read_bytes()


def lines_of(content: bytes) -> list[list[str]]:
	"""The cells of a list that Excel saved as Windows-1252."""
	return list(csv.reader(io.StringIO(content.decode("cp1252"), newline=""), delimiter=";"))


def sent(content: bytes) -> dict[str, str]:
	"""How a browser sends this file."""
	return {"content": base64.b64encode(content).decode()}


def sentences(answer) -> str:
	"""What a refused person reads."""
	messages = json.loads(answer.json().get("_server_messages") or "[]")
	return " ".join(json.loads(message)["message"] for message in messages)
