frappe.ui.form.on("Mentor", {
	refresh(frm) {
		if (!frm.is_new()) show_places(frm, frm.docname);
	},
});

async function show_places(frm, name) {
	const places = await frappe.xcall("fokus_app.mentors.free_places", { names: [name] });
	if (frm.docname !== name || !places[name]) return;
	const { free, capacity, absent } = places[name];
	const colour = absent ? "red" : free ? "green" : "orange";
	const text = __("{0} of {1} places are free.", [free, capacity]);
	frm.dashboard.set_headline_alert(
		`<span class="indicator ${colour}">${fokus.text([text, absent].filter(Boolean).join(" "))}</span>`
	);
}
