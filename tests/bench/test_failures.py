"""What goes wrong says so in one line: registries that do not answer, wrong files, taken ports, full disks."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.lib.paths import CHECKOUT, bench_dir

CLOSED = "http://127.0.0.1:9"  # the discard port: nobody listens there


def start(bench: Path, code: str, **environment: str) -> subprocess.CompletedProcess:
	"""Run `code` as a command of the bench would run, in a bench folder of its own."""
	program = (
		"from bench.lib import assets, entry, framework, installation, packages, paths, python_env, servers, site\n"
		"from bench.lib.paths import World, bench_dir\n"
		f"def main(given):\n\t{code}\n\treturn 0\n"
		"entry.run('bench/demo', main)\n"
	)
	return subprocess.run(
		[sys.executable, "-c", program],
		cwd=CHECKOUT,
		env={**os.environ, "BENCH_DIR": str(bench), "PYTHONPATH": str(CHECKOUT), **environment},
		capture_output=True,
		text=True,
		timeout=120,
	)


def assert_one_line(done: subprocess.CompletedProcess, *parts: str) -> None:
	"""One line on stderr with these parts, and a status that says no."""
	assert done.returncode != 0
	assert len(done.stderr.strip().splitlines()) == 1, done.stderr
	assert done.stderr.startswith("bench/demo: ")
	for part in parts:
		assert part in done.stderr


@pytest.fixture
def bench(tmp_path: Path) -> Path:
	"""An empty bench folder."""
	return tmp_path / ".bench"


@pytest.fixture
def bench_with_python(bench: Path) -> Path:
	"""A bench folder that has the installed Python environment."""
	bench.mkdir()
	(bench / "env").symlink_to(bench_dir() / "env")
	return bench


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
	"""A disk of 6 MB."""
	folder = tmp_path / "small"
	folder.mkdir()
	mounted = subprocess.run(
		["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder], capture_output=True, text=True
	)
	if mounted.returncode:
		pytest.skip(f"needs the right to mount a small disk: {mounted.stderr.strip()}")
	yield folder
	subprocess.run(["umount", "-l", folder], check=True)


class TestRegistries:
	def test_pip(self, bench_with_python: Path) -> None:
		done = start(
			bench_with_python, "framework.install(installation.log('framework'))", PIP_INDEX_URL=CLOSED
		)
		assert_one_line(done, "downloading Frappe failed", "registry cannot be reached", "logs/framework.log")
		assert not (bench_with_python / "apps" / "frappe").exists()

	def test_uv(self, bench: Path) -> None:
		subprocess.run([sys.executable, "-m", "venv", "--without-pip", bench / "env"], check=True)
		(bench / "env/bin/uv").symlink_to(bench_dir() / "env/bin/uv")
		done = start(
			bench, "python_env.install(installation.log('python-packages'))", UV_DEFAULT_INDEX=CLOSED
		)
		assert_one_line(done, "installing the Python packages failed", "registry cannot be reached")

	def test_npm(self, bench: Path) -> None:
		done = start(
			bench,
			"assets.install_packages(installation.log('npm-packages'))",
			npm_config_registry=CLOSED,
			npm_config_fetch_retries="0",
		)
		assert_one_line(done, "npm packages failed", "registry cannot be reached", "logs/npm-packages.log")

	@pytest.mark.skipif(os.geteuid() != 0, reason="apt installs for root only")
	def test_apt(self, bench: Path, tmp_path: Path) -> None:
		settings = tmp_path / "apt.conf"
		lists = tmp_path / "lists"
		(lists / "partial").mkdir(parents=True)
		settings.write_text(f'Acquire::http::Proxy "{CLOSED}";\nDir::State::lists "{lists}";\n')
		done = start(
			bench,
			"packages.install([packages.Package('hello-traditional', lambda: False)], installation.log('apt'))",
			APT_CONFIG=str(settings),
		)
		assert_one_line(done, "hello-traditional", "registry cannot be reached", "logs/apt.log")


def test_wrong_hash(bench_with_python: Path) -> None:
	wheel = bench_with_python / "downloads" / "criscostack-1.0.0-py3-none-any.whl"
	wheel.parent.mkdir()
	shutil.copy(bench_dir() / "downloads" / wheel.name, wheel)
	with wheel.open("r+b") as file:
		file.seek(1_000_000)
		file.write(b"altered on the way")
	done = start(bench_with_python, "framework.install(installation.log('framework'))")
	assert_one_line(done, "wrong hash", wheel.name, "wrong-hash")
	assert not wheel.exists(), "the next start downloads it again"
	assert not (bench_with_python / "apps" / "frappe").exists()


def test_packages_without_root(bench: Path, tmp_path: Path) -> None:
	done = start(
		bench,
		"packages.os.geteuid = lambda: 1000\n"
		"\twanted = [packages.Package(name, lambda: False) for name in ('mariadb-server-core', 'redis-tools')]\n"
		"\tpackages.install(wanted, installation.log('apt'))",
		PATH=str(tmp_path),  # no sudo there
	)
	assert_one_line(done, "apt-get install mariadb-server-core redis-tools")


def test_taken_port(bench: Path) -> None:
	with socket.socket() as other:
		other.bind(("127.0.0.1", 0))
		other.listen()
		port = other.getsockname()[1]
		done = subprocess.run(
			[CHECKOUT / "bench" / "demo", "--port", str(port)],
			env={**os.environ, "BENCH_DIR": str(bench)},
			capture_output=True,
			text=True,
			timeout=60,
		)
	assert_one_line(done, f"port {port} is taken", "--port")


class TestFullDisk:
	def test_unpacking(self, small_disk: Path) -> None:
		(small_disk / "env").symlink_to(bench_dir() / "env")
		(small_disk / "downloads").symlink_to(bench_dir() / "downloads")
		done = start(small_disk, "framework.install(installation.log('framework'))")
		assert_one_line(done, "the disk is full")
		assert not (small_disk / "apps" / "frappe").exists(), "half a Frappe must not look like one"

	def test_database(self, small_disk: Path) -> None:
		done = start(
			small_disk,
			"world = paths.template_world()\n"
			"\tservers.initialise_database(world, installation.log('database'))",
		)
		assert_one_line(done, "making the database folder failed", "the disk is full")

	def test_npm(self, small_disk: Path) -> None:
		done = start(
			small_disk,
			"assets.install_packages(installation.log('npm-packages'))",
			npm_config_offline="false",
		)
		assert_one_line(done, "npm packages failed", "the disk is full")
