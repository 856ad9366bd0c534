"""The same action on many records: a worker acts on one after the other, and each refusal is named."""

from functools import partial

import frappe
from frappe import _

from fokus_app import arguments, background
from fokus_app.workflows import action as action_method
from fokus_app.workflows import guard, next_steps

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
	Returns job (ask `progress` for it) and total. Raises TooMany, arguments.WrongArgument.
	"""
	arguments.definition_of(doctype)
	cases = [
		{field: str(case.get(field) or "") for field in ("name", "title", "modified")}
		for case in arguments.rows(cases)
	]
	_refuse_too_many(cases)
	order = {"doctype": doctype, "action": action, "cases": cases}
	answers = {"reason": reason, "reason_category": reason_category, "values": values}
	job = background.start(
		"fokus_app.workflows.bulk.carry_out", order=order, answers=answers, total=len(cases)
	)
	return {"job": job, "total": len(cases)}


@frappe.whitelist(methods=["GET", "POST"])
def progress(job: str) -> dict:
	"""How far a job is: total, count (looked at so far), finished, silent, and failed (name, title, why)."""
	kept = background.of(job)
	return {key: kept[key] for key in ("total", "count", "finished", "silent", "failed")}


@frappe.whitelist(methods=["POST"])
def go_on(job: str) -> None:
	"""Have a worker do what is left of a job of the acting user that was cut off."""
	background.go_on(job)


@frappe.whitelist(methods=["GET", "POST"])
def offered(doctype: str, names: str | list[str]) -> list[dict]:
	"""What the acting user can do with some of these records at least, in the order of the workflow: action, target
	(state) and count (with how many)."""
	found: dict[str, dict] = {}
	records = _readable(doctype, names)
	for transition in arguments.definition_of(doctype).transitions:
		count = sum(
			doc.workflow_state == transition.source
			and guard.may_carry_out(doc, transition, frappe.session.user)
			for doc in records
		)
		if count:
			row = found.setdefault(
				transition.action, {"action": transition.action, "target": transition.target, "count": 0}
			)
			row["count"] += count
	return list(found.values())


def carry_out(key: str) -> None:
	"""Act on one record after the other; a worker calls this, as the user who asked for it.

	Each record is a transaction of its own. A job that was cut off goes on with the others.
	"""
	kept = background.of(key)
	frappe.set_user_lang(frappe.session.user)
	order, answers = kept["order"], kept["answers"]

	def act(case: dict) -> None:
		action_method.act_alone(order["doctype"], case["name"], order["action"], case["modified"], **answers)

	background.carry_out(key, (([case], partial(act, case)) for case in order["cases"]))


def chosen(doctype: str, names: str | list[str]) -> list[str]:
	"""The names of the records chosen in a list, each once; raises TooMany, arguments.WrongArgument."""
	arguments.definition_of(doctype)
	names = arguments.names(names)
	_refuse_too_many(names)
	return names


def _refuse_too_many(records: list) -> None:
	if len(records) > MOST:
		frappe.throw(_("Please choose at most {0} records at once.").format(MOST), TooMany)


def _readable(doctype: str, names: str | list[str]) -> list:
	names = chosen(doctype, names)
	seen = set(frappe.get_list(doctype, filters={"name": ("in", names)}, pluck="name", limit=0))
	return [frappe.get_doc(doctype, name) for name in names if name in seen]
