"""Mails that no transition causes: what they are called and which variables their texts may use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
	"""One such mail. event: the name of its text; label: what people call it; variables: see `variables`."""

	event: str
	label: str
	variables: tuple[str, ...]


NOTICES: dict[str, Notice] = {}
