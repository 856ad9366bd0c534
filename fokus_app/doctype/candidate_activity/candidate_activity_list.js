frappe.listview_settings["Candidate Activity"] = fokus.list_settings({
	filters: ["mine", "overdue", "without_person", "left_behind"],
	add_fields: ["status", "due_date"],
	hide_name_column: true,
	get_indicator(doc) {
		if (doc.status === "Open" && doc.due_date && doc.due_date < frappe.datetime.get_today()) {
			return [__("Overdue"), "red", `status,=,Open|due_date,<,${frappe.datetime.get_today()}`];
		}
		const colour = { Open: "blue", Done: "green", Cancelled: "gray" }[doc.status];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
});
