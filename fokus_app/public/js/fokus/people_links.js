// Links offer what is possible: people by their part, mentors who are active.

frappe.provide("fokus");

const users = (part) => ({ query: "fokus_app.link_queries.users_for", filters: part ? { part } : {} });

const QUERIES = {
	"Leadership Candidate": {
		user: () => users(),
		nominator: () => users("Nominator"),
		manager: () => users("Manager"),
		hr_clerk: () => users("HR Clerk"),
		assessment_panel: () => users("Panel"),
		previous_candidacy: (frm) => ({ filters: { name: ["!=", frm.doc.name || ""] } }),
	},
	"Mentoring Relationship": { mentor: () => ({ filters: { status: "Active" } }) },
	"Network Meeting": { organiser: () => users("Organiser") },
	"Meeting Participation": { user: () => users() },
	"Competency Assessment": {},
	"Candidate Take-over": {},
	"Candidate Activity": { responsible: () => users() },
	Mentor: { user: () => users("Mentor") },
	"Daycare Area": { area_manager: () => users("Manager"), deputy: () => users("Manager") },
	"Daycare Centre": { leader: () => users() },
	"Programme Cohort": {
		programme_lead: () => users("Programme Lead"),
		deputy_lead: () => users("Programme Lead"),
	},
	"FOKUS Settings": {
		programme_lead: () => users("Programme Lead"),
		deputy_lead: () => users("Programme Lead"),
		hr_contact: () => users("HR Clerk"),
	},
};

/** The query of one link field, for dialogs; undefined where everything is possible. */
fokus.link_query = (doctype, fieldname) => (QUERIES[doctype] || {})[fieldname];

/** What stands below the choices; Frappe would name our filters there, in English. */
fokus.link_hint = () => __("Only what fits here is offered.");

for (const [doctype, fields] of Object.entries(QUERIES)) {
	frappe.ui.form.on(doctype, {
		setup(frm) {
			for (const [fieldname, query] of Object.entries(fields)) {
				frm.set_query(fieldname, () => query(frm));
			}
		},
		refresh(frm) {
			for (const fieldname of Object.keys(fields)) {
				frm.set_df_property(fieldname, "filter_description", fokus.link_hint());
			}
		},
	});
}

// Our records show people by their name, not by their address (names: fokus_app/desk.py).
const formatter = frappe.form.link_formatters.User;
frappe.form.link_formatters.User = (value, doc, df) => {
	const shown = formatter ? formatter(value, doc, df) : value;
	if (shown !== value || !QUERIES[df?.parent || doc?.doctype]) return shown;
	return fokus.text(frappe.boot.user_info[value]?.fullname || value);
};

// … and so do lists of people, in forms and dialogs.
const PeopleField = frappe.ui.form.ControlTableMultiSelect;
const { get_pill_html } = PeopleField.prototype;
PeopleField.prototype.get_pill_html = function (value) {
	const person = this.df.options === "Assessment Panel Member" && frappe.boot.user_info[value];
	if (person) frappe.utils.add_link_title("User", value, person.fullname);
	return get_pill_html.call(this, value);
};
