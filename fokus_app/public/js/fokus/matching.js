// "Propose Mentors" on a cohort, "Find a Mentor" on a candidate: the best pairs, why, what else is possible and what a
// change costs. Nothing is made before somebody presses the button; the server decides everything again then.

const METHOD = "fokus_app.matching.screen.";
const ASK_AGAIN_MS = 700;
const IN_PROGRAMME = ["Preparation", "Ready", "Onboarding"];
const MORE = "more";

frappe.ui.form.on("Programme Cohort", {
	refresh(frm) {
		if (frm.is_new() || !may_propose()) return;
		frm.add_custom_button(__("Propose Mentors"), () => new Proposal({ cohort: frm.docname }).open());
	},
});

frappe.ui.form.on("Leadership Candidate", {
	refresh(frm) {
		if (frm.is_new() || !may_propose() || !IN_PROGRAMME.includes(frm.doc.workflow_state)) return;
		frm.add_custom_button(__("Find a Mentor"), () => new Proposal({ candidate: frm.docname }).open());
	},
});

const may_propose = () => frappe.user.has_role("FOKUS HR Clerk") || frappe.user.has_role("FOKUS Programme Lead");

/** The dialog for a cohort or a candidate. */
class Proposal {
	constructor(about) {
		this.about = about;
	}

	open() {
		const again = () => this.propose({});
		this.dialog = new frappe.ui.Dialog({
			title: this.about.cohort ? __("Propose Mentors") : __("Find a Mentor"),
			size: "extra-large",
			fields: [
				{
					fieldtype: "Select",
					fieldname: "kind",
					label: __("Kind"),
					options: ["Mentoring", "Senior Advice"].map((value) => ({ value, label: __(value) })),
					default: "Mentoring",
					onchange: again,
				},
				{ fieldtype: "Column Break" },
				{ fieldtype: "Date", fieldname: "start", label: __("From"), onchange: again },
				{ fieldtype: "Column Break" },
				{ fieldtype: "Date", fieldname: "until", label: __("Until"), onchange: again },
				{ fieldtype: "Section Break" },
				{ fieldtype: "HTML", fieldname: "content" },
			],
			primary_action_label: __("Create Proposal"),
			primary_action: () => this.create(),
		});
		this.dialog.$wrapper.addClass("fokus-matching");
		this.$content = this.dialog.get_field("content").$wrapper;
		this.$content.on("change", "select[data-candidate]", (event) => this.choose(event.currentTarget));
		this.$content.on("click", "[data-redo]", () => this.propose(this.fixed));
		this.$content.on("click", "[data-best]", () => this.propose({}));
		this.dialog.onhide = () => (this.closed = true);
		this.dialog.show();
		this.propose({});
	}

	/** Whom, in which part and when; the same for every question to the server. */
	question() {
		const { kind, start, until } = this.dialog.get_values(true) || {};
		return { ...this.about, kind: kind || "Mentoring", start: start || null, until: until || null };
	}

	async propose(fixed) {
		const question = this.question();
		const asked = JSON.stringify([question, fixed]);
		// a date field says twice that it has changed, and once more when we fill it in
		if (this.asked === asked) return;
		this.asked = asked;
		this.busy(__("Looking for the best pairs …"));
		const found = await this.call("propose", { ...question, fixed });
		if (this.asked !== asked) return;
		this.asked = null;
		if (!found) return this.nothing();
		await this.keep_dates(found);
		if (!Object.keys(fixed).length) {
			this.best = found;
			this.all = {};
		}
		this.fixed = { ...fixed };
		this.show(found);
	}

	/** The dates that the server has filled in. */
	async keep_dates({ start, until }) {
		const question = { ...this.question(), start, until };
		this.asked = JSON.stringify([question, {}]);
		if (!this.dialog.get_value("start")) await this.dialog.set_value("start", start);
		if (!this.dialog.get_value("until")) await this.dialog.set_value("until", until);
		this.asked = null;
	}

