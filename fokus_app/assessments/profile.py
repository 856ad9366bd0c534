"""A picture of a profile: how somebody sees themselves beside how others do, competency by competency.

Words stand side by side; where the scale was on, a drawing stands above them. No average, no rank.
"""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html

from fokus_app import people
from fokus_app.notifications.variables import day

_WIDTH, _ROW, _TOP, _LEFT, _RIGHT = 360, 46, 54, 14, 346
#: where the explanations of the marks stand
_LEGEND = (_LEFT, 150, 250)
#: by kind: colour and how far above or below the line, so that equal steps do not cover each other
_MARKS = {"Self": ("#1d5fa8", -7), "Manager": ("#c4621c", 0), "Panel": ("#1c7a43", 7)}


@dataclass(frozen=True)
class _Column:
	kind: str
	title: str
	when: str
	words: dict[str, str]
	ratings: dict[str, int]
	scale: tuple[str, ...]
	remark: str


def html(assessments: list[Document]) -> str:
	"""The profile of these assessments (handed in, of one candidate) as HTML; empty where there are none.

	What people wrote is escaped. Who may read them is the caller's to know.
	"""
	if not assessments:
		return ""
	columns = [_column(doc) for doc in assessments]
	# in the order in which the first one names them
	competencies = list(dict.fromkeys(row.competency for doc in assessments for row in doc.observations))
	spoken_of = [
		each
		for each in competencies
		if any(column.words.get(each) or column.ratings.get(each) for column in columns)
	]
	return frappe.render_template(
		"fokus_app/templates/includes/assessment_profile.html",
		{"columns": columns, "competencies": spoken_of, "picture": _picture(columns, spoken_of)},
	)


def _column(doc: Document) -> _Column:
	steps = tuple((doc.scale or "").splitlines())
	return _Column(
		kind=doc.kind,
		title=_title(doc),
		when=day(doc.handed_in_on, frappe.local.lang),
		words={row.competency: row.observation or "" for row in doc.observations},
		ratings={
			row.competency: row.rating for row in doc.observations if row.rating and row.rating <= len(steps)
		},
		scale=steps,
		remark=doc.overall_remark or "",
	)


def _title(doc: Document) -> str:
	if doc.kind == "Self":
		return _("Self-Assessment")
	label = _("Manager") if doc.kind == "Manager" else _("Panel")
	return f"{label}: {people.full_name(doc.assessor)}"


def _picture(columns: list[_Column], competencies: list[str]) -> str:
	"""The drawing of the columns that were rated on the newest scale, empty where none was."""
	steps = next((column.scale for column in reversed(columns) if column.ratings), ())
	drawn = [column for column in columns if column.scale == steps and column.ratings]
	rated = [each for each in competencies if any(column.ratings.get(each) for column in drawn)]
	if not steps or not rated:
		return ""
	parts = [_legend(drawn), _axis(steps, len(rated))]
	spoken = []
	for number, competency in enumerate(rated):
		y = _TOP + number * _ROW + 30
		parts.append(
			f'<text x="{_LEFT - 8}" y="{y - 14}" class="name">{escape_html(_short(competency))}</text>'
		)
		parts.append(f'<line x1="{_LEFT}" x2="{_RIGHT}" y1="{y}" y2="{y}" stroke="#b9c1c9"/>')
		for column in drawn:
			if step := column.ratings.get(competency):
				parts.append(_mark(column.kind, _x(step, len(steps)), y))
				spoken.append(f"{competency}, {column.title}: {steps[step - 1]}.")
	height = _TOP + len(rated) * _ROW + 8
	return (
		f'<svg class="fokus-picture" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
		' role="img" xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="11">'
		f"<title>{escape_html(_('Profile by competency'))}</title>"
		f"<desc>{escape_html(' '.join(spoken))}</desc>{''.join(parts)}</svg>"
	)


def _legend(drawn: list[_Column]) -> str:
	kinds = [kind for kind in _MARKS if any(column.kind == kind for column in drawn)]
	labels = {"Self": _("Self-Assessment"), "Manager": _("Manager"), "Panel": _("Panel")}
	return "".join(
		f'{_mark(kind, x, 10 - _MARKS[kind][1])}<text x="{x + 10}" y="14">{escape_html(labels[kind])}</text>'
		for kind, x in zip(kinds, _LEGEND, strict=False)
	)


def _axis(steps: tuple[str, ...], rows: int) -> str:
	bottom = _TOP + rows * _ROW
	parts = []
	for number, word in enumerate(steps, 1):
		x = _x(number, len(steps))
		anchor = "start" if number == 1 else "end" if number == len(steps) else "middle"
		# of many steps only the ends are named, or the words would cover each other
		if number in (1, len(steps)) or len(steps) <= 3:
			at = _LEFT - 8 if number == 1 else _RIGHT + 8 if number == len(steps) else x
			parts.append(
				f'<text x="{at}" y="36" text-anchor="{anchor}" fill="#525b65">{escape_html(_short(word, 26))}</text>'
			)
		parts.append(
			f'<line x1="{x}" x2="{x}" y1="{_TOP - 10}" y2="{bottom}" stroke="#e3e7eb" stroke-dasharray="2 3"/>'
		)
	return "".join(parts)


def _mark(kind: str, x: float, y: float) -> str:
	"""A shape of its own for each kind, so that colour is not all that tells them apart."""
	colour, beside = _MARKS[kind]
	y += beside
	if kind == "Self":
		return f'<circle cx="{x}" cy="{y}" r="5" fill="{colour}"/>'
	if kind == "Manager":
		return f'<rect x="{x - 4.5}" y="{y - 4.5}" width="9" height="9" fill="{colour}"/>'
	return f'<polygon points="{x},{y - 6} {x - 6},{y + 5} {x + 6},{y + 5}" fill="{colour}"/>'


def _x(step: int, steps: int) -> float:
	return round(_LEFT + (step - 1) * (_RIGHT - _LEFT) / max(steps - 1, 1), 1)


def _short(text: str, letters: int = 52) -> str:
	return text if len(text) <= letters else f"{text[: letters - 1]}…"
