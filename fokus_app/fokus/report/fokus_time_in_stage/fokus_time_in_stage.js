frappe.query_reports["FOKUS Time in Stage"] = {
	filters: [{ fieldname: "cohort", label: __("Cohort"), fieldtype: "Link", options: "Programme Cohort" }],
	/** What is left out is no zero. */
	formatter(value, row, column, data, standard) {
		return value == null && column.fieldtype === "Int" ? "–" : standard(value, row, column, data);
	},
};
