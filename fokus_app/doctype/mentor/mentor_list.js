frappe.listview_settings["Mentor"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colour = { Active: "green", Paused: "orange", Retired: "gray" }[doc.status];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
};
