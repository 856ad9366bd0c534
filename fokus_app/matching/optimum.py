"""The best proposal for all together: each mentee at most one mentor, each mentor at most as many as places are free.

First as many pairs as possible, then as many points as possible. Where several proposals are equally good, the
first mentee gets the first mentor in the order of the table that is possible in one of them, then the second
mentee, and so on (the table is in the order of names).
"""

import numpy as np

#: how many mentees are looked at in one go; it bounds the memory that is needed beside the table itself
_BLOCK = 256
NOBODY = -1


def assign(fit: np.ndarray, permitted: np.ndarray, places: list[list[int]]) -> np.ndarray:
	"""The mentor (column) of each mentee (row), or NOBODY.

	fit: points, whole numbers from 0. permitted: which pairs may be. places: for each mentor what each free
	place adds to the points, the first one first and none less than the next.
	"""
	seats = np.repeat(np.arange(len(places)), [len(each) for each in places])
	if not len(fit) or not len(seats):
		return np.full(len(fit), NOBODY)
	# here, since it takes a moment and most processes never need it
	from scipy.optimize import linear_sum_assignment

	value = _values(fit, permitted, seats, np.concatenate([each for each in places if each]))
	rows, columns = linear_sum_assignment(value, maximize=True)
	place_of = _Ties(value, rows, columns, seats).settled()
	return np.where(place_of == NOBODY, NOBODY, seats[place_of])


def _values(fit: np.ndarray, permitted: np.ndarray, seats: np.ndarray, bonus: np.ndarray) -> np.ndarray:
	"""One column for each free place. A forbidden pair is worth nothing, as is staying without a mentor; a pair
	more is worth more than all points together. Floats hold these whole numbers exactly."""
	value = fit[:, seats].astype(float)
	value += bonus
	value += (value.max() + 1) * (min(value.shape) + 1)
	value[~permitted[:, seats]] = 0
	return value


class _Ties:
	"""Goes from one best assignment to the one that is first in the order of the table.

	A best assignment has prices: each place has one, and each mentee has a place that leaves them most after
	its price is paid (linear programming duality). The best assignments are exactly those that give mentees
	such places, leave nobody out who would have something left, and no place empty that has a price.
	"""

	def __init__(self, value: np.ndarray, rows: np.ndarray, columns: np.ndarray, seats: np.ndarray):
		price = _prices(value, rows, columns)
		left = np.zeros(len(value))
		left[rows] = value[rows, columns] - price[columns]
		#: beside the places one more column: to stay without a mentor
		self.without = len(seats)
		self.seats = np.append(seats, seats.max() + 1)
		self.may_be_empty = np.append(price == 0, False)
		#: whether a mentee (row) may have a place (column) in a best assignment
		self.good = np.zeros((len(value), self.without + 1), bool)
		for begin in range(0, len(value), _BLOCK):
			block = slice(begin, begin + _BLOCK)
			self.good[block, :-1] = (value[block] > 0) & (left[block, None] + price == value[block])
		self.good[:, -1] = left == 0
		#: for each place the mentees it is good for, eight in a byte
		self.good_for = np.ascontiguousarray(np.packbits(self.good, axis=0).T)
		real = value[rows, columns] > 0
		self.place_of = np.full(len(value), self.without)
		self.place_of[rows[real]] = columns[real]
		self.holder = np.full(self.without, NOBODY)
		self.holder[columns[real]] = rows[real]

	def settled(self) -> np.ndarray:
		"""The place of each mentee, or NOBODY."""
		for row in range(len(self.good)):
			wished = self.good[row] & (self.seats < self.seats[self.place_of[row]])
			if wished.any():
				self._improve(row, wished)
		return np.where(self.place_of == self.without, NOBODY, self.place_of)

	def _improve(self, row: int, wished: np.ndarray) -> None:
		"""Give this mentee the first of the places they wish that the later mentees can do without.

		Goes backwards from the place that they give up: who could move there, and to the places of those, and
		so on. steps: the places that are found each time.
		"""
		steps = [np.array([self.place_of[row]])]
		found = np.zeros(self.without + 1, bool)
		found[steps[0]] = True
		best = self.seats[wished].min()
		asked = np.arange(len(self.good)) > row
		while len(steps[-1]) and not (self.seats[found & wished] == best).any():
			bits = np.bitwise_or.reduce(self.good_for[steps[-1]], axis=0)
			moving = asked & np.unpackbits(bits, count=len(asked)).astype(bool)
			asked &= ~moving
			places = np.zeros_like(found)
			places[self.place_of[moving]] = True
			if self.may_be_empty[steps[-1]].any():
				# an empty place is filled, and this one is empty instead
				places[:-1] |= self.holder == NOBODY
			places &= ~found
			found |= places
			steps.append(places.nonzero()[0])
		possible = (found & wished).nonzero()[0]
		if len(possible):
			self._move(row, possible[np.argmin(self.seats[possible])], steps)

	def _move(self, row: int, place: int, steps: list[np.ndarray]) -> None:
		"""Put the mentee on this place, who was there on one of the step before, and so on to the first step."""
		first = row
		depth = next(number for number, step in enumerate(steps) if place in step)
		while True:
			before = steps[depth - 1] if depth else None
			displaced = self._who_leaves(place, first, before) if depth else None
			if place != self.without:
				self.holder[place] = row
			if row != NOBODY:
				self.place_of[row] = place
			if not depth:
				return
			row, depth = displaced, depth - 1
			fits = self.may_be_empty[before] if row == NOBODY else self.good[row, before]
			place = before[fits.argmax()]

	def _who_leaves(self, place: int, first: int, before: np.ndarray) -> int:
		if place != self.without:
			return self.holder[place]
		others = (self.place_of == self.without) & (np.arange(len(self.good)) > first)
		return (others & self.good[:, before].any(axis=1)).argmax()


def _prices(value: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
	"""The highest prices at which everybody in the best assignment `rows`, `columns` keeps their place."""
	price = np.zeros(value.shape[1])
	worth = value[rows, columns]
	price[columns] = worth
	while True:
		before = price[columns]
		for begin in range(0, len(rows), _BLOCK):
			block = slice(begin, begin + _BLOCK)
			# at most what the place is worth to its holder, less what the best other one would leave them
			elsewhere = (value[rows[block]] - price).max(axis=1)
			price[columns[block]] = np.minimum(price[columns[block]], worth[block] - elsewhere)
		if (price[columns] == before).all():
			return price
