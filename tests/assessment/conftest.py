"""A candidate on the way to and after the interview."""

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from fokus_app.assessments import requests, writing
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

DOCTYPE = requests.DOCTYPE
SECRET = "Geheimwort"


@pytest.fixture(autouse=True)
def in_english(site):
	"""What is said is compared in the language of the source."""
	before, frappe.local.lang = frappe.local.lang, "en"
	yield
	frappe.local.lang = before


@pytest.fixture
def case(names):
	"""The candidate of `stages`, whom the lead has just invited; the names by doctype."""
	stages.place(names, CANDIDATE, "Endorsed")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Invite to Assessment")
	return names


def in_hours(hours: int) -> str:
	return str(add_to_date(now_datetime(), hours=hours).replace(microsecond=0))


def request_of(names: dict[str, str], kind: str, **filters) -> str:
	"""The newest request of this kind."""
	return frappe.get_all(
		DOCTYPE,
		filters={"candidate": names[CANDIDATE], "kind": kind, **filters},
		pluck="name",
		order_by="creation desc",
	)[0]


WRITERS = {"Self": "candidate", "Manager": "manager", "Panel": "panelist"}


def write(name: str, person: str, text: str = SECRET, hand_in: bool = True, rating: int = 0) -> dict:
	"""Write this text for every competency as this person."""
	doc = frappe.get_doc(DOCTYPE, name)
	rows = [
		{"competency": row.competency, "observation": f"{text} {row.idx}", "rating": rating}
		for row in doc.observations
	]
	with cast.acting_as(person):
		return writing.write(name, str(doc.modified), rows, f"{text} alles", hand_in)


def write_all(names: dict[str, str], rating: int = 0) -> dict[str, str]:
	"""All three are handed in; the names by kind."""
	made = {kind: request_of(names, kind) for kind in WRITERS}
	for kind, person in WRITERS.items():
		write(made[kind], person, f"{SECRET}{kind}", rating=rating)
	return made


def switch_scale_on(*words: str) -> None:
	settings = frappe.get_doc("FOKUS Settings")
	settings.update({"use_rating_scale": 1, "rating_steps": [{"word": word} for word in words]})
	settings.save()
