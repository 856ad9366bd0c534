"""One person per part, for those who try the demo."""

from fokus_app.demo import cast

#: part: who plays it
PARTS = {
	"HR clerk (Personalsachbearbeitung)": cast.HR_CLERKS[0],
	"Programme lead (Programmleitung)": cast.LEAD,
	"Deputy lead (stellv. Programmleitung)": cast.DEPUTY_LEAD,
	"Centre leader who nominates (KiTa-Leitung)": "Petra Hüsken",
	"Area manager (Gebietsleitung)": "Birgit Overkamp",
	"Deputy area manager (stellv. Gebietsleitung)": "Marek Nowicki",
	"Mentor (Mentorin)": "Dorothea Wiesmann",
	"Senior adviser (Seniorberaterin)": "Gisela Brandhorst",
	"Participant (Potenzialträgerin)": "Lea Hartkopf",
	"New leader (neue Leitung)": "Yusuf Bayram",
}


def logins() -> list[tuple[str, str, str]]:
	"""Part, user name and password of each."""
	return [(part, cast.address(name), cast.PASSWORD) for part, name in PARTS.items()]
