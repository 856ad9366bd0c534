"""What install, migrate and uninstall do beside Frappe's own sync. Each may run twice."""

import frappe

from fokus_app import kanban, seed
from fokus_app.confidential import key_file
from fokus_app.notifications import texts
from fokus_app.privacy import logs
from fokus_app.workflows import sync


def after_install() -> None:
	_set_up()


def after_migrate() -> None:
	_set_up()


def before_uninstall() -> None:
	"""Leave nothing behind that would point to doctypes that are gone."""
	sync.remove_all()
	kanban.remove_boards()
	seed.forget()


def after_uninstall() -> None:
	"""Take away what our records have kept in use until now."""
	sync.remove_masters()
	frappe.db.commit()  # Frappe has committed the uninstallation before it calls this


def _set_up() -> None:
	sync.sync_all()
	texts.make_missing()
	seed.make_missing()
	key_file.make_if_new()
	logs.register()
