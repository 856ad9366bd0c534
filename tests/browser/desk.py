"""What a person does on a screen, by the words that stand there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from tests.browser import accessible, english

#: runs in each page before its own scripts: counts what the page has asked the server for and not got yet
COUNT_REQUESTS = """
window.requestsUnderWay = 0;
const { open, send } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function (method, address) {
	this.ofSocket = String(address).includes("socket.io");
	return open.apply(this, arguments);
};
XMLHttpRequest.prototype.send = function () {
	if (!this.ofSocket) {
		window.requestsUnderWay++;
		this.addEventListener("loadend", () => setTimeout(() => window.requestsUnderWay--));
	}
	return send.apply(this, arguments);
};
"""
#: nothing loads, nothing moves
_AT_REST = """() => document.readyState === "complete"
	&& !window.requestsUnderWay
	&& !document.querySelector("#freeze")
	&& document.getAnimations().every((each) =>
		each.playState !== "running" || each.effect.getTiming().iterations === Infinity)"""
#: the socket server is no part of a test bench; the desk asks for it a few times and does without
_NO_SOCKET_SERVER = re.compile(r"socket\.io")
#: Frappe draws the charts of a workspace also when somebody has gone on already, into no room at all
_CHART_UNSEEN = re.compile(r"<rect> attribute width: A negative value")
#: … and draws one that it has just taken away, where the page changes its width meanwhile
_CHART_GONE = re.compile(r"removeChild.*ResizeObserver\.boundDrawFn", re.DOTALL)
_REFUSED = re.compile(r"status of (403|409|417)|^Traceback")


@dataclass
class Pictures:
	"""A folder of pictures in the order in which they are taken."""

	folder: Path
	taken: int = 0

	def take(self, page: Page, name: str) -> None:
		"""Take one of what is in view."""
		self.taken += 1
		page.screenshot(path=self.folder / f"{self.taken:02}-{name}.png")


@dataclass
class Screen:
	"""One person's browser."""

	page: Page
	user: str
	password: str
	pictures: Pictures
	errors: list[str] = field(default_factory=list)

	def __post_init__(self):
		self.page.on("pageerror", lambda error: self._note_error(error.stack or str(error)))
		self.page.on("console", self._note)

	def _note_error(self, said: str) -> None:
		if not _CHART_GONE.search(said):
			self.errors.append(said)

	def _note(self, message: ConsoleMessage) -> None:
		place = message.location["url"]
		if message.type != "error" or _CHART_UNSEEN.search(message.text):
			return
		if not _NO_SOCKET_SERVER.search(message.text + place):
			self.errors.append(f"{message.text} ({place})")

	def sign_in(self) -> None:
		"""On the login page: address, password, and wait until it is gone."""
		expect(self.page.get_by_role("button", name="Anmelden", exact=True)).to_be_visible()
		self.look("anmelden")
		self.page.get_by_label("E-Mail", exact=True).fill(self.user)
		self.page.get_by_label("Passwort", exact=True).fill(self.password)
		self.page.get_by_role("button", name="Anmelden", exact=True).click()
		self.page.wait_for_url(lambda address: "/login" not in address)

	def read(self, mail: EmailMessage) -> None:
		"""Read a mail as their mail program shows it."""
		self.page.goto("about:blank")
		self.page.set_content(mail.get_body(("html",)).get_content())
		self.pictures.take(self.page, f"{self.name}-mail")

	def follow(self, words: str) -> None:
		"""Follow the link with these words in the mail that they read."""
		self.page.get_by_role("link", name=words).click()

	def rest(self) -> None:
		"""Wait until nothing loads and nothing moves."""
		self.page.wait_for_function(_AT_REST)

	def look(self, what: str) -> None:
		"""Take a picture, and find fault with what should be on no screen of ours."""
		self.rest()
		self.pictures.take(self.page, f"{self.name}-{what}")
		assert english.lines_of_ours(self.page.locator("body").inner_text()) == []
		assert self.errors == []
		if self.page.viewport_size["width"] < 600:
			wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
			assert wide <= 0, f"{what} scrolls sideways by {wide} pixels"
		barriers = accessible.problems(self.page)
		assert not barriers, "\n".join(barriers)

	@contextmanager
	def being_refused(self) -> Iterator[None]:
		"""What happens here is refused by the server, which a browser notes as an error."""
		yield
		self.errors[:] = [error for error in self.errors if not _REFUSED.search(error)]

	def state(self) -> list[str]:
		"""What tells why it stands still: who, where, errors, what is asked of the server, and the dialogs in front."""
		under_way = self.page.evaluate("window.requestsUnderWay")
		dialogs = self.page.locator(".modal.show, #alert-container .desk-alert").all_inner_texts()
		return [self.user, self.page.url, *self.errors, f"{under_way} requests under way", *dialogs]

	@property
	def name(self) -> str:
		return self.user.split("@")[0]


