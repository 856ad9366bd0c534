frappe.query_reports["FOKUS Meeting Attendance"] = {
	filters: [
		{ fieldname: "cohort", label: __("Cohort"), fieldtype: "Link", options: "Programme Cohort" },
		{
			fieldname: "kind",
			label: __("Kind"),
			fieldtype: "Select",
			options: ["", "Kick-off", "Network Meeting", "Peer Consultation", "Training"].map((value) => ({
				value,
				label: __(value),
			})),
		},
		{ fieldname: "from_date", label: __("From"), fieldtype: "Date" },
		{ fieldname: "until_date", label: __("Until"), fieldtype: "Date" },
	],
	/** The title leads to the meeting; a share that nobody knows yet is no zero. */
	formatter(value, row, column, data, standard) {
		if (column.fieldname === "share" && value == null) return "–";
		if (column.fieldname !== "name" || !data || !data.name) return standard(value, row, column, data);
		const link = frappe.utils.get_form_link("Network Meeting", data.name);
		return `<a href="${link}">${fokus.text(data.title)}</a>`;
	},
};
