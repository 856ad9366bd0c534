"""What the desk asks for: a proposal, what a change would cost, and making the relationships.

Large cohorts are worked out by a worker; the screen asks `progress` until it is done.
"""

import frappe
from frappe import _
from frappe.utils import strip_html

from fokus_app import again, background, people
from fokus_app.matching import creating, facts, proposal
from fokus_app.matching.facts import KINDS, Period

#: with more possible pairs, or relationships to make, than these a worker does it
PAIRS_IN_REQUEST, MADE_IN_REQUEST = 20_000, 40


@frappe.whitelist(methods=["POST"])
def propose(
	kind: str,
	cohort: str | None = None,
	candidate: str | None = None,
	start: str | None = None,
	until: str | None = None,
	fixed: str | dict | None = None,
) -> dict:
	"""The best pairs for a cohort or for one candidate.

	kind: of the relationship. start, until: the time for which a mentor is needed (as in facts.Period).
	fixed: pairs that stay as they are (candidate to mentor, None: without one), for the others the best.
	Returns {"job": key} where a worker does it (ask `progress`), else what `proposal.shown` returns with start and
	until. Raises frappe.PermissionError, frappe.ValidationError.
	"""
	order = _order(kind, cohort, candidate, start, until, fixed)
	mentees = frappe.db.count("Leadership Candidate", {"cohort": cohort}) if cohort else 1
	if mentees * frappe.db.count("Mentor", {"kind": KINDS[kind]}) <= PAIRS_IN_REQUEST:
		return _propose(order)
	return _have_done("propose", order, mentees)


@frappe.whitelist(methods=["POST"])
def weigh(
	kind: str,
	pairs: str | dict,
	cohort: str | None = None,
	candidate: str | None = None,
	start: str | None = None,
	until: str | None = None,
) -> dict:
	"""What these pairs (candidate to mentor or None) are worth, and what is wrong with them; as `propose`."""
	order = _order(kind, cohort, candidate, start, until, pairs)
	table = _table(order)
	return {**proposal.shown(table, order["pairs"]), **_dates(order)}


@frappe.whitelist(methods=["GET", "POST"])
def choices(kind: str, candidate: str, start: str | None = None, until: str | None = None) -> list[dict]:
	"""All mentors who are possible for a candidate, the best first: mentor, title, points, why."""
	return proposal.choices(_table(_order(kind, None, candidate, start, until, None)), candidate)


@frappe.whitelist(methods=["POST"])
def create(kind: str, pairs: str | dict, start: str, until: str) -> dict:
	"""Make the relationships of these pairs (candidate to mentor), all or none.

	Returns {"made": names} or {"job": key}. Raises creating.NotProposed and whatever the guard refuses.
	"""
	order = _order(kind, None, None, start, until, pairs)
	order["pairs"] = {candidate: mentor for candidate, mentor in order["pairs"].items() if mentor}
	if not order["pairs"]:
		frappe.throw(_("There is no pair to propose."), creating.NotProposed)
	if len(order["pairs"]) > MADE_IN_REQUEST:
		return _have_done("create", order, len(order["pairs"]))
	if not getattr(frappe.local, "request", None):
		return _create(order)  # whoever called us decides about the transaction
	return _create_alone(order)


@frappe.whitelist(methods=["GET", "POST"])
def progress(job: str) -> dict:
	"""How far a job is: count and total of what it does now, silent; at the end result or error (a sentence)."""
	kept = background.of(job)
	return {key: kept.get(key) for key in ("count", "total", "silent", "result", "error")}


def carry_out(key: str) -> None:
	"""Propose or make; a worker calls this, as the user who asked for it.

	A job that is started again makes nothing twice: who has a mentor by then is refused.
	"""
	kept = background.of(key)
	frappe.set_user_lang(frappe.session.user)

	def note(count: int) -> None:
		background.note(key, count=count)

	try:
		if kept["task"] == "propose":
			background.note(key, result=_propose(kept["order"], note))
			return
		result = _create_alone(kept["order"], note)
		frappe.db.commit()  # a job: the result is told only when it is kept
		background.note(key, result=result)
	except (frappe.ValidationError, frappe.PermissionError) as refusal:
		frappe.db.rollback()
		background.note(key, error=strip_html(str(refusal).replace("<br>", " ")))
	except Exception as error:
		frappe.db.rollback()
		# the kind of error alone: its text may hold names
		frappe.log_error(title=f"FOKUS mentor proposal: {type(error).__name__}", message=type(error).__name__)
		frappe.db.commit()  # a job: the log outlives it
		background.note(key, error=_("This did not work. The administrators find it in the error log."))
	finally:
		frappe.clear_messages()


def _propose(order: dict, note=lambda count: None) -> dict:
	table = _table(order)
	note(0)
	chosen = proposal.best(table, order["pairs"])
	return {**proposal.shown(table, chosen, note), **_dates(order)}


def _create_alone(order: dict, note=lambda count: None) -> dict:
	"""As `_create`, in a transaction that holds nothing else."""
	return again.until_done(lambda: _create(order, note))


def _create(order: dict, note=lambda count: None) -> dict:
	return {"made": creating.create(order["kind"], _period(order), order["pairs"], note)}


def _have_done(task: str, order: dict, total: int) -> dict:
	job = background.begin(task=task, order=order, count=0, total=total, result=None, error=None)
	# not after commit: this request writes nothing to the database, so Frappe would not commit
	frappe.enqueue("fokus_app.matching.screen.carry_out", queue="long", timeout=1500, key=job)
	return {"job": job, "total": total}


def _table(order: dict) -> proposal.Grid:
	return proposal.Grid(
		facts.read(order["kind"], _period(order), cohort=order["cohort"], candidate=order["candidate"])
	)


def _period(order: dict) -> Period:
	return Period.beginning(order["start"], order["until"])


def _dates(order: dict) -> dict:
	period = _period(order)
	return {"start": str(period.start), "until": str(period.until)}


def _order(
	kind: str,
	cohort: str | None,
	candidate: str | None,
	start: str | None,
	until: str | None,
	pairs: str | dict | None,
) -> dict:
	"""What is asked for, checked; raises frappe.PermissionError and frappe.ValidationError."""
	if not people.roles_of(frappe.session.user).intersection((people.HR_CLERK, people.LEAD)):
		frappe.throw(_("Only HR and the programme lead propose mentors."), frappe.PermissionError)
	if kind not in KINDS:
		frappe.throw(_("Mentors are proposed for “{0}” or “{1}”.").format(*map(_, KINDS)))
	order = {"kind": kind, "cohort": cohort or None, "candidate": candidate or None}
	order |= {"start": start or None, "until": until or None, "pairs": _pairs(pairs)}
	period = _checked_period(order)
	if period.until <= period.start:
		frappe.throw(_("The time must end after it begins."))
	return order


def _checked_period(order: dict) -> Period:
	try:
		return _period(order)
	except Exception:  # frappe raises its own, dateutil's and ValueError, depending on the text
		frappe.clear_last_message()
		frappe.throw(_("Please enter the time for which a mentor is needed as two dates."))


def _pairs(given: str | dict | None) -> proposal.Pairs:
	try:
		pairs = frappe.parse_json(given) if given else {}
	except ValueError:
		pairs = None
	if not isinstance(pairs, dict) or not all(
		isinstance(candidate, str) and (mentor is None or isinstance(mentor, str))
		for candidate, mentor in pairs.items()
	):
		frappe.throw(_("Pairs are given as a mentor by candidate."))
	return {candidate: mentor or None for candidate, mentor in pairs.items()}
