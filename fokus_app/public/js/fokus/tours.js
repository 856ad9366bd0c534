// "Explain This Form": the tour of a form that is not plain, also where tours are switched off; and the German of
// Frappe's tours and first steps, whose texts come with the app and which it shows as they are stored.

frappe.provide("fokus");

for (const doctype of ["Leadership Candidate", "Mentoring Relationship", "Network Meeting"]) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			frm.page.add_menu_item(__("Explain This Form"), () => fokus.explain(frm));
		},
	});
}

/** Show the tour of this form, from its first step. */
fokus.explain = async (frm) => {
	await frm.tour.init({ tour_name: frm.doctype });
	frm.tour.start();
};

const in_own_words = (record, fieldnames) => {
	for (const fieldname of fieldnames) if (record[fieldname]) record[fieldname] = __(record[fieldname]);
};

const Tour = frappe.ui.form.FormTour;

if (Tour) {
	const { init_driver, build_steps } = Tour.prototype;
	Object.assign(Tour.prototype, {
		init_driver() {
			init_driver.call(this);
			const buttons = { nextBtnText: __("Next"), prevBtnText: __("Previous") };
			Object.assign(this.driver.options, buttons, { doneBtnText: __("Done", null, "Tour"), closeBtnText: __("Close") });
		},
		build_steps() {
			for (const step of this.tour.steps) in_own_words(step, ["title", "description"]);
			build_steps.call(this);
		},
	});
}

const FirstSteps = frappe.widget?.widget_factory?.onboarding;

if (FirstSteps) {
	const { show_step } = FirstSteps.prototype;
	FirstSteps.prototype.show_step = function (step) {
		in_own_words(step, ["description", "callback_title", "callback_message"]);
		return show_step.call(this, step);
	};
}
