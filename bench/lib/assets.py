"""The desk's scripts and styles: npm packages at locked versions, bundled by `node/build_assets.mjs`."""

import shutil
from pathlib import Path

from bench.lib import commands
from bench.lib.paths import APP, CHECKOUT, SOURCE, bench_dir, demo_world

NODE = SOURCE / "node"


def install_packages(log: Path) -> None:
	"""Install exactly what package-lock.json names; scripts of packages are not run."""
	folder = bench_dir() / "node"
	folder.mkdir(parents=True, exist_ok=True)
	for name in ("package.json", "package-lock.json"):
		shutil.copy(NODE / name, folder)
	commands.run(
		[
			*"npm ci --no-audit --no-fund --ignore-scripts --no-update-notifier".split(),
			# npm's own patience is minutes; a registry that does not answer twice is not there.
			*"--fetch-retries=1 --fetch-retry-mintimeout=1000".split(),
		],
		"installing the desk's npm packages failed",
		log,
		registry=True,
		cwd=folder,
		env={"npm_config_cache": str(bench_dir() / "cache" / "npm"), "npm_config_loglevel": "error"},
	)


def build(app: str, log: Path) -> None:
	"""Bundle the app's public folder and note the result in sites/assets."""
	commands.run(
		["node", NODE / "build_assets.mjs", app, app_folder(app), demo_world().sites / "assets"],
		f"bundling the scripts and styles of {app} failed",
		log,
		env={
			"NODE_ENV": "production",
			"DESK_MODULES": str(bench_dir() / "node"),
			"APPS": str(bench_dir() / "apps"),
		},
	)


def app_folder(app: str) -> Path:
	"""The app's Python package."""
	return CHECKOUT / APP if app == APP else bench_dir() / "apps" / app / app
