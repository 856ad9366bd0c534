"""The demo's life: started in a terminal and without one, ended by Ctrl-C, by a killed terminal, by bench/stop.

A clone of its own is pretended: a bench folder with its own servers and site that borrows what was installed already.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from bench.lib.paths import CHECKOUT, bench_dir
from tests.bench.test_parts import until

SECOND_START_SECONDS = 15

BORROW = """
from bench.lib import installation, packages, servers, site
from bench.lib.paths import demo_world
world = demo_world()
ledger = installation.ledger()
for step in [*installation.bench_steps(packages.DEMO), installation.app_assets_step()]:
	ledger.note(step)
ports = servers.ports_of(world)
ports.settle_web(None)
ports.settle("mariadb", "redis", "smtp")
installation.ledger(world).perform(installation.demo_steps(world)[0])
for step in installation.demo_steps(world):
	if step.name == "demo-data":  # that it loads is for the app's tests to show
		installation.ledger(world).note(step)
"""


class Clone:
	"""A bench folder and the commands run on it."""

	def __init__(self, folder: Path):
		self.folder = folder
		# CI: a demo on a build machine works like any other, mails included.
		self.environment = {
			**os.environ,
			"BENCH_DIR": str(folder),
			"PYTHONPATH": str(CHECKOUT),
			"CI": "true",
		}
		self.started: list[subprocess.Popen] = []

	def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess:
		"""Run a command to its end."""
		return subprocess.run(
			[CHECKOUT / "bench" / command, *arguments],
			env=self.environment,
			stdin=subprocess.DEVNULL,
			capture_output=True,
			text=True,
			timeout=240,
		)

	def foreground(self) -> tuple[subprocess.Popen, list[str]]:
		"""bench/demo as in a terminal, up and running, and what it has said so far."""
		process = subprocess.Popen(
			[CHECKOUT / "bench" / "demo"],
			env=self.environment,
			stdin=subprocess.DEVNULL,
			stdout=subprocess.PIPE,
			stderr=subprocess.STDOUT,
			text=True,
			start_new_session=True,
		)
		self.started.append(process)
		said: list[str] = []

		def listen() -> None:
			said.extend(iter(process.stdout.readline, ""))

		threading.Thread(target=listen, daemon=True).start()
		end = time.monotonic() + 240
		while not any("Ctrl-C" in line for line in said):
			assert process.poll() is None and time.monotonic() < end, "".join(said)
			time.sleep(0.05)
		return process, said

	def processes(self) -> list[str]:
		"""Every process that has this folder in its command or works in it."""
		found = []
		for entry in Path("/proc").iterdir():
			try:
				command = (entry / "cmdline").read_bytes()
				where = os.readlink(entry / "cwd")
			except OSError:
				continue
			if command and (str(self.folder).encode() in command or where.startswith(str(self.folder))):
				found.append(command.replace(b"\0", b" ").decode())
		return found


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
	"""The pretended clone, its site made, its app not yet installed."""
	# A path longer than a socket's name may be: clones lie where people put them.
	folder = tmp_path_factory.mktemp("a-clone-in-a-folder-with-a-rather-long-name-" + "x" * 60) / ".bench"
	folder.mkdir()
	for shared in ("env", "node", "downloads", "cache", "template", "apps"):
		(folder / shared).symlink_to(bench_dir() / shared)
	(folder / "sites").mkdir()
	(folder / "sites/assets").symlink_to(bench_dir() / "sites/assets")
	shutil.copy(bench_dir() / "secrets.json", folder)
	clone = Clone(folder)
	subprocess.run([sys.executable, "-c", BORROW], env=clone.environment, cwd=CHECKOUT, check=True)
	yield clone
	clone.run("stop")
	for process in clone.started:
		process.kill()
		process.wait()


def address(said: list[str]) -> str:
	"""The address that was printed."""
	return re.search(r"http://localhost:\d+", "".join(said))[0]


def test_ctrl_c_ends_all_of_it(clone: Clone) -> None:
	process, said = clone.foreground()
	text = "".join(said)
	assert re.search(r"✓ .* – \d+\.\d s", text), "each step says how long it took"
	assert re.search(r"Administrator +Administrator +admin", text)
	page = requests.get(address(said) + "/login", timeout=30)
	assert page.status_code == 200
	style = re.search(r'href="(/assets/frappe/dist/css/[^"]+\.css)', page.text)[1]
	assert requests.get(address(said) + style, timeout=30).headers["Content-Type"].startswith("text/css")
	running = " ".join(clone.processes())
	for name in ("mariadbd", "redis-server", "mail_server", "gunicorn", "worker", "scheduler", "supervisord"):
		assert name in running
	os.kill(process.pid, signal.SIGINT)
	assert process.wait(60) == 0
	assert clone.processes() == []


def test_a_mail_becomes_a_file_in_seconds(clone: Clone) -> None:
	process, _ = clone.foreground()
	send = '{"recipients": ["kim@example.org"], "subject": "Grüße", "message": "Schöne Grüße"}'
	sent = clone.run("frappe", "execute", "frappe.sendmail", "--kwargs", send)
	assert sent.returncode == 0, sent.stderr
	folder = clone.folder / "mail" / "fokus.localhost"
	assert until(lambda: list(folder.glob("*.eml")), 30)
	os.kill(process.pid, signal.SIGTERM)
	process.wait(60)
	assert clone.processes() == []


def test_the_second_start_is_quick_and_a_killed_terminal_leaves_nothing(clone: Clone) -> None:
	for _ in range(3):
		began = time.monotonic()
		process, said = clone.foreground()
		seconds = time.monotonic() - began
		if not any("✓" in line for line in said):
			break
		process.terminate()  # the app was edited since the last start, and rightly migrated
		process.wait(60)
	assert not any("✓" in line for line in said), "nothing is done twice"
	assert seconds < SECOND_START_SECONDS
	process.kill()
	process.wait()
	assert until(lambda: not clone.processes(), 60), clone.processes()


def test_without_a_terminal(clone: Clone) -> None:
	done = clone.run("demo", "--detach")
	assert done.returncode == 0, done.stderr
	here = address([done.stdout])
	assert requests.get(here + "/api/method/ping", timeout=30).json() == {"message": "pong"}
	again = clone.run("demo", "--detach")
	assert again.returncode == 0 and here in again.stdout
	other = clone.run("demo", "--detach", "--port", "1024")
	assert other.returncode == 1
	assert len(other.stderr.splitlines()) == 1 and "running" in other.stderr
	ended = clone.run("stop")
	assert (ended.returncode, ended.stdout) == (0, "Ended.\n")
	assert clone.processes() == []
	assert "Nothing" in clone.run("stop").stdout


def test_a_command_of_frappe_with_nothing_running(clone: Clone) -> None:
	done = clone.run("frappe", "list-apps")
	assert done.returncode == 0, done.stderr
	assert "fokus_app" in done.stdout
	assert clone.processes() == []
	refused = clone.run("frappe", "--site", "other.localhost", "migrate")
	assert refused.returncode == 1 and "no site other.localhost" in refused.stderr
