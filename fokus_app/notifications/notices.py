"""Mails that no transition causes: what they are called and which variables their texts may use."""

from collections.abc import Callable
from dataclasses import dataclass

from frappe import _


@dataclass(frozen=True)
class Notice:
	"""One such mail. event: the name of its text; label: gives what people call it, in the user's language;
	variables: what the text may use."""

	event: str
	label: Callable[[], str]
	variables: tuple[str, ...]


DIGEST = Notice("reminder_digest", lambda: _("Reminder"), ("recipient_name", "date", "items", "link"))
INTERVIEW_CALLED_OFF = Notice(
	"candidate_interview_called_off",
	lambda: _("Interview Called Off"),
	("recipient_name", "contact_name", "interview_on"),
)
ASSESSMENT_REQUESTED = Notice(
	"candidate_assessment_requested",
	lambda: _("Assessment Requested"),
	("recipient_name", "contact_name", "link"),
)
ASSESSMENT_RELEASED = Notice(
	"candidate_assessment_released",
	lambda: _("Assessment Released"),
	("recipient_name", "contact_name", "link"),
)

NOTICES: dict[str, Notice] = {
	notice.event: notice
	for notice in (DIGEST, INTERVIEW_CALLED_OFF, ASSESSMENT_REQUESTED, ASSESSMENT_RELEASED)
}