	async choose(select) {
		const { candidate } = select.dataset;
		if (select.value === MORE) {
			const { kind, start, until } = this.question();
			const all = await this.call("choices", { kind, start, until, candidate });
			if (all) this.all[candidate] = all;
			return this.show(this.found, candidate);
		}
		const mentor = select.value || null;
		const pairs = { ...pairs_of(this.found), [candidate]: mentor };
		const found = await this.call("weigh", { ...this.question(), pairs });
		if (!found) return this.show(this.found, candidate);
		this.fixed[candidate] = mentor;
		this.show(found, candidate);
	}

	async create() {
		const { kind, start, until } = this.question();
		const pairs = pairs_of(this.found);
		const total = this.found.pairs;
		this.enable(false);
		const made = await this.call("create", { kind, start, until, pairs });
		if (!made) return this.enable(true);
		this.dialog.hide();
		frappe.show_alert({ message: __("{0} pairs are proposed. Next: ask the mentors.", [total]), indicator: "green" }, 10);
		if (made.made.length === 1) return frappe.set_route("Form", "Mentoring Relationship", made.made[0]);
		frappe.set_route("List", "Mentoring Relationship", { workflow_state: "Proposed" });
	}

	busy(text) {
		this.enable(false);
		this.$content.html(`<p class="text-muted" role="status">${fokus.text(text)}</p>`);
	}

	nothing() {
		this.$content.html(`<p class="text-muted">${fokus.text(__("Nothing is proposed."))}</p>`);
	}

	show(found, focus) {
		this.found = found;
		const rows = found.rows.map((row) => this.row(row)).join("");
		const table = `<div class="fokus-pairs"><table class="table table-sm">
			<thead><tr><th>${fokus.text(__("Mentee"))}</th><th>${fokus.text(__("Mentor"))}</th>
				<th class="text-right">${fokus.text(__("Points"))}</th><th>${fokus.text(__("Why"))}</th></tr></thead>
			<tbody>${rows}</tbody></table></div>`;
		const nobody = `<p>${fokus.text(__("Nobody here needs a mentor at present."))}</p>`;
		this.$content.html(`${this.head(found)}${found.rows.length ? table : nobody}${left_out(found.left_out)}`);
		this.show_button(found);
		if (focus) this.$content.find(`select[data-candidate="${focus}"]`).trigger("focus");
	}

	/** How good it is, and what the changes by hand cost. */
	head(found) {
		if (!found.rows.length) return "";
		const without = found.rows.length - found.pairs;
		const parts = [
			__("{0} pairs", [found.pairs]),
			without && __("{0} without a mentor", [without]),
			__("{0} points in all", [in_points(found.total)]),
		].filter(Boolean);
		return `<div class="fokus-sum" role="status"><b>${parts.map(fokus.text).join(" · ")}</b> ${this.cost(found)}</div>`;
	}

	cost(found) {
		if (!Object.keys(this.fixed).length) {
			if (!found.pairs) return "";
			return pill("green", this.about.cohort ? __("The best proposal for all together") : __("Fits best"));
		}
		const points = in_points(this.best.total - found.total);
		const fewer = this.best.pairs - found.pairs;
		const what = found.problems
			? pill("red", __("{0} pairs are not possible", [found.problems]))
			: fewer > 0
				? pill("orange", __("Your changes leave {0} more without a mentor", [fewer]))
				: points > 0
					? pill("orange", __("Your changes cost {0} points", [points]))
					: pill("green", __("Your changes cost nothing"));
		const buttons = [
			`<button type="button" class="btn btn-xs btn-default" data-redo>${fokus.text(__("Rearrange the Others"))}</button>`,
			`<button type="button" class="btn btn-xs btn-default" data-best>${fokus.text(__("Back to the Best Proposal"))}</button>`,
		];
		return `${what} ${found.rows.length > 1 ? buttons[0] : ""} ${buttons[1]}`;
	}

	row(row) {
		const changed = row.candidate in this.fixed;
		const wishes = [row.wishes.join(", "), row.note && `„${row.note}“`].filter(Boolean).join(" · ");
		const why = row.problem
			? `<span class="fokus-overdue">${fokus.text(row.problem)}</span>`
			: `<span class="${row.mentor ? "" : "text-muted"}">${fokus.text(row.why)}</span>`;
		return `<tr class="${changed ? "fokus-changed" : ""}">
			<td><b>${fokus.text(row.title)}</b>${row.centre ? `<br><span class="text-muted">${fokus.text(row.centre)}</span>` : ""}
				${wishes ? `<br><small>${fokus.text(__("Wishes: {0}", [wishes]))}</small>` : ""}</td>
			<td>${this.select(row)}</td>
			<td class="text-right">${row.mentor && !row.problem ? row.points : "–"}</td>
			<td>${why}${this.also_possible(row)}</td></tr>`;
	}

