frappe.ui.form.on("Programme Cohort", {
	refresh(frm) {
		if (frm.is_new()) return;
		const { places } = frm.doc;
		const { places_taken: taken } = frm.doc.__onload;
		const free = Math.max(places - taken, 0);
		const colour = free ? "green" : "orange";
		frm.dashboard.set_headline_alert(
			`<span class="indicator ${colour}">${__("{0} of {1} places are taken, {2} are free", [taken, places, free])}</span>`
		);
	},
});
