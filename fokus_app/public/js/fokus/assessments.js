// Assessments on the candidate's form: who was asked, what is handed in and released, and the profile.

frappe.provide("fokus.assessments");

fokus.assessments.show = async function (frm) {
	const $wrapper = frm.get_field("assessments_html").$wrapper;
	const name = frm.docname;
	// what is about somebody else goes at once; the same person's stays until there is something new to show
	if ($wrapper.data("of") !== name) $wrapper.empty().data({ of: name, html: "" });
	if (frm.is_new()) return;
	const seen = await frappe.xcall("fokus_app.assessments.view.overview", { candidate: name });
	const html = requests(seen.rows) + ask_buttons(seen.may_ask) + seen.profile;
	if (frm.docname !== name || $wrapper.data("html") === html) return;
	$wrapper.html(html).data("html", html);
	$wrapper.find("[data-release]").on("click", (event) => release(frm, event.currentTarget.dataset));
	$wrapper.find("[data-ask]").on("click", (event) => ask(frm, event.currentTarget.dataset.ask));
};

function requests(rows) {
	if (!rows.length) {
		return `<p class="text-muted">${__("Assessments are asked for with the invitation to the interview.")}</p>`;
	}
	return `<div class="table-responsive"><table class="table table-sm fokus-steps"><tbody>${rows
		.map(row_of)
		.join("")}</tbody></table></div>`;
}

function row_of(row) {
	const link = frappe.utils.get_form_link("Competency Assessment", row.name);
	const kind = fokus.text(kind_label(row.kind));
	const state = row.handed_in_on
		? __("handed in on {0}", [row.handed_in_on])
		: row.status === "Cancelled"
			? __("Cancelled")
			: __("asked for on {0}", [row.requested_on]);
	const released = row.released_on ? __("released on {0}", [row.released_on]) : "";
	return `<tr>
		<td>${row.may_read ? `<a href="${link}">${kind}</a>` : kind}</td>
		<td>${fokus.text(row.assessor)}</td>
		<td>${fokus.text(state)}</td>
		<td>${fokus.text(released)}</td>
		<td class="text-right">${row.may_write ? `<a class="btn btn-xs btn-primary" href="${link}">${__("Write")}</a>` : ""}
			${row.may_release ? release_button(row) : ""}</td>
	</tr>`;
}

function release_button(row) {
	const label = row.released_on ? __("Take Back Release") : __("Release to the Candidate");
	return `<button type="button" class="btn btn-xs btn-default" data-release="${fokus.text(row.name)}"
		data-released="${row.released_on ? 0 : 1}">${label}</button>`;
}

function ask_buttons(kinds) {
	if (!kinds.length) return "";
	const buttons = kinds.map(
		(kind) =>
			`<button type="button" class="btn btn-xs btn-default" data-ask="${kind}">${
				kind === "Self" ? __("Ask for a Self-Assessment") : __("Ask the Manager for an Assessment")
			}</button>`
	);
	return `<p>${buttons.join(" ")}</p>`;
}

const kind_label = (kind) => (kind === "Self" ? __("Self-Assessment") : __(kind));

function release(frm, { release: name, released }) {
	frappe
		.xcall("fokus_app.assessments.writing.release", { name, released: Number(released) })
		.then(() => fokus.assessments.show(frm));
}

function ask(frm, kind) {
	frappe
		.xcall("fokus_app.assessments.requests.ask", { candidate: frm.docname, kind })
		.then(() => fokus.assessments.show(frm));
}
