"""Where Frappe 15.0, later 15 and 16 differ for us on the server; for the desk see `public/js/fokus/compat.js`."""

import contextlib
import sys
from collections.abc import Iterator
from functools import wraps
from typing import TextIO

import frappe
import frappe.permissions
from frappe import _
from frappe.desk.form import load
from frappe.model.document import Document
from frappe.utils import logger
from frappe.website.page_renderers.template_page import TemplatePage
from frappe.workflow.doctype.workflow_action import workflow_action

from fokus_app import arguments, documents, full_disk, permissions
from fokus_app.documents import NotYet
from fokus_app.workflows import definitions

#: named, not imported: it brings a PDF library along, which only a print needs
_PLATFORM = "frappe.utils.print_format"


@frappe.whitelist(allow_guest=True, methods=["GET", "POST"])
def download_pdf(doctype: str, name: str, format: str | None = None, **options: object) -> None:
	"""Frappe's PDF of one record; a certificate that is not given yet is refused before it is begun.

	15.0 takes the page that tells of a refusal for the document, and makes a PDF of it.
	"""
	frappe.get_meta(doctype)  # Frappe would look for a module of that name
	if _is_refused([(doctype, name)], format):
		return
	with full_disk.said():
		frappe.call(f"{_PLATFORM}.download_pdf", doctype=doctype, name=name, format=format, **options)
		if format in documents.NUMBERED:
			frappe.local.response.filecontent = documents.numbered(frappe.local.response.filecontent)


@frappe.whitelist(methods=["GET", "POST"])
def download_multi_pdf(
	doctype: str | dict, name: str | list, format: str | None = None, **options: object
) -> None:
	"""Frappe's PDF of several records; see download_pdf. None is made where one of them is refused."""
	chosen = doctype if isinstance(doctype, dict) else {doctype: name}
	asked = [(each, one) for each, names in chosen.items() for one in arguments.names(names)]
	for each in chosen:
		frappe.get_meta(each)
	# 15.0 takes the names as JSON alone
	name = frappe.as_json(arguments.names(name)) if isinstance(doctype, str) else name
	if _is_refused(asked, format):
		return
	with full_disk.said():
		# 15.0 knows fewer options than 15.45, which hands them on as JSON: each takes those that it knows
		frappe.call(f"{_PLATFORM}.download_multi_pdf", doctype=doctype, name=name, format=format, **options)


@frappe.whitelist(methods=["POST"])
def download_multi_pdf_async(doctype: str | dict, name: str | list, **options: object) -> dict:
	"""Frappe's printing of many records in the background, which 15.45 brought; not for records with a rule of ours.

	What comes out is kept for ever as a file that belongs to no record: no erasure would find it. Raises
	frappe.ValidationError.
	"""
	for each in doctype if isinstance(doctype, dict) else [doctype]:
		frappe.get_meta(each)
		if each in permissions.RULES:
			frappe.throw(
				_(
					"{0} is not printed in the background, since the file would stay on the server. Please select 25 at most and print without “Background Print”."
				).format(_(each)),
				title=_("Not in the Background"),
			)
	in_background = getattr(frappe.get_module(_PLATFORM), "download_multi_pdf_async", None)
	if not in_background:
		raise frappe.DoesNotExistError  # 15.0
	name = frappe.as_json(arguments.names(name)) if isinstance(doctype, str) else name
	return frappe.call(in_background, doctype=doctype, name=name, **options)


def _is_refused(asked: list[tuple[str, str]], document: str | None) -> bool:
	"""True where a certificate is not given; answers with the page below then, since the link opens in a tab of its own."""
	try:
		for doctype, name in asked:
			documents.refuse_not_given(doctype, name, document)
	except NotYet:
		frappe.clear_last_message()
		frappe.form_dict.update({"doctype": doctype, "name": name, "format": document})
		frappe.local.response.update({"type": "page", "route": "printview"})
		return True
	return False


def leave_output() -> None:
	"""Let the threads of a process make PDFs at the same time; for the hook before_request.

	15.0 turns the output of the whole process to a pipe while it makes a PDF. A second thread takes that pipe for what
	to put back, and reads for ever from a pipe that nobody closes. Later versions leave the output alone, as we do.
	"""
	# the PDF library is not loaded for this: what is not there yet takes ours from `logger`
	for module in (logger, sys.modules.get("frappe.utils.pdf")):
		if hasattr(module, "pipe_to_log"):
			module.pipe_to_log = _not_piped


@contextlib.contextmanager
def _not_piped(logger_fn: object, stream: TextIO | None = None) -> Iterator[TextIO]:
	yield stream or sys.stdout


