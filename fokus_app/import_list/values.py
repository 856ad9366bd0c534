"""What a cell means for its field: dates as Germans write them, choices in two languages, people by name."""

import re
from collections.abc import Collection
from datetime import date
from email.utils import parseaddr
from functools import cached_property

import frappe
from frappe import _
from frappe.utils import cstr, getdate, validate_email_address

from fokus_app.field_values import has_markup
from fokus_app.import_list.columns import plain

#: Frappe's length of a one-line field without a length of its own
_DATA_LENGTH = 140
_ONE_LINE = frozenset({"Data", "Link", "Select", "Date", "Datetime"})

_MONTHS = {"jan": 1, "feb": 2, "mae": 3, "mrz": 3, "apr": 4, "mai": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9}
_MONTHS |= {"okt": 10, "nov": 11, "dez": 12}
_DATE_FORMS = (
	re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4}|\d{2})"),
	re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
	re.compile(r"(?P<d>\d{1,2})[/-](?P<m>\d{1,2})[/-](?P<y>\d{4})"),
	re.compile(r"(?P<d>\d{1,2})\.?\s(?P<month>[^\W\d_]{3,9})\.?\s(?P<y>\d{4})"),
)
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?$")

#: what people write for a choice, beside its name in German and English
SYNONYMS: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
	("Leadership Candidate", "entry_path"): {
		"Nominated": ("Nominiert", "Nominierung", "Vorgeschlagen", "Durch Führungskraft"),
		"Self-Nominated": ("Selbstnominiert", "Selbst nominiert", "Selbstnominierung", "Eigenbewerbung"),
		"HR Proposal": ("Vorschlag der Personalabteilung", "Personalabteilung", "Vorschlag Personal", "HR"),
		"New Leader": (
			"Neue Leitung",
			"Neu in Leitung",
			"Neue Leiterin",
			"Neuer Leiter",
			"Kürzlich übernommen",
		),
	},
	("Leadership Candidate", "readiness"): {
		"Now": ("Sofort", "Jetzt", "Ab sofort"),
		"In 1–2 Years": ("In 1–2 Jahren", "1–2 Jahre", "1 bis 2 Jahre", "In ein bis zwei Jahren"),
		"Later": ("Später",),
	},
	("Leadership Candidate", "workflow_state"): {
		"Potential": ("Potenzial", "Potential"),
		"Assessment": ("Auswahl",),
		"Onboarding": ("Einarbeitung",),
	},
}


class NotUnderstood(ValueError):
	"""A cell that does not mean anything for its field; the text says why, in the user's language."""


