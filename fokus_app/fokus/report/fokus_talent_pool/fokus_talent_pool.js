frappe.query_reports["FOKUS Talent Pool"] = {
	filters: [
		{
			fieldname: "stage",
			label: __("Stage"),
			fieldtype: "Select",
			options: [
				{ value: "", label: __("Ready and in preparation") },
				{ value: "Ready", label: __("Ready") },
				{ value: "Preparation", label: __("Preparation") },
			],
		},
		{ fieldname: "wished_area", label: __("Wished Area"), fieldtype: "Link", options: "Daycare Area" },
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Daycare Area" },
		{
			fieldname: "readiness",
			label: __("Readiness"),
			fieldtype: "Select",
			options: ["", "Now", "In 1–2 Years", "Later"].map((value) => ({ value, label: __(value) })),
		},
		{ fieldname: "cohort", label: __("Cohort"), fieldtype: "Link", options: "Programme Cohort" },
		{ fieldname: "no_talk_for_days", label: __("No Talk for Days"), fieldtype: "Int" },
	],
	/** The person's name leads to the record. */
	formatter(value, row, column, data, standard) {
		if (column.fieldname === "name" && data) {
			const link = frappe.utils.get_form_link("Leadership Candidate", data.name);
			return `<a href="${link}">${fokus.text(data.candidate_name)}</a>`;
		}
		if (column.fieldname === "days_since_talk" && data && data.days_since_talk == null) {
			return `<span class="text-muted">${__("no talk yet")}</span>`;
		}
		return standard(value, row, column, data);
	},
};
