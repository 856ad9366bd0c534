frappe.ui.form.on("FOKUS Settings", {
	refresh(frm) {
		if (!frm.doc.programme_lead || !frm.doc.hr_contact) {
			frm.set_intro(
				__("Without a programme lead and an HR contact some cases wait for nobody. Please enter both."),
				"orange"
			);
		}
		frm.add_custom_button(__("Mail Texts"), () => frappe.set_route("List", "FOKUS Mail Text"));
		frm.add_custom_button(__("Mails"), () => frappe.set_route("List", "FOKUS Mail"));
	},
});
