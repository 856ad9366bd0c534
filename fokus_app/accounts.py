"""Accounts of the people in the programme: "Invite to FOKUS" finds or makes them, with the right role.

Nobody gets two accounts, a disabled one is named and left alone, and an invitation gives one of our roles and
nothing else.
"""

from datetime import timedelta

import frappe
from babel.dates import format_timedelta
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, get_url, validate_email_address

from fokus_app import arguments, field_values, people

CANDIDATE = "Leadership Candidate"
#: new accounts speak German; the person may change that
LANGUAGE = "de"
#: how many records one call invites
MAX_AT_ONCE = 200
#: where managers are entered: doctype and fields
MANAGERS = {"Daycare Area": ("area_manager", "deputy"), "Daycare Centre": ("leader",)}


class NotInvited(frappe.ValidationError):
	"""Somebody cannot be invited; the text says why."""


def check_names(user: Document, method: str | None = None) -> None:
	"""Refuse HTML in the name of an account, which people choose themselves and every screen shows, and write quotation
	marks so that they end no attribute of Frappe's own pages; for before_validate, where the full name is not made yet."""
	for field in ("first_name", "middle_name", "last_name"):
		if user.has_value_changed(field):
			name = cstr(user.get(field))
			field_values.check_markup(_(user.meta.get_label(field)), name)
			user.set(field, name.replace('"', "”"))


@frappe.whitelist(methods=["POST"])
def invite_candidates(names: str | list, again: bool = False) -> list[dict]:
	"""Invite the persons of these candidacies: an account, the role of participants, one welcome mail each.

	again: also who was invited before gets a mail (their link may have expired). Returns for each name,
	title, done (False: nothing was changed) and message. One that fails stops no other.
	"""
	_only_hr()
	names = arguments.names(names)
	if len(names) > MAX_AT_ONCE:
		frappe.throw(_("Please choose at most {0} at once.").format(MAX_AT_ONCE), NotInvited)
	return [_each(name, cint(again)) for name in names]


@frappe.whitelist(methods=["POST"])
def invite_manager(doctype: str, name: str, field: str, full_name: str, email: str) -> dict:
	"""Invite a manager and enter them in an area (area_manager, deputy) or a centre (leader); returns message."""
	_only_hr()
	if field not in MANAGERS.get(doctype, ()):
		frappe.throw(_("No manager is entered there."), NotInvited)
	doc = frappe.get_doc(doctype, name, for_update=True)
	user = account_for(email, full_name, people.MANAGER)
	doc.set(field, user)
	doc.save()
	return {"message": _welcome(doc, user)}


@frappe.whitelist(methods=["POST"])
def invite_mentor(full_name: str, email: str, kind: str, centre: str | None = None) -> dict:
	"""Invite a mentor or senior adviser and make their record where there is none; returns name and message."""
	_only_hr()
	user = account_for(email, full_name, people.MENTOR)
	known = frappe.db.get_value("Mentor", {"user": user})
	mentor = frappe.get_doc("Mentor", known) if known else frappe.new_doc("Mentor")
	if not known:
		mentor.update({"user": user, "mentor_name": full_name.strip(), "kind": kind, "centre": centre})
		mentor.insert()
	return {"name": mentor.name, "message": _welcome(mentor, user)}


def account_for(email: str, full_name: str, role: str) -> str:
	"""The account with this address, made if there is none; it has `role` afterwards.

	Raises NotInvited: not an address, a disabled account, too many accounts within an hour.
	"""
	address = (email or "").strip().lower()
	if not address or validate_email_address(address) != address:
		frappe.throw(
			_("“{0}” is not an e-mail address.").format(frappe.utils.escape_html(email or "")), NotInvited
		)
	user = find(address)
	if not user:
		return _make(address, full_name, role)
	if user in ("Administrator", "Guest"):
		frappe.throw(_("This address belongs to the site itself, not to a person."), NotInvited)
	if not frappe.db.get_value("User", user, "enabled"):
		frappe.throw(
			_("{0} has an account that is disabled. Please ask the administrator to enable it first.").format(
				people.full_name(user)
			),
			NotInvited,
		)
	give_role(user, role)
	return user


def find(address: str) -> str | None:
	"""The account with this address, by its name or its e-mail, whatever the letters."""
	address = address.strip().lower()
	found = frappe.get_all("User", or_filters={"name": address, "email": address}, pluck="name", limit=1)
	return found[0] if found else None


