"""Which steps make a bench, a demo and a test site, and what each depends on."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.lib import assets, commands, framework, packages, python_env, servers, site
from bench.lib.fingerprints import fingerprint
from bench.lib.paths import APP, CHECKOUT, SOURCE, World, bench_dir, python
from bench.lib.steps import Ledger, Step

TEMPLATE_CODE = (SOURCE / "inside" / "set_up.py", SOURCE / "inside" / "session.py")
DEMO = CHECKOUT / APP / "demo"


def ledger(world: World | None = None) -> Ledger:
	"""The record of what is done: of the bench, or of one world."""
	return Ledger((world.run if world else bench_dir() / "run") / "done")


def log(name: str, world: World | None = None) -> Path:
	"""Where a step's programs write."""
	return (world.logs if world else bench_dir() / "logs") / f"{name}.log"


def _clone() -> str:
	"""Environments and links name absolute paths: a moved clone is a new one."""
	return f"{CHECKOUT} {bench_dir()}"


def _lock() -> str:
	return fingerprint(
		python_env.LOCK,
		python_env.INSTALLER,
		python_env.BUILD_CONSTRAINTS,
		python_env.interpreter(),
		_clone(),
	)


def _framework() -> str:
	return fingerprint(framework.SHA256, SOURCE / "lib" / "framework.py")


def _template() -> str:
	server = commands.find("mariadbd", "mysqld")
	version = subprocess.run([server, "--version"], capture_output=True, text=True).stdout if server else ""
	return fingerprint(_framework(), version, site.administrator_password(), *TEMPLATE_CODE)


def _packages_steps(name: str, wanted: Sequence[packages.Package], *after: str) -> list[Step]:
	"""No step when all is there. Never taken as done from a record: somebody may have removed a package."""
	names = packages.missing(wanted)
	if not names:
		return []
	return [
		Step(
			name,
			f"Debian packages: {', '.join(names)}",
			lambda: packages.install(wanted, log(name)),
			lambda: "looked at",
			present=lambda: not packages.missing(wanted),
			after=after,
		)
	]


def bench_steps(wanted: Sequence[packages.Package]) -> list[Step]:
	"""What all worlds share."""
	root = bench_dir()
	dist = root / "apps/frappe/frappe/public/dist"
	modules = root / "node" / "node_modules"
	# What the building itself needs comes first, so that the large rest arrives while the building goes on.
	tools = [package for package in wanted if package in packages.BUILD]
	others = [package for package in wanted if package not in packages.BUILD]
	return [
		*_packages_steps("build-packages", tools),
		*_packages_steps("packages", others, "build-packages"),
		Step(
			"python",
			"An empty Python 3.11 environment",
			lambda: python_env.create(log("python")),
			lambda: fingerprint(python_env.INSTALLER, python_env.interpreter(), _clone()),
			present=lambda: (root / "env/bin/uv").exists() and python().exists(),
			after=["build-packages"],
		),
		Step(
			"python-packages",
			"Python packages, at locked versions",
			lambda: python_env.install(log("python-packages")),
			_lock,
			present=lambda: (root / "env/bin/supervisord").exists(),
			after=["python"],
		),
		Step(
			"framework",
			"Frappe 15: downloaded, its hash checked, unpacked",
			lambda: framework.install(log("framework")),
			_framework,
			present=lambda: (root / "apps/frappe/frappe/__init__.py").exists(),
			after=["python"],
		),
		Step(
			"npm-packages",
			"The desk's npm packages, at locked versions",
			lambda: assets.install_packages(log("npm-packages")),
			lambda: fingerprint(assets.NODE / "package-lock.json", assets.NODE / "package.json"),
			present=modules.exists,
			after=["build-packages"],
		),
		Step(
			"desk",
			"The desk's scripts and styles",
			lambda: assets.build("frappe", log("desk")),
			lambda: fingerprint(_framework(), assets.NODE, _clone()),
			present=lambda: dist.exists() and (root / "sites/assets/frappe").exists(),
			after=["framework", "npm-packages"],
		),
		Step(
			"template",
			"A fresh Frappe site: German, Europe/Berlin, set-up wizard answered",
			lambda: site.make_template(log("template")),
			_template,
			present=lambda: (root / "template/db/ibdata1").exists(),
			after=["packages", "python-packages", "framework"],
		),
	]


def app_assets_step() -> Step:
	"""The app's own scripts and styles; they may import the desk's."""
	return Step(
		"app-assets",
		f"The scripts and styles of {APP}",
		lambda: assets.build(APP, log("app-assets")),
		lambda: fingerprint(CHECKOUT / APP / "public", assets.NODE, _framework(), _clone()),
		present=lambda: (bench_dir() / "sites/assets" / APP).exists(),
		after=["desk"],
	)


def _app() -> str:
	"""The app as it is installed: everything but what needs no migration to take effect."""
	package = CHECKOUT / APP
	live = {"public", "www", "demo", "__pycache__"}
	inside = [path for path in sorted(package.iterdir()) if path.name not in live] if package.exists() else []
	return fingerprint(inside, CHECKOUT / "fixtures")


def demo_steps(world: World) -> list[Step]:
	"""The site that people try. What they typed into it stays: it is migrated, never made anew unless asked to."""
	steps = [
		Step(
			"site",
			f"The site {world.site}",
			lambda: site.copy_template(world),
			lambda: fingerprint(world.site),
			present=lambda: (
				(world.sites / world.site / site.SITE_CONFIG).exists() and world.database.exists()
			),
		),
		Step(
			"mail",
			"Outgoing mail goes to a folder",
			lambda: site.connect_mail(world, log("mail-account")),
			lambda: fingerprint(str(servers.ports_of(world)["smtp"]), SOURCE / "inside" / "outgoing_mail.py"),
			after=["site"],
		),
	]
	if site.app_is_there():
		steps.append(
			Step(
				"app",
				f"{APP} in the site",
				lambda: site.install_app(world, log("app")),
				lambda: fingerprint(_app(), _framework()),
				after=["mail"],
			)
		)
	if (DEMO / "load.py").exists():
		steps.append(
			Step(
				"demo-data",
				"The demo programme",
				lambda: load_demo(world),
				lambda: "loaded",
				after=["app"],
			)
		)
	return steps


def _loaded_mark(world: World) -> Path:
	return world.run / "demo-data.loaded"


def load_demo(world: World) -> None:
	"""Load the demo programme and remember which one it was."""
	site.load_demo(world, log("demo-data", world))
	_loaded_mark(world).write_text(fingerprint(DEMO), encoding="ascii")


def demo_is_outdated(world: World) -> bool:
	"""Whether the demo data in the site is not what the checkout would load now."""
	mark = _loaded_mark(world)
	return mark.exists() and mark.read_text(encoding="ascii") != fingerprint(DEMO)


def forget(world: World, *steps: str) -> None:
	"""Have these steps of the world done again."""
	for step in steps:
		(ledger(world).folder / step).unlink(missing_ok=True)


def test_step(world: World) -> Step:
	"""The site that tests may break: made anew whenever the app has changed, which takes no longer than a migration."""
	return Step(
		"test-site",
		f"The site {world.site} with {APP}",
		lambda: site.make_test_site(world, log("test-site", world)),
		lambda: fingerprint(
			_app(),
			_template(),
			SOURCE / "inside",
			str(servers.ports_of(world).chosen.get("smtp")),
			os.fspath(world.root),
		),
		present=lambda: (world.sites / world.site / site.SITE_CONFIG).exists(),
	)