class Values:
	"""Turns cells of one doctype into values. Looks each kind of record up once, however long the list."""

	def __init__(self, doctype: str, stages: Collection[str] | None = None):
		"""stages: those that a list may bring, named where a cell is not understood; None: all."""
		self.doctype = doctype
		self._stages = stages
		self._links: dict[str, dict[str, set[str]]] = {}
		self._choices: dict[str, dict[str, str]] = {}

	def of(self, df, text: str) -> str:
		"""The value that `text` means for the field `df`, as Frappe stores it; raises NotUnderstood."""
		if df.fieldtype in _ONE_LINE:
			text = " ".join(text.split())
		if df.fieldname == "workflow_state" or df.fieldtype == "Select":
			return self._choice(df, text)
		if df.fieldtype == "Link":
			return self._link(df, text)
		if df.fieldtype == "Date":
			return _date(df, text)
		if df.options == "Email":
			return _email(text)
		if has_markup(text):
			raise NotUnderstood(_("“{0}” contains HTML or script.").format(_(df.label)))
		length = df.length or _DATA_LENGTH
		if df.fieldtype == "Data" and len(text) > length:
			raise NotUnderstood(
				_("“{0}” is too long: {1} characters, {2} are possible.").format(
					_(df.label), len(text), length
				)
			)
		return text

	def title(self, doctype: str, name: str | None) -> str:
		"""What people call the record `name`."""
		return self._titles.get((doctype, name), name) if name else ""

	@cached_property
	def _titles(self) -> dict[tuple[str, str], str]:
		found = {("User", user.name): user.full_name for user in self._users}
		return found | {("Daycare Centre", centre.name): centre.centre_name for centre in self._centres}

	@cached_property
	def _users(self) -> list:
		return frappe.get_all(
			"User",
			filters={"enabled": 1, "name": ("not in", ("Guest", "Administrator"))},
			fields=["name", "email", "full_name", "first_name", "last_name"],
		)

	@cached_property
	def _centres(self) -> list:
		return frappe.get_all("Daycare Centre", fields=["name", "code", "centre_name", "city", "area"])

	def _choice(self, df, text: str) -> str:
		if df.fieldname not in self._choices:
			self._choices[df.fieldname] = self._choices_of(df)
		found = self._choices[df.fieldname].get(plain(text))
		if not found:
			possible = ", ".join(_(option) for option in self._offered(df))
			raise NotUnderstood(
				_("“{0}” is not possible for “{1}”; possible are: {2}.").format(text, _(df.label), possible)
			)
		return found

	def _offered(self, df) -> list[str]:
		# the others are understood as well, so that their own rule says why they are refused
		stages = self._stages if df.fieldname == "workflow_state" else None
		return [option for option in _options(df) if stages is None or option in stages]

	def _choices_of(self, df) -> dict[str, str]:
		found = {}
		for option in _options(df):
			more = SYNONYMS.get((self.doctype, df.fieldname), {}).get(option, ())
			for text in (option, _(option, lang="de"), _(option), *more):
				found.setdefault(plain(text), option)
		return found

	def _link(self, df, text: str) -> str:
		if df.options not in self._links:
			self._links[df.options] = self._names_of(df.options)
		known = self._links[df.options]
		# from Outlook: Gerda Gebietsleitung <gerda@example.org>
		address = parseaddr(text)[1] if df.options == "User" and text.endswith(">") else None
		found = known.get(_folded(address or text)) or set()
		if not found:
			raise NotUnderstood(_("“{0}” is not known; it stands under “{1}”.").format(text, _(df.label)))
		if len(found) > 1:
			raise NotUnderstood(
				_("“{0}” (under “{1}”) is not clear. Please write one of these: {2}.").format(
					text, _(df.label), ", ".join(sorted(found))
				)
			)
		return next(iter(found))

	def _names_of(self, doctype: str) -> dict[str, set[str]]:
		"""Everything that a record of this doctype may be called, with the records called so."""
		if doctype == "User":
			calls = {user.name: _calls_of_user(user) for user in self._users}
		elif doctype == "Daycare Centre":
			calls = {centre.name: _calls_of_centre(centre) for centre in self._centres}
		else:
			calls = {name: (name,) for name in frappe.get_all(doctype, pluck="name")}
		found: dict[str, set[str]] = {}
		for name, texts in calls.items():
			for text in {_folded(text) for text in texts if text}:
				found.setdefault(text, set()).add(name)
		# a code or an address is meant exactly, even where somebody else is called so
		return found | {_folded(name): {name} for name in calls}


def _calls_of_user(user) -> tuple:
	first, last = user.first_name or "", user.last_name or ""
	return (user.name, user.email, user.full_name, f"{first} {last}", f"{last}, {first}", f"{last} {first}")


def _calls_of_centre(centre) -> tuple:
	name = cstr(centre.centre_name)
	short = re.sub(r"^kita\s+", "", name, flags=re.IGNORECASE)
	texts = [centre.code]
	for each in (name, short, f"KiTa {short}"):
		texts += (each, f"{centre.code} {each}", f"{each} ({centre.code})")
		if centre.city:
			texts += (f"{each} {centre.city}", f"{each}, {centre.city}")
	return tuple(texts)


def _folded(text: str) -> str:
	return " ".join(text.casefold().split())


def _options(df) -> list[str]:
	if df.fieldname == "workflow_state":
		from fokus_app.workflows import definitions

		return [state.name for state in definitions()[df.parent].states]
	return [option for option in (df.options or "").split("\n") if option]


def _date(df, text: str) -> str:
	text = _MIDNIGHT.sub("", text)
	for form in _DATE_FORMS:
		found = form.fullmatch(text)
		if not found:
			continue
		part = found.groupdict()
		try:
			month = int(part["m"]) if "m" in part else _MONTHS.get(plain(part["month"])[:3], 0)
			year = int(part["y"]) + (2000 if len(part["y"]) == 2 else 0)
			return cstr(getdate(date(year, month, int(part["d"]))))
		except ValueError:
			break
	raise NotUnderstood(
		_("“{0}” is not a date for “{1}”. Please write it like 24.12.2026.").format(text, _(df.label))
	)


def _email(text: str) -> str:
	address = (parseaddr(text)[1] if text.endswith(">") else text).lower()
	if not address or has_markup(address) or validate_email_address(address) != address:
		raise NotUnderstood(_("“{0}” is not an e-mail address.").format(text))
	return address