def give_role(user: str, role: str) -> bool:
	"""Give this account one of our roles; returns whether it lacked it."""
	if role in frappe.get_roles(user):
		return False
	doc = frappe.get_doc("User", user)
	doc.append("roles", {"role": role})
	# accounts belong to system managers; ours are given by an act of the programme that was checked before
	doc.save(ignore_permissions=True)
	return True


def _each(name: str, again: bool) -> dict:
	title = frappe.db.get_value(CANDIDATE, name, "candidate_name") or name
	frappe.db.savepoint("fokus_invite")
	messages = len(frappe.local.message_log)
	try:
		done, message = _invite_candidate(name, again)
	except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as refusal:
		frappe.db.rollback(save_point="fokus_invite")
		del frappe.local.message_log[messages:]
		done, message = False, frappe.utils.strip_html(str(refusal))
		if isinstance(refusal, frappe.PermissionError | frappe.DoesNotExistError):
			title = name  # who may not see the case does not learn whose it is
	return {"name": name, "title": title, "done": done, "message": message}


def _invite_candidate(name: str, again: bool) -> tuple[bool, str]:
	doc = frappe.get_doc(CANDIDATE, name, for_update=True)
	doc.check_permission("write")
	if not people.knows_of_it(doc):
		frappe.throw(
			_("{0} has not been informed yet. Please enter when they were told.").format(doc.candidate_name),
			NotInvited,
		)
	if doc.user and _invitations(doc) and not again:
		return False, _("Was invited before.")
	address = doc.email or (doc.user and frappe.db.get_value("User", doc.user, "email"))
	if not address:
		frappe.throw(_("No mail address is known."), NotInvited)
	user = account_for(doc.user or address, doc.candidate_name, people.PARTICIPANT)
	if doc.user != user:
		doc.user = user
		doc.save()
	return True, _welcome(doc, user)


def _make(address: str, full_name: str, role: str) -> str:
	limit = frappe.local.conf.get("throttle_user_limit", 60)
	if frappe.db.get_creation_count("User", 60) > limit:
		# Frappe would only say "Throttled"
		frappe.throw(
			_("More than {0} accounts were made within an hour. Please invite the others later.").format(
				limit
			),
			NotInvited,
		)
	first, _space, last = full_name.strip().rpartition(" ")
	user = frappe.new_doc("User")
	user.update(
		{
			"email": address,
			"first_name": first or last,
			"last_name": last if first else None,
			"language": LANGUAGE,
			# ours says what it is about, in the person's language
			"send_welcome_email": 0,
			"roles": [{"role": role}],
		}
	)
	try:
		# accounts belong to system managers; this one gets our role alone, by an act that only HR carries out
		user.insert(ignore_permissions=True)
	except frappe.DuplicateEntryError:
		frappe.clear_last_message()
		frappe.throw(_("This account was made by somebody else at this very moment."), NotInvited)
	return user.name


def _welcome(doc: Document, user: str) -> str:
	"""Queue the welcome mail; returns what happened as a sentence."""
	from fokus_app.notifications import notifier
	from fokus_app.notifications.notices import ACCOUNT_INVITATION

	person = people.people([user])[0]
	is_new = not frappe.db.get_value("User", user, "last_login")
	values = {
		"recipient_name": person.full_name,
		"account": person.email or user,
		"link": frappe.get_doc("User", user).reset_password() if is_new else get_url("/login"),
		"first_time": "yes" if is_new else "",
		"valid_for": _valid_for(person.language) if is_new else "",
		"contact_name": people.full_name(people.hr_contact()),
	}
	notifier.notify(
		ACCOUNT_INVITATION, doc, person, f"{doc.doctype}:{doc.name}:{user}:{_invitations(doc)}", values
	)
	return _("{0} was invited.").format(person.full_name)


def _invitations(doc: Document) -> int:
	"""How often somebody was invited from this record."""
	return frappe.db.count(
		"FOKUS Mail",
		{"event": "account_invitation", "reference_doctype": doc.doctype, "reference_name": doc.name},
	)


def _valid_for(language: str) -> str:
	"""How long Frappe lets a link for a new password work, in words; empty: without end."""
	seconds = cint(frappe.get_system_settings("reset_password_link_expiry_duration"))
	locale = "de" if language.startswith("de") else "en"
	return format_timedelta(timedelta(seconds=seconds), threshold=2, locale=locale) if seconds else ""


def _only_hr() -> None:
	if people.HR_CLERK not in people.roles_of(frappe.session.user):
		frappe.throw(_("People are invited by HR."), frappe.PermissionError)
