"""What a mail's HTML may hold: text, its form, links and pictures; nothing that runs, loads or asks for something.

HR writes the texts, and other people's mail programs, the preview and the server itself read them: while making a mail
Frappe opens style sheets (`<link>`) and files (`embed=`) that its HTML names.
"""

import re
from html import unescape
from html.parser import HTMLParser

_TAGS = frozenset(
	"a abbr b blockquote br caption center code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre s small"
	" span strike strong sub sup table tbody td tfoot th thead tr u ul".split()
)
_ATTRIBUTES = frozenset(
	"align alt bgcolor border cellpadding cellspacing class color cols colspan dir face height href id lang rel role rowspan scope size"
	" src start style target title type valign width".split()
)
#: what an address may begin with; one without any is a path, which Frappe makes whole
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ALLOWED = re.compile(r"(https?|mailto|tel|cid):|data:image/(png|gif|jpeg);", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20]")
#: a tag that what Frappe puts below the text would end
_UNFINISHED = re.compile(r"<[a-z/!?][^>]*$", re.IGNORECASE)
#: what a reader of HTML drops, so that the letters on both sides of it come together
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class NotForMails(ValueError):
	"""A mail's HTML holds what no mail of ours may hold."""

	def __init__(self, what: str):
		super().__init__(f"“{what}” is not for mail texts")
		self.what = what


def checked(html: str) -> str:
	"""The HTML of a mail as it may be sent. Raises NotForMails where it is more than text, its form, links and pictures."""
	plain = harmless(html)
	reader = _Reader(convert_charrefs=True)
	reader.feed(plain)
	reader.close()
	if unfinished := _UNFINISHED.search(plain):
		raise NotForMails(unfinished[0][:20])
	if "embed=" in unescape(plain).lower():
		raise NotForMails("embed=")
	return plain


def harmless(text: str) -> str:
	"""The text, read as before, without the letters by which Frappe takes a file into a mail."""
	return re.sub(r"(embed)=", r"\1 =", _CONTROL.sub("", text), flags=re.IGNORECASE)


class _Reader(HTMLParser):
	def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
		if tag not in _TAGS:
			raise NotForMails(f"<{tag}>")
		for name, value in attributes:
			if name not in _ATTRIBUTES:
				raise NotForMails(f"<{tag} {name}>")
			address = _BLANKS.sub("", value or "")  # browsers leave these out
			if name in ("href", "src") and _SCHEME.match(address) and not _ALLOWED.match(address):
				raise NotForMails(f'{name}="{value}"')

	def handle_comment(self, data: str) -> None:
		# Frappe puts addresses where comments of its own stand
		raise NotForMails("<!--")

	def handle_decl(self, declaration: str) -> None:
		raise NotForMails(f"<!{declaration}>")

	unknown_decl = handle_decl

	def handle_pi(self, data: str) -> None:
		raise NotForMails(f"<?{data}>")
