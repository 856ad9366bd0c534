// One take-over can be taken back as a whole; who was worked on since stays and is named.

const METHOD = "fokus_app.take_back.";

frappe.ui.form.on("Candidate Take-over", {
	refresh(frm) {
		// Frappe would show a stage by its source name
		frm.fields_dict.rows.grid.update_docfield_property("stage", "formatter", (stage) =>
			fokus.text(stage && __(stage))
		);
		if (frm.is_new()) return;
		show_late_steps(frm);
		if (frm.doc.status !== "Undone") frm.add_custom_button(__("Undo the Take-over"), () => ask(frm));
	},
});

/** Steps that were late when the case came in: nobody is reminded of them, so they are shown here. */
function show_late_steps(frm) {
	const late = frm.doc.__onload?.late_steps;
	if (!late) return;
	const text = __("Open steps that were due before the take-over: {0}. Nobody is reminded of them.", [late]);
	frm.dashboard.set_headline_alert(
		`${fokus.text(text)} <a class="fokus-late">${fokus.text(__("Show these steps"))}</a>`,
		"orange"
	);
	$(frm.wrapper).find(".fokus-late").on("click", () => {
		frappe.route_options = {
			candidate: ["in", frm.doc.rows.map((row) => row.candidate).filter(Boolean)],
			status: "Open",
			due_date: ["<=", frm.doc.taken_over_on.slice(0, 10)],
		};
		frappe.set_route("List", "Candidate Activity", "List");
	});
}

/** First what would be gone and what stays; only then is it undone. */
async function ask(frm) {
	const found = await frappe.xcall(METHOD + "preview", { name: frm.docname });
	const dialog = new frappe.ui.Dialog({
		title: __("Undo the Take-over"),
		fields: [{ fieldtype: "HTML", fieldname: "content", options: html_of(found) }],
		primary_action_label: found.gone.length ? __("Undo the Take-over") : __("Close"),
		primary_action() {
			dialog.hide();
			if (found.gone.length) undo(frm);
		},
	});
	dialog.show();
}

function html_of({ gone, kept, steps }) {
	const names = gone.map((each) => `<li>${fokus.text(each.title)}</li>`).join("");
	const whys = kept
		.map((each) => `<li>${fokus.text(each.title)}: <span class="text-muted">${fokus.text(each.why)}</span></li>`)
		.join("");
	const deleted = gone.length
		? __("These are deleted for good, with their places (cases: {0}, steps: {1}):", [gone.length, steps])
		: __("Nothing can be undone: somebody has worked on every case since.");
	return `<p>${fokus.text(deleted)}</p><ul class="fokus-chosen">${names}</ul>
		${kept.length ? `<p>${fokus.text(__("These stay (cases: {0}):", [kept.length]))}</p><ul class="fokus-chosen">${whys}</ul>` : ""}`;
}

const undo = (frm) =>
	frm
		.call({ method: METHOD + "undo", args: { name: frm.docname }, freeze: true })
		.then(({ message }) => {
			frappe.show_alert({ message: fokus.text(message.message), indicator: "green" }, 7);
			return frm.reload_doc();
		});
