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
ENTERED_AGAIN = Notice(
	"candidate_entered_again",
	lambda: _("Somebody was to be entered twice"),
	("recipient_name", "candidate_name", "entered_by", "link"),
)
NOMINATED_THEMSELF = Notice(
	"candidate_nominated_themself",
	lambda: _("Somebody nominated themself"),
	("recipient_name", "candidate_name", "centre", "link"),
)
TAKEN_OVER = Notice(
	"participants_taken_over",
	lambda: _("Participants Taken Over"),
	("recipient_name", "taken_over_by", "people", "date", "link"),
)
ACCOUNT_INVITATION = Notice(
	"account_invitation",
	lambda: _("Invitation to FOKUS"),
	("recipient_name", "account", "link", "first_time", "valid_for", "contact_name"),
)
HANDED_OVER = Notice(
	"handed_over",
	lambda: _("Tasks Handed Over"),
	("recipient_name", "leaver_name", "contact_name", "cases", "activities", "link"),
)
SESSION_PLANNED = Notice(
	"mentoring_session_planned",
	lambda: _("Next Session Planned or Moved"),
	("recipient_name", "other_name", "session_on", "place", "link"),
)
SESSION_CALLED_OFF = Notice(
	"mentoring_session_called_off",
	lambda: _("Planned Session Called Off"),
	("recipient_name", "other_name", "session_on", "link"),
)
AGREEMENT_CHANGED = Notice(
	"mentoring_agreement_changed",
	lambda: _("Mentoring Agreement Changed"),
	("recipient_name", "other_name", "link"),
)
CONSULTATION_PLANNED = Notice(
	"consultation_planned",
	lambda: _("Peer Consultation Planned or Moved"),
	("recipient_name", "group_title", "consultation_on", "place", "link"),
)
CONSULTATION_CALLED_OFF = Notice(
	"consultation_called_off",
	lambda: _("Peer Consultation Called Off"),
	("recipient_name", "group_title", "consultation_on", "called_off_by", "link"),
)
CONSULTATION_LEFT = Notice(
	"consultation_left",
	lambda: _("Peer Consultation Without Somebody Who Left"),
	("recipient_name", "group_title", "consultation_on", "link"),
)
SEAT_GIVEN = Notice(
	"meeting_seat_given",
	lambda: _("Moved Up from the Waiting List"),
	(
		"recipient_name",
		"meeting_title",
		"starts_on",
		"place",
		"online_link",
		"organiser_name",
		"answer_link",
	),
)

NOTICES: dict[str, Notice] = {
	notice.event: notice
	for notice in (
		DIGEST,
		INTERVIEW_CALLED_OFF,
		ASSESSMENT_REQUESTED,
		ASSESSMENT_RELEASED,
		ENTERED_AGAIN,
		NOMINATED_THEMSELF,
		TAKEN_OVER,
		ACCOUNT_INVITATION,
		HANDED_OVER,
		SESSION_PLANNED,
		SESSION_CALLED_OFF,
		AGREEMENT_CHANGED,
		CONSULTATION_PLANNED,
		CONSULTATION_CALLED_OFF,
		CONSULTATION_LEFT,
		SEAT_GIVEN,
	)
}
