"""The picture of a profile: the right marks in the right places, words for who cannot see it, nothing typed runs."""

from xml.etree import ElementTree

import frappe
import pytest

from fokus_app.assessments import profile, view
from tests import programme as cast
from tests.assessment.conftest import DOCTYPE, SECRET, request_of, switch_scale_on, write, write_all
from tests.workflows.stages import CANDIDATE

SVG = "{http://www.w3.org/2000/svg}"
SCRIPT = '<script>alert("1")</script>'


def _picture(html: str) -> ElementTree.Element:
	return ElementTree.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])


def _html(names) -> str:
	with cast.acting_as("lead"):
		return profile.html(view.handed_in(names[CANDIDATE]))


def test_without_the_scale_words_stand_side_by_side(case):
	write_all(case)
	html = _html(case)
	assert "<svg" not in html
	for kind in ("Self", "Manager", "Panel"):
		assert f"{SECRET}{kind} 1" in html and f"{SECRET}{kind} alles" in html
	assert html.count('scope="col"') == 4


def test_without_anything_handed_in_there_is_nothing(case):
	write(request_of(case, "Manager"), "manager", hand_in=False)
	assert _html(case) == ""


@pytest.mark.parametrize("rating", [1, 2, 3])
def test_with_the_scale_each_mark_stands_at_its_step(case, rating):
	switch_scale_on("selten", "oft", "immer")
	write_all(case, rating=rating)
	picture = _picture(_html(case))
	rows = len(frappe.get_all("Leadership Competency"))
	circles = picture.findall(f"{SVG}circle")[1:]  # the first one explains the others
	assert len(circles) == rows
	assert {float(circle.get("cx")) for circle in circles} == {14 + (rating - 1) * 166}
	for shape in ("rect", "polygon"):
		assert len(picture.findall(f"{SVG}{shape}")) == rows + 1


def test_who_cannot_see_it_hears_it(case):
	switch_scale_on("selten", "oft", "immer")
	write_all(case, rating=2)
	picture = _picture(_html(case))
	assert picture.get("role") == "img"
	assert picture.find(f"{SVG}title").text == "Profile by competency"
	spoken = picture.find(f"{SVG}desc").text
	for competency in frappe.get_all("Leadership Competency", pluck="name"):
		assert f"{competency}, Self-Assessment: oft." in spoken
		assert f"{competency}, Manager: Gerda Gebietsleitung: oft." in spoken


def test_what_was_meant_stays_when_the_scale_changes(case):
	switch_scale_on("selten", "oft", "immer")
	write_all(case, rating=3)
	switch_scale_on("rot", "grün")
	assert "immer" in _html(case) and "grün" not in _html(case)
	frappe.db.set_single_value("FOKUS Settings", "use_rating_scale", 0)
	assert "<svg" in _html(case)


@pytest.mark.parametrize("text", [SCRIPT, '"><img src=x onerror=alert(1)>', "{{ 1234 * 5678 }}", "{% raw %}"])
def test_what_people_typed_stays_text(case, text):
	switch_scale_on("selten", "oft & gern")
	name = request_of(case, "Self")
	write(name, "candidate", "Hört zu.", rating=1)
	# as it may stand in records from before: today markup is refused
	frappe.db.set_value(DOCTYPE, name, "scale", f"selten {SCRIPT}\noft & gern")
	markup = {"competency": f"A & {SCRIPT}", "observation": text}
	frappe.db.set_value("Competency Observation", {"parent": name, "idx": 1}, markup)
	html = _html(case)
	assert "<script" not in html and "<img" not in html and "7006652" not in html
	_picture(html)


def test_no_step_is_written_outside_the_picture(case):
	switch_scale_on(*(f"Stufe {number}" for number in range(1, 8)))
	write_all(case, rating=7)
	for circle in _picture(_html(case)).findall(f"{SVG}circle"):
		assert 0 < float(circle.get("cx")) < 360
