frappe.views.calendar["Candidate Activity"] = {
	field_map: {
		start: "starts",
		end: "ends",
		id: "name",
		title: "title",
		allDay: "all_day",
		editable: "movable",
	},
	get_css_class(step) {
		if (step.late) return "danger";
		return step.status === "Done" ? "success" : "default";
	},
	get_events_method: "fokus_app.dates.of_steps",
};
