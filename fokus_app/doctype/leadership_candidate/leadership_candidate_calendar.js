frappe.views.calendar["Leadership Candidate"] = {
	field_map: {
		start: "starts",
		end: "ends",
		id: "name",
		title: "title",
		allDay: "all_day",
		editable: "movable",
	},
	get_css_class(entry) {
		const colour = fokus.colour("Leadership Candidate", entry.workflow_state);
		return { red: "danger", green: "success", orange: "warning" }[colour] || "default";
	},
	get_events_method: "fokus_app.dates.of_candidates",
};
