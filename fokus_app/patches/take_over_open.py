"""A site from before the switch of the take-over has no value for it; it is open until the lead closes it."""

from fokus_app.missing_settings import set_missing


def execute() -> None:
	set_missing(take_over_open=1)
