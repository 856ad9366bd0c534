frappe.listview_settings["FOKUS Mail Text"] = {
	hide_name_column: true,
	onload: fokus.spare_room,
	before_render: () => fokus.name_events(cur_list.data),
};
