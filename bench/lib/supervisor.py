"""The demo's processes, kept by supervisord: one configuration, in the foreground and detached alike.

supervisord is told by signals and found by its process id: its control socket would need a path shorter than a deep
clone has.
"""

import contextlib
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.lib import commands, servers
from bench.lib.errors import BenchError
from bench.lib.paths import CHECKOUT, World, bench_dir, python

WEB_SECONDS = 60
STOP_SECONDS = 90


def _configuration_file(world: World) -> Path:
	return world.run / "supervisord.conf"


def _programs(world: World) -> list[tuple[str, list[str], Path]]:
	"""Name, command and working directory of each process, in the order in which they start; they end in reverse."""
	ports = servers.ports_of(world)
	env = str(python())
	web = [
		*(env, "-m", "gunicorn", "--bind", f"127.0.0.1:{ports['web']}"),
		*("--worker-class", "gthread", "--workers", "1", "--threads", "8"),
		*("--timeout", "120", "--graceful-timeout", "5"),
		# A developer's change shows at the next click; the reloader looks at the files once a second.
		*("--reload", "--worker-tmp-dir", "/dev/shm" if os.access("/dev/shm", os.W_OK) else str(world.run)),
		"bench.inside.web:application",
	]
	return [
		("mariadb", servers.mariadb_command(world), world.run),
		("redis", servers.redis_command(world), world.run),
		("mail", [env, "-m", "bench.inside.mail_server", str(ports["smtp"]), str(world.mail)], world.run),
		("web", web, world.sites),
		("worker", [env, "-m", "bench.inside.worker"], world.sites),
		("scheduler", [env, "-m", "bench.inside.scheduler", world.site], world.sites),
	]


def configure(world: World) -> None:
	"""Write supervisord's configuration."""

	def quoted(text: str) -> str:
		return text.replace("%", "%%")

	def word(text: str) -> str:
		return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

	lines = [
		"[supervisord]",
		"nodaemon=true",
		f"logfile={quoted(str(world.logs / 'supervisord.log'))}",
		f"pidfile={quoted(str(world.run / 'supervisord.pid'))}",
		f"childlogdir={quoted(str(world.logs))}",
		"logfile_maxbytes=1MB",
		"silent=true",
	]
	if os.geteuid() == 0:
		lines.append("user=root")  # it would warn about running as root otherwise
	for priority, (name, command, folder) in enumerate(_programs(world)):
		lines += [
			f"[program:{name}]",
			f"command={quoted(' '.join(map(word, commands.tethered(command))))}",
			f"directory={quoted(str(folder))}",
			f"priority={priority}",
			f'environment=SITE="{world.site}",PYTHONUNBUFFERED="1"',
			f"stdout_logfile={quoted(str(world.logs / (name + '.log')))}",
			"stdout_logfile_maxbytes=2MB",
			"stdout_logfile_backups=1",
			"redirect_stderr=true",
			"autorestart=true",
			"startsecs=1",
			"startretries=20",
			"stopasgroup=true" if name != "worker" else "stopasgroup=false",
			"killasgroup=true",
			"stopwaitsecs=30",
		]
	_configuration_file(world).write_text("\n".join(lines) + "\n", encoding="utf-8")


def pid(world: World) -> int | None:
	"""The process id of this world's supervisord, None when it does not run."""
	with contextlib.suppress(OSError, ValueError):
		number = int((world.run / "supervisord.pid").read_text())
		return number if _is_ours(world, number) else None
	return None


def _is_ours(world: World, number: int) -> bool:
	"""Whether the process of this number runs our configuration; the number may be somebody else's by now."""
	with contextlib.suppress(OSError):
		return str(_configuration_file(world)).encode() in Path(f"/proc/{number}/cmdline").read_bytes()
	return False


def start(world: World, *, detached: bool) -> subprocess.Popen:
	"""Start supervisord: ending with us, or (detached) with nobody but `stop`."""
	configure(world)
	command = [str(bench_dir() / "env/bin/supervisord"), "-c", str(_configuration_file(world))]
	with (world.logs / "supervisord.out").open("w", encoding="utf-8") as out:
		return subprocess.Popen(
			command if detached else commands.tethered(command, own_session=True),
			stdin=subprocess.DEVNULL,
			stdout=out,
			stderr=subprocess.STDOUT,
			cwd=CHECKOUT,
			start_new_session=detached,
		)


def wait_until_up(world: World, process: subprocess.Popen | None) -> None:
	"""Wait until the web server gives the site's answer.

	Raises BenchError when it does not, or when supervisord ended.
	"""
	address = f"http://127.0.0.1:{servers.ports_of(world)['web']}/api/method/ping"
	end = time.monotonic() + WEB_SECONDS
	while True:
		with (
			contextlib.suppress(urllib.error.URLError, OSError),
			urllib.request.urlopen(address, timeout=20) as answer,
		):
			if answer.status == 200:
				return
		if process and process.poll() is not None:
			raise commands.failure(
				"the processes did not start", process.returncode, world.logs / "supervisord.out"
			)
		if time.monotonic() > end:
			raise BenchError(f"the site did not answer within {WEB_SECONDS} s", world.logs / "web.log")
		time.sleep(0.1)


def restart_all(world: World) -> None:
	"""Have every process started again, with what is configured now."""
	number = pid(world)
	if number:
		configure(world)
		os.kill(number, signal.SIGHUP)
		time.sleep(1)


def stop(world: World) -> bool:
	"""End what this clone's demo runs, in order; False when there was nothing to end."""
	number = pid(world)
	if not number:
		return False
	os.kill(number, signal.SIGTERM)
	end = time.monotonic() + STOP_SECONDS
	while _is_ours(world, number):
		if time.monotonic() > end:
			os.kill(number, signal.SIGKILL)  # its processes are tethered to it and end too
		time.sleep(0.05)
	return True
