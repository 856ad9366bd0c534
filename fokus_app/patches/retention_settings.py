"""A site from before the retention of cases gets its periods, the version of the consent text, and how long logs are kept."""

from fokus_app.missing_settings import set_missing
from fokus_app.privacy import logs


def execute() -> None:
	set_missing(
		rejected_months=6,
		withdrawn_months=6,
		ended_months=12,
		established_months=24,
		open_months=24,
		consent_version="1",
	)
	logs.register()
