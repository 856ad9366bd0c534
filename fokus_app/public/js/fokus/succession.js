// "Hand Over a Person's Tasks": HR sees what would go to the successor, then moves all of it in one step.

frappe.provide("fokus.succession");

const METHOD = "fokus_app.succession.";

/** The entry in the menu of the list of candidates, for HR. */
fokus.succession.add_menu_item = (listview) => {
	if (!frappe.user.has_role("FOKUS HR Clerk")) return;
	listview.page.add_menu_item(__("Hand Over a Person's Tasks"), () => open(() => listview.refresh()));
};

function open(done) {
	const dialog = new frappe.ui.Dialog({
		title: __("Hand Over a Person's Tasks"),
		fields: [
			{
				fieldname: "leaver",
				fieldtype: "Link",
				options: "User",
				label: __("Who Leaves"),
				reqd: 1,
				onchange: () => look(dialog),
			},
			{
				fieldname: "successor",
				fieldtype: "Link",
				options: "User",
				label: __("Successor"),
				reqd: 1,
				get_query: () => ({ query: "fokus_app.link_queries.users_for" }),
				onchange: () => look(dialog),
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			{ fieldname: "found", fieldtype: "HTML" },
		],
		primary_action_label: __("Hand Over"),
		primary_action(values) {
			dialog.disable_primary_action();
			const { leaver, successor, reason } = values;
			frappe
				.xcall(METHOD + "hand_over", { leaver, successor, reason })
				.then((moved) => {
					dialog.hide();
					frappe.msgprint({ title: __("Handed Over"), indicator: "green", message: html(moved) });
					done();
				})
				.catch(() => dialog.enable_primary_action());
		},
	});
	dialog.show();
}

async function look(dialog) {
	// not get_values: Frappe's empties what somebody is typing in another field at that moment
	const [leaver, successor] = ["leaver", "successor"].map((name) => dialog.get_value(name));
	const $found = dialog.get_field("found").$wrapper;
	if (!leaver) return $found.empty();
	const asked = (dialog.asked = `${leaver}|${successor}`);
	const found = await frappe.xcall(METHOD + "preview", { leaver, successor });
	if (dialog.asked === asked) $found.html(html(found));
}

function html(found) {
	const parts = [
		[__("Open cases"), found.cases],
		[__("Open steps"), found.activities],
		[__("Areas"), found.areas],
		[__("Centres"), found.centres],
		[__("Cohorts"), found.cohorts],
		[__("Entries in the settings"), found.settings],
	];
	const rows = parts.map(([label, count]) => `<tr><td>${fokus.text(label)}</td><td>${count}</td></tr>`);
	const staying = found.staying.map(
		(row) => `<li><b>${fokus.text(row.title)}</b>: ${fokus.text(row.why)}</li>`
	);
	const left = [
		found.pairs ? __("Mentoring pairs that HR decides about: {0}", [found.pairs]) : "",
		found.meetings ? __("Meetings that need another organiser: {0}", [found.meetings]) : "",
		found.groups ? __("Groups of peer consultation whose member this person is: {0}", [found.groups]) : "",
		found.panels ? __("Interviews whose panel needs somebody else: {0}", [found.panels]) : "",
	].filter(Boolean);
	return `${found.problem ? `<p><span class="indicator red">${fokus.text(found.problem)}</span></p>` : ""}
		<table class="table table-bordered"><tbody>${rows.join("")}</tbody></table>
		${staying.length ? `<p>${fokus.text(__("These cases stay where they are:"))}</p><ul>${staying.join("")}</ul>` : ""}
		${left.map((text) => `<p class="text-muted">${fokus.text(text)}</p>`).join("")}`;
}
