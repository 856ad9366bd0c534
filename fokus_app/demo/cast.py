"""The people of the demo. All of them are invented; their addresses lead nowhere."""

import unicodedata

#: for everybody, easy to type: the servers of the demo listen on this machine only
PASSWORD = "Mobile-und-Landkarte-27"

HR_CLERKS = ("Hatice Aydın", "Jens Wolters")
LEAD, DEPUTY_LEAD = "Miriam Lindhorst", "Tobias Kranefeld"
#: looks after the site; Frappe would otherwise make the first colleague who edits a profile its administrator
ADMINISTRATOR = "Ralf Steinkamp"

#: area: (area manager, deputy)
AREAS = {
	"Gebiet Essen und Mülheim": ("Birgit Overkamp", "Marek Nowicki"),
	"Gebiet Bochum und Gelsenkirchen": ("Cem Karataş", "Anke Terhorst"),
	"Gebiet Duisburg und Oberhausen": ("Susanne Pollmann", "Farid Rahimi"),
}

#: code: (name, city, area, leader); three are led by people who came through the programme
CENTRES = {
	"E-011": ("KiTa Sonnenhügel", "Essen", "Gebiet Essen und Mülheim", "Claudia Reinders"),
	"E-014": ("KiTa Ruhrspatzen", "Essen", "Gebiet Essen und Mülheim", "Emre Şahin"),
	"E-023": ("KiTa Lindenhof", "Essen", "Gebiet Essen und Mülheim", "Petra Hüsken"),
	"M-002": ("KiTa Brückenkinder", "Mülheim an der Ruhr", "Gebiet Essen und Mülheim", "Johanna Adeyemi"),
	"B-003": ("KiTa Wiesenwinkel", "Bochum", "Gebiet Bochum und Gelsenkirchen", "Dorothea Wiesmann"),
	"B-008": ("KiTa Sternenzelt", "Bochum", "Gebiet Bochum und Gelsenkirchen", "Daniel Brückner"),
	"G-005": ("KiTa Kohlmeise", "Gelsenkirchen", "Gebiet Bochum und Gelsenkirchen", "Nadine Kowollik"),
	"G-012": ("KiTa Himmelsleiter", "Gelsenkirchen", "Gebiet Bochum und Gelsenkirchen", "Samira Haddad"),
	"D-002": ("KiTa Hafenkiesel", "Duisburg", "Gebiet Duisburg und Oberhausen", "Bernd Tollkamp"),
	"D-009": ("KiTa Rheinwiese", "Duisburg", "Gebiet Duisburg und Oberhausen", "Ilse Marquardt"),
	"O-004": ("KiTa Regenbogenbrücke", "Oberhausen", "Gebiet Duisburg und Oberhausen", "Jasmin Öztürk"),
	"O-007": ("KiTa Kastanienhof", "Oberhausen", "Gebiet Duisburg und Oberhausen", "Yusuf Bayram"),
}

#: centre leaders who nominate people of their team
NOMINATORS = ("Emre Şahin", "Petra Hüsken", "Johanna Adeyemi", "Nadine Kowollik", "Ilse Marquardt")

#: name: (kind, centre, capacity, competencies)
MENTORS = {
	"Dorothea Wiesmann": (
		"Mentor",
		"B-003",
		3,
		("Verlässlich Rückmeldung geben", "Systemisch ins Gespräch gehen"),
	),
	"Claudia Reinders": (
		"Mentor",
		"E-011",
		2,
		("Die eigene Rolle klären", "Entscheidungen treffen und vertreten"),
	),
	"Bernd Tollkamp": (
		"Mentor",
		"D-002",
		2,
		("Aufgaben und Verantwortung übertragen", "Mit Unsicherheit und Druck umgehen"),
	),
	"Johanna Adeyemi": (
		"Mentor",
		"M-002",
		3,
		("Vielfalt wahrnehmen und anerkennen", "Ziele gemeinsam entwickeln"),
	),
	"Gisela Brandhorst": (
		"Senior Adviser",
		None,
		3,
		("Die eigene Haltung reflektieren", "Zwischen Träger, Team und Familien vermitteln"),
	),
	"Mehmet Korkmaz": (
		"Senior Adviser",
		None,
		2,
		("Vernetzt arbeiten und voneinander lernen", "Mit Unsicherheit und Druck umgehen"),
	),
}

#: what else mentors bring along
MENTOR_WISHES = {
	"Dorothea Wiesmann": ("Offene Arbeit", "Treffen am Abend"),
	"Claudia Reinders": ("Familienzentrum", "Englisch"),
	"Bernd Tollkamp": ("Kinder unter drei Jahren", "Treffen per Video"),
	"Johanna Adeyemi": ("Englisch", "Inklusion", "Familienzentrum"),
	"Gisela Brandhorst": ("Großes Team",),
	"Mehmet Korkmaz": ("Türkisch", "Familienzentrum", "Treffen per Video"),
}
#: areas beside each other
NEIGHBOURS = {
	"Gebiet Essen und Mülheim": ("Gebiet Bochum und Gelsenkirchen", "Gebiet Duisburg und Oberhausen")
}

_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ł": "l", "đ": "d"})


def address(name: str) -> str:
	"""The mail address, which is also the user name: petra.huesken@example.org for Petra Hüsken."""
	plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
	letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
	return ".".join(letters.split()) + "@example.org"
