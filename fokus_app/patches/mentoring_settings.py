"""A site from before the mentoring sessions has no value for their settings; one that is there stays."""

from fokus_app.missing_settings import set_missing


def execute() -> None:
	set_missing(silent_weeks=8, session_weeks=12)
