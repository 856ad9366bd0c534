// Sessions on the form of a mentoring: HR sees when, the pair everything. The words come from one method, for the
// pair alone, and are in no record.

frappe.provide("fokus.sessions");

const FORMS = ["In Person", "Video", "Phone"];

frappe.ui.form.on("Mentoring Relationship", {
	refresh(frm) {
		frm.get_field("sessions_html").$wrapper.empty();
		if (frm.is_new()) return;
		show_sessions(frm);
		offer_another(frm);
	},
});

async function show_sessions(frm) {
	const name = frm.docname;
	const seen = await frappe.xcall("fokus_app.mentoring_sessions.view.overview", { relationship: name });
	if (frm.docname !== name) return;
	const $wrapper = frm.get_field("sessions_html").$wrapper;
	$wrapper.html(
		`${next_line(seen)}${seen.of_the_pair ? "" : hint(__("You see when they met. What was said stays with the two."))}
		<ul class="fokus-sessions">${seen.held.map((row) => line(row, seen.of_the_pair)).join("")}</ul>`
	);
	$wrapper.find("[data-session]").on("click", ({ currentTarget }) => {
		frappe.set_route("Form", "Mentoring Session", currentTarget.dataset.session);
	});
	if (seen.may_log) frm.add_custom_button(__("Log a Session"), () => log(frm, seen));
}

const hint = (text) => `<p class="text-muted">${fokus.text(text)}</p>`;
const next_line = ({ next }) => (next ? `<p>${fokus.text(__("Next session planned for {0}", [next.when]))}</p>` : "");

function line(row, of_the_pair) {
	const date = fokus.text(row.date);
	if (!of_the_pair) return `<li>${date}</li>`;
	const about = fokus.text(`${__("{0} minutes", [row.minutes])} · ${row.form}`);
	return `<li><a href="#" onclick="return false" data-session="${fokus.text(row.name)}">${date}</a>
		<span class="text-muted">${about}</span></li>`;
}

/** Date, minutes, form and the shared words, filled with these values. */
const session_fields = (values) => [
	{ fieldname: "session_date", fieldtype: "Date", label: __("Date"), reqd: 1, default: values.session_date },
	{ fieldtype: "Column Break" },
	{ fieldname: "minutes", fieldtype: "Int", label: __("Minutes"), reqd: 1, default: values.minutes },
	{ fieldtype: "Column Break" },
	{
		fieldname: "form",
		fieldtype: "Select",
		label: __("Form"),
		options: FORMS.map((value) => ({ value, label: __(value) })),
		default: values.form,
	},
	{ fieldtype: "Section Break" },
	{ fieldname: "topics", fieldtype: "Small Text", label: __("Topics"), default: values.topics },
	{ fieldname: "next_steps", fieldtype: "Small Text", label: __("Agreed Next Steps"), default: values.next_steps },
];

function log(frm, { next }) {
	const today = frappe.datetime.get_today();
	const due = next && next.iso <= today;
	const dialog = new frappe.ui.Dialog({
		title: __("Log a Session"),
		fields: [
			...session_fields({
				session_date: due ? next.iso : today,
				minutes: next?.minutes || 60,
				form: (due && next.form_value) || FORMS[0],
			}),
			{
				fieldname: "private_note",
				fieldtype: "Small Text",
				label: `${__("Private Note")} (${__("only you read it")})`,
			},
			{ fieldtype: "Section Break", label: __("The next date goes to both calendars") },
			{ fieldname: "next_date", fieldtype: "Date", label: __("Next Session On") },
			{ fieldtype: "Column Break" },
			{ fieldname: "next_time", fieldtype: "Time", label: __("At") },
		],
		primary_action_label: __("Log a Session"),
		primary_action(values) {
			dialog.disable_primary_action();
			frappe
				.xcall("fokus_app.mentoring_sessions.log.log", {
					...values,
					// an hour without a day means nothing; Frappe fills in the present one
					next_time: values.next_date ? values.next_time : null,
					relationship: frm.docname,
				})
				.then(() => {
					dialog.hide();
					return frm.reload_doc();
				})
				// the server has said why; what was typed stays
				.catch(() => dialog.enable_primary_action());
		},
	});
	dialog.show();
}

/** After the end HR proposes somebody else; the new mentoring knows the one before. */
function offer_another(frm) {
	const over = ["Completed", "Ended Early", "Declined", "Cancelled"].includes(frm.doc.workflow_state);
	if (!over || !frappe.user.has_role(["FOKUS HR Clerk", "FOKUS Programme Lead"])) return;
	frm.add_custom_button(__("Propose Another Mentor"), () =>
		frappe.new_doc("Mentoring Relationship", { candidate: frm.doc.candidate, kind: frm.doc.kind })
	);
}

/** The words of a session in its own form. */
fokus.sessions.show_words = async function (frm) {
	const name = frm.docname;
	const words = await frappe.xcall("fokus_app.mentoring_sessions.view.content", { name });
	if (frm.docname !== name) return;
	const part = (label, text) => `<h5>${label}</h5><p class="fokus-text">${fokus.text(text) || "–"}</p>`;
	const $words = $(`<div class="fokus-words">
		${words.problem ? `<p class="text-danger">${fokus.text(words.problem)}</p>` : ""}
		${part(__("Topics"), words.topics)}${part(__("Agreed Next Steps"), words.next_steps)}
		<h5><label for="fokus-note">${__("Private Note")}</label> <span class="text-muted small">${__("read by nobody but you")}</span></h5>
		<textarea id="fokus-note" class="form-control" rows="3" autocomplete="off"></textarea>
		<p><button type="button" class="btn btn-sm btn-default">${__("Save My Note")}</button></p>
	</div>`);
	$words.find("textarea").val(words.private_note);
	$words.find("button").on("click", () =>
		frappe
			.xcall("fokus_app.mentoring_sessions.log.note", { name, private_note: $words.find("textarea").val() })
			.then(() => frappe.show_alert({ message: __("Saved"), indicator: "green" }))
	);
	frm.get_field("content_html").$wrapper.empty().append($words);
	if (words.may_change) offer_change(frm, words);
};

/** Whoever logged a session puts it right, or takes it back, while the mentoring runs. */
function offer_change(frm, words) {
	frm.add_custom_button(__("Change This Session"), () => change(frm, words));
	frm.add_custom_button(__("Delete This Session"), () =>
		frappe.confirm(__("It is deleted for both of you, with all notes, and cannot be brought back."), async () => {
			await frappe.xcall("fokus_app.mentoring_sessions.log.remove", { name: frm.docname });
			frappe.set_route("Form", "Mentoring Relationship", frm.doc.relationship);
			frappe.show_alert({ message: __("Deleted"), indicator: "green" });
		})
	);
}

function change(frm, words) {
	const place = { fieldname: "place", fieldtype: "Data", label: __("Place or Link"), default: frm.doc.place };
	const dialog = new frappe.ui.Dialog({
		title: __("Change This Session"),
		fields: [...session_fields({ ...frm.doc, ...words }), place],
		primary_action_label: __("Save the Session"),
		primary_action(values) {
			dialog.disable_primary_action();
			frappe
				.xcall("fokus_app.mentoring_sessions.log.change", {
					...values,
					name: frm.docname,
					modified: words.modified,
				})
				.then(() => {
					dialog.hide();
					return frm.reload_doc();
				})
				// the server has said why; what was typed stays
				.catch(() => dialog.enable_primary_action());
		},
	});
	dialog.show();
}
