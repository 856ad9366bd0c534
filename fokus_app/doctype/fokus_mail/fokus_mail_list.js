frappe.listview_settings["FOKUS Mail"] = {
	hide_name_column: true,
	onload: fokus.spare_room,
	before_render: () => fokus.name_events(cur_list.data),
	get_indicator(doc) {
		const colours = { Queued: "blue", Sent: "green", "Not Sent": "red", Unclear: "orange" };
		const colour = colours[doc.status] || "orange";
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
};
