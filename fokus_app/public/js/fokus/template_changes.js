// "Apply to Running Candidates" on a template and on a cohort: what would change for whom, then do exactly that.

const METHOD = "fokus_app.template_changes.";

for (const doctype of ["Activity Template", "Programme Cohort"]) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (frm.is_new() || !frm.perm[0]?.write) return;
			frm.add_custom_button(__("Apply to Running Candidates"), () => look(frm));
		},
	});
}

async function look(frm) {
	if (frm.is_dirty()) await frm.save();
	const source = { doctype: frm.doctype, name: frm.docname };
	const found = await call("preview", source, __("Comparing the steps …"));
	if (!found) return;
	const changing = found.plans.filter(does_something);
	const dialog = new frappe.ui.Dialog({
		title: __("Apply to Running Candidates"),
		size: "large",
		fields: [{ fieldtype: "HTML", fieldname: "content", options: html_of(found, changing) }],
		primary_action_label: changing.length ? __("Apply to {0} Candidates", [changing.length]) : __("Close"),
		async primary_action() {
			if (!changing.length) return dialog.hide();
			dialog.disable_primary_action();
			const outcome = await call("apply", { ...source, seen: found.seen }, __("Changing the steps …"));
			dialog.hide();
			if (outcome) say(outcome);
		},
	});
	dialog.show();
}

const does_something = (plan) => plan.added.length || plan.changed.length || plan.removed.length;

function say(outcome) {
	const done =
		outcome.done === 1
			? __("The steps of one candidate were changed.")
			: __("The steps of {0} candidates were changed.", [outcome.done]);
	const message = outcome.queued
		? __("{0} candidates are being changed in the background. Open the preview again to see what is left.", [
				outcome.queued,
			])
		: done;
	frappe.show_alert({ message, indicator: "green" }, 10);
}

function html_of({ plans, unchanged }, changing) {
	const intro = changing.length
		? __("Done steps stay as they are, and so do steps that somebody changed by hand.")
		: __("Nobody's steps would change.");
	const rest = unchanged ? `<p class="text-muted">${__("Nothing changes for {0} more candidates.", [unchanged])}</p>` : "";
	return `<p>${fokus.text(intro)}</p>${rest}<div class="fokus-plans">${plans.map(plan_html).join("")}</div>`;
}

function plan_html(plan) {
	const link = frappe.utils.get_form_link("Leadership Candidate", plan.candidate);
	const lines = [
		...plan.added.map((title) => line("green", __("New"), fokus.text(title))),
		...plan.changed.map((step) => line("blue", __("Changed"), changed_html(step))),
		...plan.removed.map((title) => line("red", __("Removed"), fokus.text(title))),
		...plan.kept.map((title) => line("gray", __("Stays, changed by hand"), fokus.text(title))),
	];
	return `<h6><a href="${link}" target="_blank">${fokus.text(plan.candidate_name)}</a></h6><ul>${lines.join("")}</ul>`;
}

const line = (colour, what, text) =>
	`<li><span class="indicator-pill no-indicator-dot ${colour}">${fokus.text(what)}</span> ${text}</li>`;

function changed_html(step) {
	const fields = step.fields.map(
		({ label, before, after }) =>
			`${fokus.text(label)}: ${fokus.text(before || "–")} → <b>${fokus.text(after || "–")}</b>`
	);
	return `${fokus.text(step.title)}<br><span class="text-muted">${fields.join(" · ")}</span>`;
}

/** Resolves with nothing where the server refused; Frappe shows why. */
function call(method, args, freeze_message) {
	return new Promise((resolve) =>
		frappe.call({
			method: METHOD + method,
			args,
			freeze: true,
			freeze_message,
			callback: (response) => resolve(response.message),
			error: () => resolve(null),
		})
	);
}
