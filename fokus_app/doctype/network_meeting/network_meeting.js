frappe.ui.form.on("Network Meeting", {
	refresh(frm) {
		fokus.meeting.show_agenda(frm);
		if (frm.is_new()) return;
		fokus.meeting.show_people(frm);
		fokus.meeting.show_materials(frm);
		fokus.meeting.show_after(frm);
		offer_group(frm);
		if (!fokus.meeting.is_mine(frm)) return;
		fokus.meeting.add_papers(frm);
		if (frm.doc.starts_on) {
			frm.add_custom_button(__("Make a Series …"), () => fokus.meeting.ask_for_series(frm));
		}
		fokus.meeting.add_attendance(frm);
		if (["Held", "Closed", "Cancelled"].includes(frm.doc.workflow_state) || !fokus.meeting.may_fill(frm)) return;
		frm.add_custom_button(__("Add People"), () => fokus.meeting.ask_for_people(frm));
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

/** HR makes a group of peer consultation from the guests, looks it through and saves it. */
function offer_group(frm) {
	if (frm.doc.kind !== "Peer Consultation" || !frappe.user.has_role(["FOKUS HR Clerk", "FOKUS Programme Lead"])) return;
	frm.add_custom_button(__("Make a Group"), async () => {
		const members = await frappe.xcall("fokus_app.consultations.groups.people_of_meeting", { meeting: frm.docname });
		if (!members.length) return frappe.msgprint(__("Nobody on the list can be in a group yet. Please add people first."));
		const { title, cohort, name: meeting } = frm.doc;
		frappe.new_doc("Peer Consultation Group", { title, cohort, meeting }, (group) => {
			frappe.model.clear_table(group, "members"); // it begins with an empty row
			for (const member of members) Object.assign(frappe.model.add_child(group, "members"), member);
		});
	});
}
