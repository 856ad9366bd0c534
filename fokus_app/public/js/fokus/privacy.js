// Legal hold, erasing a case or a person, and a copy of what is stored: seen first, then confirmed by typing the name.

frappe.provide("fokus.privacy");

const METHOD = "fokus_app.privacy.acts.";

/** In the form of a candidate: copies for HR and the lead, acts for the lead. */
fokus.privacy.add_buttons = (frm) => {
	if (frm.is_new()) return;
	const group = __("Data Protection");
	const is_lead = frappe.user.has_role("FOKUS Programme Lead");
	if (!is_lead && !frappe.user.has_role("FOKUS HR Clerk")) return;
	for (const format of ["PDF", "JSON"]) {
		frm.add_custom_button(__("Copy for the Person ({0})", [format]), () => download(frm.docname, format), group);
	}
	if (!is_lead || frm.doc.erased_on) return;
	const hold = frm.doc.legal_hold ? __("Lift Legal Hold") : __("Set Legal Hold");
	frm.add_custom_button(hold, () => ask_hold(frm, hold), group);
	const done = () => frm.reload_doc();
	frm.add_custom_button(__("Erase Case"), () => erase({ kind: "Case", case: frm.docname }, done), group);
	// their account is called otherwise afterwards; the form would look for what is gone
	const list = () => frappe.set_route("List", frm.doctype);
	frm.add_custom_button(__("Erase Person"), () => erase({ kind: "Person", case: frm.docname }, list), group);
};

/** In the menu of the list, for a person who is no candidate. */
fokus.privacy.add_menu_item = (listview) => {
	if (!frappe.user.has_role("FOKUS Programme Lead")) return;
	listview.page.add_menu_item(__("Erase Person"), () =>
		frappe.prompt(
			{ fieldname: "user", fieldtype: "Link", options: "User", label: __("Person"), reqd: 1 },
			({ user }) => erase({ kind: "Person", user }, () => listview.refresh()),
			__("Erase Person"),
			__("Look")
		)
	);
};

function download(name, format) {
	const query = new URLSearchParams({ case: name, format });
	window.open(`/api/method/fokus_app.privacy.access.download_for?${query}`);
}

function ask_hold(frm, title) {
	frappe.prompt(
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		({ reason }) =>
			frappe
				.xcall(METHOD + "set_hold", { case: frm.docname, on: frm.doc.legal_hold ? 0 : 1, reason })
				.then(() => frm.reload_doc()),
		title,
		title
	);
}

async function erase(whose, done) {
	const found = await frappe.xcall(METHOD + "preview", whose);
	const title = whose.kind === "Case" ? __("Erase Case") : __("Erase Person");
	const dialog = new frappe.ui.Dialog({
		title,
		fields: [
			{ fieldname: "found", fieldtype: "HTML", options: html(whose.kind, found) },
			...(found.obstacles.length
				? []
				: [
						{
							fieldname: "confirmed",
							fieldtype: "Data",
							label: __("Type the name “{0}” to confirm", [fokus.text(found.title)]),
							reqd: 1,
						},
					]),
		],
		...(found.obstacles.length
			? {}
			: {
					primary_action_label: __("Erase for Good"),
					primary_action({ confirmed }) {
						dialog.disable_primary_action();
						frappe
							.xcall(METHOD + "erase", { ...whose, confirmed })
							.then((answer) => {
								dialog.hide();
								frappe.msgprint({ title: __("Erased"), indicator: "green", message: outcome(answer) });
								done();
							})
							.catch(() => dialog.enable_primary_action());
					},
				}),
	});
	dialog.show();
	dialog.get_primary_btn().removeClass("btn-primary").addClass("btn-danger");
}

function html(kind, found) {
	if (found.obstacles.length) {
		return `<p>${fokus.text(__("This is not possible yet:"))}</p>${list(found.obstacles.map(fokus.text))}`;
	}
	const what =
		kind === "Case"
			? __("Nothing will say any more who this case was about. Stage, area, cohort and times stay as numbers. The account stays.")
			: __("All cases of this person, their profile and their account lose name, address and every text. Numbers stay. Nobody can undo this.");
	const rows = found.records.map((row) => `<tr><td>${fokus.text(row.label)}</td><td>${fokus.text(row.count)}</td></tr>`);
	const texts = found.texts.map((row) => {
		const link = frappe.utils.get_form_link(row.doctype, row.name);
		return `<a href="${link}" target="_blank">${fokus.text(row.label)}</a>`;
	});
	return `<p><b>${fokus.text(found.title)}</b></p><p>${fokus.text(what)}</p>
		<table class="table table-bordered"><tbody>${rows.join("")}</tbody></table>
		${texts.length ? `<p>${fokus.text(__("Others may have named this person here. Please look at these texts first:"))}</p>${list(texts)}` : ""}`;
}

function outcome(answer) {
	const left = answer.left.map((row) => fokus.text(`${row.doctype} ${row.name}`));
	return `<p>${fokus.text(__("Entered in the protocol as {0}.", [answer.name]))}</p>
		${left.length ? `<p>${fokus.text(__("Records of other apps still name this person; please tell IT:"))}</p>${list(left)}` : ""}`;
}

const list = (items) => `<ul>${items.map((each) => `<li>${each}</li>`).join("")}</ul>`;
