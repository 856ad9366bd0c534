frappe.ui.form.on("Network Meeting", {
	refresh(frm) {
		fokus.meeting.add_taking_over(frm);
		fokus.meeting.show_agenda(frm);
		if (frm.is_new()) return;
		show_people(frm, frm.docname);
		fokus.meeting.show_materials(frm);
		if (!fokus.meeting.is_mine(frm)) return;
		fokus.meeting.add_papers(frm);
		if (frm.doc.starts_on) {
			frm.add_custom_button(__("Make a Series …"), () => fokus.meeting.ask_for_series(frm));
		}
		if (["Held", "Closed", "Cancelled"].includes(frm.doc.workflow_state)) return;
		frm.add_custom_button(__("Add People"), () => ask_for_people(frm));
	},
	starts_on(frm) {
		// most meetings end on the day on which they start
		if (frm.doc.starts_on && !frm.doc.ends_on) frm.set_value("ends_on", frm.doc.starts_on);
		fokus.meeting.show_agenda(frm);
	},
	ends_on: (frm) => fokus.meeting.show_agenda(frm),
});

const show_agenda = (frm) => frm.doctype === "Network Meeting" && fokus.meeting.show_agenda(frm);

frappe.ui.form.on("Network Meeting Agenda Item", {
	starts_at: show_agenda,
	minutes: show_agenda,
	title: show_agenda,
	agenda_add(frm, cdt, cdn) {
		fokus.meeting.forget_present_time(cdt, cdn);
		show_agenda(frm);
	},
	agenda_remove: show_agenda,
	agenda_move: show_agenda,
});

async function show_people(frm, meeting) {
	const count = await frappe.db.count("Meeting Participation", { filters: { meeting } });
	if (frm.docname !== meeting) return;
	frm.add_custom_button(__("People on the List ({0})", [count]), () =>
		frappe.set_route("List", "Meeting Participation", { meeting })
	);
}

/** Frappe 15.0 answers a search beside the message, later versions within it. */
const find_people = (txt) =>
	frappe
		.call("frappe.desk.search.search_link", {
			doctype: "User",
			txt: txt || "",
			query: "fokus_app.link_queries.users_for",
			filters: {},
		})
		.then(({ results, message }) =>
			(results || message || []).map(({ value, description }) => ({ value, description }))
		);

function ask_for_people(frm) {
	const roles = frappe.get_meta("Meeting Participation")?.fields.find((df) => df.fieldname === "programme_role");
	const dialog = new frappe.ui.Dialog({
		title: __("Add People"),
		fields: [
			{
				fieldtype: "MultiSelectPills",
				fieldname: "users",
				label: __("People"),
				reqd: 1,
				get_data: find_people,
			},
			{
				fieldtype: "Select",
				fieldname: "programme_role",
				label: __("Role in the Programme"),
				options: (roles?.options || "Participant\nNew Leader\nMentor\nSenior Adviser\nGuest").split("\n").map(
					(value) => ({ value, label: __(value) })
				),
				default: "Participant",
				reqd: 1,
			},
		],
		primary_action_label: __("Add"),
		primary_action({ users, programme_role }) {
			frappe
				.xcall("fokus_app.meetings.audience.add_people", { meeting: frm.docname, users, programme_role })
				.then((outcome) => {
					dialog.hide();
					const message = outcome.there_already
						? __("{0} added, {1} were on the list already", [outcome.added, outcome.there_already])
						: __("{0} added", [outcome.added]);
					frappe.show_alert({ message, indicator: "green" });
					frm.reload_doc();
				});
		},
	});
	dialog.show();
}
