// Dates are fields; the words are fetched for the pair and stand in no field.

frappe.ui.form.on("Mentoring Session", {
	refresh(frm) {
		frm.disable_save();
		frm.page.set_title(frappe.datetime.str_to_user(frm.doc.session_date));
		// what is typed beside a session would not be sealed; the server refuses it too
		frm.timeline?.wrapper?.closest(".form-footer").hide();
		frm.page.wrapper.find(".layout-side-section").hide();
		frm.get_field("content_html").$wrapper.empty();
		if (frm.doc.status === "Held") fokus.sessions.show_words(frm);
	},
});
