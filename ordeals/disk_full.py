"""A disk that is full while a PDF is made or a file is kept: a clear refusal, nothing by half, and all works again once there is room.

The web server runs with tiny disks of its own (tmpfs in a mount namespace), which a user without rights may make too where the system allows user
namespaces (`unshare -r`); where it does not, this says so.
"""

import os
import shutil
import subprocess
from pathlib import Path

import frappe

from bench.lib.paths import CHECKOUT
from ordeals.outcome import Asked, Outcome
from ordeals.running import Running, running
from tests import programme as cast
from tests import services
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

TITLE = "The disk is full while a PDF is made"
#: what may be told
OPTIONS: tuple[str, ...] = ("times",)
PDF, UPLOAD = "/api/method/frappe.utils.print_format.download_pdf", "/api/method/upload_file"
SIZE = "2m"


def undergo(asked: Asked) -> Outcome:
	"""`asked.times` times."""
	with running() as there:
		there.server.stop()
		return fill(there, asked.times)


def fill(there: Running, times: int) -> Outcome:
	"""With a server of its own in the place of the one that was stopped."""
	outcome = Outcome(("what", "with a full disk", "left behind", "with room again"))
	outcome.remarks.append(
		"An attachment is Frappe's own: it says nothing better than an error, and the file by half stays without a row; a PDF's first"
		" part stays in the folder for temporary files."
	)
	files = Path(there.world.sites, there.world.site, "private", "files").resolve()
	if why := obstacle():
		outcome.problems.append(f"not tried: {why}")
		return outcome
	within = _tiny_disks("/tmp", str(files))
	names = stages.make(there.programme)
	frappe.db.commit()
	server = services.Server(there.world, within=within)
	server.start()
	try:
		clerk = server.login(cast.address("clerk"), cast.PASSWORD)
		seen_from_inside = Path(f"/proc/{server.pid}/root")
		for _ in range(times):
			for what, folder, ask in (
				("a PDF", "/tmp", _pdf),
				("an attachment", str(files), _upload),
			):
				_once(outcome, what, Path(f"{seen_from_inside}{folder}"), lambda ask=ask: ask(clerk, names))
	finally:
		server.stop()
	return outcome


def obstacle() -> str | None:
	"""Why this cannot be tried here, if it cannot."""
	if CHECKOUT.is_relative_to("/tmp"):
		return "the checkout lies in /tmp, in whose place there would be a tiny disk"
	allowed = (
		shutil.which("unshare")
		and not subprocess.run([*_tiny_disks("/tmp"), "true"], capture_output=True).returncode
	)
	return None if allowed else "this system lets nobody make a mount namespace (unshare)"


def _tiny_disks(*folders: str) -> list[str]:
	"""The command that starts another one with these folders on disks of their own."""
	mounts = "".join(f"mount -t tmpfs -o size={SIZE} tmpfs '{folder}' && " for folder in folders)
	return ["unshare", *([] if os.geteuid() == 0 else ["-r"]), "-m", "sh", "-c", f'{mounts}exec "$@"', "sh"]


def _once(outcome: Outcome, what: str, folder: Path, ask) -> None:
	rows = frappe.db.count("File")
	before = {each.name for each in folder.iterdir()}
	filler = folder / "filler"
	with filler.open("wb", buffering=0) as file:
		try:
			while True:
				file.write(b"\0" * 4096)
		except OSError:
			pass
	full = ask()
	frappe.db.rollback()
	left = {each.name for each in folder.iterdir()} - before - {"filler"}
	filler.unlink()
	again = ask()
	frappe.db.rollback()
	new_rows = frappe.db.count("File") - rows - (what == "an attachment" and again.ok)
	outcome.rows.append(
		(what, f"{full.status_code} {_said(full)}", f"{len(left)} files, {new_rows} rows", again.status_code)
	)
	if new_rows or full.content.startswith(b"%PDF"):
		outcome.problems.append(f"{what}: {new_rows} rows, {full.content[:20]}")
	if what == "a PDF" and not _said(full):
		outcome.problems.append(f"{what}: {full.status_code} {full.text[:300]}")
	if again.status_code != 200:
		outcome.problems.append(f"{what}, with room again: {again.status_code} {again.text[:300]}")


def _said(answer) -> str:
	"""What the person reads."""
	if "application/json" in answer.headers.get("Content-Type", ""):
		said = answer.json().get("_server_messages")
		return " ".join(frappe.parse_json(each)["message"] for each in frappe.parse_json(said or "[]"))
	text = frappe.utils.strip_html(answer.text.split("<body", 1)[-1])
	return "Speicherplatz" if "Speicherplatz" in text else ""


def _pdf(clerk: services.Client, names: dict[str, str]):
	asked = {"doctype": CANDIDATE, "name": names[CANDIDATE], "format": "FOKUS Nomination Sheet"}
	return clerk.get(PDF, params=asked)


def _upload(clerk: services.Client, names: dict[str, str]):
	about = {"is_private": 1, "doctype": CANDIDATE, "docname": names[CANDIDATE]}
	return clerk.post(UPLOAD, data=about, files={"file": ("notiz.txt", os.urandom(64_000).hex())})
