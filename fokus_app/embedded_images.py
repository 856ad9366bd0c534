"""Images within a mail: only what whoever writes the mail may see.

Frappe puts the file named by `embed="…"` into a mail, wherever these letters stand in it: in the name that somebody typed
as well as in a tag. It opens any path of the server, asks nobody whether they may read it, and looks for ever for a
path with a sign that means something in a pattern (“+”). There is no hook for it, so the function is replaced.
"""

import os
import re
from posixpath import normpath

import frappe
from frappe.email import email_body
from frappe.utils import random_string

from fokus_app import claimed_files

_EMBED = re.compile(r"""embed=(["'])(.*?)\1""")
_DONE = "keeps_files_of_fokus"


def keep_files() -> None:
	"""Replace what Frappe embeds images with, once in this process; for the hooks before_request and before_job."""
	if getattr(email_body.replace_filename_with_cid, _DONE, False):
		return
	setattr(embed, _DONE, True)
	email_body.replace_filename_with_cid = embed


def embed(message: str) -> tuple[str, list[dict]]:
	"""The mail's HTML with each `embed="path"` as `src="cid:…"`, and these images: filename, filecontent, content_id.

	What is no file that a mail may hold, or none that the acting user may read, is left out. As Frappe's function.
	"""
	images: list[dict] = []

	def put_in(found: re.Match) -> str:
		file = _file(found[2])
		if not file:
			return ""
		with open(file, "rb") as opened:
			content = opened.read()
		images.append(
			{
				"filename": os.path.basename(file),
				"filecontent": content,
				"content_id": random_string(10),
			}
		)
		return f'src="cid:{images[-1]["content_id"]}"'

	return _EMBED.sub(put_in, message), images


def _file(address: str) -> str | None:
	"""Where the file of this address lies, if it is one of the app's pictures, a public file or a private one that the acting user may read."""
	path = normpath("/" + address.lstrip("/"))
	if path.startswith("/assets/"):
		file = os.path.abspath(path[1:])
	elif path.startswith("/files/"):
		file = frappe.get_site_path("public", path[1:])
	elif path.startswith("/private/files/") and claimed_files.is_readable(path, frappe.session.user):
		file = frappe.get_site_path(path[1:])
	else:
		return None
	return file if os.path.isfile(file) else None