class Desk(Screen):
	"""The desk of a person who works in it."""

	@property
	def form(self) -> Locator:
		"""The form in view."""
		return self.page.locator(".form-layout >> visible=true").first

	@property
	def head(self) -> Locator:
		"""The head of the form: where the case stands and what can be done."""
		return self.page.locator(".fokus-overview >> visible=true")

	@property
	def dialog(self) -> Locator:
		"""The dialog in front."""
		return self.page.locator(".modal.show .modal-dialog").last

	def go_in(self) -> None:
		"""Open the site and sign in; the workspace FOKUS is there."""
		self.page.goto("/login")
		self.sign_in()
		expect(self._shortcut("Kandidaturen")).to_be_visible()

	def open_list(self, words: str) -> None:
		"""Open a list by its shortcut in the workspace."""
		self._shortcut(words).click()
		expect(
			self.page.locator(".list-row-head >> visible=true").or_(self._empty_list).first
		).to_be_visible()

	def open_row(self, words: str) -> None:
		"""Look for a name in the list and open the record."""
		self.page.get_by_placeholder("Name", exact=True).locator("visible=true").fill(words)
		self.page.locator(".list-row").get_by_role("link", name=words).first.click()

	def add(self) -> None:
		"""In a list press the button for a new record; the order of its words differs between versions."""
		self.page.locator(".page-head .primary-action >> visible=true").click()

	def press(self, words: str) -> None:
		"""Press the button with these words."""
		self.page.get_by_role("button", name=words, exact=True).locator("visible=true").first.click()

	def show_only(self, words: str) -> None:
		"""In a list press the button of a filter, or choose it where it stands in the menu beside."""
		name = re.compile(rf"^\s*{re.escape(words)}\s*$")
		in_menu = self.page.locator(".page-head .dropdown-item >> visible=true").filter(has_text=name)
		alone = self.page.locator(".page-head .custom-actions > button >> visible=true").filter(has_text=name)
		menu = self.page.locator(".page-head .inner-group-button > button >> visible=true")
		expect(alone.or_(menu).first).to_be_visible()
		if alone.count():
			alone.click()
		else:
			menu.filter(has_text="Anzeigen").click()
			in_menu.click()

	def expect_stage(self, stage: str) -> None:
		"""The head of the form shows this stage."""
		expect(self.head.locator(".fokus-where .indicator-pill")).to_have_text(stage)

	def open_action(self, action: str) -> None:
		"""Press an action in the head of the form; its dialog opens."""
		self.head.get_by_role("button", name=action, exact=True).click()
		expect(self.dialog.locator(".modal-title")).to_have_text(action)
		self.rest()  # a dialog that is still opening puts the cursor into its first field, wherever somebody types already

	def confirm(self, action: str) -> None:
		"""Press the dialog's button."""
		self.dialog.locator(".modal-title").click()  # an open calendar may hide it
		self.dialog.locator(".modal-footer").get_by_role("button", name=action, exact=True).click()

	def act(self, action: str, stage: str, entered: dict[str, str] | None = None) -> None:
		"""Carry an action out: open its dialog, fill in fields by their labels, confirm, see the new stage."""
		self.open_action(action)
		for label, value in (entered or {}).items():
			self.fill(self.dialog, label, value)
		self.look(action.lower().replace(" ", "-"))
		self.confirm(action)
		self.expect_stage(stage)

	def fill(self, place: Locator, label: str, value: str) -> None:
		"""Fill in the field with this label as a person does: type, or choose from what is offered."""
		self.rest()  # as in open_action, for dialogs that open otherwise
		control = place.locator(".frappe-control:visible").filter(
			has=self.page.locator("label.control-label").get_by_text(label, exact=True)
		)
		kind = control.get_attribute("data-fieldtype")
		if kind == "Select":
			control.locator("select").select_option(label=value)
		elif kind in ("Link", "Table MultiSelect"):
			control.locator("input").click()
			control.locator("input").fill(value)
			control.locator("[role=listbox] li, [role=option]").get_by_text(value).first.click()
			control.locator("input").press("Tab")  # or a list that comes late hides what stands below
		else:
			box = control.locator("input, textarea").first
			box.fill(value)
			box.press("Tab")

	def refresh(self) -> None:
		"""See what others have done meanwhile: "Neu laden" in the form's menu."""
		self.page.locator(".menu-btn-group > button >> visible=true").click()
		self.page.locator(".menu-btn-group .dropdown-menu.show").get_by_text("Neu laden").click()

	def save(self) -> None:
		"""Press "Speichern" and wait until nothing is unsaved."""
		self.rest()  # a link just typed is looked up first
		self.press("Speichern")
		unsaved = self.page.locator(".indicator-pill >> visible=true").get_by_text("Nicht gespeichert")
		expect(unsaved).to_have_count(0)

	def tab(self, label: str) -> None:
		"""Open a tab of the form."""
		self.page.locator(".form-tabs >> visible=true").get_by_text(label, exact=True).click()

	def step(self, title: str) -> Locator:
		"""The box with which a step of the candidate is ticked off."""
		return self.form.get_by_role("checkbox", name=title, exact=True)

	def _shortcut(self, words: str) -> Locator:
		return self.page.locator(".shortcut-widget-box >> visible=true").filter(has_text=words)

	@property
	def _empty_list(self) -> Locator:
		return self.page.locator(".no-result >> visible=true")


class OwnPage(Screen):
	"""The page /fokus of a person without the desk."""

	def expect_stage(self, stage: str) -> None:
		"""Their path is at this stage."""
		expect(self.page.locator(".fokus-way [aria-current=step]")).to_have_text(stage)

	def tick(self, step: str) -> None:
		"""Tick a step off and wait until it is kept."""
		with self.page.expect_response(re.compile(r"activities\.tick")) as answer:
			self.page.get_by_role("checkbox", name=step).check()
		assert answer.value.ok, answer.value.text()

	def card(self, words: str) -> Locator:
		"""The card with these words; the list of all papers names everybody once more."""
		return self.page.locator(".fokus-card:not(.fokus-papers)", has_text=words)

	def open_action(self, card: Locator, action: str) -> Locator:
		"""Open the short form of an action on a card."""
		card.locator("summary").get_by_text(action, exact=True).click()
		return card.locator("details[open] form")
