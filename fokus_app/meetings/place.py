"""Where a meeting is, in the words of its record."""


def place_of(meeting) -> str:
	"""Venue and room, one after the other; empty where it takes place online alone. meeting: a record or a row."""
	parts = (str(meeting.get(field) or "").strip() for field in ("venue", "room"))
	return ", ".join(part for part in parts if part)
