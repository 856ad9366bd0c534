// Lists: the filters people use daily, and actions for several records at once.

frappe.provide("fokus");

/** Settings for a list view: buttons for `filters` ("mine", "overdue", "my_cases"), and our bulk actions. */
fokus.list_settings = ({ filters, add_fields = [], ...more }) => ({
	...more,
	add_fields,
	formatters: { waiting_for: by_name, responsible: by_name },
	onload(listview) {
		for (const which of filters) add_filter_button(listview, which);
		replace_bulk_actions(listview);
		more.onload?.(listview);
	},
});

const LABELS = {
	mine: () => __("Waits for Me"),
	overdue: () => __("Overdue"),
	my_cases: () => __("My Cases"),
	look_again: () => __("Look Again Due"),
	without_person: () => __("Without a Person"),
};

const PLANNERS = ["FOKUS HR Clerk", "FOKUS Programme Lead"];

/** People stand in lists by their name; Frappe's list would show the account. */
const by_name = (user) =>
	`<span class="ellipsis">${fokus.text(user && (frappe.boot.user_info[user]?.fullname || user))}</span>`;

function add_filter_button(listview, which) {
	const roles = { my_cases: ["FOKUS HR Clerk"], look_again: PLANNERS, without_person: PLANNERS }[which];
	if (roles && !frappe.user.has_role(roles)) return;
	listview.page.add_inner_button(LABELS[which](), () =>
		frappe
			.xcall("fokus_app.waiting.filters_for", { doctype: listview.doctype, which })
			.then((filters) => listview.filter_area.clear().then(() => listview.filter_area.add(filters)))
	);
}

/** Frappe's bulk actions ask for nothing; ours ask once and act one by one, so that each refusal is named. */
function replace_bulk_actions(listview) {
	const items = listview.workflow_action_items || {};
	for (const [action, $item] of Object.entries(items)) {
		// of an action that several states have, Frappe keeps the label instead of the entry
		items[action] = $item.closest("a");
		items[action].off("click").on("click", (event) => {
			event.preventDefault();
			act_on_many(listview, action);
		});
	}
}

async function act_on_many(listview, action) {
	const docs = listview.get_checked_items();
	frappe.dom.freeze(__("Looking at the records …"));
	let seen;
	try {
		seen = await Promise.all(docs.map((doc) => fokus.next_steps(listview.doctype, doc.name)));
	} finally {
		frappe.dom.unfreeze();
	}
	const cases = docs.map((doc, index) => ({
		name: doc.name,
		title: doc[listview.meta.title_field] || doc.name,
		modified: seen[index].modified,
		step: seen[index].steps.find((step) => step.action === action && step.mine),
	}));
	const step = (cases.find((each) => each.step) || {}).step;
	if (!step) {
		frappe.msgprint(__("None of these records offers you “{0}”.", [__(action)]));
		return;
	}
	const titles = cases.map((each) => `<li>${fokus.text(each.title)}</li>`).join("");
	fokus.ask({
		doctype: listview.doctype,
		step,
		title: __("{0} for {1} records", [__(action), cases.length]),
		intro: `<ul>${titles}</ul>`,
		prefill: cases.length === 1,
		submit: (answers) => act_one_by_one(listview, cases, answers, action),
	});
}

async function act_one_by_one(listview, cases, answers, action) {
	const failed = [];
	for (const [index, each] of cases.entries()) {
		frappe.show_progress(__(action), index, cases.length, each.title);
		if (!each.step) {
			failed.push({ ...each, why: __("This step is not yours here.") });
			continue;
		}
		const why = await try_one(listview.doctype, each, answers);
		if (why) failed.push({ ...each, why });
	}
	frappe.hide_progress();
	listview.clear_checked_items();
	listview.refresh();
	show_outcome(cases.length - failed.length, failed);
}

/** Act on one record; resolves with why it was refused, or nothing. */
function try_one(doctype, each, answers) {
	return new Promise((resolve) => {
		frappe.call({
			method: "fokus_app.workflows.action.act",
			args: { doctype, name: each.name, action: each.step.action, modified: each.modified, ...answers },
			silent: true,
			callback: () => resolve(null),
			error: (response) => resolve(messages_of(response)),
			// without handlers of its own Frappe shows a message for each record over the dialog
			error_handlers: {},
		});
	});
}

function messages_of(response) {
	const raw = response?._server_messages || response?.responseJSON?._server_messages || "[]";
	const messages = JSON.parse(raw).map((each) => JSON.parse(each).message);
	return messages.map((each) => frappe.utils.html2text?.(each) || $("<div>").html(each).text()).join(" ");
}

function show_outcome(done, failed) {
	if (!failed.length) {
		frappe.show_alert({ message: __("{0} records done", [done]), indicator: "green" }, 7);
		return;
	}
	const rows = failed.map(
		(each) => `<tr><td>${fokus.text(each.title)}</td><td>${fokus.text(each.why || __("Refused"))}</td></tr>`
	);
	frappe.msgprint({
		title: __("{0} done, {1} not", [done, failed.length]),
		indicator: "orange",
		message: `<table class="table table-bordered"><tbody>${rows.join("")}</tbody></table>`,
	});
}
