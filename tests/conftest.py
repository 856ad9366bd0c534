"""The test site in the process of the tests, and the servers beside it. Run by `bench/test`.

Frappe itself is real everywhere. Every test begins as Administrator and what it did not commit is rolled back. A test that
commits (all that go over HTTP do) uses `fresh_site`: its module begins and ends with the site as it was after installation.
"""

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import frappe
import pytest

from bench.inside import pristine
from bench.lib import servers
from bench.lib.paths import World, test_world
from tests import services
from tests.programme import Programme, build
from tests.workflows import stages

if TYPE_CHECKING:
	from playwright.sync_api import Browser, Page

# Read from the database again after a rollback: everything but what only a migration changes.
_SCHEMA_CACHES = re.compile(
	rb"(app_|installed_app|all_apps|active_modules|module_app|doctype_|table_columns|lang_|merged_trans|translation"
	rb"|jinja|assets_json|rename_all|db_tables|information_schema|template_)"
)


@pytest.fixture(scope="session")
def world() -> World:
	"""Where the test site and its servers lie."""
	found = test_world()
	if not servers.is_up(found):
		pytest.exit("the test site's servers are not up; run the tests with bench/test", returncode=3)
	return found


def _connect(world: World) -> None:
	frappe.init(site=world.site)
	frappe.connect()
	frappe.set_user("Administrator")


@pytest.fixture(scope="session")
def connected_site(world: World) -> Iterator[str]:
	"""Frappe connected to the test site, as it was after installation."""
	os.chdir(world.sites)  # Frappe reads and writes relative to the sites folder
	pristine.of(world.site, world.sites).restore()
	_connect(world)
	yield world.site
	frappe.destroy()


@pytest.fixture(autouse=True)
def site(connected_site: str) -> Iterator[str]:
	"""The test site's name; the test is Administrator, and what it leaves uncommitted is undone."""
	_let_jobs_end()
	frappe.set_user("Administrator")
	frappe.clear_messages()
	yield connected_site
	frappe.db.rollback()
	frappe.set_user("Administrator")
	_forget_what_was_rolled_back()


def _let_jobs_end() -> None:
	"""Frappe makes jobs for what is deleted even if that is undone; beside the next test they end in deadlocks."""
	if services.Worker.running:
		services.Worker.running.wait_until_idle()


def _forget_what_was_rolled_back() -> None:
	"""Frappe caches documents, roles and defaults while a transaction is open and keeps them when it is undone."""
	prefix = f"{frappe.conf.db_name}|".encode()
	stale = [key for key in frappe.cache.keys() if not _SCHEMA_CACHES.match(key.removeprefix(prefix))]
	if stale:
		frappe.cache.delete(*stale)
	frappe.local.cache.clear()
	frappe.db.value_cache.clear()
	frappe.local.document_cache = {}
	frappe.local.role_permissions = {}
	frappe.local.user_perms = None
	frappe.flags.pop("mute_emails", None)


@pytest.fixture(scope="module")
def fresh_site(connected_site: str, world: World) -> Iterator[str]:
	"""The site as after installation, for a module whose tests commit; put right again after the module."""
	start_over(world)
	yield connected_site
	start_over(world)


def start_over(world: World, kept: str = "") -> None:
	"""The site as after installation, or as it was kept under a name."""
	_let_jobs_end()
	frappe.destroy()  # an open transaction would hold the tables
	pristine.of(world.site, world.sites).restore(kept)
	_connect(world)


@pytest.fixture(scope="session")
def _kept_programme(connected_site: str, world: World) -> Programme:
	start_over(world)
	made = build()
	frappe.db.commit()
	pristine.of(world.site, world.sites).keep_as("programme")
	return made


@pytest.fixture(scope="session")
def _kept_names(_kept_programme: Programme, world: World) -> dict[str, str]:
	start_over(world, "programme")
	made = stages.make(_kept_programme)
	frappe.db.commit()
	pristine.of(world.site, world.sites).keep_as("names")
	return made


@pytest.fixture(scope="module")
def programme(_kept_programme: Programme, fresh_site: str, world: World) -> Programme:
	"""The invented programme of `tests.programme`, committed, for all tests of a module."""
	start_over(world, "programme")
	return _kept_programme


@pytest.fixture(scope="module")
def names(_kept_names: dict[str, str], programme: Programme, world: World) -> dict[str, str]:
	"""One candidate, relationship and meeting of `tests.workflows.stages`, committed; names by doctype."""
	if pristine.of(world.site, world.sites).differs("programme"):
		made = stages.make(programme)  # beside what the module has written already
		frappe.db.commit()
		return made
	start_over(world, "names")
	return dict(_kept_names)


@pytest.fixture(scope="session")
def _server(connected_site: str, world: World) -> Iterator[services.Server]:
	server = services.Server(world)
	server.start()
	yield server
	server.stop()


@pytest.fixture
def server(_server: services.Server) -> services.Server:
	"""The site over HTTP: `server.login(user)` gives a signed-in client. Use with `fresh_site`."""
	return _server


@pytest.fixture(scope="session")
def _mailbox(connected_site: str, world: World) -> Iterator[services.Mailbox]:
	mailbox = services.Mailbox(world)
	yield mailbox
	mailbox.stop()


@pytest.fixture
def mailbox(_mailbox: services.Mailbox) -> services.Mailbox:
	"""The SMTP server that the site sends to, empty; `mailbox.deliver()` sends what waits. Use with `fresh_site`."""
	_mailbox.clear()
	return _mailbox


@pytest.fixture(scope="session")
def _worker(connected_site: str, world: World) -> Iterator[services.Worker]:
	worker = services.Worker(world)
	yield worker
	worker.stop()


@pytest.fixture
def worker(_worker: services.Worker) -> services.Worker:
	"""A background worker; `worker.wait_until_idle()` after what enqueues. Use with `fresh_site`."""
	return _worker


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
	"""Headless Chromium."""
	from playwright.sync_api import sync_playwright

	quiet = (
		*("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
		*("--disable-background-networking", "--disable-component-update", "--disable-sync"),
	)
	with sync_playwright() as playwright:
		chromium = playwright.chromium.launch(executable_path=services.chromium(), args=list(quiet))
		yield chromium
		chromium.close()


@pytest.fixture
def page(
	browser: "Browser", server: services.Server, world: World, request: pytest.FixtureRequest
) -> Iterator["Page"]:
	"""A German browser's page; a picture of it is kept when the test fails."""
	context = browser.new_context(
		base_url=server.url,
		locale="de-DE",
		timezone_id="Europe/Berlin",
		viewport={"width": 1360, "height": 900},
	)
	page = context.new_page()
	yield page
	if getattr(request.node, "failed", False):
		pictures = world.root / "pictures"
		pictures.mkdir(exist_ok=True)
		page.screenshot(
			path=pictures / f"{re.sub(r'[^A-Za-z0-9_.-]', '_', request.node.name)}.png", full_page=True
		)
	context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
	"""Tell the page fixture whether its test failed."""
	report = yield
	if report.when == "call" and report.failed:
		item.failed = True
	return report
