// The candidate's steps of preparation and onboarding, ticked off where the person may.

frappe.ui.form.on("Leadership Candidate", {
	refresh(frm) {
		const $wrapper = frm.get_field("activities_html").$wrapper.empty();
		progress_of(frm);
		if (!frm.is_new()) show_steps(frm, $wrapper);
		fokus.assessments.show(frm);
		fokus.add_documents(frm);
		fokus.privacy.add_buttons(frm);
		show_look_alikes(frm);
	},
	centre(frm) {
		show_area(frm);
		show_look_alikes(frm);
	},
	candidate_name: show_look_alikes,
	email: show_look_alikes,
	user: show_look_alikes,
});

/** The same person twice is seen while somebody still types; the server refuses what is certain. */
async function show_look_alikes(frm) {
	const { candidate_name, email, user, centre } = frm.doc;
	const name = frm.docname;
	const asked = (frm.fokus_asked = [candidate_name, email, user, centre].join("|"));
	if (!candidate_name && !email && !user) return frm.dashboard.clear_headline();
	const found = await frappe.xcall("fokus_app.same_person.look_alikes", {
		...{ candidate_name, email, user, centre },
		name: frm.is_new() ? null : name,
	});
	if (frm.docname !== name || frm.fokus_asked !== asked) return;
	const open = found.filter((row) => row.open);
	if (!open.length) return frm.dashboard.clear_headline();
	const links = open.map(
		(row) =>
			`<a href="${frappe.utils.get_form_link(frm.doctype, row.name)}">${fokus.text(row.candidate_name)} (${fokus.text(row.name)}, ${fokus.text(__(row.workflow_state))})</a>`
	);
	const text = open.some((row) => row.certain)
		? __("This person has an open case already:")
		: __("Possibly the same person:");
	frm.dashboard.set_headline(`${fokus.text(text)} ${links.join(", ")}`, "yellow");
}

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
	show_progress(frm, steps);
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

/** Above the form, whichever tab is open: how far the steps are, and those that nobody does. */
function show_progress(frm, steps) {
	const phase = frm.doc.workflow_state === "Interrupted" ? frm.doc.interrupted_from : frm.doc.workflow_state;
	const rows = steps.filter((step) => step.phase === phase);
	const nobody = steps.filter((step) => step.without_person).map((step) => step.title);
	const parts = [
		rows.length && pill(is_late(rows) ? "orange" : "blue", `${__("Steps")}: ${done_of(rows)}`),
		nobody.length && pill("red", __("Steps without a person: {0}", [nobody.join(", ")])),
	].filter(Boolean);
	if (parts.length) progress_of(frm).html(parts.join(" "));
}

const pill = (colour, text) => `<span class="indicator ${colour}">${fokus.text(text)}</span>`;

/** Its place below the head of the form, empty. */
function progress_of(frm) {
	const $head = frm.get_field("overview_html").$wrapper;
	$head.next(".fokus-progress").remove();
	return $('<div class="fokus-progress"></div>').insertAfter($head);
}

const is_late = (rows) => rows.some((row) => row.overdue);

const done_of = (rows) =>
	__("{0} of {1} done", [rows.filter((row) => row.status === "Done").length, rows.length]);

function table(phase, rows) {
	return `<h6>${__(phase)} <span class="text-muted">${done_of(rows)}</span></h6>
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
		<td>${fokus.text(row.who)}${row.without_person ? ` <span class="fokus-overdue">· ${__("nobody yet")}</span>` : ""}</td>
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
