"""Everything that the app shows, in a real browser that notes what runs: the screens are found in the app, so a new one is opened too."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import frappe
from playwright.sync_api import Browser, Page

import fokus_app
from fokus_app import permissions
from tests.browser.desk import COUNT_REQUESTS
from tests.security.attacks.victims import Victims
from tests.services import Client

#: what a marker calls when it runs, and what it asks the server for
MARKER, ADDRESS = "ran", "/x-marker/"
_LISTEN = f"{COUNT_REQUESTS} window.markers = []; window.{MARKER} = (number) => {{ window.markers.push(number); return ''; }};"
_RESTS = "() => document.readyState === 'complete' && !window.requestsUnderWay && !document.querySelector('#freeze')"
#: markers that wait for a mouse or a key: handlers and addresses of elements
_WAITING = """() => [...document.querySelectorAll('*')].flatMap((each) => [...each.attributes]
	.filter(({ name, value }) => /^on/.test(name) ? value.includes('ran(') : /^(href|src|action|formaction)$/.test(name) && /^\\s*javascript:\\W*ran/.test(value))
	.map(({ value }) => Number(/ran\\((\\d+)\\)/.exec(value)[1])))"""
_CLOSE = "() => document.querySelectorAll('.modal.show .btn-modal-close').forEach((each) => each.click())"
#: what a form offers, and how it is pressed; papers open in a window of their own, which is the browser's business
_BUTTONS = (
	"() => Object.keys(cur_frm.custom_buttons)",
	"(key) => { window.open = () => null; cur_frm.custom_buttons[key]?.click(); }",
)
_OFFERED = (
	"[...document.querySelectorAll('.fokus-overview [data-action]')].filter((each) => each.offsetParent)"
)
_ACTIONS = (
	f"() => {_OFFERED}.map((each) => each.dataset.action)",
	f"(action) => {_OFFERED}.find((each) => each.dataset.action === action)?.click()",
)
#: milliseconds until a dialog that asks the server for nothing is there
_DIALOG_OPENS = 150
_WWW = Path(fokus_app.__file__).parent / "www" / "fokus"


@dataclass
class Screens:
	"""One person's browser, signed in by the cookie of their client."""

	page: Page
	#: (marker, screen, how) of what ran or would at a touch
	seen: list[tuple[int, str, str]] = field(default_factory=list)
	opened: list[str] = field(default_factory=list)

	@classmethod
	def of(cls, browser: Browser, client: Client) -> "Screens":
		"""The browser of somebody who has signed in."""
		context = browser.new_context(base_url=client.address, locale="de-DE", timezone_id="Europe/Berlin")
		context.set_default_timeout(20_000)
		cookies = [{"name": each.name, "value": each.value, "url": client.address} for each in client.cookies]
		context.add_cookies(cookies)
		context.add_init_script(_LISTEN)
		screens = cls(context.new_page())
		context.on("request", screens._note_request)
		screens.page.on("dialog", screens._note_dialog)
		return screens

	def _note_request(self, request) -> None:
		if ADDRESS in request.url:
			self._note(int(re.sub(r"\D.*", "", request.url.split(ADDRESS)[1]) or -1), "asked for")

	def _note_dialog(self, dialog) -> None:
		if dialog.type != "beforeunload":
			self._note(int(dialog.message) if dialog.message.isdigit() else -1, "dialog")
		dialog.accept()

	def _note(self, number: int, how: str) -> None:
		self.seen.append((number, self.opened[-1], how))

	def look_at(self, name: str, show: Callable[[], object], pause: int = 60) -> None:
		"""Show a screen, wait until nothing loads, and note what ran."""
		self.opened.append(name)
		show()
		self.page.wait_for_timeout(pause)
		self.page.wait_for_function(_RESTS)
		for number in self.page.evaluate("() => window.markers.splice(0)"):
			self._note(number, "ran")
		for number in self.page.evaluate(_WAITING):
			self._note(number, "waits in an element")

	def close(self) -> None:
		"""End it."""
		self.page.context.close()

	# --- pages of the website

	def pages(self, victims: Victims) -> None:
		"""Every page of ours below /fokus, about the victims, and the pages of Frappe on which people meet what they typed."""
		case, meeting = victims.names["Leadership Candidate"], victims.names["Network Meeting"]
		about = {
			"decision": f"?name={case}",
			"attendance": f"?meeting={meeting}",
			"answer": f"?meeting={meeting}",
			"feedback": f"?meeting={meeting}",
			"certificate": f"?meeting={meeting}",
			"consultation": f"?name={victims.names['Peer Consultation']}",
		}
		ours = sorted(path.stem for path in _WWW.glob("*.html"))
		assert about.keys() <= set(ours)
		forms = frappe.get_all("Web Form", {"module": "FOKUS"}, pluck="route")
		addresses = ["/fokus" if name == "index" else f"/fokus/{name}{about.get(name, '')}" for name in ours]
		for address in (*addresses, *(f"/{route}/new" for route in forms), "/me", "/update-profile"):
			self.look_at(address, lambda address=address: self.page.goto(address, wait_until="load"))

	# --- the desk

	def desk(self) -> None:
		"""Open the workspace; from there on screens are changed without loading the desk again."""
		self.look_at("workspace", lambda: self.page.goto("/app/fokus"))
		self.page.wait_for_function(
			"() => window.frappe?.get_route && frappe.get_route()[0] === 'Workspaces'"
		)
		self.look_at("workspace", lambda: None, pause=300)

	def route(self, *parts: str) -> None:
		"""A screen of the desk by the parts of its route."""
		go = "(parts) => { window.cur_dialog?.hide(); frappe.set_route(parts); }"
		self.look_at(" / ".join(parts), lambda: self.page.evaluate(go, list(parts)))

	def records(self, names: dict[str, str]) -> None:
		"""List, report, calendar and form of every doctype that this person may read, with what the form's buttons open."""
		readable = self.page.evaluate(
			"(all) => all.filter((each) => frappe.model.can_read(each))", list(names)
		)
		for doctype in readable:
			# masters are few columns, which a list shows as well
			for view in ("List", "Report") if doctype in permissions.RULES else ("List",):
				self.route("List", doctype, view)
			if self.page.evaluate("(doctype) => doctype in frappe.views.calendar", doctype):
				self.route("List", doctype, "Calendar")
			self.route("Form", doctype, names[doctype])
			self.dialogs(doctype, names[doctype])

	def dialogs(self, doctype: str, name: str) -> None:
		"""Every button and action that the open form of this record offers: what its dialog shows, without going on."""
		for find, press in (_BUTTONS, _ACTIONS):
			for each in self.page.evaluate(find):
				self.look_at(
					f"{doctype}: {each}",
					lambda press=press, each=each: self.page.evaluate(press, each),
					_DIALOG_OPENS,
				)
				self.page.evaluate(_CLOSE)
				# some lead to another screen
				if self.page.evaluate("() => frappe.get_route().join()") != f"Form,{doctype},{name}":
					self.route("Form", doctype, name)

	def links(self, doctype: str, fields: tuple[str, ...]) -> None:
		"""What links of a new record offer."""
		self.page.evaluate("(doctype) => frappe.new_doc(doctype)", doctype)
		self.look_at(f"new {doctype}", lambda: None, 200)
		offer = "(field) => cur_frm.fields_dict[field].$input.val('').trigger('focus').trigger('input')"
		for name in fields:
			self.look_at(f"{doctype}.{name}", lambda name=name: self.page.evaluate(offer, name), 400)
