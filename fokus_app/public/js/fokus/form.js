// The head of a form with a workflow: where the case stands, who has to act, what I can do, what is missing.

frappe.provide("fokus");

const DOCTYPES = ["Leadership Candidate", "Mentoring Relationship", "Network Meeting"];
const ENGINE_FIELDS = ["workflow_state", "stage_since", "waiting_for", "waiting_since"];

for (const doctype of DOCTYPES) {
	frappe.ui.form.on(doctype, {
		setup(frm) {
			take_over_actions_menu(frm);
		},
		before_load(frm) {
			// the head of the form says it better; this early, since the timeline would show them in English
			for (const fieldname of ENGINE_FIELDS) {
				frappe.meta.get_docfield(frm.doctype, fieldname, frm.docname).hidden = 1;
			}
		},
		refresh(frm) {
			frm.toggle_display(ENGINE_FIELDS, false);
			frm.is_new() ? show_new(frm) : show_steps(frm);
		},
	});
}

/** Frappe's own menu would act without asking for what a step needs; ours comes with the steps. */
function take_over_actions_menu(frm) {
	frm.states.show_actions = () => {};
}

function fill_actions_menu(frm, steps) {
	frm.page.clear_actions_menu();
	for (const step of possible(steps)) {
		frm.page.add_action_item(__(step.action), () => start(frm, step.action));
	}
}

const possible = (steps) => steps.steps.filter((step) => step.mine && !step.missing.length);

function show_new(frm) {
	frm.fokus_steps = null;
	frm.get_field("overview_html").$wrapper.empty();
	frm.get_field("stage_changes").$wrapper.hide();
	frappe
		.xcall("fokus_app.workflows.next_steps.editable_when_new", { doctype: frm.doctype })
		.then((editable) => {
			if (!frm.is_new()) return;
			open_fields(frm, editable);
			forget_foreign(frm, editable);
		});
}

/** What a duplicate brings along and this person may not fill in would be refused, in a field that cannot be emptied. */
function forget_foreign(frm, editable) {
	const mine = new Set(editable);
	for (const df of frappe.get_meta(frm.doctype).fields) {
		const value = frm.doc[df.fieldname];
		if (mine.has(df.fieldname) || df.read_only || df.is_custom_field || df.default) continue;
		if (frappe.model.no_value_type.includes(df.fieldtype) || Array.isArray(value) || !value) continue;
		frm.set_value(df.fieldname, null);
	}
}

function show_steps(frm) {
	const name = frm.docname;
	if (frm.fokus_shown !== name) {
		frm.get_field("overview_html").$wrapper.empty();
		open_fields(frm, []);
	}
	frm.fokus_steps = fokus.next_steps(frm.doctype, name).then((steps) => ({ ...steps, name }));
	frm.fokus_steps.then((steps) => {
		if (frm.docname !== name) return;
		frm.fokus_shown = name;
		open_fields(frm, steps.editable);
		fill_actions_menu(frm, steps);
		show_overview(frm, steps);
		show_history(frm, steps.history);
		if (frm.doctype === "Network Meeting") fokus.show_mail_orders(frm);
	});
	if (frappe.model.can_read("FOKUS Mail")) show_unsent(frm, name);
}

/** Fields that the person may not change now are read-only; a customer's own fields stay as they are. */
function open_fields(frm, editable) {
	const mine = new Set(editable);
	for (const df of frappe.get_meta(frm.doctype).fields) {
		if (df.read_only || df.is_custom_field || frappe.model.no_value_type.includes(df.fieldtype)) {
			if (!frappe.model.table_fields.includes(df.fieldtype) || df.read_only) continue;
		}
		frm.set_df_property(df.fieldname, "read_only", mine.has(df.fieldname) ? 0 : 1);
		// an empty table that was read-only stays hidden: Frappe asks its grid, which learns of the change only meanwhile
		if (frappe.model.table_fields.includes(df.fieldtype) && mine.has(df.fieldname)) frm.refresh_field(df.fieldname);
	}
}

function show_overview(frm, steps) {
	const mine = possible(steps);
	const main = main_step(frm, mine);
	const $head = $(`<div class="fokus-overview">
		${where_it_stands(frm, steps)}
		${last_reason(steps)}
		${hints(steps)}
		<div class="fokus-buttons">${mine
			.map((step) => button(step, step === main, ends(frm, step)))
			.join("")}</div>
		${not_yet(steps)}
		${others(steps)}
		<div class="fokus-orders"></div>
		<div class="fokus-unsent"></div>
	</div>`);
	$head.find("[data-action]").on("click", (event) => start(frm, $(event.currentTarget).data("action")));
	const $wrapper = frm.get_field("overview_html").$wrapper;
	const unsent = $wrapper.find(".fokus-unsent").html();
	$wrapper.empty().append($head);
	if (unsent) $wrapper.find(".fokus-unsent").html(unsent);
}

/** The way forward is the first step that does not end the case, is not for emergencies and leads nowhere back: those ask why. */
const main_step = (frm, mine) =>
	mine.find((step) => !ends(frm, step) && !step.reason && step.target !== frm.doc.workflow_state);
const ends = (frm, step) => fokus.colour(frm.doctype, step.target) === "red";

const hints = (steps) =>
	steps.hints.map((sentence) => `<div class="fokus-warning">${fokus.text(sentence)}</div>`).join("");

