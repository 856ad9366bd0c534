"""The screens of the demo that the handbook shows and the benchmark weighs: whose they are, and the way to each."""

from dataclasses import dataclass

from fokus_app.demo import cast

CLERK, LEAD = cast.HR_CLERKS[0], cast.LEAD
AREA_MANAGER, CENTRE_LEADER = "Birgit Overkamp", "Petra Hüsken"
MENTOR, PARTICIPANT = "Dorothea Wiesmann", "Lea Hartkopf"


@dataclass(frozen=True)
class Screen:
	"""A screen, and what is clicked (Playwright selectors) before it is looked at."""

	name: str
	who: str
	path: str
	clicks: tuple[str, ...] = ()
	#: what comes last, where the page waits for a job
	awaits: str = ""
	phone: bool = False
	#: what has to be in view; the head of the page where nothing is named
	show: str = ""

	@property
	def user(self) -> str:
		return cast.address(self.who)


SCREENS = (
	# the desk of HR
	Screen("arbeitsbereich", CLERK, "/app/fokus"),
	Screen("liste", CLERK, "/app/leadership-candidate"),
	Screen("tafel", CLERK, "/app/leadership-candidate/view/kanban/FOKUS-Kandidaturen"),
	Screen("kandidatur", CLERK, "/app/leadership-candidate/FK-2026-00001"),
	Screen(
		"nominieren",
		CLERK,
		"/app/leadership-candidate/FK-2026-00022",
		("css=.fokus-overview button:visible >> nth=0",),
	),
	Screen("schritte", CLERK, "/app/candidate-activity?status=Open"),
	Screen(
		"mentoren-vorschlagen",
		CLERK,
		"/app/programme-cohort/FOKUS 2026%2F2027",
		("css=.page-actions button:visible >> text=Mentor*innen vorschlagen",),
		"css=.modal.show table tbody tr >> nth=0",
	),
	Screen("begleitung", CLERK, "/app/mentoring-relationship/MR-2026-00001"),
	Screen("treffen", CLERK, "/app/network-meeting/NT-2026-0004"),
	Screen(
		"treffen-personen",
		CLERK,
		"/app/network-meeting/NT-2026-0004",
		("css=.form-tabs .nav-link:visible >> text=Personen",),
	),
	Screen("kalender", CLERK, "/app/network-meeting/view/calendar/default"),
	Screen("gebiete", CLERK, "/app/daycare-area/view/tree"),
	Screen("auswertung", LEAD, "/app/query-report/FOKUS Candidate Pipeline"),
	Screen("mails", CLERK, "/app/fokus-mail"),
	Screen("beratungsgruppe", CLERK, "/app/peer-consultation-group/KB-2026-0001"),
	# what others see
	Screen("jemanden-nominieren", CENTRE_LEADER, "/fokus-nomination/new", phone=True),
	Screen("entscheidung", AREA_MANAGER, "/fokus/decision?case=FK-2026-00016", phone=True),
	Screen("eigene-seite", PARTICIPANT, "/fokus", phone=True),
	Screen("unterlagen", PARTICIPANT, "/fokus", phone=True, show="#documents"),
	Screen("seite-mentorin", MENTOR, "/fokus", phone=True),
	Screen("anwesenheit", CLERK, "/fokus/attendance?meeting=NT-2026-0002", phone=True),
	# the desk of who leads the programme and of administrators
	Screen("einstellungen", LEAD, "/app/fokus-settings"),
	Screen("mailtext", CLERK, "/app/fokus-mail-text/candidate_nominate_manager-de"),
)
