// Lists: the filters people use daily, and actions for several records at once.

frappe.provide("fokus");

/** Settings for a list view: buttons for `filters` ("mine", "overdue", "my_cases"), and our bulk actions. */
fokus.list_settings = ({ filters, add_fields = [], ...more }) => ({
	...more,
	add_fields,
	formatters: { waiting_for: waits_for, responsible: fokus.by_name },
	onload(listview) {
		fokus.spare_room(listview);
		add_filter_buttons(listview, filters);
		replace_bulk_actions(listview);
		if (add_fields.includes("workflow_state")) {
			add_reminding(listview);
			offer_beside_the_chosen(listview);
		}
		more.onload?.(listview);
	},
});

/** On a phone a list begins with its rows: of the fields for filtering only the one for the name stays (see the styles). */
fokus.spare_room = (listview) => listview.$page.addClass("fokus-list");

const LABELS = {
	mine: () => __("Waits for Me"),
	overdue: () => __("Overdue"),
	my_cases: () => __("My Cases"),
	look_again: () => __("Look Again Due"),
	without_person: () => __("Without a Person"),
	left_behind: () => __("Waits for Somebody Who Left"),
	maybe_twice: () => __("Perhaps Entered Twice"),
	silent: () => __("Silent for Long"),
};

const PLANNERS = ["FOKUS HR Clerk", "FOKUS Programme Lead"];

/** Filters that are for some roles alone. */
const FOR = {
	my_cases: ["FOKUS HR Clerk"],
	left_behind: ["FOKUS HR Clerk"],
	maybe_twice: PLANNERS,
	silent: PLANNERS,
	look_again: PLANNERS,
	without_person: PLANNERS,
};

/** People stand in lists by their name; Frappe's list would show the account. */
fokus.by_name = (user) => `<span class="ellipsis">${name_of(user)}</span>`;
const name_of = (user, doc = {}) => fokus.text(user && (side_of(user, doc) || frappe.boot.user_info[user]?.fullname || user));

/** The desk knows no names of people who have no access to it; a pair does. */
const side_of = (user, doc) =>
	(user === doc.mentee_user && doc.mentee_name) || (user === doc.mentor_user && doc.mentor_name);

/** In the report view a stage stands as a link, which Frappe translates only for those who may read Workflow State. */
frappe.form.link_formatters["Workflow State"] ??= (state) => __(state);

/** The person, and for how long they have been awaited; red once a decision is overdue. */
const waits_for = (user, df, doc) => {
	if (!user) return "";
	const days = doc.waiting_since
		? frappe.datetime.get_day_diff(frappe.datetime.get_today(), doc.waiting_since)
		: 0;
	if (days <= 0) return `<span class="ellipsis">${name_of(user, doc)}</span>`;
	const { overdue_days, decisions } = frappe.boot.fokus;
	const late = days > overdue_days && decisions[df.parent]?.includes(doc.workflow_state);
	const age = days === 1 ? __("1 day") : __("{0} days", [days]);
	// the age first: a long name is cut off at its end
	return `<span class="ellipsis"><span class="${late ? "fokus-overdue" : "text-muted"}">${age}</span> · ${name_of(user, doc)}</span>`;
};

/** The head of a list has no room for a row of them: those that do not fit stand in a menu. */
function add_filter_buttons(listview, filters) {
	const offered = filters.filter((which) => !FOR[which] || frappe.user.has_role(FOR[which]));
	const room = fokus.list_head_room();
	const alone = offered.length <= room ? room : room - 1;
	offered.forEach((which, index) =>
		listview.page.add_inner_button(
			LABELS[which](),
			() => show_only(listview, which),
			index < alone ? undefined : __("Show")
		)
	);
}

const show_only = (listview, which) =>
	frappe
		.xcall("fokus_app.waiting.filters_for", { doctype: listview.doctype, which })
		.then((filters) => listview.filter_area.clear().then(() => listview.filter_area.add(filters)));

/** Frappe's bulk actions ask for nothing; ours ask once and let a worker act one by one, so that each refusal is named. */
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

const may_remind = () => PLANNERS.some((role) => frappe.user.has_role(role));

