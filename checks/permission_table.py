"""Which role may do what with which doctype: the table of the design (§5, "who sees what"), as data.

Which rows of a doctype somebody sees stands in `fokus_app.permissions`; here is what a role may do with any row at all.
"""

HR, LEAD, MANAGER, MENTOR, PARTICIPANT = (
	f"FOKUS {role}" for role in ("HR Clerk", "Programme Lead", "Manager", "Mentor", "Participant")
)
Rights = dict[str, frozenset[str]]


def _rights(**given: str) -> Rights:
	"""Rights by role; the keyword `hr` stands for HR and lead, who have the same."""
	roles = {
		"hr": (HR, LEAD),
		"lead": (LEAD,),
		"manager": (MANAGER,),
		"mentor": (MENTOR,),
		"participant": (PARTICIPANT,),
	}
	return {role: frozenset(rights.split()) for part, rights in given.items() for role in roles[part]}


_KEPT = "read write create report export print"
#: records about people: nobody deletes one by hand but a participation, nobody shares one
PEOPLE: dict[str, Rights] = {
	"Answer Link": {},
	"Candidate Activity": _rights(
		hr=_KEPT, manager="read write print", mentor="read write print", participant="read write print"
	),
	"Candidate Take-over": _rights(hr="read print"),
	"Competency Assessment": _rights(hr="read write print", manager="read write print"),
	"FOKUS Consent": _rights(hr="read print"),
	"FOKUS Erasure": _rights(hr="read print"),
	"FOKUS Mail": _rights(hr="read report"),
	"FOKUS Mail Order": {},
	"FOKUS Reminder": _rights(hr="read report"),
	"Leadership Candidate": _rights(hr=f"{_KEPT} import", manager="read write create report print"),
	"Meeting Feedback": {},
	"Meeting Feedback Mark": {},
	"Meeting Feedback Summary": _rights(hr="read report"),
	"Meeting Follow-up": _rights(hr="read write", manager="read", mentor="read", participant="read"),
	"Meeting Participation": _rights(hr=f"{_KEPT} delete", manager="read", mentor="read", participant="read"),
	"Mentor": _rights(hr=_KEPT, mentor="read print"),
	"Mentoring Reflection": _rights(mentor="read", participant="read"),
	"Mentoring Relationship": _rights(hr=_KEPT, mentor="read write print", participant="read write print"),
	"Mentoring Session": _rights(mentor="read", participant="read"),
	"Network Meeting": _rights(
		hr=_KEPT, manager="read write print", mentor="read write print", participant="read print"
	),
	"Peer Consultation": _rights(manager="read", mentor="read", participant="read"),
	"Peer Consultation Group": _rights(hr=_KEPT, manager="read", mentor="read", participant="read"),
	"Sealed Text": {},
	"Taken Place": {},
}
_MASTER = _rights(hr=f"{_KEPT} delete", manager="read", mentor="select", participant="select")
MASTERS: dict[str, Rights] = dict.fromkeys(
	(
		*("Activity Template", "Agenda Template", "Daycare Area", "Daycare Centre", "Facilitation Exercise"),
		*("Leadership Competency", "Mentoring Wish", "Peer Consultation Template", "Programme Cohort"),
	),
	_MASTER,
)
SETTINGS: dict[str, Rights] = {
	"FOKUS Mail Text": _rights(hr="read write report print"),
	"FOKUS Settings": _rights(lead="read write print"),
}
TABLE: dict[str, Rights] = PEOPLE | MASTERS | SETTINGS
#: fields of a higher level; the earlier candidacy is no manager's business
LEVELS: dict[tuple[str, int], Rights] = {("Leadership Candidate", 1): _rights(hr="read write")}
