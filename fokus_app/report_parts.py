"""What our reports are made of, in one way: columns and bar charts."""

#: the colours of the desk: neutral, good, late, rest
BLUE, GREEN, ORANGE, GREY = "#449CF0", "#48BB74", "#EC864B", "#C0C6CC"


def column(fieldname: str, label: str, fieldtype: str = "Data", width: int = 120, **more: object) -> dict:
	"""One column of a Script Report; label: translated by the caller; width in pixels; more: as in Frappe."""
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **more}


def number(fieldname: str, label: str, width: int | None = None, **more: object) -> dict:
	"""A column of whole numbers, as wide as its label needs unless told."""
	return column(fieldname, label, "Int", width or max(80, 9 * len(label) + 20), **more)


def bars(labels: list[str], *series: tuple[str, list[int | None], str]) -> dict:
	"""A bar chart of whole numbers: the labels below the bars and, for each series, its name, values and colour.

	Several series stand on top of each other. Without a label nothing is drawn, and a workspace says so.
	"""
	return {
		"type": "bar",
		"data": {
			"labels": labels or None,
			"datasets": [{"name": name, "values": values} for name, values, _colour in series],
		},
		"colors": [colour for _name, _values, colour in series],
		"barOptions": {"stacked": int(len(series) > 1)},
		"axisOptions": {"shortenYAxisNumbers": 1},
	}
