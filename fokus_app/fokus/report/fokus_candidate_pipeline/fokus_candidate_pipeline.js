frappe.query_reports["FOKUS Candidate Pipeline"] = {
	filters: [
		{
			fieldname: "group",
			label: __("Rows"),
			fieldtype: "Select",
			default: "area",
			options: [
				{ value: "area", label: __("Area") },
				{ value: "cohort", label: __("Cohort") },
				{ value: "entry_path", label: __("Entry Path") },
			],
		},
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Daycare Area" },
		{ fieldname: "cohort", label: __("Cohort"), fieldtype: "Link", options: "Programme Cohort" },
		{ fieldname: "with_closed", label: __("With closed cases"), fieldtype: "Check" },
	],
	/** A number leads to the list that it counts. */
	formatter(value, row, column, data, standard) {
		const shown = standard(value, row, column, data);
		const group = frappe.query_report.get_filter_value("group") || "area";
		if (column.fieldtype !== "Int" || !value || !data || data.group === undefined || group === "entry_path") return shown;
		const list = { [group]: data.group || ["is", "not set"] };
		for (const field of ["area", "cohort"]) {
			const chosen = frappe.query_report.get_filter_value(field);
			if (chosen) list[field] = chosen;
		}
		if (column.fieldname !== "total") list.workflow_state = column.fieldname;
		return fokus.number_link("Leadership Candidate", list, value);
	},
};
