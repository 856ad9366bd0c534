// One dialog per action: it asks for exactly what the step names, and acts through the one action method.

frappe.provide("fokus");

/** The steps of a record as the server sees them for the acting user. */
fokus.next_steps = (doctype, name) =>
	frappe.xcall("fokus_app.workflows.next_steps.next_steps", { doctype, name });

/** Carry out an action; rejects (after Frappe has shown why) when the server refuses. */
fokus.act = (doctype, name, modified, answers, step) =>
	frappe.xcall("fokus_app.workflows.action.act", {
		doctype,
		name,
		action: step.action,
		modified,
		...answers,
	});

/** A state's colour stands in its Workflow State, for lists, forms and calendars alike. */
fokus.colour = (doctype, state) => {
	const indicator = frappe.get_indicator({ doctype, workflow_state: state }, doctype);
	return (indicator && indicator[1]) || "gray";
};

fokus.pill = (doctype, state) =>
	`<span class="indicator-pill ${fokus.colour(doctype, state)} no-wrap">${fokus.text(__(state))}</span>`;

/** Text for HTML; everything that people typed goes through here. */
fokus.text = (value) => frappe.utils.escape_html(value == null ? "" : String(value));

fokus.days_ago = (date) => {
	const days = frappe.datetime.get_day_diff(frappe.datetime.get_today(), date);
	if (days <= 0) return __("since today");
	if (days === 1) return __("since yesterday");
	return __("for {0} days", [days]);
};

/**
 * Ask for what `step` needs, then call `submit(answers)`, which returns a promise. The dialog stays open
 * with all that was entered when that promise is rejected.
 */
fokus.ask = function ({ doctype, step, title, intro, prefill = true, submit }) {
	const fields = [];
	if (intro) {
		fields.push({ fieldtype: "HTML", fieldname: "intro", options: intro });
	}
	for (const wanted of step.fields) {
		fields.push(dialog_field(doctype, wanted, prefill));
	}
	if (step.categories.length) {
		fields.push({
			fieldtype: "Select",
			fieldname: "__category",
			label: __("Reason"),
			options: [{ value: "", label: "" }, ...step.categories],
			reqd: 1,
		});
	}
	if (step.reason) {
		const optional = step.categories.length > 0;
		fields.push({
			fieldtype: "Small Text",
			fieldname: "__reason",
			label: optional ? __("Remark") : __("Reason"),
			reqd: optional ? 0 : 1,
		});
	}
	const dialog = new frappe.ui.Dialog({
		title: title || __(step.action),
		fields,
		primary_action_label: __(step.action),
		primary_action(values) {
			dialog.disable_primary_action();
			submit(answers_of(step, values, prefill))
				.then(() => dialog.hide())
				.catch((refusal) => {
					dialog.enable_primary_action();
					// the server has said why, and the person corrects it here; a fault of the screen's own must not pass for that
					if (refusal instanceof Error) throw refusal;
				});
		},
	});
	dialog.show();
	return dialog;
};

function dialog_field(doctype, wanted, prefill) {
	const df = frappe.meta.get_docfield(doctype, wanted.fieldname);
	const field = {
		fieldname: df.fieldname,
		fieldtype: df.fieldtype,
		label: __(df.label, null, doctype),
		options: df.options,
		description: df.description ? __(df.description) : "",
		reqd: wanted.reqd ? 1 : 0,
	};
	if (prefill && wanted.value) field.default = wanted.value;
	const query = fokus.link_query(doctype, df.fieldname);
	if (query) Object.assign(field, { get_query: query, filter_description: fokus.link_hint() });
	return field;
}

function answers_of(step, entered, prefilled) {
	const values = {};
	for (const { fieldname, value } of step.fields) {
		if (entered[fieldname] !== undefined) values[fieldname] = entered[fieldname];
		// Frappe's dialog leaves out what is empty: what stood there was taken out
		else if (prefilled && value) values[fieldname] = Array.isArray(value) ? [] : null;
	}
	return {
		values,
		reason: entered.__reason || null,
		reason_category: entered.__category || null,
	};
}
