"""The columns of our reports, in one way."""


def column(fieldname: str, label: str, fieldtype: str = "Data", width: int = 120, **more: object) -> dict:
	"""One column of a Script Report; label: translated by the caller; width in pixels; more: as in Frappe."""
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **more}


def number(fieldname: str, label: str, width: int = 110, **more: object) -> dict:
	"""A column of whole numbers."""
	return column(fieldname, label, "Int", width, **more)
