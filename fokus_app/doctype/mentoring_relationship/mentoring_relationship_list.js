frappe.listview_settings["Mentoring Relationship"] = fokus.list_settings({
	filters: ["mine", "overdue", "silent"],
	add_fields: [
		"workflow_state",
		"waiting_for",
		"waiting_since",
		"mentee_user",
		"mentee_name",
		"mentor_user",
		"mentor_name",
	],
	hide_name_column: true,
});
