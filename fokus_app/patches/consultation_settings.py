"""A site from before the peer consultations has no value for their setting; one that is there stays."""

from fokus_app.missing_settings import set_missing


def execute() -> None:
	set_missing(consultation_weeks=12)
