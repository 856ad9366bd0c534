"""How heavy each screen of the demo is, and how long it takes until somebody can work with it.

usage: python -m benchmarks.screens http://localhost:8000     (in the checkout, with the bench's Python, while the demo runs)

Prints a table for docs/screens.md. *First*: nothing in the browser's cache, as on the first day. *Again*: opened once more.
Weight is what went over the line, compressed as it was sent; time lasts until nothing loads any more (the wait of half a
second by which that is noticed is taken off). All on one machine, so without the way through a network.
"""

import sys
import time
from dataclasses import dataclass

from playwright.sync_api import Page, sync_playwright

from bench.inside.pictures import signed_in
from bench.inside.screens import SCREENS, Screen
from bench.lib import commands

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


def row(screen: Screen, first: Visit, again: Visit) -> str:
	"""A line of the table."""
	cells = [screen.name, screen.path.split("?")[0], "phone" if screen.phone else "desktop"]
	for each in (first, again):
		cells += [f"{each.requests}", f"{each.kilobytes:,.0f}", f"{each.milliseconds:,.0f}"]
	return f"| {' | '.join(cells)} |"


def main(arguments: list[str]) -> int:
	"""Print the table; returns the exit code."""
	if len(arguments) != 1:
		print(__doc__.split("\n\n")[1], file=sys.stderr)
		return 2
	print("| screen | path | width | first: requests | KB | ms | again: requests | KB | ms |")
	print("|---|---|---|---:|---:|---:|---:|---:|---:|")
	seen: set[tuple[str, str]] = set()
	with sync_playwright() as playwright:
		program = commands.find("chromium", "chromium-browser", "google-chrome")
		browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
		for screen in SCREENS:
			if (screen.who, screen.path) in seen:  # the same, opened at another place
				continue
			seen.add((screen.who, screen.path))
			context = signed_in(browser, arguments[0], screen)
			page = context.new_page()
			print(row(screen, visit(page, screen.path), visit(page, screen.path)), flush=True)
			context.close()
		browser.close()
	return 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
