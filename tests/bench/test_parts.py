"""The bench's parts: steps that are done again when they must be, ports that are remembered, processes that end."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from email import message_from_bytes, policy
from pathlib import Path
from smtplib import SMTP, SMTPRecipientsRefused

import pytest

from bench.inside import mail_server
from bench.lib import ports
from bench.lib.errors import BenchError
from bench.lib.fingerprints import fingerprint
from bench.lib.paths import CHECKOUT
from bench.lib.steps import Ledger, Step, perform_all


def alive(number: int) -> bool:
	"""Whether a process runs (one that has ended and waits for its parent does not)."""
	try:
		return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
	except OSError:
		return False


def until(condition, seconds: float = 10) -> bool:
	"""Whether `condition` comes true in time."""
	end = time.monotonic() + seconds
	while time.monotonic() < end:
		if condition():
			return True
		time.sleep(0.02)
	return bool(condition())


class TestSteps:
	def test_is_done_once_until_an_input_changes(self, tmp_path: Path) -> None:
		source, done = tmp_path / "lock", []
		source.write_text("1")
		step = Step("one", "One", lambda: done.append(1), lambda: fingerprint(source))
		ledger = Ledger(tmp_path / "done")
		assert [ledger.perform(step), ledger.perform(step)] == [True, False]
		source.write_text("2")
		assert [ledger.perform(step), ledger.perform(step)] == [True, False]
		assert len(done) == 2

	def test_is_done_again_when_its_result_is_gone(self, tmp_path: Path) -> None:
		result = tmp_path / "result"
		step = Step("one", "One", result.touch, lambda: "same", present=result.exists)
		ledger = Ledger(tmp_path / "done")
		ledger.perform(step)
		result.unlink()
		assert ledger.perform(step)
		assert result.exists()

	def test_a_failed_step_is_done_again(self, tmp_path: Path) -> None:
		answers = [BenchError("no"), None]

		def work() -> None:
			if answer := answers.pop(0):
				raise answer

		step, ledger = Step("one", "One", work, lambda: "same"), Ledger(tmp_path / "done")
		with pytest.raises(BenchError):
			ledger.perform(step)
		assert ledger.perform(step)

	def test_a_step_that_fails_after_it_was_done_loses_its_record(self, tmp_path: Path) -> None:
		inputs, ledger = ["1"], Ledger(tmp_path / "done")
		ledger.perform(Step("one", "One", lambda: None, lambda: inputs[0]))
		inputs[0] = "2"
		with pytest.raises(ZeroDivisionError):
			ledger.perform(Step("one", "One", lambda: 1 / 0, lambda: inputs[0]))
		inputs[0] = "1"
		assert ledger.perform(Step("one", "One", lambda: None, lambda: inputs[0])), "half done is not done"

	def test_a_killed_step_is_done_again(self, tmp_path: Path) -> None:
		code = f"""
			import time
			from pathlib import Path
			from bench.lib.steps import Ledger, Step
			def work():
				Path({str(tmp_path / "begun")!r}).touch()
				time.sleep(60)
			Ledger(Path({str(tmp_path / "done")!r})).perform(Step("one", "One", work, lambda: "same"))
		"""
		process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], cwd=CHECKOUT)
		assert until((tmp_path / "begun").exists)
		process.kill()
		process.wait()
		assert Ledger(tmp_path / "done").perform(Step("one", "One", lambda: None, lambda: "same"))

	def test_steps_wait_for_what_they_need_and_work_side_by_side(self, tmp_path: Path) -> None:
		began, ended = {}, {}

		def step(name: str, *after: str) -> Step:
			def work() -> None:
				began[name] = time.monotonic()
				time.sleep(0.2)
				ended[name] = time.monotonic()

			return Step(name, name, work, lambda: "same", after=after)

		perform_all(Ledger(tmp_path), [step("site", "python", "npm"), step("python"), step("npm")])
		assert began["site"] >= max(ended["python"], ended["npm"])
		assert began["npm"] < ended["python"]

	def test_nothing_new_begins_after_a_failure(self, tmp_path: Path) -> None:
		done = []
		steps = [
			Step("python", "Python", lambda: 1 / 0, lambda: "same"),
			Step("site", "Site", lambda: done.append("site"), lambda: "same", after=["python"]),
		]
		with pytest.raises(ZeroDivisionError):
			perform_all(Ledger(tmp_path), steps)
		assert not done

	@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
	def test_an_interruption_ends_what_runs_and_records_nothing(
		self, tmp_path: Path, how: signal.Signals
	) -> None:
		code = f"""
			from pathlib import Path
			from bench.lib import commands, entry
			from bench.lib.steps import Ledger, Step, perform_all
			here = Path({str(tmp_path)!r})
			def sleep(name):
				command = ["sh", "-c", f"echo $$ > {{here / name}}; exec sleep 60"]
				return Step(name, name, lambda: commands.run(command, name, here / f"{{name}}.log"), lambda: "same")
			entry.run("x", lambda given: perform_all(Ledger(here / "done"), [sleep("one"), sleep("two")]))
		"""
		process = subprocess.Popen(
			[sys.executable, "-c", textwrap.dedent(code)], cwd=CHECKOUT, stdout=subprocess.DEVNULL
		)
		numbers = [tmp_path / "one", tmp_path / "two"]
		assert until(lambda: all(file.exists() and file.read_text() for file in numbers))
		process.send_signal(how)
		assert process.wait(5) in (130, 128 + how)
		assert not any(alive(int(file.read_text())) for file in numbers)
		assert not (tmp_path / "done").exists()

	def test_a_fingerprint_sees_contents_and_names(self, tmp_path: Path) -> None:
		(tmp_path / "app").mkdir()
		file = tmp_path / "app" / "one.json"
		file.write_text("{}")
		first = fingerprint(tmp_path / "app")
		(tmp_path / "app" / "__pycache__").mkdir()
		(tmp_path / "app" / "__pycache__" / "x.pyc").touch()
		assert fingerprint(tmp_path / "app") == first
		file.rename(tmp_path / "app" / "two.json")
		renamed = fingerprint(tmp_path / "app")
		(tmp_path / "app" / "two.json").write_text("[]")
		assert len({first, renamed, fingerprint(tmp_path / "app")}) == 3


class TestPorts:
	def test_are_remembered(self, tmp_path: Path) -> None:
		first = ports.Ports(tmp_path / "ports.json")
		first.settle("mariadb", "redis")
		second = ports.Ports(tmp_path / "ports.json")
		second.settle("mariadb", "redis")
		assert first.chosen == second.chosen
		assert len(set(first.chosen.values())) == 2

	def test_one_that_was_taken_meanwhile_is_replaced(self, tmp_path: Path) -> None:
		chosen = ports.Ports(tmp_path / "ports.json")
		chosen.settle("redis")
		before = chosen["redis"]
		with socket.create_server(("127.0.0.1", before)):
			chosen.settle("redis")
		assert chosen["redis"] != before

	def test_the_web_port_is_the_next_free_one(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
		with socket.create_server(("127.0.0.1", 0)) as other:
			taken = other.getsockname()[1]
			monkeypatch.setattr(ports, "WEB", range(taken, taken + 20))
			chosen = ports.Ports(tmp_path / "ports.json")
			chosen.settle_web(None)
			assert taken < chosen["web"] < taken + 20

	@pytest.mark.parametrize("told", [0, -1, 65536, 100000])
	def test_a_port_that_does_not_exist(self, tmp_path: Path, told: int) -> None:
		with pytest.raises(BenchError, match="does not exist"):
			ports.Ports(tmp_path / "ports.json").settle_web(told)


class TestTether:
	@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
	def test_what_was_started_ends_with_its_starter(self, how: signal.Signals) -> None:
		code = (
			"import subprocess, time; from bench.lib.commands import tethered\n"
			"print(subprocess.Popen(tethered(['sleep', '60'], own_session=True)).pid, flush=True); time.sleep(60)"
		)
		starter = subprocess.Popen(
			[sys.executable, "-c", code], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
		)
		child = int(starter.stdout.readline())
		assert until(lambda: b"sleep" in Path(f"/proc/{child}/cmdline").read_bytes()[:6])
		os.kill(starter.pid, how)
		starter.wait()
		assert until(lambda: not alive(child))


class TestMailServer:
	def test_keeps_each_mail_as_a_file(self, tmp_path: Path) -> None:
		port = ports.any_free()
		server = mail_server.serve(port, tmp_path)
		try:
			text = "Subject: Grüße\nContent-Type: text/plain; charset=utf-8\n\nSchöne Grüße\n".encode()
			with SMTP("127.0.0.1", port) as client:
				client.sendmail("fokus@example.org", ["kim@example.org", "bcc@example.org"], text)
				client.sendmail("fokus@example.org", ["kim@example.org"], text)
		finally:
			server.stop()
		first, second = sorted(tmp_path.glob("*.eml"))
		mail = message_from_bytes(first.read_bytes(), policy=policy.default)
		assert mail.get_all("Delivered-To") == ["kim@example.org", "bcc@example.org"]
		assert "Schöne Grüße" in mail.get_content()
		assert "kim" not in first.name + second.name

	def test_counts_on_after_a_restart(self, tmp_path: Path) -> None:
		for _ in range(2):
			port = ports.any_free()
			server = mail_server.serve(port, tmp_path)
			with SMTP("127.0.0.1", port) as client:
				client.sendmail("fokus@example.org", "kim@example.org", "Subject: x\n\ny")
			server.stop()
		assert [file.stem[-5:] for file in sorted(tmp_path.glob("*.eml"))] == ["00001", "00002"]

	def test_refuses_whom_a_test_wants_refused(self, tmp_path: Path) -> None:
		port = ports.any_free()
		server = mail_server.serve(port, tmp_path)
		server.handler.refused.add("gone@example.org")
		try:
			with SMTP("127.0.0.1", port) as client, pytest.raises(SMTPRecipientsRefused):
				client.sendmail("fokus@example.org", "gone@example.org", "Subject: x\n\ny")
		finally:
			server.stop()
		assert not list(tmp_path.glob("*.eml"))
