app_name = "fokus_app"
app_title = "FOKUS"
app_publisher = "The fokus_app contributors"
app_description = "Leadership development programme: from the first mention to a leader who has arrived"
app_email = "fokus@example.org"
app_license = "mit"
required_apps = []

after_install = "fokus_app.install.after_install"
after_migrate = "fokus_app.install.after_migrate"
before_uninstall = "fokus_app.install.before_uninstall"
after_uninstall = "fokus_app.install.after_uninstall"

app_logo_url = "/assets/fokus_app/images/fokus.svg"
app_include_js = "fokus.bundle.js"
app_include_css = "fokus.bundle.css"
extend_bootinfo = "fokus_app.desk.extend_bootinfo"

# people without desk access land on their own page
role_home_page = {"FOKUS Mentor": "fokus", "FOKUS Participant": "fokus"}

fixtures = [{"dt": "Role", "filters": [["name", "like", "FOKUS %"]]}]

permission_query_conditions = {
	"Answer Link": "fokus_app.permissions.answer_links",
	"Candidate Activity": "fokus_app.permissions.activities",
	"Candidate Take-over": "fokus_app.permissions.take_overs",
	"Competency Assessment": "fokus_app.permissions.assessments",
	"FOKUS Consent": "fokus_app.permissions.consents",
	"FOKUS Erasure": "fokus_app.permissions.erasures",
	"FOKUS Mail": "fokus_app.permissions.mails",
	"FOKUS Mail Order": "fokus_app.permissions.mail_orders",
	"FOKUS Reminder": "fokus_app.permissions.reminders",
	"Leadership Candidate": "fokus_app.permissions.candidates",
	"Meeting Feedback": "fokus_app.permissions.feedback",
	"Meeting Feedback Mark": "fokus_app.permissions.feedback_marks",
	"Meeting Feedback Summary": "fokus_app.permissions.feedback_summaries",
	"Meeting Follow-up": "fokus_app.permissions.follow_ups",
	"Meeting Participation": "fokus_app.permissions.participations",
	"Mentor": "fokus_app.permissions.mentors",
	"Mentoring Relationship": "fokus_app.permissions.relationships",
	"Mentoring Reflection": "fokus_app.permissions.reflections",
	"Mentoring Session": "fokus_app.permissions.sessions",
	"Network Meeting": "fokus_app.permissions.meetings",
	"Peer Consultation": "fokus_app.permissions.consultations",
	"Peer Consultation Group": "fokus_app.permissions.consultation_groups",
	"Sealed Text": "fokus_app.permissions.sealed_texts",
	"Taken Place": "fokus_app.permissions.places",
}
has_permission = {doctype: "fokus_app.permissions.may" for doctype in permission_query_conditions}
has_permission["File"] = "fokus_app.claimed_files.may"
# rows that belong to a record: Frappe asks the record itself about a single one, but not in lists
permission_query_conditions |= {
	"Assessment Panel Member": "fokus_app.permissions.panel_members",
	"Competency Observation": "fokus_app.permissions.observations",
	"Candidate Take-over Row": "fokus_app.permissions.take_over_rows",
	"File": "fokus_app.permissions.files",
	"Has Role": "fokus_app.permissions.held_roles",
	"Mentor Competency": "fokus_app.permissions.mentor_competencies",
	"Mentoring Wish Row": "fokus_app.permissions.mentoring_wish_rows",
	"Network Meeting Agenda Item": "fokus_app.permissions.agenda_items",
	"Peer Consultation Adviser": "fokus_app.permissions.consultation_advisers",
	"Peer Consultation Member": "fokus_app.permissions.consultation_members",
	"Peer Consultation Phase": "fokus_app.permissions.consultation_phases",
	"Stage Change": "fokus_app.permissions.stage_changes",
	"User": "fokus_app.permissions.users",
	"Wished Area": "fokus_app.permissions.wished_areas",
	"Wished Competency": "fokus_app.permissions.wished_competencies",
}

# Frappe has no hook for the tables that a list joins, for a row by itself, the cells of an export,
# the files that a mail embeds and what it looks up after a transition
before_job = [
	"fokus_app.joins.keep_rules",
	"fokus_app.compat.ask_about_rows",
	"fokus_app.compat.ask_for_people_at_once",
	"fokus_app.compat.ask_who_is_next_at_once",
	"fokus_app.compat.leave_output",
	"fokus_app.spreadsheets.keep_texts",
	"fokus_app.embedded_images.keep_files",
]
before_request = [*before_job, "fokus_app.arguments.ask_for_what_is_missing"]

# a mail that was taken back is not sent by a worker that has read it before
override_doctype_class = {"Email Queue": "fokus_app.notifications.email_queue.EmailQueue"}

