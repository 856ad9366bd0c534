// Numbers in reports and charts lead to what they count.

frappe.provide("fokus");

/**
 * A number as a link to the list behind it.
 * @param {string} doctype
 * @param {Object} filters field: value or [operator, value], as in frappe.route_options
 * @param {number|string} text the number, or what is said with it
 * @returns {string} HTML
 */
fokus.number_link = (doctype, filters, text) => {
	const query = Object.entries(filters)
		.map(([field, wanted]) => {
			const value = Array.isArray(wanted) ? JSON.stringify(wanted) : wanted;
			return `${encodeURIComponent(field)}=${encodeURIComponent(value)}`;
		})
		.join("&");
	return `<a class="fokus-number" href="/app/${frappe.router.slug(doctype)}?${query}">${fokus.text(text)}</a>`;
};

// Frappe opens the report behind a chart from a menu of three dots; its title does it too
$(document).on("click", ".dashboard-widget-box[data-widget-name^='FOKUS '] .widget-title", (event) => {
	const name = event.currentTarget.closest(".dashboard-widget-box").dataset.widgetName;
	frappe.db.get_value("Dashboard Chart", name, "report_name").then(({ message }) => {
		if (message?.report_name) frappe.set_route("query-report", message.report_name);
	});
});
