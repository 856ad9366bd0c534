"""The same action on many records: a worker acts on one after the other, and each refusal is named."""

import frappe
from frappe import _
from frappe.utils import strip_html

from fokus_app import background
from fokus_app.workflows import action as action_method
from fokus_app.workflows import definitions, guard, next_steps

#: as many as a list shows at most
MOST = 500


class TooMany(frappe.ValidationError):
	"""More records at once than a person can have looked at."""


@frappe.whitelist(methods=["POST"])
def prepare(doctype: str, names: str | list[str], action: str) -> dict:
	"""What the action's dialog has to ask for, and on which of the records the user can carry it out.

	Returns step (as in next_steps, None where it is possible nowhere) and cases: name, title, modified and mine.
	"""
	meta = frappe.get_meta(doctype)
	cases, step = [], None
	for doc in _readable(doctype, names):
		offered = next_steps.step_of(doc, action)
		step = step or offered
		cases.append(
			{
				"name": doc.name,
				"title": doc.get(meta.get_title_field()) or doc.name,
				"modified": str(doc.modified),
				"mine": bool(offered),
			}
		)
	return {"step": step, "cases": cases}


@frappe.whitelist(methods=["POST"])
def start(
	doctype: str,
	action: str,
	cases: str | list[dict],
	reason: str | None = None,
	reason_category: str | None = None,
	values: str | dict | None = None,
) -> dict:
	"""Have a worker carry out `action` on these records as the acting user.

	cases: name, title and modified of each as the person saw it. The rest as for action.act.
	Returns job (ask `progress` for it) and total. Raises TooMany, guard.UnknownAction.
	"""
	if doctype not in definitions():
		frappe.throw(_("{0} has no FOKUS workflow.").format(_(doctype)), guard.UnknownAction)
	cases = [
		{field: str(case.get(field) or "") for field in ("name", "title", "modified")}
		for case in frappe.parse_json(cases)
	]
	if len(cases) > MOST:
		frappe.throw(_("Please choose at most {0} records at once.").format(MOST), TooMany)
	order = {"doctype": doctype, "action": action, "cases": cases}
	answers = {"reason": reason, "reason_category": reason_category, "values": values}
	job = background.begin(order=order, answers=answers, total=len(cases), count=0, failed=[], finished=False)
	# not after commit: this request writes nothing to the database, so Frappe would not commit
	frappe.enqueue("fokus_app.workflows.bulk.carry_out", queue="long", timeout=1500, key=job)
	return {"job": job, "total": len(cases)}


@frappe.whitelist(methods=["GET", "POST"])
def progress(job: str) -> dict:
	"""How far a job is: total, count (looked at so far), finished, silent, and failed (name, title, why)."""
	kept = background.of(job)
	return {key: kept[key] for key in ("total", "count", "finished", "silent", "failed")}


def carry_out(key: str) -> None:
	"""Act on one record after the other; a worker calls this, as the user who asked for it.

	Each record is a transaction of its own. A job that is started again refuses what it has done already,
	since those records have changed.
	"""
	kept = background.of(key)
	frappe.set_user_lang(frappe.session.user)
	failed: list[dict] = []
	for count, case in enumerate(kept["order"]["cases"], 1):
		why = _try(kept["order"], case, kept["answers"])
		if why:
			failed.append({"name": case["name"], "title": case["title"], "why": why})
		background.note(key, count=count, failed=failed)
	background.note(key, finished=True)


def _try(order: dict, case: dict, answers: dict) -> str | None:
	"""Act on one record; returns why it was refused, or None."""
	try:
		action_method.act_alone(order["doctype"], case["name"], order["action"], case["modified"], **answers)
		frappe.db.commit()  # one record, one transaction: what was done stays done if the job is cut off
	except (frappe.ValidationError, frappe.PermissionError) as refusal:
		frappe.db.rollback()
		return strip_html(str(refusal).replace("<br>", " ")) or _("Refused")
	except Exception as error:  # whatever is wrong with one record, the others are acted on
		frappe.db.rollback()
		# the kind of error alone: its text may hold names
		frappe.log_error(title=f"FOKUS bulk action: {type(error).__name__}", message=type(error).__name__)
		frappe.db.commit()
		return _("This did not work. The administrators find it in the error log.")
	finally:
		frappe.clear_messages()
	return None


def _readable(doctype: str, names: str | list[str]) -> list:
	names = list(dict.fromkeys(frappe.parse_json(names)))
	if len(names) > MOST:
		frappe.throw(_("Please choose at most {0} records at once.").format(MOST), TooMany)
	seen = set(frappe.get_list(doctype, filters={"name": ("in", names)}, pluck="name", limit=0))
	return [frappe.get_doc(doctype, name) for name in names if name in seen]
