// One take-over can be taken back as a whole; who was worked on since stays and is named.

frappe.ui.form.on("Candidate Take-over", {
	refresh(frm) {
		// Frappe would show a stage by its source name
		frm.fields_dict.rows.grid.update_docfield_property("stage", "formatter", (stage) =>
			fokus.text(stage && __(stage))
		);
		if (frm.is_new() || frm.doc.status === "Undone") return;
		frm.add_custom_button(__("Undo the Take-over"), () =>
			frappe.confirm(
				__("The cases of this take-over are deleted, except those that somebody has worked on since. Go on?"),
				() =>
					frm
						.call({
							method: "fokus_app.take_over.undo",
							args: { name: frm.docname },
							freeze: true,
						})
						.then(({ message }) => {
							frappe.show_alert({ message: fokus.text(message.message), indicator: "green" }, 7);
							return frm.reload_doc();
						})
			)
		);
	},
});
