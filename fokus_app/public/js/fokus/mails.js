// Mails are named by the action they tell of and who gets them (names: fokus_app/desk.py).

frappe.provide("fokus");

fokus.event_label = (event) => frappe.boot.fokus_mail_events?.[event] || event;

/** In the rows of a list; a formatter would take the link and the checkbox from the row (Frappe 15.0). */
fokus.name_events = (rows) => {
	for (const row of rows) row.event = fokus.event_label(row.event);
};

for (const doctype of ["FOKUS Mail", "FOKUS Mail Text"]) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (frm.doc.event) frm.page.set_title(fokus.text(fokus.event_label(frm.doc.event)));
		},
	});
}
