// How far the mails to many people are that a worker writes; shown at the top of the record's form.

frappe.provide("fokus");

const ASK_AGAIN_MS = 2000;

/** Show it in the form's head, and ask again until all are written. */
fokus.show_mail_orders = async (frm) => {
	const name = frm.docname;
	const here = () => frm.docname === name && frm.get_field("overview_html").$wrapper.is(":visible");
	let orders = await progress(frm);
	const had_some = orders.length > 0;
	while (orders.length && frm.docname === name) {
		if (here()) show(frm, orders);
		await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
		if (frm.docname !== name) return;
		orders = await progress(frm);
	}
	if (!had_some || frm.docname !== name) return;
	frm.get_field("overview_html").$wrapper.find(".fokus-orders").empty();
	frappe.show_alert({ message: __("All mails are written."), indicator: "green" });
	frm.reload_doc();
};

const progress = (frm) =>
	frappe.xcall("fokus_app.notifications.mass.progress", { doctype: frm.doctype, name: frm.docname });

function show(frm, orders) {
	const rows = orders.map((order) => {
		const percent = Math.round((100 * order.written) / order.total);
		return `<div>${fokus.text(order.label)}: ${__("{0} of {1} mails are written", [order.written, order.total])}
			<div class="progress"><div class="progress-bar" role="progressbar" style="width: ${percent}%"
				aria-valuenow="${percent}" aria-valuemin="0" aria-valuemax="100"></div></div>
			${order.silent ? `<div class="text-muted">${__("The work was interrupted. It goes on by itself within a few minutes; nobody gets a mail twice.")}</div>` : ""}
		</div>`;
	});
	frm.get_field("overview_html").$wrapper.find(".fokus-orders").html(rows.join(""));
}