	select(row) {
		const proposed = this.best.rows.find((each) => each.candidate === row.candidate);
		const options = new Map();
		if (proposed?.mentor) options.set(proposed.mentor, `${proposed.mentor_title} (${proposed.points}) ★`);
		for (const each of this.all[row.candidate] || row.choices) {
			if (!options.has(each.mentor)) options.set(each.mentor, `${each.title} (${each.points})`);
		}
		if (row.mentor && !options.has(row.mentor)) options.set(row.mentor, row.mentor_title);
		const html = [...options].map(([mentor, label]) => option(mentor, label, mentor === row.mentor));
		html.push(option("", __("– without a mentor –"), !row.mentor));
		if (row.choices.length && !this.all[row.candidate]) html.push(option(MORE, __("All who are possible …"), false));
		return `<select class="form-control input-sm" data-candidate="${fokus.text(row.candidate)}"
			aria-label="${fokus.text(__("Mentor for {0}", [row.title]))}">${html.join("")}</select>`;
	}

	/** For one candidate there is room for why the next two would be good. */
	also_possible(row) {
		if (this.about.cohort) return "";
		const others = row.choices.filter((each) => each.mentor !== row.mentor).slice(0, 2);
		if (!others.length) return "";
		const lines = others.map(
			(each) => `<li><b>${fokus.text(each.title)}</b> (${each.points}): ${fokus.text(each.why)}</li>`
		);
		return `<div class="fokus-also text-muted">${fokus.text(__("Also possible:"))}<ul>${lines.join("")}</ul></div>`;
	}

	show_button(found) {
		const label = found.pairs === 1 ? __("Create Proposal") : __("Create {0} Proposals", [found.pairs]);
		this.dialog.set_primary_action(label, () => this.create());
		this.enable(found.pairs && !found.problems);
	}

	/** Frappe's own way leaves the button to the keyboard. */
	enable(may) {
		this.dialog.get_primary_btn().prop("disabled", !may);
	}

	/** Resolves with nothing where the server refused (Frappe shows why); waits where a worker does it. */
	async call(method, args) {
		const answer = await frappe.xcall(METHOD + method, args).catch(() => null);
		return answer?.job ? this.wait_for(answer) : answer;
	}

	async wait_for({ job, total }) {
		let seen = { count: 0, total };
		while (!this.closed && !seen.result && !seen.error && !seen.silent) {
			this.busy(__("{0} of {1} are done …", [seen.count, seen.total]));
			await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
			seen = await frappe.xcall(`${METHOD}progress`, { job }).catch(() => ({ silent: true }));
		}
		if (seen.error || (seen.silent && !seen.result)) {
			const message = seen.error || __("The work stopped. Please try it again; nothing happens twice.");
			frappe.msgprint({ title: __("No Answer"), indicator: "orange", message: fokus.text(message) });
			if (this.found) this.show(this.found);
		}
		return seen.result || null;
	}
}

const pairs_of = (found) => Object.fromEntries(found.rows.map((row) => [row.candidate, row.mentor]));
const in_points = (thousandths) => Math.round(thousandths / 1000);
const pill = (colour, text) => `<span class="indicator-pill no-indicator-dot ${colour}">${fokus.text(text)}</span>`;
const option = (value, label, chosen) =>
	`<option value="${fokus.text(value)}" ${chosen ? "selected" : ""}>${fokus.text(label)}</option>`;

function left_out(people) {
	if (!people.length) return "";
	const rows = people.map((each) => `<li>${fokus.text(each.title)}: ${fokus.text(each.why)}</li>`);
	const head = __("{0} more are not in this list", [people.length]);
	return `<details class="fokus-left-out"><summary class="text-muted">${fokus.text(head)}</summary><ul>${rows.join("")}</ul></details>`;
}
