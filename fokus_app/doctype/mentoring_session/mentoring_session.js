// Dates are fields; the words are fetched for the pair and stand in no field.

frappe.ui.form.on("Mentoring Session", {
	refresh(frm) {
		frm.disable_save();
		// what is typed beside a session would not be sealed; the server refuses it too
		frm.timeline?.wrapper?.closest(".form-footer").hide();
		frm.get_field("content_html").$wrapper.empty();
		if (frm.doc.status === "Held") fokus.sessions.show_words(frm);
	},
});
