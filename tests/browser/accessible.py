"""What axe-core (Deque's checker of the rules of WCAG) finds in a page that a test has open anyway."""

import re
from functools import cache

from playwright.sync_api import Page

from bench.lib.paths import bench_dir

#: our pages for people without the desk; the desk, the login and mails are Frappe's house or no page at all
_OURS = re.compile(r"^https?://[^/]+/fokus")
#: level AA up to 2.2, and what is good practice besides: headings in order, all content within landmarks
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async (tags) => {
	const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
	return found.violations.map((rule) => `${rule.id}: ${rule.help}\\n\\t` +
		rule.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`).join("\\n\\t"));
}"""
#: wide enough for all that stands beside each other
_DESKTOP = {"width": 1280, "height": 900}


def problems(page: Page) -> list[str]:
	"""What is wrong on this page of ours, as it is held and on a desktop's screen; nothing for pages of others."""
	if not _OURS.match(page.url):
		return []
	held = page.viewport_size
	found = _at_this_width(page)
	if held["width"] < _DESKTOP["width"]:
		page.set_viewport_size(_DESKTOP)
		found += _at_this_width(page)
		page.set_viewport_size(held)
	return found


def _at_this_width(page: Page) -> list[str]:
	if not page.evaluate("'axe' in window"):
		page.evaluate(_source())
	return [f"{page.viewport_size['width']} px: {each}" for each in page.evaluate(_RUN, _RULES)]


@cache
def _source() -> str:
	return (bench_dir() / "node/node_modules/axe-core/axe.min.js").read_text("utf-8")
