frappe.listview_settings["Network Meeting"] = fokus.list_settings({
	filters: ["mine", "overdue"],
	add_fields: ["workflow_state", "waiting_for", "waiting_since"],
	hide_name_column: true,
});
