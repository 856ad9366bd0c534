"""The rules of a proposal once more, the slow and obvious way: nothing of the app's own matching is used here.

A pair is judged by itself, and the best proposal is found by trying all.
"""

from itertools import product

#: points per thousandth, as the app counts them
THOUSAND = 1000


def forbidden(mentee, mentor, situation) -> bool:
	"""Whether these two must not be proposed: DESIGN §3 and the issue's list."""
	same = (
		(mentee.user and mentee.user == mentor.user)
		or (mentee.email and mentee.email == mentor.email)
		or (mentee.manager and mentee.manager == mentor.user)
		or (mentee.centre and mentee.centre == mentor.centre)
	)
	pair = (mentee.name, mentor.name)
	return bool(
		same
		or pair in situation.over
		or pair in situation.running
		or mentee.name in situation.taken
		or not mentor.enabled
		or mentor.status != "Active"
		or mentor.available_from > situation.period.start
		or mentor.available_until < situation.period.until
		or mentor.used >= mentor.capacity
		or mentor.user == situation.acting
	)


def points(mentee, mentor, situation) -> int:
	"""The points of a pair in thousandths, the load apart."""
	weights, total = situation.points, 0
	for asked, offered, weight in (
		(mentee.competencies, mentor.competencies, weights.competencies),
		(mentee.wishes, mentor.wishes, weights.wishes),
	):
		if asked:
			total += weight * (sum(each in offered for each in asked) * THOUSAND // len(asked))
	if (mentee.area and mentee.area == mentor.area) or (mentee.city and mentee.city == mentor.city):
		total += weights.nearness * THOUSAND
	elif mentor.area in situation.neighbours.get(mentee.area, ()):
		total += weights.nearness * THOUSAND // 2
	return total


def load(mentor, weights) -> list[int]:
	"""What each free place adds."""
	return [
		weights.fairness * THOUSAND * (mentor.capacity - taken) // mentor.capacity
		for taken in range(mentor.used, mentor.capacity)
	]


def best_value(fit, permitted, places) -> tuple[int, int, tuple]:
	"""How many pairs, how many points, and which mentor for each mentee: of the best of all assignments."""
	mentees, mentors = len(fit), len(places)
	found = None
	for chosen in product((*range(mentors), None), repeat=mentees):
		if any(mentor is not None and not permitted[row][mentor] for row, mentor in enumerate(chosen)):
			continue
		if any(chosen.count(mentor) > len(places[mentor]) for mentor in range(mentors)):
			continue
		value = total(fit, places, chosen)
		# among equals the earlier mentor for the earlier mentee; nobody comes last
		order = tuple(-mentors if mentor is None else -mentor for mentor in chosen)
		key = (sum(mentor is not None for mentor in chosen), value, order)
		if found is None or key > found[0]:
			found = (key, chosen)
	(pairs, value, _order), chosen = found
	return pairs, value, chosen


def total(fit, places, chosen) -> int:
	"""The points of an assignment (a mentor or None for each mentee)."""
	points = sum(fit[row][mentor] for row, mentor in enumerate(chosen) if mentor is not None)
	return int(points) + sum(sum(places[mentor][: chosen.count(mentor)]) for mentor in range(len(places)))


def greedy(fit, permitted, places) -> list:
	"""The best pair first, then the best of what is left, as somebody does with a pencil."""
	chosen, free = [None] * len(fit), [list(each) for each in places]
	while True:
		possible = [
			(int(fit[row][mentor]) + free[mentor][0], -row, -mentor)
			for row in range(len(fit))
			if chosen[row] is None
			for mentor in range(len(places))
			if permitted[row][mentor] and free[mentor]
		]
		if not possible:
			return chosen
		_points, row, mentor = max(possible)
		chosen[-row] = -mentor
		free[-mentor].pop(0)
