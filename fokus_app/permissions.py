"""Who sees which record: one rule per doctype, one SQL condition for lists and for the single record.

The rules themselves are the hooks for lists, `may` is the hook for one record and asks the same rule, so
the two can never disagree. Which roles may read, write or make records of a doctype at all stands in the
doctype's own permissions; who may change which field in which state in `fokus_app.workflows`.
"""

import re
from collections.abc import Callable
from functools import wraps

import frappe
from frappe import _, client
from frappe.desk import like, listview, notifications, search
from frappe.desk.doctype.tag import tag as frappe_tags
from frappe.desk.form import linked_with
from frappe.model.document import Document
from frappe.utils import cstr

from fokus_app import arguments, people
from fokus_app.people import HR_CLERK, LEAD, MANAGER, MENTOR, PARTICIPANT

ALL, NONE = "1=1", "1=0"
#: so many records are named one by one in a condition; above that the database reads the table about as fast
_FEW = 500
#: Frappe's lists put a tag into attributes as it is
_HTML_IN_TAGS = re.compile(r"""["'<>&=`]""")

#: one rule for each doctype whose rows are not for everybody who may open the doctype
RULES: dict[str, Callable[[str | None], str]] = {}
#: of these, fewer people change a record, and the files attached to it, than may see it: the same kind of hook
WRITING_RULES: dict[str, Callable[[str | None], str]] = {}
#: rows within these records, which may be seen where the record may
ROWS = frozenset(
	{
		"Assessment Panel Member",
		"Candidate Take-over Row",
		"Competency Observation",
		"Stage Change",
		"Network Meeting Agenda Item",
		"Peer Consultation Adviser",
		"Peer Consultation Member",
		"Peer Consultation Phase",
		"Mentor Competency",
		"Mentoring Wish Row",
		"Wished Area",
		"Wished Competency",
	}
)

#: records of a pair or a group alone, or of nobody: nothing is written beside them that Frappe would keep as plain text
CONFIDENTIAL = frozenset(
	{
		"Meeting Feedback",
		"Meeting Feedback Mark",
		"Meeting Feedback Summary",
		"Mentoring Reflection",
		"Mentoring Session",
		"Peer Consultation",
		"Sealed Text",
	}
)


def rule(doctype: str, rules: dict[str, Callable[[str | None], str]] = RULES):
	"""Make the decorated function the rule of `doctype` (among `rules`: for seeing, or WRITING_RULES).

	It gets the user, escaped for SQL, and their roles, and returns a condition. What it becomes is the
	hook that Frappe calls for lists: it takes a user (None: who is logged in) and returns the condition
	in brackets, or nothing for Administrator.
	"""

	def register(condition: Callable[[str, set[str]], str]) -> Callable[[str | None], str]:
		@wraps(condition)
		def hook(user: str | None = None) -> str:
			user = user or frappe.session.user
			if user == "Administrator":
				return ""
			roles = set(frappe.get_roles(user))
			return f"({condition(frappe.db.escape(user, percent=False), roles)})"

		hook.condition = condition
		rules[doctype] = hook
		return hook

	return register


