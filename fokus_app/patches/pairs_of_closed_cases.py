"""Open pairs whose case was closed before wait for HR again, also those that were saved since; may run twice."""

from fokus_app.workflows import guard


def execute() -> None:
	guard.note_new_persons("Mentoring Relationship")
