"""Sites: a fresh Frappe site made once, copied for every world, the app and the demo data put in."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.lib import commands, servers
from bench.lib.paths import APP, CHECKOUT, World, bench_dir, python, template_world
from bench.lib.secrets_file import password

DATABASE = "bench_site"
SITE_CONFIG = "site_config.json"


def app_is_there() -> bool:
	"""Whether the checkout holds an app that Frappe could install."""
	return (CHECKOUT / APP / "hooks.py").exists()


def prepare_folders(world: World) -> None:
	"""Make the folders that Frappe expects and write the configuration that all processes of the world read."""
	for folder in (
		world.sites,
		world.logs,
		world.run,
		world.mail,
		bench_dir() / "config",
		bench_dir() / "sites/assets",
	):
		folder.mkdir(parents=True, exist_ok=True)
	if world.root != bench_dir():
		for name in ("apps", "config"):  # Frappe finds an app's commands at ../apps
			_link(bench_dir() / name, world.root / name)
		_link(bench_dir() / "sites" / "assets", world.sites / "assets")
	_link(CHECKOUT, bench_dir() / "apps" / APP)
	apps = ["frappe", APP] if app_is_there() else ["frappe"]
	_write(world.sites / "apps.txt", "\n".join(apps) + "\n")
	ports = servers.ports_of(world)
	settings = {
		"db_host": "127.0.0.1",
		"db_port": ports["mariadb"],
		"redis_cache": servers.redis_url(world, 0),
		"redis_queue": servers.redis_url(world, 1),
		"redis_socketio": servers.redis_url(world, 0),
		"bench_id": world.name,
		"default_site": world.site,
		"scheduler_interval": 60,
		"throttle_user_limit": 10000,  # demo data and tests make many users at once
	}
	if "web" in ports.chosen:
		settings |= {"webserver_port": ports["web"], "host_name": f"http://localhost:{ports['web']}"}
	_write(world.sites / "common_site_config.json", json.dumps(settings, indent=1))


def _write(file: Path, text: str) -> None:
	if not file.exists() or file.read_text(encoding="utf-8") != text:
		draft = file.with_suffix(".new")
		draft.write_text(text, encoding="utf-8")
		draft.replace(file)


def _link(target: Path, link: Path) -> None:
	# a bench that was copied or moved points to where it came from
	if link.is_symlink() and link.readlink() != target:
		link.unlink()
	if not link.is_symlink():
		link.symlink_to(target)


def frappe_command(world: World, arguments: Sequence[str]) -> list[str]:
	"""Frappe's command line; it must run in the world's sites folder."""
	return [str(python()), "-m", "frappe.utils.bench_helper", "frappe", *arguments]


def inside(world: World, module: str, *arguments: str, doing: str, log: Path) -> None:
	"""Run one of `bench/inside/` on the world's site."""
	commands.run(
		[python(), "-m", f"bench.inside.{module}", world.site, *arguments],
		doing,
		log,
		cwd=world.sites,
	)


def frappe(world: World, *arguments: str, doing: str, log: Path) -> None:
	"""Run a command of Frappe's on the world's site."""
	commands.run(frappe_command(world, ["--site", world.site, *arguments]), doing, log, cwd=world.sites)


def make_template(log: Path) -> None:
	"""Make a fresh Frappe site, German and past its set-up wizard, and leave its database at rest, to be copied."""
	world = template_world()
	servers.ports_of(world).settle("mariadb", "redis")
	shutil.rmtree(world.sites, ignore_errors=True)
	servers.initialise_database(world, log.with_name("database.log"))
	prepare_folders(world)
	_write(world.sites / "apps.txt", "frappe\n")
	with servers.running(world):
		commands.run(
			frappe_command(
				world,
				[
					"new-site",
					world.site,
					*("--db-name", DATABASE),
					*("--db-password", password("site database")),
					*("--db-root-username", "root"),
					*("--db-root-password", password("mariadb root")),
					*("--admin-password", administrator_password()),
					"--no-mariadb-socket",
				],
			),
			"making the Frappe site failed",
			log,
			cwd=world.sites,
		)
		inside(world, "set_up", doing="setting up the Frappe site failed", log=log.with_name("set-up.log"))


def administrator_password() -> str:
	"""The same easy one for everybody: the servers listen on this machine only and hold invented people."""
	return "admin"


def copy_template(world: World) -> None:
	"""Give the world a site of its own as a copy of the fresh one."""
	template = template_world()
	shutil.rmtree(world.database, ignore_errors=True)
	shutil.rmtree(world.sites / world.site, ignore_errors=True)
	world.root.mkdir(parents=True, exist_ok=True)
	# cp shares the blocks where the file system can; MariaDB's own files are sparse
	commands.run(
		["cp", "-a", "--reflink=auto", template.database, world.database],
		"copying the database failed",
		world.logs / "copy.log",
	)
	prepare_folders(world)
	shutil.copytree(template.sites / template.site, world.sites / world.site)
	shutil.rmtree(world.mail, ignore_errors=True)
	world.mail.mkdir(parents=True)


def connect_mail(world: World, log: Path) -> None:
	"""Point the site's outgoing mail at this world's SMTP server."""
	port = str(servers.ports_of(world)["smtp"])
	inside(world, "outgoing_mail", port, doing="setting the mail account failed", log=log)


def install_app(world: World, log: Path) -> None:
	"""Install the app, or bring an installed one to what the checkout says."""
	installed = subprocess.run(
		frappe_command(world, ["--site", world.site, "list-apps"]),
		cwd=world.sites,
		capture_output=True,
		text=True,
	).stdout
	if APP in installed:
		frappe(world, "migrate", doing=f"migrating {APP} failed", log=log)
	else:
		frappe(world, "install-app", APP, doing=f"installing {APP} failed", log=log)


def load_demo(world: World, log: Path) -> None:
	"""Load the demo programme into the site; its mails go to the world's mail folder at once."""
	inside(
		world,
		"demo_data",
		str(servers.ports_of(world)["smtp"]),
		str(world.mail),
		doing="loading the demo data failed",
		log=log,
	)


def make_test_site(world: World, log: Path) -> None:
	"""Make the test site anew: Frappe, the app, and a mark of what `fresh_site` goes back to. Its servers are left stopped."""
	copy_template(world)
	with servers.running(world):
		prepare_folders(world)
		connect_mail(world, log.with_name("mail-account.log"))
		if app_is_there():
			frappe(world, "install-app", APP, doing=f"installing {APP} failed", log=log)
		inside(
			world,
			"pristine",
			doing="keeping a copy of the fresh site failed",
			log=log.with_name("pristine.log"),
		)
