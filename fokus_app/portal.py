"""The frame around our pages for people without the desk: their language, the way to the content, the account."""

import re

import frappe
import frappe.sessions
from frappe.utils.jinja import get_jenv
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_FRAME = "fokus_app/templates/portal.html"
_OURS = re.compile(r"fokus(/|$|-nomination)")


class _Compiled(BytecodeCache):
	"""Templates as Jinja has compiled them, kept in this process: Frappe makes an environment for each request, which compiles all of them anew and
	takes longer over it than over everything else. Jinja looks at the source before it takes what is kept here."""

	def __init__(self):
		self._kept: dict[str, bytes] = {}

	def load_bytecode(self, bucket: Bucket) -> None:
		"""Fill the bucket with what is kept of this template."""
		if kept := self._kept.get(bucket.key):
			bucket.bytecode_from_string(kept)

	def dump_bytecode(self, bucket: Bucket) -> None:
		"""Keep what was compiled."""
		self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def frame(context: dict) -> dict | None:
	"""Give pages of ours their frame, and what it shows; Frappe's hook for the context of every page."""
	# a web form's context does not know its path yet; without a request (a job that renders) the page's own has to do
	request = getattr(frappe.local, "request", None)
	path = request.path.strip("/") if request else context.get("path") or ""
	if not _OURS.match(path):
		return None
	get_jenv().bytecode_cache = _COMPILED
	user = frappe.session.user
	if user != "Guest":
		# Frappe 15.0 makes one in the desk alone, and lets another site act for somebody whose session has none
		frappe.sessions.get_csrf_token()
	return {
		"base_template_path": _FRAME,
		"portal": {
			"lang": frappe.local.lang,
			"signed_in": user != "Guest",
			"at_home": path == "fokus",
			"desk": frappe.db.get_value("User", user, "user_type") == "System User",
		},
	}
