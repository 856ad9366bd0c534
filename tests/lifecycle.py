"""Install, migrate and uninstall a site's app in one process, and tell what was there after each step.

usage: python -m tests.lifecycle SITE STEP…     (steps: install, migrate, uninstall)
Prints a line of JSON for each step.
"""

import io
import json
import sys
from contextlib import redirect_stdout

import frappe
from frappe.installer import install_app, remove_app
from frappe.migrate import SiteMigration

APP = "fokus_app"


def install() -> None:
	install_app(APP, force=True)


def migrate() -> None:
	site = frappe.local.site
	SiteMigration(skip_search_index=True).run(site=site)
	frappe.init(site=site)
	frappe.connect()


def uninstall() -> None:
	remove_app(APP, yes=True, no_backup=True)


def look() -> dict:
	"""What a person would find on the site now."""
	doctypes = frappe.get_all("DocType", filters={"module": "FOKUS"}, pluck="name")
	return {
		"installed": APP in frappe.get_installed_apps(),
		"doctypes": sorted(doctypes),
		"workflows": frappe.get_all("Workflow", pluck="name", order_by="name"),
		"states": {row.name: row.style for row in frappe.get_all("Workflow State", fields=["name", "style"])},
		"actions": sorted(frappe.get_all("Workflow Action Master", pluck="name")),
		"texts": frappe.db.count("FOKUS Mail Text") if doctypes else 0,
		"candidates": frappe.db.count("Leadership Candidate") if doctypes else 0,
		"workspaces": frappe.get_all("Workspace", filters={"module": "FOKUS"}, pluck="name"),
		"number_cards": frappe.get_all("Number Card", filters={"module": "FOKUS"}, pluck="name"),
		"form_tours": sorted(frappe.get_all("Form Tour", filters={"module": "FOKUS"}, pluck="name")),
		"onboarding": frappe.get_all("Module Onboarding", filters={"module": "FOKUS"}, pluck="name"),
		"first_steps": sorted(
			frappe.get_all("Onboarding Step", filters={"name": ("like", "FOKUS %")}, pluck="name")
		),
		"reports": frappe.get_all("Report", filters={"module": "FOKUS"}, pluck="name"),
		"custom_fields": frappe.get_all("Custom Field", filters={"module": "FOKUS"}, pluck="name"),
		"property_setters": frappe.get_all("Property Setter", filters={"module": "FOKUS"}, pluck="name"),
		"defaults": sorted(
			frappe.get_all("DefaultValue", filters={"defkey": ("like", "fokus%")}, pluck="defkey")
		),
		"orphaned_permissions": _orphaned_permissions(),
		"tables": sorted(table for table in frappe.db.get_tables(cached=False) if table in _OUR_TABLES),
	}


_OUR_TABLES = (
	"tabLeadership Candidate",
	"tabMentoring Relationship",
	"tabNetwork Meeting",
	"tabTaken Place",
	"tabFOKUS Mail",
)


def _orphaned_permissions() -> list[str]:
	known = set(frappe.get_all("DocType", pluck="name"))
	return sorted({row for row in frappe.get_all("DocPerm", pluck="parent") if row not in known})


def main(site: str, *steps: str) -> None:
	frappe.init(site=site)
	frappe.connect()
	for step in steps:
		with redirect_stdout(io.StringIO()):
			{"install": install, "migrate": migrate, "uninstall": uninstall}[step]()
			frappe.db.commit()
			seen = look()
		print(json.dumps(seen))
	frappe.destroy()


if __name__ == "__main__":
	main(*sys.argv[1:])
