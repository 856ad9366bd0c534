// Kanban boards of our records: dropping a card in another column asks for what the action needs, and acts.

frappe.provide("fokus");

const MOVE = "frappe.desk.doctype.kanban_board.kanban_board.update_order_for_single_card";

// the board has no hook for a card that was dropped: it calls this method, and puts the card back when that fails
const call = frappe.call;
frappe.call = function (options, ...more) {
	if (options?.method === MOVE && is_ours(cur_list) && options.args.from_colname !== options.args.to_colname) {
		return drop(cur_list, options);
	}
	return call.call(this, options, ...more);
};

const is_ours = (list) => list?.board?.field_name === "workflow_state" && list.doctype in frappe.boot.fokus.decisions;

/** Resolves when the action was carried out, fails when it was not. */
function drop(list, { args: { docname, to_colname } }) {
	const moved = $.Deferred();
	frappe.dom.unfreeze(); // the board waits behind a veil, but the person has to answer first
	fokus.next_steps(list.doctype, docname).then((steps) => {
		const ways = steps.steps.filter((step) => step.target === to_colname);
		const step = ways.find((each) => each.mine && !each.missing.length);
		if (!step) {
			frappe.msgprint({
				title: __("Not Possible Now"),
				indicator: "orange",
				message: why_not(steps, ways, to_colname),
			});
			moved.reject();
			return;
		}
		const act = (answers) => fokus.act(list.doctype, docname, steps.modified, answers, step);
		const done = (answer) => {
			frappe.show_alert({ message: fokus.text(answer.message), indicator: "green" }, 7);
			moved.resolve();
			list.refresh();
		};
		const dialog = fokus.ask({
			doctype: list.doctype,
			step,
			title: __(step.action),
			intro: `<p>${fokus.pill(list.doctype, steps.state)} → ${fokus.pill(list.doctype, to_colname)}</p>`,
			submit: (answers) => act(answers).then(done),
		});
		dialog.onhide = () => moved.reject();
	}, moved.reject);
	return moved.fail(() => list.refresh()).promise();
}

function why_not(steps, ways, target) {
	const mine = ways.find((each) => each.mine);
	if (mine) return `<b>${fokus.text(__(mine.action))}</b>: ${mine.missing.map(fokus.text).join(" ")}`;
	if (ways.length) {
		return ways
			.map((each) => fokus.text(__("“{0}” is for: {1}", [__(each.action), each.who])))
			.join("<br>");
	}
	return fokus.text(__("No step leads from “{0}” to “{1}”.", [__(steps.state), __(target)]));
}
