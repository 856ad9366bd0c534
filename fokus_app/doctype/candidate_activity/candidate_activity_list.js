frappe.listview_settings["Candidate Activity"] = fokus.list_settings({
	filters: ["mine", "overdue", "without_person", "left_behind"],
	add_fields: ["status", "due_date"],
	hide_name_column: true,
	get_indicator(doc) {
		// the day stands with the status: on a small screen there is no column for it
		if (doc.status === "Open" && doc.due_date) {
			const day = frappe.datetime.str_to_user(doc.due_date);
			return doc.due_date < frappe.datetime.get_today()
				? [__("Overdue since {0}", [day]), "red", `status,=,Open|due_date,<,${frappe.datetime.get_today()}`]
				: [__("Open until {0}", [day]), "blue", "status,=,Open"];
		}
		const colour = { Open: "blue", Done: "green", Cancelled: "gray" }[doc.status];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
});
