"""By what a person is found in texts, however programs and people write it there."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html.entities import codepoint2name
from urllib.parse import quote

#: between two names: blanks of any kind, as HTML, JSON, addresses and names of files write them
_BLANK = r"(?:\s|&nbsp;|&#160;|&#xa0;|%20|%C2%A0|\\u00a0|\\[nrt]|[+_])+"
#: as Germans write letters that a keyboard or a program does not know
_INSTEAD = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "'": "’", "-": "‑", "æ": "ae", "ø": "oe"}
#: what may stand before a name: no letter, unless it belongs to a sign that is written in another way
_BEFORE = r"(?:(?<![^\W_])|(?<=\\[nrt])|(?<=\\u[0-9a-f]{4})|(?<=%[0-9a-f]{2}))"
#: the same for an address, of which a longer one is somebody else's
_BEFORE_ADDRESS = r"(?:(?<![\w.+-])|(?<=\\[nrt])|(?<=%[0-9a-f]{2}))"
#: a genitive is the same person, more letters are somebody else
_AFTER = r"(?=s?(?![^\W_]))"
_AFTER_ADDRESS = r"(?![\w-])"
#: shorter ones would find half of the database before it is looked at more closely
_ENOUGH = 4


@dataclass(frozen=True)
class Names:
	"""By what a person is found in texts: full name, addresses, account."""

	called: frozenset[str]
	addresses: frozenset[str]

	@property
	def plain(self) -> list[str]:
		"""Names and addresses. The longest first, so that a part of another one is not replaced before it."""
		return [*_found(self.called), *_found(self.addresses)]

	@property
	def last_names(self) -> list[str]:
		"""What colleagues write: a person who reads decides whether somebody else of that name is meant."""
		words = {each.split()[-1] for each in self.called if each and " " in each.strip()}
		return sorted(word for word in words if len(word) > 2)

	def pattern(self) -> re.Pattern:
		"""Finds exactly them."""
		return pattern_of([self])

	def loose_pattern(self) -> re.Pattern:
		"""Finds them, and whoever has the same last name."""
		return _compiled([*_exact(self), *_of_names(self.last_names)])


def pattern_of(names: Iterable[Names]) -> re.Pattern:
	"""Finds exactly these people."""
	return _compiled([way for each in names for way in _exact(each)])


def last_name_pattern(names: Iterable[str]) -> re.Pattern:
	"""Finds whoever has one of these last names."""
	return _compiled(_of_names(names))


def likes(texts: Iterable[str]) -> list[str]:
	"""What to look for with LIKE to find every way of writing these texts, and more."""
	found: dict[str, None] = {}
	for text in texts:
		# what is written in several ways may be anything
		letters = re.sub(r"[^A-Za-z0-9]+", "%", text).strip("%")
		exactly = [_for_like(text), _for_like(json.dumps(text)[1:-1])]
		for like in [letters] if len(letters.replace("%", "")) >= _ENOUGH else exactly:
			found[f"%{like}%"] = None
	return list(found)


def _found(texts: Iterable[str]) -> list[str]:
	# a single short word is no name by which somebody is found
	found = {each for each in texts if each and len(each) > 3}
	return sorted(found, key=lambda each: (-len(each), each))


def _exact(names: Names) -> list[str]:
	addresses = [_BEFORE_ADDRESS + _written(each) + _AFTER_ADDRESS for each in _found(names.addresses)]
	return [*addresses, *_of_names(_found(names.called))]


def _of_names(texts: Iterable[str]) -> list[str]:
	return [_BEFORE + _written(each) + _AFTER for each in texts]


def _compiled(ways: list[str]) -> re.Pattern:
	return re.compile("|".join(ways) or r"(?!)", re.IGNORECASE)


def _written(text: str) -> str:
	words = unicodedata.normalize("NFC", text).split()
	return _BLANK.join("".join(map(_letter, word)) for word in words)


@cache
def _letter(letter: str) -> str:
	"""Every way of writing it."""
	if letter.isascii() and letter.isalnum():
		return letter
	ways = {_INSTEAD.get(letter.lower(), letter)}
	for each in {letter, letter.lower(), letter.upper()}:
		ways |= {each, json.dumps(each)[1:-1], quote(each, safe=""), unicodedata.normalize("NFD", each)}
		if len(each) == 1:
			ways |= {f"&#{ord(each)};", f"&#x{ord(each):x};"}
			if name := codepoint2name.get(ord(each)):
				ways.add(f"&{name};")
	if letter in "'’":
		ways |= {"'", "’", "\\'"}
	return f"(?:{'|'.join(re.escape(way) for way in sorted(ways, key=lambda way: (-len(way), way)))})"


def _for_like(text: str) -> str:
	# a backslash is doubled for LIKE, and PyPika doubles it once more for the string
	return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
