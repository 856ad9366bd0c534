frappe.listview_settings["Mentor"] = {
	hide_name_column: true,
	onload(listview) {
		if (frappe.user.has_role("FOKUS HR Clerk")) {
			listview.page.add_inner_button(__("Invite a Mentor"), () =>
				fokus.accounts.invite_mentor().then(() => listview.refresh())
			);
		}
	},
	get_indicator(doc) {
		const colour = { Active: "green", Paused: "orange", Retired: "gray" }[doc.status];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
};
