// HR enters who is in the group and sees how often it meets; what is said there no form shows.

frappe.ui.form.on("Peer Consultation Group", {
	setup(frm) {
		frm.set_query("user", "members", () => ({ query: "fokus_app.link_queries.users_for" }));
	},
	refresh(frm) {
		const $place = frm.get_field("consultations_html").$wrapper.empty();
		if (frm.is_new()) return;
		show_dates(frm, frm.docname, $place);
	},
});

async function show_dates(frm, group, $place) {
	const { held, planned } = await frappe.xcall("fokus_app.consultations.view.overview", { group });
	if (frm.docname !== group) return;
	const list = (dates) => `<ul>${dates.map((each) => `<li>${fokus.text(each)}</li>`).join("")}</ul>`;
	const parts = [`<p class="text-muted">${fokus.text(__("You see when they met. What was said stays with the members."))}</p>`];
	if (planned.length) parts.push(`<h5>${fokus.text(__("Planned"))}</h5>${list(planned)}`);
	if (held.length) parts.push(`<h5>${fokus.text(__("Held"))}</h5>${list(held)}`);
	$place.html(parts.join(""));
}