def may(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
	"""True when `user` may see this record; one that is not stored is judged by its doctype's permissions.

	What is stored counts, not what the client says: a record that claims to be new is looked up too.
	"""
	user = user or frappe.session.user
	if ptype == "share":
		return False
	if not doc.name:
		return True
	rules = WRITING_RULES if ptype in ("write", "delete") and doc.doctype in WRITING_RULES else RULES
	if _meets(rules, doc.doctype, doc.name, user):
		return True
	return bool(doc.is_new() and not frappe.db.exists(doc.doctype, doc.name))


def may_change(doctype: str, name: str, user: str | None = None) -> bool:
	"""True when `user` may change this record as far as its rule among WRITING_RULES says, whatever their roles may write at all."""
	return _meets(WRITING_RULES, doctype, name, user or frappe.session.user)


def sees_log(doctype: str, name: str, user: str | None = None) -> bool:
	"""True when `user`, who may see this record, sees its stage log too: where fewer people change a record than
	may see it, reasons and names of others are for those who do."""
	return doctype not in WRITING_RULES or may_change(doctype, name, user)


def hide_log(doc: Document) -> None:
	"""Take the stage log out of a record that is about to be shown, where it is not for the acting user."""
	if doc.stage_changes and not sees_log(doc.doctype, doc.name):
		doc.set("stage_changes", [])


def _meets(rules: dict[str, Callable[[str | None], str]], doctype: str, name: str, user: str) -> bool:
	condition = rules[doctype](user)
	if condition in ("", f"({ALL})"):
		return True
	found = frappe.db.sql(
		# the condition is built by the rules below from escaped values, never from a client's text
		f"select 1 from `tab{doctype}` where `tab{doctype}`.name = %s and {condition} limit 1",
		(name,),
	)
	# an explicit bool: None would mean "no opinion" to Frappe 15.0, and so a yes
	return bool(found)


@frappe.whitelist(methods=["GET", "POST"])
def link_title(doctype: str, docname: str) -> str | None:
	"""What is shown beside a link to a record: its title for those who may see it, else its number.

	Takes the place of Frappe's method, which gives titles (names of people, with us) to everybody who is
	logged in and guesses a number.
	"""
	if doctype in RULES and not (
		frappe.db.exists(doctype, docname) and frappe.has_permission(doctype, "read", docname)
	):
		return docname
	return search.get_link_title(doctype, docname)


@frappe.whitelist(methods=["GET", "POST"])
def count(
	doctype: str, filters: str | dict | list | None = None, debug: bool = False, cache: bool = False
) -> int:
	"""How many records meet the filters; of our doctypes those that the user sees.

	Stands in for frappe.client.get_count, which counts past all permissions: with filters it would tell
	anybody with an account whether a certain person is a candidate, and how the case stands.
	"""
	frappe.get_meta(doctype)  # or it is refused that there is none
	if doctype not in RULES and doctype not in ROWS and not _links_to_ours(doctype):
		return client.get_count(doctype, filters, debug, cache)
	return len(frappe.get_list(doctype, filters=arguments.filters(doctype, filters), pluck="name", limit=0))


def _links_to_ours(doctype: str) -> bool:
	"""True when filters on this doctype could look into records with a rule of ours."""
	return any(field.options in RULES for field in frappe.get_meta(doctype).get_link_fields())


@frappe.whitelist(methods=["GET", "POST"])
def group_by_count(doctype: str, current_filters: str, field: str) -> list[dict]:
	"""Frappe's counts beside a list; those of assignments only for records that the user sees."""
	filters = arguments.filters(doctype, current_filters)
	if field == "assigned_to" and (doctype in RULES or _links_to_ours(doctype)):
		seen = frappe.get_list(doctype, filters=filters, pluck="name", limit=0)
		current_filters = frappe.as_json([["name", "in", seen or [""]]])
	elif field != "assigned_to":
		arguments.check_column(doctype, field)
	return listview.get_group_by_count(doctype, current_filters, field)


@frappe.whitelist(methods=["GET", "POST"])
def open_count(doctype: str, name: str, items: str | list | None = None) -> dict:
	"""Frappe's numbers of what belongs to a record; of our doctypes those that the user sees.

	Frappe counts past all permissions, for whatever doctypes the client names.
	"""
	record = arguments.record(doctype, name)
	record.check_permission()
	links = record.meta.get_dashboard_data()
	offered = [item for group in links.transactions for item in group.get("items")]
	# Frappe would look into whatever table the client names
	items = offered if items is None else [item for item in arguments.names(items) if item in offered]
	others = [item for item in items if item not in RULES and item not in ROWS]
	answer = notifications.get_open_count(doctype, name, others)
	found = answer["count"]
	if isinstance(found, dict):  # later versions tell links in both directions apart
		found = found["external_links_found"]
	for item in items:
		field = links.get("non_standard_fieldnames", {}).get(item, links.get("fieldname"))
		if item in RULES and frappe.get_meta(item).has_field(field):
			found.append({"name": item, "doctype": item, "open_count": 0, "count": _seen(item, field, name)})
	return answer


def _seen(doctype: str, field: str, value: str) -> int:
	if not frappe.has_permission(doctype):
		return 0
	return len(frappe.get_list(doctype, filters={field: value}, pluck="name", limit=100))


@frappe.whitelist(methods=["GET", "POST"])
def search_link(doctype: str, **options: object) -> list | None:
	"""Frappe's search of link fields; a client cannot leave out the rules by asking to."""
	return frappe.call(search.search_link, doctype=doctype, **_under_our_rules(doctype, options))


@frappe.whitelist(methods=["GET", "POST"])
def search_widget(doctype: str, **options: object) -> list | None:
	"""Frappe's search of the dialog beside link fields; see search_link."""
	return frappe.call(search.search_widget, doctype=doctype, **_under_our_rules(doctype, options))


def _under_our_rules(doctype: str, options: dict) -> dict:
	frappe.get_meta(doctype)  # or it is refused that there is none
	# "ignore_user_permissions" makes Frappe's search skip every condition of a list, ours too
	options = {**options, "txt": cstr(options.get("txt"))}
	ruled = doctype in RULES or doctype in ROWS or doctype in ("User", "Has Role", "File")
	return {**options, "ignore_user_permissions": 0} if ruled else options


@frappe.whitelist(methods=["GET", "POST"])
def linked_documents(doctype: str, docname: str) -> dict[str, list]:
	"""Frappe's list of what links to a record, without what the user may not see (15.0 shows all)."""
	# 15.45 refuses the whole list to those who may not open one of the doctypes in it
	linked = linked_with.get_linked_doctypes(doctype)
	may_open = {each: how for each, how in linked.items() if frappe.has_permission(each)}
	found = linked_with.get_linked_docs(doctype, docname, may_open)
	for linked in RULES.keys() & found.keys():
		found[linked] = [row for row in found[linked] if frappe.has_permission(linked, "read", row["name"])]
	return {linked: rows for linked, rows in found.items() if rows}


def refuse_share(share: Document, method: str | None = None) -> None:
	"""A share would reach beyond these rules (and "Assign To" makes one silently): refuse it."""
	if share.share_doctype in RULES:
		frappe.throw(
			_(
				"{0} is not shared with single people. Who may see it follows from the person's part in the case."
			).format(_(share.share_doctype)),
			frappe.PermissionError,
			title=_("Not Shared"),
		)


def refuse_assignment(todo: Document, method: str | None = None) -> None:
	"""Nobody is assigned a record that they may not see, nor assigns one."""
	if todo.reference_type in CONFIDENTIAL:
		_refuse_beside(todo.reference_type)
	if todo.reference_type in ROWS:
		_check_seen(todo.reference_type, todo.reference_name)
	if todo.reference_type not in RULES or not todo.reference_name or not todo.allocated_to:
		return
	before = todo.get_doc_before_save()
	record = (todo.reference_type, todo.reference_name)
	if not before or (before.reference_type, before.reference_name) != record:
		_check_seen(todo.reference_type, todo.reference_name)
	if not frappe.has_permission(todo.reference_type, "read", todo.reference_name, user=todo.allocated_to):
		frappe.throw(
			_("{0} may not see this record and cannot be assigned to it.").format(
				frappe.utils.get_fullname(todo.allocated_to)
			),
			frappe.PermissionError,
			title=_("Not Assigned"),
		)


def refuse_attachment(file: Document, method: str | None = None) -> None:
	"""Nobody attaches a file to a record that they may not see (Frappe asks only in its own upload), nor changes the
	files of one that others keep."""
	attached_to, name = file.attached_to_doctype, file.attached_to_name
	if attached_to in CONFIDENTIAL:
		_refuse_beside(attached_to)
	before = file.get_doc_before_save()
	# also a file of their own that was somewhere else before
	if not before or (before.attached_to_doctype, before.attached_to_name) != (attached_to, name):
		_check_seen(attached_to, name)
	_check_kept(attached_to, name)
	if before:
		_check_kept(before.attached_to_doctype, before.attached_to_name)


def refuse_removal(file: Document, method: str | None = None) -> None:
	"""Nobody deletes a file, their own neither, of a record that others keep; for on_trash."""
	_check_kept(file.attached_to_doctype, file.attached_to_name)


def _check_kept(doctype: str | None, name: str | None) -> None:
	"""Raise frappe.PermissionError where the files of this record are for others to keep."""
	if doctype in WRITING_RULES and frappe.db.exists(doctype, name) and not may_change(doctype, name):
		frappe.throw(
			_("Files of a meeting are kept by HR, the lead and the organiser."), frappe.PermissionError
		)


def refuse_public_file(file: Document, method: str | None = None) -> None:
	"""What is attached to a record about people is private; for before_validate, since validate moves the file."""
	# refused and not made private here: Frappe has put a new file among the public ones before it asks
	attached_to = file.attached_to_doctype
	if (attached_to in RULES or attached_to in ROWS) and not file.is_private and not file.is_remote_file:
		frappe.throw(
			_(
				"Files with {0} are about people and stay private. Please mark the file as private before you attach it."
			).format(_(attached_to)),
			title=_("Private Files Only"),
		)


def refuse_comment(comment: Document, method: str | None = None) -> None:
	"""Nobody comments on or likes a record that they may not see; on confidential ones nobody does: it would be plain."""
	if comment.reference_doctype in CONFIDENTIAL and comment.comment_type != "Deleted":
		_refuse_beside(comment.reference_doctype)
	if comment.comment_type in ("Comment", "Like"):
		_check_seen(comment.reference_doctype, comment.reference_name)


def refuse_communication(communication: Document, method: str | None = None) -> None:
	"""Nobody puts a mail or a note beside a record that they may not see; beside confidential ones nobody does."""
	if communication.reference_doctype in CONFIDENTIAL:
		_refuse_beside(communication.reference_doctype)
	_check_seen(communication.reference_doctype, communication.reference_name)


def refuse_tag(tag: Document, method: str | None = None) -> None:
	"""Nobody tags a record that they may not see, or with signs that Frappe's lists would take for HTML."""
	if _HTML_IN_TAGS.search(tag.tag or ""):
		frappe.throw(_("A tag cannot hold quotation marks, “<”, “>”, “&” and “=”."))
	if tag.document_type in CONFIDENTIAL:
		_refuse_beside(tag.document_type)
	_check_seen(tag.document_type, tag.document_name)


@frappe.whitelist(methods=["POST"])
def add_tag(tag: str, dt: str, dn: str, color: str | None = None) -> str:
	"""Frappe's method, which asks nobody whether they may see the record; here they must."""
	arguments.check_name(tag)
	_check_tagged(dt, dn)
	return frappe_tags.add_tag(tag, dt, dn, color)


@frappe.whitelist(methods=["POST"])
def add_tags(tags: str | list, dt: str, docs: str | list, color: str | None = None) -> None:
	"""As add_tag, for several records."""
	tags, docs = arguments.names(tags), arguments.names(docs)
	for tag in tags:
		arguments.check_name(tag)
	for name in docs:
		_check_tagged(dt, name)
	frappe_tags.add_tags(tags, dt, docs, color)


@frappe.whitelist(methods=["POST"])
def remove_tag(tag: str, dt: str, dn: str) -> None:
	"""As add_tag, the other way."""
	_check_tagged(dt, dn)
	frappe_tags.remove_tag(tag, dt, dn)


@frappe.whitelist(methods=["GET", "POST"])
def tagged_docs(doctype: str, tag: str) -> list:
	"""Frappe's list of records with a tag, of our doctypes those that the user sees."""
	found = frappe_tags.get_tagged_docs(doctype, tag)
	if doctype not in RULES:
		return found
	seen = frappe.get_list(
		doctype, filters={"name": ("in", [row[0] for row in found])}, pluck="name", limit=0
	)
	return [row for row in found if row[0] in seen]


@frappe.whitelist(methods=["POST"])
def toggle_like(doctype: str, name: str, add: str | bool = False) -> None:
	"""Frappe's heart beside a record, for those who may see the record."""
	arguments.record(doctype, name)
	_check_seen(doctype, name)
	like.toggle_like(doctype, name, add)


def _check_tagged(doctype: str, name: str) -> None:
	"""Raise where there is no such record with a row of its own, or the user may not change it."""
	record = arguments.record(doctype, name)
	if record.meta.issingle or record.meta.istable:
		frappe.throw(_("{0} takes no tags.").format(_(doctype)), arguments.WrongArgument)
	_check_seen(doctype, name)
	if doctype in RULES:
		record.check_permission("write")  # 16 asks the same, and breaks where the answer is no


def _check_seen(doctype: str | None, name: str | None) -> None:
	"""Raise frappe.PermissionError where the user may not see this record of ours; nothing stands beside a single row."""
	if doctype in ROWS:
		raise frappe.PermissionError(doctype)
	if doctype in RULES and name and frappe.db.exists(doctype, name):
		frappe.get_doc(doctype, name).check_permission("read")


def _refuse_beside(doctype: str) -> None:
	frappe.throw(
		_("{0}: what belongs here is written in its own fields, where it stays confidential.").format(
			_(doctype)
		),
		frappe.PermissionError,
	)


def forget_follower(follow: Document, method: str | None = None) -> None:
	"""Nobody follows our records: Frappe's mails about them would quote what was changed.

	Taken away and not refused, since Frappe makes followers of people who only save something.
	"""
	if follow.ref_doctype in RULES:
		frappe.db.delete("Document Follow", {"name": follow.name})


@rule("Leadership Candidate")
def candidates(user: str, roles: set[str]) -> str:
	table = "`tabLeadership Candidate`"
	if roles & {HR_CLERK, LEAD}:
		return _not_about(table, user)
	if MANAGER in roles:
		return _any_of_few(
			"Leadership Candidate",
			# after an appointment only the new manager goes on
			f"{table}.nominator = {user} and {table}.appointed_on is null",
			f"{table}.manager = {user}",
			f"{table}.area in ({_managed_areas(user)})",
			f"{table}.workflow_state = 'Assessment' and {table}.name in ({_interviews_of(user)})",
			but=_about(user),
		)
	return NONE


@rule("Candidate Activity")
def activities(user: str, roles: set[str]) -> str:
	table = "`tabCandidate Activity`"
	my_cases = f"select name from `tabLeadership Candidate` where user = {user}"
	own = f"({table}.responsible = {user} and {table}.candidate not in ({my_cases}))"
	about_me = f"{table}.candidate in ({_cases_i_know_of(user)})"
	conditions = [own, about_me] if roles & {HR_CLERK, LEAD, MANAGER, MENTOR, PARTICIPANT} else []
	if roles & {HR_CLERK, LEAD, MANAGER}:
		conditions.append(
			f"{table}.candidate in (select name from `tabLeadership Candidate` where {candidates.condition(user, roles)})"
		)
	if MENTOR in roles:
		mentees = (
			"select candidate from `tabMentoring Relationship`"
			f" where mentor_user = {user} and workflow_state in ('Active', 'Paused')"
		)
		conditions.append(f"({table}.status = 'Open' and {table}.candidate in ({mentees}))")
	return _any(*conditions)


def _cases_i_know_of(user: str) -> str:
	"""The cases about this user, from the day on which they were informed."""
	table = "`tabLeadership Candidate`"
	return f"select name from {table} where {table}.user = {user} and {people.knows_of_it_in_sql(table)}"


@rule("Competency Assessment")
def assessments(user: str, roles: set[str]) -> str:
	"""HR sees the dates through the candidate's form, the candidate theirs on the own page; see `assessments`."""
	table = "`tabCompetency Assessment`"
	if not roles & {HR_CLERK, LEAD, MANAGER}:
		return NONE
	conditions = [f"({table}.assessor = {user} and {table}.kind != 'Self')"]
	if LEAD in roles:
		# a text that is not handed in belongs to who writes it
		conditions.append(f"{table}.status = 'Handed In'")
	if MANAGER in roles:
		stands_in = (
			"select c.name from `tabLeadership Candidate` c join `tabDaycare Area` a on a.name = c.area"
			f" where a.deputy = {user} and a.area_manager = c.manager and coalesce(c.nominator, '') != {user}"
		)
		conditions.append(
			f"({table}.kind = 'Manager' and {table}.status = 'Open' and {table}.candidate in ({stands_in}))"
		)
	not_about_me = (
		f"select name from `tabLeadership Candidate` where {_not_about('`tabLeadership Candidate`', user)}"
	)
	return f"{_any(*conditions)} and {table}.candidate in ({not_about_me})"


@rule("Mentor")
def mentors(user: str, roles: set[str]) -> str:
	if roles & {HR_CLERK, LEAD}:
		return ALL
	return f"`tabMentor`.user = {user}" if MENTOR in roles else NONE


@rule("Mentoring Relationship")
def relationships(user: str, roles: set[str]) -> str:
	table = "`tabMentoring Relationship`"
	conditions = []
	if roles & {HR_CLERK, LEAD}:
		conditions.append(
			f"(coalesce({table}.mentor_user, '') != {user} and coalesce({table}.mentee_user, '') != {user})"
		)
	# a proposal is HR's until the mentor is asked; the mentee hears of it once the mentor has agreed. What ends
	# before stays with those who had heard of it: the mentee does not read why somebody declined
	ended_before = f"{table}.workflow_state in ('Declined', 'Cancelled')"
	agreed = f"{table}.mentor_acknowledged_on is not null"
	if MENTOR in roles:
		was_asked = (
			"exists (select 1 from `tabStage Change` c where c.parenttype = 'Mentoring Relationship'"
			f" and c.parent = {table}.name and c.to_state = 'Awaiting Mentor')"
		)
		conditions.append(
			f"({table}.mentor_user = {user} and {table}.workflow_state != 'Proposed'"
			f" and (not {ended_before} or {agreed} or {was_asked}))"
		)
	if PARTICIPANT in roles:
		hidden = "('Proposed', 'Awaiting Mentor')"
		conditions.append(
			f"({table}.mentee_user = {user} and {table}.workflow_state not in {hidden}"
			f" and (not {ended_before} or {agreed})"
			f" and {table}.candidate in ({_cases_i_know_of(user)}))"
		)
	return _any(*conditions)


@rule("Mentoring Session")
def sessions(user: str, roles: set[str]) -> str:
	"""The pair alone; HR sees number and dates on the relationship's form (`mentoring_sessions.view`)."""
	sides = [side for role, side in ((MENTOR, "mentor_user"), (PARTICIPANT, "mentee_user")) if role in roles]
	if not sides:
		return NONE
	mine = " or ".join(f"{side} = {user}" for side in sides)
	return (
		"`tabMentoring Session`.relationship in (select name from `tabMentoring Relationship`"
		f" where ({mine}) and workflow_state in ('Active', 'Paused', 'Completed', 'Ended Early'))"
	)


@rule("Mentoring Reflection")
def reflections(user: str, roles: set[str]) -> str:
	"""Everybody their own; HR sees how many there are in the report."""
	return f"`tabMentoring Reflection`.written_by = {user}" if roles & {MENTOR, PARTICIPANT} else NONE


@rule("Peer Consultation Group")
def consultation_groups(user: str, roles: set[str]) -> str:
	"""HR and leads make the groups and see who is in them; members see their own."""
	if roles & {HR_CLERK, LEAD}:
		return ALL
	return f"`tabPeer Consultation Group`.name in ({_my_groups(user)})" if _can_be_members(roles) else NONE


@rule("Peer Consultation")
def consultations(user: str, roles: set[str]) -> str:
	"""Members alone; HR sees number and dates on the group's form (`consultations.view`)."""
	table = "`tabPeer Consultation`"
	return f"{table}.consultation_group in ({_my_groups(user)})" if _can_be_members(roles) else NONE


def _my_groups(user: str) -> str:
	return f"select parent from `tabPeer Consultation Member` where user = {user}"


def _can_be_members(roles: set[str]) -> bool:
	return bool(roles & {MANAGER, MENTOR, PARTICIPANT})


@rule("Network Meeting")
def meetings(user: str, roles: set[str]) -> str:
	table = "`tabNetwork Meeting`"
	if roles & {HR_CLERK, LEAD}:
		return ALL
	invited = f"select meeting from `tabMeeting Participation` where user = {user} and invited_on is not null"
	return _any(f"{table}.organiser = {user}", f"{table}.name in ({invited})")


@rule("Network Meeting", WRITING_RULES)
def organised_meetings(user: str, roles: set[str]) -> str:
	"""As `meetings.attendance.may_record`."""
	return ALL if roles & {HR_CLERK, LEAD} else f"`tabNetwork Meeting`.organiser = {user}"


@rule("Meeting Follow-up", WRITING_RULES)
def organised_follow_ups(user: str, roles: set[str]) -> str:
	if roles & {HR_CLERK, LEAD}:
		return ALL
	return (
		f"`tabMeeting Follow-up`.meeting in (select name from `tabNetwork Meeting` where organiser = {user})"
	)


@rule("Meeting Participation")
def participations(user: str, roles: set[str]) -> str:
	table = "`tabMeeting Participation`"
	if roles & {HR_CLERK, LEAD}:
		return ALL
	organised = f"select name from `tabNetwork Meeting` where organiser = {user}"
	return _any(
		f"({table}.user = {user} and {table}.invited_on is not null)", f"{table}.meeting in ({organised})"
	)


@rule("Meeting Follow-up")
def follow_ups(user: str, roles: set[str]) -> str:
	"""Photos and minutes: for who was there, once the meeting is over."""
	if roles & {HR_CLERK, LEAD}:
		return ALL
	there = f"select meeting from `tabMeeting Participation` where user = {user} and attendance = 'Attended'"
	return (
		"`tabMeeting Follow-up`.meeting in (select name from `tabNetwork Meeting`"
		f" where workflow_state in ('Held', 'Closed') and (organiser = {user} or name in ({there})))"
	)


@rule("Meeting Feedback")
def feedback(user: str, roles: set[str]) -> str:
	"""Nobody; what is shown is the summary."""
	return NONE


@rule("Meeting Feedback Mark")
def feedback_marks(user: str, roles: set[str]) -> str:
	"""Nobody: with few who were there it would tell whose answers these are."""
	return NONE


@rule("Meeting Feedback Summary")
def feedback_summaries(user: str, roles: set[str]) -> str:
	return ALL if roles & {HR_CLERK, LEAD} else NONE


@rule("FOKUS Mail")
def mails(user: str, roles: set[str]) -> str:
	return _written_about_others("`tabFOKUS Mail`", user, roles)


@rule("FOKUS Reminder")
def reminders(user: str, roles: set[str]) -> str:
	return _written_about_others("`tabFOKUS Reminder`", user, roles)


def _written_about_others(table: str, user: str, roles: set[str]) -> str:
	"""What was written to people: for HR and the lead, but not about a case of their own, except what they got."""
	if not roles & {HR_CLERK, LEAD}:
		return NONE
	about_me = f"select name from `tabLeadership Candidate` where not ({_not_about('`tabLeadership Candidate`', user)})"
	my_steps = f"select name from `tabCandidate Activity` where candidate in ({about_me})"
	assessments_of_me = f"select name from `tabCompetency Assessment` where candidate in ({about_me})"
	of_mine = _any(
		f"({table}.reference_doctype = 'Competency Assessment' and {table}.reference_name in ({assessments_of_me}))",
		f"({table}.reference_doctype = 'Leadership Candidate' and {table}.reference_name in ({about_me}))",
		f"({table}.reference_doctype = 'Candidate Activity' and {table}.reference_name in ({my_steps}))",
	)
	return f"(not {of_mine} or {table}.recipient = {user})"


@rule("FOKUS Erasure")
def erasures(user: str, roles: set[str]) -> str:
	"""The protocol names nobody."""
	return ALL if roles & {HR_CLERK, LEAD} else NONE


@rule("FOKUS Consent")
def consents(user: str, roles: set[str]) -> str:
	"""People see and change their own on their own page (`privacy.consent`)."""
	return ALL if roles & {HR_CLERK, LEAD} else NONE


@rule("Candidate Take-over")
def take_overs(user: str, roles: set[str]) -> str:
	return ALL if roles & {HR_CLERK, LEAD} else NONE


@rule("Answer Link")
def answer_links(user: str, roles: set[str]) -> str:
	return NONE


@rule("FOKUS Mail Order")
def mail_orders(user: str, roles: set[str]) -> str:
	"""Nobody reads the orders themselves; how far they are stands on the record (`notifications.mass`)."""
	return NONE


@rule("Taken Place")
def places(user: str, roles: set[str]) -> str:
	return NONE


@rule("Sealed Text")
def sealed_texts(user: str, roles: set[str]) -> str:
	"""Nobody: `confidential.texts` opens them for the people whom they name."""
	return NONE


def _like_its_record(
	doctype: str, type_field: str, name_field: str, like_writing: bool = False
) -> Callable[[str | None], str]:
	"""The hook for rows that belong to a record: seen in lists where the record is (like_writing: where it may be
	changed, if fewer people change it).

	Frappe shows them to everybody who may open the doctype of the record.
	"""
	table = f"`tab{doctype}`"

	def hook(user: str | None = None) -> str:
		user = user or frappe.session.user
		if user == "Administrator":
			return ""
		ours = ", ".join(frappe.db.escape(each) for each in RULES)
		seen = (
			f"({table}.{type_field} = {frappe.db.escape(each)}"
			f" and {table}.{name_field} in (select name from `tab{each}` where {condition(user)}))"
			for each, condition in (RULES | WRITING_RULES if like_writing else RULES).items()
		)
		return _any(f"coalesce({table}.{type_field}, '') not in ({ours})", *seen)

	return hook


observations = _like_its_record("Competency Observation", "parenttype", "parent")
panel_members = _like_its_record("Assessment Panel Member", "parenttype", "parent")
stage_changes = _like_its_record("Stage Change", "parenttype", "parent", like_writing=True)
agenda_items = _like_its_record("Network Meeting Agenda Item", "parenttype", "parent")
consultation_advisers = _like_its_record("Peer Consultation Adviser", "parenttype", "parent")
consultation_members = _like_its_record("Peer Consultation Member", "parenttype", "parent")
consultation_phases = _like_its_record("Peer Consultation Phase", "parenttype", "parent")
mentor_competencies = _like_its_record("Mentor Competency", "parenttype", "parent")
mentoring_wish_rows = _like_its_record("Mentoring Wish Row", "parenttype", "parent")
wished_competencies = _like_its_record("Wished Competency", "parenttype", "parent")
wished_areas = _like_its_record("Wished Area", "parenttype", "parent")
take_over_rows = _like_its_record("Candidate Take-over Row", "parenttype", "parent")
files = _like_its_record("File", "attached_to_doctype", "attached_to_name")


def users(user: str | None = None) -> str:
	"""The hook for accounts: who has only a page of their own here lists nobody but themself.

	Whoever has a desk goes on choosing people; other apps' website users are none of our business.
	"""
	user = user or frappe.session.user
	roles = set(frappe.get_roles(user))
	if not roles & {MENTOR, PARTICIPANT} or frappe.db.get_value("User", user, "user_type") != "Website User":
		return ""
	return f"(`tabUser`.name = {frappe.db.escape(user, percent=False)})"


def held_roles(user: str | None = None) -> str:
	"""The hook for rows of roles: who takes part is known to HR, leads and who administers accounts."""
	roles = set(frappe.get_roles(user or frappe.session.user))
	if roles & {HR_CLERK, LEAD, "System Manager", "Administrator"}:
		return ""
	mine = frappe.db.escape(user or frappe.session.user, percent=False)
	return f"(`tabHas Role`.role != {frappe.db.escape(PARTICIPANT)} or `tabHas Role`.parent = {mine})"


def _not_about(table: str, user: str) -> str:
	"""Nobody sees a case about themselves as a decider, clerk or lead."""
	# made of the escaped user alone
	about = frappe.db.sql(_about(user), pluck=True)
	return f"{table}.name not in ({_names(about)})" if about else ALL


def _about(user: str) -> str:
	"""The cases about this user, as a query; built from the escaped user alone."""
	# as `people.addresses_of`: an account goes by its name, its address and its mailboxes
	addresses = (
		f"select {user} as address union select email from `tabUser` where name = {user}"
		f" union select email_id from `tabUser Email` where parent = {user}"
	)
	cases = "`tabLeadership Candidate`"
	return (
		f"select c.name from {cases} c where c.user = {user}"
		f" union select c.name from {cases} c join ({addresses}) own on c.email = own.address"
	)


def _names(names: list[str]) -> str:
	return ", ".join(frappe.db.escape(name, percent=False) for name in names)


def _managed_areas(user: str) -> str:
	return f"select name from `tabDaycare Area` where area_manager = {user} or deputy = {user}"


def _interviews_of(user: str) -> str:
	"""The candidates on whose panel somebody sits."""
	return f"select parent from `tabAssessment Panel Member` where user = {user}"


def _any_of_few(doctype: str, *conditions: str, but: str) -> str:
	"""As `_any`, without the records that the query `but` finds, for a table with many rows of which somebody mostly sees few: these are
	looked up by the indexes first, since with "or" between the conditions the database reads the whole table in the order of the list."""
	found = " union ".join(f"select name from `tab{doctype}` where {condition}" for condition in conditions)
	# the conditions are the rules' own, made of escaped values
	names = frappe.db.sql(
		f"select name from ({found}) mine where name not in ({but}) limit {_FEW + 1}", pluck=True
	)
	if len(names) > _FEW:
		# the rule's own query, made of escaped values
		others = frappe.db.sql(but, pluck=True)
		mine = _any(*(f"({condition})" for condition in conditions))
		return f"{mine} and `tab{doctype}`.name not in ({_names(others)})" if others else mine
	return f"`tab{doctype}`.name in ({_names(names)})" if names else NONE


def _any(*conditions: str) -> str:
	return "(" + " or ".join(conditions) + ")" if conditions else NONE
