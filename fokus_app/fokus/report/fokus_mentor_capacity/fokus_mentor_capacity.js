frappe.query_reports["FOKUS Mentor Capacity"] = {
	filters: [
		{
			fieldname: "kind",
			label: __("Kind"),
			fieldtype: "Select",
			options: ["", "Mentor", "Senior Adviser"].map((value) => ({ value, label: __(value) })),
		},
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Daycare Area" },
	],
	/** The mentor's name leads to the profile. */
	formatter(value, row, column, data, standard) {
		if (column.fieldname !== "name" || !data || !data.name) return standard(value, row, column, data);
		const link = frappe.utils.get_form_link("Mentor", data.name);
		return `<a href="${link}">${fokus.text(data.mentor_name)}</a>`;
	},
};
