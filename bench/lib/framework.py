"""Frappe 15 from PyPI.

The `frappe` on PyPI is an empty placeholder. `criscostack` 1.0.0 (MIT, August 2023) is Frappe 15.0.0-dev of 5 August 2023
with its names replaced; with the names put back all its Python, JavaScript, Vue and SCSS files are upstream's, byte for byte.
"""

import hashlib
import re
import shutil
import zipfile
from pathlib import Path

from bench.lib import commands
from bench.lib.errors import BenchError
from bench.lib.paths import bench_dir, python

PACKAGE = "criscostack==1.0.0"
WHEEL = "criscostack-1.0.0-py3-none-any.whl"
SHA256 = "dc58aaf29c59b7666edc953596e5b31f77d7286b2ed6b14c6a205b217c210349"

_NAMES = {
	"criscostack": "frappe",
	"CRISCOSTACK": "FRAPPE",
	"Criscostack": "Frappe",
	"criscoerp": "erpnext",
	"Criscoerp": "ERPNext",
	"Crisco": "Frappe",
	"brik_helper": "bench_helper",
}
_RENAMED = re.compile("|".join(_NAMES))  # in this order: the longer name before its beginning


def _original(text: str) -> str:
	return _RENAMED.sub(lambda match: _NAMES[match[0]], text)


def download(log: Path) -> Path:
	"""The wheel on disk, whoever put it there, with the expected hash.

	Raises BenchError for a wrong hash; the file stays for a person to look at, under another name.
	"""
	folder = bench_dir() / "downloads"
	wheel = folder / WHEEL
	if not wheel.exists():
		pip = [python(), "-m", "pip", "--disable-pip-version-check", "--no-input", "--retries", "2"]
		commands.run(
			[*pip, "download", "--no-deps", "--only-binary", ":all:", "--dest", folder, PACKAGE],
			"downloading Frappe failed",
			log,
			registry=True,
		)
	found = hashlib.sha256(wheel.read_bytes()).hexdigest()
	if found != SHA256:
		aside = wheel.with_suffix(".wrong-hash")
		wheel.replace(aside)
		raise BenchError(f"wrong hash: {WHEEL} has sha256 {found}, expected {SHA256}; it is kept as {aside}")
	return wheel


def unpack(wheel: Path) -> None:
	"""Put the wheel's content, names restored, at apps/frappe; the old one stays until the new one is whole."""
	target = bench_dir() / "apps" / "frappe"
	fresh = target.with_name("frappe.new")
	shutil.rmtree(fresh, ignore_errors=True)
	with zipfile.ZipFile(wheel) as archive:
		for name in archive.namelist():
			if name.endswith(("/", ".DS_Store")) or ".dist-info/" in name:
				continue
			content = archive.read(name)
			try:
				content = _original(content.decode("utf-8")).encode("utf-8")
			except UnicodeDecodeError:
				pass  # pictures, fonts and sounds hold no names
			path = fresh / _original(name)
			path.parent.mkdir(parents=True, exist_ok=True)
			path.write_bytes(content)
	shutil.rmtree(target, ignore_errors=True)
	fresh.rename(target)


def install(log: Path) -> None:
	"""Download, check, unpack."""
	unpack(download(log))