override_whitelisted_methods = {
	"frappe.client.get_count": "fokus_app.permissions.count",
	"frappe.core.doctype.communication.email.make": "fokus_app.written_mail.make",
	"frappe.desk.doctype.kanban_board.kanban_board.add_card": "fokus_app.kanban.add_card",
	"frappe.desk.doctype.kanban_board.kanban_board.update_order": "fokus_app.kanban.move_cards",
	"frappe.desk.doctype.kanban_board.kanban_board.update_order_for_single_card": "fokus_app.kanban.move_card",
	"frappe.desk.doctype.tag.tag.add_tag": "fokus_app.permissions.add_tag",
	"frappe.desk.doctype.tag.tag.add_tags": "fokus_app.permissions.add_tags",
	"frappe.desk.doctype.tag.tag.get_tagged_docs": "fokus_app.permissions.tagged_docs",
	"frappe.desk.doctype.tag.tag.remove_tag": "fokus_app.permissions.remove_tag",
	"frappe.desk.form.linked_with.get": "fokus_app.permissions.linked_documents",
	"frappe.desk.like.toggle_like": "fokus_app.permissions.toggle_like",
	"frappe.desk.listview.get_group_by_count": "fokus_app.permissions.group_by_count",
	"frappe.desk.notifications.get_open_count": "fokus_app.permissions.open_count",
	"frappe.desk.search.get_link_title": "fokus_app.permissions.link_title",
	"frappe.desk.search.search_link": "fokus_app.permissions.search_link",
	"frappe.desk.search.search_widget": "fokus_app.permissions.search_widget",
	"frappe.utils.print_format.download_multi_pdf": "fokus_app.compat.download_multi_pdf",
	"frappe.utils.print_format.download_multi_pdf_async": "fokus_app.compat.download_multi_pdf_async",
	"frappe.utils.print_format.download_pdf": "fokus_app.compat.download_pdf",
	"frappe.website.doctype.web_form.web_form.get_form_data": "fokus_app.web_forms.form_data",
	"frappe.website.doctype.web_form.web_form.get_link_options": "fokus_app.web_forms.link_options",
}

jinja = {
	"methods": [
		"fokus_app.documents.fokus_nomination_sheet",
		"fokus_app.documents.fokus_preparation_plan",
		"fokus_app.documents.fokus_assessment_profile",
		"fokus_app.documents.fokus_certificate",
		"fokus_app.documents.fokus_mentoring_agreement",
		"fokus_app.meetings.prints.fokus_programme_sheet",
		"fokus_app.meetings.prints.fokus_name_badges",
		"fokus_app.meetings.prints.fokus_attendance_list",
		"fokus_app.numbers.cohort.fokus_cohort_report",
		"fokus_app.meetings.certificates.fokus_certificate_of_attendance",
		"fokus_app.meetings.certificates.fokus_certificates_of_attendance",
	]
}
additional_timeline_content = {"Leadership Candidate": ["fokus_app.case_history.entries"]}
page_renderer = "fokus_app.compat.CertificateNotGiven"
update_website_context = ["fokus_app.portal.frame"]
pdf_body_html = "fokus_app.compat.print_body"

doc_events = {
	"*": {
		"validate": "fokus_app.claimed_files.refuse_field",
		"before_discard": "fokus_app.workflows.guard.refuse_discarding",
	},
	"Comment": {"before_insert": "fokus_app.permissions.refuse_comment"},
	"Communication": {
		"before_insert": [
			"fokus_app.received_mail.keep_off_records",
			"fokus_app.permissions.refuse_communication",
		],
		"validate": "fokus_app.received_mail.keep_off_records",  # links made of addresses come just before
	},
	"Data Import": {
		"before_validate": "fokus_app.import_list.platform.take_over",
		"on_update": "fokus_app.import_list.platform.tidy_up",
	},
	"DocShare": {"validate": "fokus_app.permissions.refuse_share"},
	"Document Follow": {"after_insert": "fokus_app.permissions.forget_follower"},
	"File": {
		"before_validate": [
			"fokus_app.permissions.refuse_public_file",
			"fokus_app.claimed_files.refuse_claim",
		],
		"validate": "fokus_app.permissions.refuse_attachment",
		"on_trash": "fokus_app.permissions.refuse_removal",
	},
	"Leadership Candidate": {"before_insert": "fokus_app.same_person.refuse_in_import"},
	"Tag Link": {"before_insert": "fokus_app.permissions.refuse_tag"},
	"ToDo": {"validate": "fokus_app.permissions.refuse_assignment"},
	"Version": {"before_insert": "fokus_app.versions.leave_out_log"},
	"User": {
		"before_validate": "fokus_app.accounts.check_names",
		"on_update": [
			"fokus_app.people.forget_account",  # before all others
			"fokus_app.succession.note_account",
			"fokus_app.same_person.keep_account",
		],
		"before_rename": "fokus_app.same_person.keep_account_before_rename",
		"after_rename": "fokus_app.confidential.persons.follow",
		"on_trash": "fokus_app.consultations.groups.take_out",
		"after_delete": "fokus_app.confidential.persons.forget",
	},
}

scheduler_events = {
	"cron": {
		"*/2 * * * *": [
			"fokus_app.notifications.delivery.refresh",
			"fokus_app.notifications.mass.take_up",
		]
	},
	"daily_long": [
		"fokus_app.confidential.change_key.finish",
		"fokus_app.retention.delete_due",
		"fokus_app.privacy.replay.run",
		"fokus_app.privacy.periods.erase_due",
		"fokus_app.reminders.sending.send_due",
		"fokus_app.meetings.answer_links.forget_old",
		"fokus_app.meetings.feedback_totals.close_due",
	],
}
