"""How heavy each screen of the demo is, and how long it takes until somebody can work with it; the demo has to run.

*First*: nothing in the browser's cache, as on the first day. *Again*: opened once more. Weight is what went over the line, compressed as it was
sent; time lasts until nothing loads any more (the wait of half a second by which that is noticed is taken off). All on one machine, so without
the way through a network.
"""

import time
from dataclasses import dataclass

from playwright.sync_api import Page, sync_playwright

from bench.inside.pictures import signed_in
from bench.inside.screens import SCREENS, Screen
from bench.lib import commands, servers, supervisor
from bench.lib.paths import demo_world
from benchmarks.counting import table
from benchmarks.setting import NotNow

TITLE = "What screens weigh, and how long they take"

#: Playwright calls a page idle after that many seconds without a request
_NOTICED_AFTER = 0.5


@dataclass
class Visit:
	"""What one visit cost."""

	requests: int
	kilobytes: float
	milliseconds: float


def visit(page: Page, path: str) -> Visit:
	"""Open a page and wait until nothing loads any more."""
	sizes: list[float] = []
	wire = page.context.new_cdp_session(page)
	wire.send("Network.enable")
	wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
	began = time.monotonic()
	page.goto(path, wait_until="networkidle")
	took = time.monotonic() - began - _NOTICED_AFTER
	wire.detach()
	sent = [size for size in sizes if size]
	return Visit(len(sent), sum(sent) / 1024, max(took, 0) * 1000)


def measure() -> list[str]:
	"""One row for each screen. Raises NotNow where no demo runs."""
	address = _demo()
	rows = []
	seen: set[tuple[str, str]] = set()
	with sync_playwright() as playwright:
		program = commands.find("chromium", "chromium-browser", "google-chrome")
		browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
		for screen in SCREENS:
			if (screen.who, screen.path) in seen:  # the same, opened at another place
				continue
			seen.add((screen.who, screen.path))
			context = signed_in(browser, address, screen)
			page = context.new_page()
			rows.append(_row(screen, visit(page, screen.path), visit(page, screen.path)))
			context.close()
		browser.close()
	head = ["screen", "path", "width", "first: requests", "KB", "ms", "again: requests", "KB", "ms"]
	return [*EXPLAINED, "", *table(head, rows)]


EXPLAINED = [
	"Of the demo; the names are those of the [handbook's pictures](handbook/README.md). *First*: nothing in the browser's cache; *again*: opened once"
	" more. The demo's server compresses nothing; nginx, which a Frappe bench has in front, sends scripts and styles at about a quarter of this. Nearly"
	" all of a first visit is Frappe's own: scripts, styles, fonts; this app adds to the desk one script and one stylesheet of together under 80 KB, and"
	" to a page without the desk only what stands in it: it asks the server once for everything, so it takes 2 requests when opened again.",
]


def _demo() -> str:
	"""The address of the demo that runs."""
	world = demo_world()
	if supervisor.pid(world) is None:
		raise NotNow("the demo does not run; bench/demo --detach starts it")
	return f"http://localhost:{servers.ports_of(world)['web']}"


def _row(screen: Screen, first: Visit, again: Visit) -> list[str]:
	cells = [screen.name, screen.path.split("?")[0], "phone" if screen.phone else "desktop"]
	for each in (first, again):
		cells += [f"{each.requests}", f"{each.kilobytes:,.0f}", f"{each.milliseconds:,.0f}"]
	return cells
