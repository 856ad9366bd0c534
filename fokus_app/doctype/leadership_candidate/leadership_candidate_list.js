frappe.listview_settings["Leadership Candidate"] = fokus.list_settings({
	filters: ["mine", "overdue", "my_cases", "look_again", "left_behind", "maybe_twice"],
	add_fields: ["workflow_state", "waiting_for", "waiting_since"],
	hide_name_column: true,
	onload(listview) {
		fokus.import_list.add_button(listview);
		fokus.accounts.add_list_action(listview);
		fokus.succession.add_menu_item(listview);
		fokus.import_list.add_take_over(listview);
	},
});