class CertificateNotGiven(TemplatePage):
	"""What /printview shows where no certificate is given: our sentence instead of Frappe's page for faults."""

	def can_render(self) -> bool:
		asked = frappe.form_dict
		if self.path != "printview" or asked.format != documents.CERTIFICATE or not asked.name:
			return False
		try:
			documents.refuse_not_given(asked.doctype, asked.name, asked.format)
		except NotYet as refusal:
			frappe.clear_last_message()
			frappe.local.message_title, frappe.local.message = _("No Certificate Yet"), str(refusal)
			return True
		except (frappe.PermissionError, frappe.DoesNotExistError):
			frappe.clear_last_message()  # Frappe's own page says so
		return False

	def render(self):
		asked = frappe.form_dict
		frappe.local.response["context"] = {
			"indicator_color": "orange",
			"primary_action": frappe.utils.get_url_to_form(asked.doctype, asked.name),
			"primary_label": _("Back to the Case"),
			"fullpage": True,
		}
		self.http_status_code = NotYet.http_status_code
		self.set_standard_path("message")
		return super().render()


def ask_about_rows() -> None:
	"""Have Frappe ask about the very record that a row of ours belongs to; once in this process, for the hooks before_request and before_job.

	Later versions ask no more than whether somebody may open records of that kind at all, and hand out the row: each row
	has a `parent_doc` there, which is empty where it was read by itself. So does 15.0 where a row is given by its name.
	"""
	has_child_permission = frappe.permissions.has_child_permission
	if getattr(has_child_permission, "asks_about_rows_of_fokus", False):
		return

	@wraps(has_child_permission)
	def asking(child_doctype, ptype="read", child_doc=None, user=None, *more, **named) -> bool:
		if child_doctype in permissions.ROWS and child_doc:
			name = child_doc if isinstance(child_doc, str) else child_doc.get("name")
			record = frappe.db.get_value(child_doctype, name, ("parenttype", "parent"))
			if record and not frappe.has_permission(record[0], ptype, record[1], user=user):
				return False
		return has_child_permission(child_doctype, ptype, child_doc, user, *more, **named)

	asking.asks_about_rows_of_fokus = True
	frappe.permissions.has_child_permission = asking


def ask_who_is_next_at_once() -> None:
	"""Have Frappe ask its own Workflow, which it has at hand, whether somebody has to act next; once in this process, for the
	hooks before_request and before_job.

	It reads the row of each next state from the database, to find that all are optional: our workflows leave no Workflow Actions
	behind. Where a customer has made one of them not optional Frappe goes on as ever.
	"""
	get_next_possible_transitions = workflow_action.get_next_possible_transitions
	if getattr(get_next_possible_transitions, "asks_the_workflow_of_fokus", False):
		return

	@wraps(get_next_possible_transitions)
	def asking(workflow_name: str, state: str, doc: Document | None = None) -> list:
		if doc and doc.doctype in definitions():
			workflow = frappe.get_cached_doc("Workflow", workflow_name)
			required = {row.state for row in workflow.states if not row.is_optional_state}
			known = {row.state for row in workflow.states}
			following = {row.next_state for row in workflow.transitions if row.state == state}
			if following <= known - required:
				return []
		return get_next_possible_transitions(workflow_name, state, doc)

	asking.asks_the_workflow_of_fokus = True
	workflow_action.get_next_possible_transitions = asking


def print_body(**given: object) -> str:
	"""Frappe's rendering of a print format's body, with a refusal of ours as it is; for the hook pdf_body_html.

	15.0 lets it through. Later versions tell whatever is raised as "Error in print format on line …", which sounds
	like a fault and not like a condition of the programme, or like who may read it. Raises NotYet and
	frappe.PermissionError, and else what Frappe raises.
	"""
	# Frappe asks the last one only: ours goes on to whose turn it would be without it
	others = [each for each in frappe.get_hooks("pdf_body_html") if each != "fokus_app.compat.print_body"]
	try:
		return frappe.get_attr(others[-1])(**given)
	except frappe.ValidationError as error:
		if not isinstance(error.__context__, NotYet | frappe.PermissionError):
			raise
		frappe.clear_last_message()  # Frappe's; the refusal's own is the one before it
		raise error.__context__ from None


def ask_for_people_at_once() -> None:
	"""Let a form ask once for all people who have looked at its record; for the hook before_request.

	15.0 asks the database for each of them, so that a form costs more the more people have opened it. Later versions ask once.
	"""
	stock = load.update_user_info
	if frappe.utils.add_user_info.__annotations__ or getattr(stock, "asks_once", False):
		return

	@wraps(stock)
	def update_user_info(docinfo: frappe._dict) -> None:
		lists = (docinfo.communications, docinfo.shared, docinfo.assignments, docinfo.views)
		users = {row.get(key) for rows in lists for row in rows for key in ("owner", "sender", "user")} - {
			None
		}
		for row in frappe.get_all(
			"User",
			filters={"name": ("in", list(users) or [""])},
			fields=["name", "full_name", "user_image", "email", "time_zone"],
		):
			docinfo.user_info[row.name] = frappe._dict(
				fullname=row.full_name or row.name,
				image=row.user_image,
				name=row.name,
				email=row.email,
				time_zone=row.time_zone,
			)
		stock(docinfo)  # what is there already it does not ask for

	update_user_info.asks_once = True
	load.update_user_info = update_user_info
