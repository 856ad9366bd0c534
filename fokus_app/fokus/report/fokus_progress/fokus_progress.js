frappe.query_reports["FOKUS Progress"] = {
	filters: [
		{
			fieldname: "phase",
			label: __("Phase"),
			fieldtype: "Select",
			default: "Onboarding",
			options: ["Onboarding", "Preparation"].map((value) => ({ value, label: __(value) })),
		},
		{ fieldname: "cohort", label: __("Cohort"), fieldtype: "Link", options: "Programme Cohort" },
	],
	/** What is left out is no zero. */
	formatter(value, row, column, data, standard) {
		return value == null && column.fieldname === "share" ? "–" : standard(value, row, column, data);
	},
};
