// Free places are counted when the list is shown; no stored number could be right for long.

frappe.listview_settings["Mentor"] = {
	hide_name_column: true,
	add_fields: ["available_from", "available_until"],
	formatters: {
		capacity: (value, df, doc) => `<span class="ellipsis" data-places="${fokus.text(doc.name)}">${value || 0}</span>`,
	},
	onload(listview) {
		fokus.spare_room(listview);
		if (frappe.user.has_role("FOKUS HR Clerk")) {
			listview.page.add_inner_button(__("Invite a Mentor"), () =>
				fokus.accounts.invite_mentor().then(() => listview.refresh())
			);
		}
		add_filter(listview, "free", __("Has Free Places"));
		add_filter(listview, "absent", __("Not There at Present"));
	},
	refresh: show_free_places,
	get_indicator(doc) {
		const colour = { Active: "green", Paused: "orange", Retired: "gray" }[doc.status];
		const today = frappe.datetime.get_today();
		if (doc.status === "Active" && doc.available_from > today) {
			return [__("From {0}", [frappe.datetime.str_to_user(doc.available_from)]), "orange", "available_from,>,Today"];
		}
		if (doc.status === "Active" && doc.available_until && doc.available_until < today) {
			return [__("No Longer There"), "gray", "available_until,<,Today"];
		}
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
};

function add_filter(listview, which, label) {
	listview.page.add_inner_button(label, () =>
		frappe
			.xcall("fokus_app.mentors.filters_for", { which })
			.then((filters) => listview.filter_area.clear().then(() => listview.filter_area.add(filters)))
	);
}

async function show_free_places(listview) {
	const names = listview.data.map((row) => row.name);
	if (!names.length) return;
	const places = await frappe.xcall("fokus_app.mentors.free_places", { names });
	for (const [name, { free, capacity, absent }] of Object.entries(places)) {
		const colour = absent ? "gray" : free ? "green" : "orange";
		listview.$result
			.find(`[data-places="${name}"]`)
			.html(`<span class="indicator ${colour}">${fokus.text(__("{0} of {1} free", [free, capacity]))}</span>`);
	}
}
