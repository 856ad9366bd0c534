frappe.listview_settings["Candidate Take-over"] = {
	formatters: { taken_over_by: fokus.by_name },
	get_indicator(doc) {
		const colour = { "Taken Over": "green", "Partly Undone": "orange", Undone: "gray" }[doc.status];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
	onload(listview) {
		fokus.import_list.add_take_over(listview, "add_inner_button");
	},
};
