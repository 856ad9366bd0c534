"""What install, migrate and uninstall do beside Frappe's own sync. Each may run twice."""

import frappe

from fokus_app import kanban, seed
from fokus_app.confidential import key_file
from fokus_app.notifications import texts
from fokus_app.privacy import logs, trace_indexes
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
	_remove_first_steps()


def after_uninstall() -> None:
	"""Take away what our records have kept in use until now."""
	sync.remove_masters()
	frappe.db.commit()  # Frappe has committed the uninstallation before it calls this


def _remove_first_steps() -> None:
	"""The steps of our onboarding name no module, so Frappe would leave them behind."""
	names = frappe.get_all(
		"Onboarding Step Map", {"parenttype": "Module Onboarding", "parent": "FOKUS"}, pluck="step"
	)
	frappe.delete_doc("Module Onboarding", "FOKUS", force=True, ignore_missing=True)
	for name in names:
		frappe.delete_doc("Onboarding Step", name, force=True, ignore_missing=True)


def _set_up() -> None:
	sync.sync_all()
	texts.make_missing()
	seed.make_missing()
	key_file.make_if_new()
	logs.register()
	trace_indexes.make()
