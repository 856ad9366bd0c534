frappe.views.calendar["Network Meeting"] = {
	field_map: {
		start: "starts_on",
		end: "ends_on",
		id: "name",
		title: "title",
		allDay: "all_day",
	},
	get_css_class(meeting) {
		const colour = fokus.colour("Network Meeting", meeting.workflow_state);
		return { red: "danger", green: "success", orange: "warning" }[colour] || "default";
	},
	get_events_method: "fokus_app.meetings.calendar_view.between",
};
