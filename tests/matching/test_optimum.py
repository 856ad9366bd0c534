"""The best proposal: compared with trying everything, with a greedy hand, and with itself in another order."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fokus_app.matching import optimum
from tests.matching import reference

quietly = settings(
	max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def tables(draw, most_mentees=5, most_mentors=4, most_points=4):
	"""Points, which pairs may be, and what each free place adds; few different numbers, so that many are equal."""
	mentees, mentors = draw(st.integers(1, most_mentees)), draw(st.integers(1, most_mentors))
	row = st.lists(st.integers(0, most_points), min_size=mentors, max_size=mentors)
	fit = draw(st.lists(row, min_size=mentees, max_size=mentees))
	row = st.lists(st.booleans(), min_size=mentors, max_size=mentors)
	permitted = draw(st.lists(row, min_size=mentees, max_size=mentees))
	free = st.lists(st.integers(0, 3), max_size=3).map(lambda each: sorted(each, reverse=True))
	places = draw(st.lists(free, min_size=mentors, max_size=mentors))
	return np.array(fit), np.array(permitted), places


def chosen(fit, permitted, places) -> tuple:
	return tuple(
		None if each == optimum.NOBODY else each for each in optimum.assign(fit, permitted, places).tolist()
	)


@quietly
@given(tables())
def test_nothing_better_is_found_by_trying_everything_and_of_equals_it_is_the_first_by_name(table):
	fit, permitted, places = table
	pairs, points, first = reference.best_value(fit, permitted, places)
	found = chosen(*table)
	assert sum(each is not None for each in found) == pairs
	assert reference.total(fit, places, found) == points
	assert found == first


@quietly
@given(tables(most_mentees=12, most_mentors=8))
def test_no_forbidden_pair_and_no_place_twice(table):
	fit, permitted, places = table
	found = chosen(*table)
	assert len(found) == len(fit)
	for row, mentor in enumerate(found):
		assert mentor is None or permitted[row][mentor]
	for mentor, free in enumerate(places):
		assert found.count(mentor) <= len(free)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
	("mentees", "mentors", "levels"), [(60, 20, 1000), (60, 40, 4), (40, 60, 2), (120, 30, 50)]
)
def test_never_worse_than_a_greedy_hand(seed, mentees, mentors, levels):
	dice = np.random.default_rng(seed)
	fit = dice.integers(0, levels, (mentees, mentors))
	permitted = dice.random((mentees, mentors)) < 0.8
	places = [[15 * (3 - taken) // 3 for taken in range(dice.integers(0, 4))] for _ in range(mentors)]
	found, by_hand = chosen(fit, permitted, places), reference.greedy(fit, permitted, places)
	pairs, pairs_by_hand = (sum(each is not None for each in those) for those in (found, by_hand))
	assert pairs >= pairs_by_hand
	if pairs == pairs_by_hand:
		assert reference.total(fit, places, found) >= reference.total(fit, places, tuple(by_hand))


def test_a_greedy_hand_is_beaten_where_it_takes_the_last_place_of_somebody_else():
	# the first fits both mentors, the second only the one whom the first likes a little better
	fit, permitted = np.array([[90, 80], [85, 0]]), np.array([[True, True], [True, False]])
	assert reference.greedy(fit, permitted, [[0], [0]]) == [0, None]
	assert chosen(fit, permitted, [[0], [0]]) == (1, 0)


def test_the_load_is_spread_where_nothing_else_decides():
	fit, permitted = np.zeros((4, 2), int), np.ones((4, 2), bool)
	assert chosen(fit, permitted, [[10, 7, 4], [10, 7, 4]]).count(0) == 2
	# without points for it the names decide
	assert chosen(fit, permitted, [[0, 0, 0], [0, 0, 0]]) == (0, 0, 0, 1)


@pytest.mark.parametrize(("mentees", "mentors"), [(0, 3), (3, 0), (0, 0)])
def test_nobody_on_one_side(mentees, mentors):
	table = np.zeros((mentees, mentors), int), np.ones((mentees, mentors), bool), [[0]] * mentors
	assert chosen(*table) == (None,) * mentees


def test_nobody_where_no_place_is_free():
	assert chosen(np.ones((2, 2), int), np.ones((2, 2), bool), [[], []]) == (None, None)
