frappe.query_reports["FOKUS Mentoring in Numbers"] = {
	filters: [{ fieldname: "cohort", label: __("Cohort"), fieldtype: "Link", options: "Programme Cohort" }],
	/** What is left out is no zero. */
	formatter(value, row, column, data, standard) {
		return value == null && column.fieldtype !== "Link" ? "–" : standard(value, row, column, data);
	},
};
