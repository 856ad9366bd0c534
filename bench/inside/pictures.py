"""Make the handbook's pictures. Run by `bench/pictures`, with the address of the demo and perhaps names of screens.

The same demo gives the same pictures: one size of window, nothing that moves or blinks, no mark of who is online,
no "three minutes ago".
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench.inside.screens import SCREENS, Screen
from bench.lib import commands
from fokus_app.demo import cast

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 720}, "device_scale_factor": 1.5, "is_mobile": True}
_STILL = """
*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }
.frappe-timestamp, .comment-count, .list-row-activity .modified, .notifications-seen, #alert-container,
.search-bar, .help-dropdown, .vertical-bar { visibility: hidden !important; }
"""


def signed_in(browser, address: str, screen: Screen) -> BrowserContext:
	"""A German browser of this screen's person."""
	held = PHONE if screen.phone else DESKTOP
	context = browser.new_context(base_url=address, locale="de-DE", timezone_id="Europe/Berlin", **held)
	context.set_default_timeout(30_000)
	said = context.request.post("/api/method/login", form={"usr": screen.user, "pwd": cast.PASSWORD})
	if not said.ok:
		raise RuntimeError(f"{screen.user} cannot sign in: {said.status}")
	return context


def show(page: Page, screen: Screen) -> None:
	"""Go the way to this screen and wait until it is at rest."""
	page.goto(screen.path, wait_until="load")
	_rest(page)
	for click in screen.clicks:
		page.locator(click).click()
		_rest(page)
	if screen.awaits:
		page.locator(screen.awaits).wait_for()
	page.add_style_tag(content=_STILL)
	if screen.show:
		page.locator(screen.show).evaluate("each => each.scrollIntoView()")
	page.wait_for_timeout(300)


def _rest(page: Page) -> None:
	page.wait_for_timeout(400)
	page.wait_for_load_state("networkidle")
	page.wait_for_function("!document.querySelector('#freeze')")
	page.wait_for_timeout(600)


def main(arguments: list[str]) -> int:
	"""Take the pictures, or those named; prints each with its size."""
	address, *names = arguments
	if unknown := set(names) - {screen.name for screen in SCREENS}:
		print(f"there is no screen {', '.join(sorted(unknown))}", file=sys.stderr)
		return 2
	FOLDER.mkdir(parents=True, exist_ok=True)
	with sync_playwright() as playwright:
		program = commands.find("chromium", "chromium-browser", "google-chrome")
		browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
		for screen in SCREENS:
			if names and screen.name not in names:
				continue
			context = signed_in(browser, address, screen)
			page = context.new_page()
			show(page, screen)
			file = FOLDER / f"{screen.name}.webp"
			picture = Image.open(io.BytesIO(page.screenshot()))
			picture.convert("RGB").save(file, "WEBP", quality=70, method=6)
			print(f"{screen.name}: {file.stat().st_size / 1024:.0f} KB", flush=True)
			context.close()
		browser.close()
	return 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
