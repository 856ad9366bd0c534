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

// Frappe opens the report behind a chart from a menu of three dots; the title of ours does it too

const Chart = frappe.widget?.widget_factory?.chart;

if (Chart) {
	const { set_chart_title } = Chart.prototype;
	Chart.prototype.set_chart_title = function () {
		set_chart_title.call(this);
		const report = this.chart_doc.report_name;
		if (this.in_customize_mode || !report?.startsWith("FOKUS ")) return;
		this.title_field
			.addClass("fokus-leads-on")
			.off("click.fokus")
			.on("click.fokus", () => frappe.set_route("query-report", report));
	};
}
