// "Invite to FOKUS": HR gives people their account, from the candidate, the list, a centre, an area, the mentors.

frappe.provide("fokus.accounts");

const is_hr = () => frappe.user.has_role("FOKUS HR Clerk");

/** Invite the persons of these candidacies and say what became of each. */
fokus.accounts.invite_candidates = async (names, again = false) => {
	const results = await frappe.xcall("fokus_app.accounts.invite_candidates", { names, again });
	const invited = results.filter((row) => row.done).length;
	if (invited === results.length && invited === 1) {
		frappe.show_alert({ message: fokus.text(results[0].message), indicator: "green" }, 7);
		return;
	}
	const rows = results.map(
		(row) =>
			`<tr><td>${fokus.text(row.title)}</td><td><span class="indicator ${row.done ? "green" : "orange"}">${fokus.text(row.message)}</span></td></tr>`
	);
	frappe.msgprint({
		title: __("{0} invited, {1} not", [invited, results.length - invited]),
		message: `<table class="table table-bordered"><tbody>${rows.join("")}</tbody></table>`,
	});
};

/** For the list of candidates: invite the checked ones. */
fokus.accounts.add_list_action = (listview) => {
	if (!is_hr()) return;
	listview.page.add_actions_menu_item(__("Invite to FOKUS"), () => {
		const names = listview.get_checked_items(true);
		frappe.confirm(__("Send an invitation to {0} people?", [names.length]), () =>
			fokus.accounts.invite_candidates(names).then(() => listview.refresh())
		);
	});
};

/** A dialog for somebody who has no record of their own yet. */
function ask(title, fields, method, args) {
	return new Promise((resolve) => {
		const dialog = new frappe.ui.Dialog({
			title,
			fields: [
				{ fieldname: "full_name", fieldtype: "Data", label: __("First and Last Name"), reqd: 1 },
				{ fieldname: "email", fieldtype: "Data", options: "Email", label: __("Email"), reqd: 1 },
				...fields,
			],
			primary_action_label: __("Invite"),
			primary_action(values) {
				dialog.disable_primary_action();
				frappe
					.xcall(method, { ...args, ...values })
					.then((answer) => {
						dialog.hide();
						frappe.show_alert({ message: fokus.text(answer.message), indicator: "green" }, 7);
						resolve(answer);
					})
					.catch(() => dialog.enable_primary_action());
			},
		});
		dialog.show();
	});
}

fokus.accounts.invite_mentor = () =>
	ask(
		__("Invite a Mentor"),
		[
			{
				fieldname: "kind",
				fieldtype: "Select",
				label: __("Kind"),
				options: ["Mentor", "Senior Adviser"].map((value) => ({ value, label: __(value) })),
				default: "Mentor",
				reqd: 1,
			},
			{ fieldname: "centre", fieldtype: "Link", options: "Daycare Centre", label: __("Daycare Centre") },
		],
		"fokus_app.accounts.invite_mentor"
	);

function add_manager_buttons(doctype, fields) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (frm.is_new() || !is_hr()) return;
			for (const field of fields) {
				const label = __(frappe.meta.get_docfield(doctype, field).label);
				frm.add_custom_button(
					label,
					() =>
						ask(`${__("Invite to FOKUS")}: ${label}`, [], "fokus_app.accounts.invite_manager", {
							doctype,
							name: frm.docname,
							field,
						}).then(() => frm.reload_doc()),
					__("Invite to FOKUS")
				);
			}
		},
	});
}

add_manager_buttons("Daycare Area", ["area_manager", "deputy"]);
add_manager_buttons("Daycare Centre", ["leader"]);

frappe.ui.form.on("Leadership Candidate", {
	refresh(frm) {
		if (frm.is_new() || !is_hr()) return;
		const label = frm.doc.user ? __("Invite Again") : __("Invite to FOKUS");
		frm.add_custom_button(label, () =>
			fokus.accounts.invite_candidates([frm.docname], Boolean(frm.doc.user)).then(() => frm.reload_doc())
		);
	},
});
