"""A group of four of the cast, and its consultations."""

import frappe
import pytest
from frappe.utils import add_days, today

from fokus_app.consultations import plan, words
from fokus_app.consultations.groups import CONSULTATION, GROUP
from tests import programme as cast

#: in the order of the list
MEMBERS = ("mentor", "candidate", "participant2", "nominator")
#: everybody else who could try; "clerkmanager" and "lead" hold roles in which they see the group itself
OTHERS = (
	*("clerk", "lead", "manager", "clerkmanager", "mentor2"),
	*("outsider", "sysadmin", "Administrator", "Guest"),
)
#: words that occur nowhere else
QUESTION, NOTES, RESULTS = "Zitronenfalter", "Haselnussstrauch", "Seifenblasenfest"


@pytest.fixture(autouse=True)
def in_english(site):
	"""What is said is compared in the language of the source."""
	before, frappe.local.lang = frappe.local.lang, "en"
	yield
	frappe.local.lang = before


@pytest.fixture
def group(programme) -> str:
	"""A group made by HR; its name."""
	return make_group(*MEMBERS)


def make_group(*members: str, by: str = "clerk", **values) -> str:
	doc = frappe.new_doc(GROUP)
	doc.update({"title": "Runde Nord", **values})
	for part in members:
		doc.append("members", {"user": cast.address(part)})
	with cast.acting_as(by):
		return doc.insert().name


def ahead(days: int) -> str:
	return str(add_days(today(), days))


def planned(group: str, by: str = "mentor", days: int = 7, at: str = "14:30", **values) -> str:
	"""Plan a consultation as this person; its name."""
	with cast.acting_as(by):
		return plan.plan(group, ahead(days), at, **values)["name"]


def due(group: str, days: int = 0, **values) -> str:
	"""One whose day has come, `days` ago."""
	name = planned(group, **values)
	frappe.db.set_value(CONSULTATION, name, "consultation_date", ahead(-days), update_modified=False)
	return name


def said(name: str, by: str, **texts) -> str:
	"""Write as this person what is given, with what they have read before; the new version."""
	with cast.acting_as(by):
		before = words.read(name)
		return words.write(name, before["version"], **{**before["mine"], **texts})["version"]


def read(name: str, by: str) -> dict:
	with cast.acting_as(by):
		return words.read(name)


def modified(name: str) -> str:
	return str(frappe.db.get_value(CONSULTATION, name, "modified"))
