frappe.ui.form.on("Network Meeting Agenda Item", {
	agenda_add: (frm, cdt, cdn) => fokus.meeting.forget_present_time(cdt, cdn),
});