function add_reminding(listview) {
	if (!may_remind()) return;
	listview.page.add_actions_menu_item(__("Remind"), () => remind_many(listview), false);
}

/** Beside "3 items selected" stands what can be done with them, so that nobody has to look for it in a menu. */
function offer_beside_the_chosen(listview) {
	const { on_row_checked } = listview;
	const show = frappe.utils.debounce(() => show_offers(listview), 300);
	listview.on_row_checked = function () {
		on_row_checked.call(this);
		show();
	};
}

async function show_offers(listview) {
	const names = listview.get_checked_items(true);
	const $head = listview.$result.find("header .checkbox-actions");
	if (!names.length) return $head.find(".fokus-offers").remove();
	const offers = await frappe.xcall("fokus_app.workflows.bulk.offered", { doctype: listview.doctype, names });
	if (listview.get_checked_items(true).join() !== names.join()) return; // another choice has its own answer
	const $offers = $('<div class="fokus-offers"></div>');
	const add = (label, work) =>
		$(`<button type="button" class="btn btn-xs btn-default">${fokus.text(label)}</button>`)
			.on("click", work)
			.appendTo($offers);
	if (may_remind()) add(__("Remind"), () => remind_many(listview));
	for (const { action, count } of offers) {
		const label = count < names.length ? `${__(action)} (${count})` : __(action);
		add(label, () => act_on_many(listview, action));
	}
	$head.find(".fokus-offers").remove();
	$head.append($offers);
}

async function remind_many(listview) {
	const { job, total } = await frappe.xcall("fokus_app.reminders.sending.remind_now", {
		doctype: listview.doctype,
		names: listview.get_checked_items(true),
	});
	const reminded = (done) => __("{0} records: a reminder is on its way", [done]);
	follow(listview, { title: __("Remind"), said: reminded }, job, total);
}

async function act_on_many(listview, action) {
	const { step, cases } = await frappe.xcall("fokus_app.workflows.bulk.prepare", {
		doctype: listview.doctype,
		names: listview.get_checked_items(true),
		action,
	});
	if (!step) {
		frappe.msgprint(__("None of these records offers you “{0}”.", [__(action)]));
		return;
	}
	const titles = cases.map((each) => `<li>${fokus.text(each.title)}</li>`).join("");
	fokus.ask({
		doctype: listview.doctype,
		step,
		title: __("{0} for {1} records", [__(action), cases.length]),
		intro: `<ul class="fokus-chosen">${titles}</ul>`,
		prefill: cases.length === 1,
		submit: (answers) =>
			frappe
				.xcall("fokus_app.workflows.bulk.start", { doctype: listview.doctype, action, cases, ...answers })
				.then(({ job, total }) => {
					const said = (done) => __("{0} records done", [done]);
					follow(listview, { title: __(action), said }, job, total);
				}),
	});
}

const ASK_AGAIN_MS = 700;

/** Show how far the worker is (under `title`), and at the end what was done (`said`) and what was refused and why. */
async function follow(listview, { title, said }, job, total) {
	let seen = { count: 0, total, failed: [] };
	while (!seen.finished && !seen.silent) {
		frappe.show_progress(title, seen.count, seen.total, __("{0} of {1}", [seen.count, seen.total]));
		await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
		seen = await frappe.xcall("fokus_app.workflows.bulk.progress", { job });
	}
	frappe.hide_progress();
	listview.clear_checked_items();
	listview.refresh();
	if (seen.silent && !seen.finished) {
		frappe.msgprint({
			title: __("No Answer"),
			indicator: "orange",
			message: __("{0} of {1} records were looked at, then the work stopped. “Go On” does the others; nothing happens twice.", [seen.count, seen.total]),
			primary_action: {
				label: __("Go On"),
				action() {
					frappe.hide_msgprint();
					frappe
						.xcall("fokus_app.workflows.bulk.go_on", { job })
						.then(() => follow(listview, { title, said }, job, total));
				},
			},
		});
		return;
	}
	const done = seen.total - seen.failed.length;
	show_outcome(said(done), done, seen.failed);
}

function show_outcome(message, done, failed) {
	if (!failed.length) {
		frappe.show_alert({ message, indicator: "green" }, 7);
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
