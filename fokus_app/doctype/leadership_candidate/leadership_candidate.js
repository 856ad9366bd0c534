// The candidate's steps of preparation and onboarding, ticked off where the person may.

frappe.ui.form.on("Leadership Candidate", {
	refresh(frm) {
		const $wrapper = frm.get_field("activities_html").$wrapper.empty();
		if (!frm.is_new()) show_steps(frm, $wrapper);
	},
	centre: show_area,
});

async function show_area(frm) {
	if (!frm.doc.centre) return;
	const { message } = await frappe.db.get_value("Daycare Centre", frm.doc.centre, "area");
	frm.set_value("area", message.area);
}

async function show_steps(frm, $wrapper) {
	const name = frm.docname;
	const steps = await frappe.xcall("fokus_app.activities.steps_of", { candidate: name });
	if (frm.docname !== name) return;
	$wrapper.empty();
	if (!steps.length) {
		$wrapper.html(`<p class="text-muted">${__("Steps are made when preparation or onboarding begins.")}</p>`);
		return;
	}
	for (const phase of ["Preparation", "Onboarding"]) {
		const rows = steps.filter((step) => step.phase === phase);
		if (rows.length) $wrapper.append(table(phase, rows));
	}
	$wrapper.find("input[data-step]").on("change", (event) => tick(frm, event.currentTarget));
}

function table(phase, rows) {
	const done = rows.filter((row) => row.status === "Done").length;
	return `<h6>${__(phase)} <span class="text-muted">${__("{0} of {1} done", [done, rows.length])}</span></h6>
		<div class="table-responsive"><table class="table table-sm fokus-steps"><tbody>${rows
			.map(row_of)
			.join("")}</tbody></table></div>`;
}

function row_of(row) {
	const state = row.overdue ? "fokus-overdue" : "";
	const title = fokus.text(row.title);
	const link = frappe.utils.get_form_link("Candidate Activity", row.name);
	const when =
		row.status === "Done"
			? __("done on {0} by {1}", [frappe.datetime.str_to_user(row.done_on), row.done_by])
			: row.due_date
				? __("due on {0}", [frappe.datetime.str_to_user(row.due_date)])
				: "";
	return `<tr class="${row.status === "Done" ? "fokus-done" : ""}">
		<td><input type="checkbox" data-step="${fokus.text(row.name)}" aria-label="${title}"
			${row.status === "Done" ? "checked" : ""} ${row.may_tick ? "" : "disabled"}></td>
		<td><a href="${link}">${title}</a>${row.mandatory ? ` <span class="text-muted">· ${__("mandatory")}</span>` : ""}</td>
		<td>${fokus.text(row.who)}</td>
		<td class="${state}">${row.status === "Cancelled" ? __("Cancelled") : fokus.text(when)}</td>
	</tr>`;
}

function tick(frm, box) {
	box.disabled = true;
	frappe
		.xcall("fokus_app.activities.tick", { name: box.dataset.step, done: box.checked })
		// what is missing for the next step may have changed with it
		.finally(() => frm.refresh());
}
