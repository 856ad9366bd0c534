frappe.ui.form.on("Mentor", {
	refresh(frm) {
		if (!frm.is_new()) show_places(frm, frm.docname);
	},
});

async function show_places(frm, name) {
	const { taken, capacity } = await frappe.xcall("fokus_app.mentoring.places_of", { mentor: name });
	if (frm.docname !== name) return;
	const free = Math.max(capacity - taken, 0);
	const colour = free ? "green" : "orange";
	frm.dashboard.set_headline_alert(
		`<span class="indicator ${colour}">${__("{0} of {1} places are taken, {2} are free", [taken, capacity, free])}</span>`
	);
}