function where_it_stands(frm, steps) {
	const parts = [fokus.pill(frm.doctype, steps.state)];
	if (steps.since) {
		const date = frappe.datetime.str_to_user(steps.since);
		parts.push(`<span class="text-muted">${fokus.text(__("since {0}", [date]))}</span>`);
	}
	if (steps.waits_for.length && !steps.closed) {
		const since = steps.waiting_since ? fokus.days_ago(steps.waiting_since) : "";
		const text = steps.waits_for_me
			? __("It is your turn, {0}", [since])
			: __("Waits for {0}, {1}", [steps.waits_for.join(" " + __("or") + " "), since]);
		const emphasis = steps.waits_for_me ? "fokus-my-turn" : "";
		parts.push(`<span class="fokus-waits ${emphasis}">${fokus.text(text)}</span>`);
	}
	return `<div class="fokus-where">${parts.join(" ")}</div>`;
}

function last_reason({ last_reason: last }) {
	if (!last) return "";
	const why = [last.category, last.reason].filter(Boolean).join(": ");
	return `<blockquote class="fokus-reason">
		<div class="text-muted">${fokus.text(__(last.action))} · ${fokus.text(last.by)}</div>
		<div class="fokus-text">${fokus.text(why)}</div>
	</blockquote>`;
}

function button(step, is_main, is_end) {
	const style = is_main ? "btn-primary" : is_end ? "btn-default fokus-ends" : "btn-default";
	const action = fokus.text(step.action);
	return `<button type="button" class="btn btn-sm ${style}" data-action="${action}">${fokus.text(
		__(step.action)
	)}</button>`;
}

function not_yet(steps) {
	const rows = steps.steps
		.filter((step) => step.mine && step.missing.length)
		.map((step) => `<li><b>${fokus.text(__(step.action))}</b>: ${step.missing.map(fokus.text).join(" ")}</li>`);
	if (!rows.length) return "";
	return `<div class="fokus-not-yet"><span class="text-muted">${__("Not possible yet")}</span><ul>${rows.join(
		""
	)}</ul></div>`;
}

function others(steps) {
	const by_person = {};
	for (const step of steps.steps.filter((step) => !step.mine)) {
		(by_person[step.who] = by_person[step.who] || []).push(__(step.action));
	}
	const rows = Object.entries(by_person).map(
		([who, actions]) => `<li>${fokus.text(who)}: ${actions.map(fokus.text).join(", ")}</li>`
	);
	if (!rows.length) return "";
	return `<div class="fokus-others text-muted">${__("What others can do")}<ul>${rows.join("")}</ul></div>`;
}

function show_unsent(frm, name) {
	frappe
		.xcall("fokus_app.notifications.delivery.unsent", { doctype: frm.doctype, name })
		.then((mails) => {
			if (frm.docname !== name) return;
			const rows = mails.map((mail) => {
				const person = fokus.text(mail.recipient || mail.recipient_email || __("Nobody"));
				const link = frappe.utils.get_form_link("FOKUS Mail", mail.name);
				return `<li><a href="${link}">${person}</a>: ${fokus.text(mail.problem)}</li>`;
			});
			const html = rows.length
				? `<div class="fokus-warning"><b>${__("Mails that were not sent")}</b><ul>${rows.join("")}</ul></div>`
				: "";
			frm.fokus_steps?.then(() => {
				frm.get_field("overview_html").$wrapper.find(".fokus-unsent").html(html);
			});
		});
}

function show_history(frm, history) {
	// not everybody who reads a record sees its log
	if (!history) return frm.get_field("stage_changes").$wrapper.hide();
	const rows = history.map((row) => {
		const why = [row.category, row.reason].filter(Boolean).join(": ");
		const moved = row.from_state !== row.to_state;
		return `<li>
			<div><b>${fokus.text(__(row.action))}</b>
				${moved ? `${fokus.text(__(row.from_state))} → ${fokus.pill(frm.doctype, row.to_state)}` : ""}</div>
			<div class="text-muted">${fokus.text(frappe.datetime.str_to_user(row.on))} · ${fokus.text(row.by)}
				${moved ? `· ${fokus.text(__("{0} days in the stage before", [row.days || 0]))}` : ""}</div>
			${why ? `<div class="fokus-reason fokus-text">${fokus.text(why)}</div>` : ""}
		</li>`;
	});
	const field = frm.get_field("stage_changes");
	field.$wrapper.show().children(".fokus-history").remove();
	field.$wrapper.children(":not(.fokus-history)").hide();
	field.$wrapper.append(
		rows.length
			? `<ol class="fokus-history">${rows.join("")}</ol>`
			: `<p class="fokus-history text-muted">${__("Nothing has happened yet.")}</p>`
	);
}

/** Save what is unsaved (after asking), then open the dialog of an action with the newest steps. */
async function start(frm, action) {
	if (frm.is_dirty()) {
		const agreed = await new Promise((resolve) =>
			frappe.confirm(
				__("Your changes are saved first. Go on?"),
				() => resolve(true),
				() => resolve(false)
			)
		);
		if (!agreed) return;
		await frm.save();
	}
	const seen = frm.doc.modified;
	const steps = await frm.fokus_steps;
	const step = steps.steps.find((each) => each.action === action);
	if (!step) return;
	const more = await fokus.intros?.[`${frm.doctype}/${action}`]?.(frm);
	fokus.ask({
		doctype: frm.doctype,
		step,
		intro: intro(frm, step) + (more || ""),
		submit: (answers) =>
			fokus.act(frm.doctype, frm.docname, seen, answers, step).then((outcome) => {
				frappe.show_alert({ message: fokus.text(outcome.message), indicator: "green" }, 7);
				return frm.reload_doc();
			}),
	});
}

function intro(frm, step) {
	if (!step.target || step.target === frm.doc.workflow_state) return "";
	return `<p>${fokus.pill(frm.doctype, frm.doc.workflow_state)} → ${fokus.pill(frm.doctype, step.target)}</p>`;
}
