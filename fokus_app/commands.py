"""Commands of `bench --site <site> …` that come with the app."""

import click
import frappe
from frappe.commands import pass_context


@click.command("replay-erasures")
@pass_context
def replay_erasures(context: object) -> None:
	"""After restoring a backup: erase again what was erased since it was made."""
	from fokus_app.privacy import replay

	for site in context.sites:
		frappe.init(site=site)
		frappe.connect()
		try:
			print(f"{site}: {replay.run()} erasures carried out again")
		finally:
			frappe.destroy()


commands = [replay_erasures]
