// An assessment is written as text below each competency; a grid of rows would hide the words.

frappe.ui.form.on("Competency Assessment", {
	onload(frm) {
		frm.toggle_display(["observations", "scale"], false);
	},
	async refresh(frm) {
		frm.toggle_display(["observations", "scale"], false);
		frm.disable_save();
		const name = frm.docname;
		const sheet = await frappe.xcall("fokus_app.assessments.view.sheet", { name });
		if (frm.docname !== name) return;
		frm.set_df_property("overall_remark", "read_only", sheet.mine ? 0 : 1);
		show_head(frm, sheet);
		show_editor(frm, sheet);
		if (!sheet.mine) return;
		frm.enable_save();
		frm.add_custom_button(__("Hand In"), () => hand_in(frm)).addClass("btn-primary-light");
	},
});

function show_head(frm, sheet) {
	const text = sheet.mine
		? __("Please write what you have seen and heard, with an example. Until you hand it in nobody else reads it.")
		: frm.doc.status === "Handed In"
			? __("Handed in: it is only read from now on.")
			: __("Somebody else writes here, or it is no longer asked for.");
	frm.get_field("overview_html").$wrapper.html(`<p class="text-muted">${text}</p>`);
}

function show_editor(frm, sheet) {
	const $editor = $(`<div class="fokus-editor">${sheet.competencies
		.map((row, index) => part(row, index, sheet))
		.join("")}</div>`);
	$editor.find("textarea, select").on("change", ({ target }) => {
		const row = frm.doc.observations[Number(target.dataset.row)];
		const value = target.tagName === "SELECT" ? Number(target.value) : target.value;
		frappe.model.set_value(row.doctype, row.name, target.dataset.field, value);
	});
	// the form knows of a change with the first letter, not only when the field is left
	$editor.find("textarea").on("input", () => frm.dirty());
	frm.get_field("editor_html").$wrapper.empty().append($editor);
}

function part(row, index, sheet) {
	const id = `fokus-observation-${index}`;
	const text = fokus.text(row.observation);
	const about = row.description ? `<p class="text-muted small">${fokus.text(row.description)}</p>` : "";
	if (!sheet.mine) {
		const word = row.rating ? sheet.scale[row.rating - 1] : "";
		return `<section><h5>${fokus.text(row.competency)}</h5>${about}
			${word ? `<p><strong>${fokus.text(word)}</strong></p>` : ""}
			<p class="fokus-text">${text || "–"}</p></section>`;
	}
	return `<section><label for="${id}" class="h5">${fokus.text(row.competency)}</label>${about}
		<textarea id="${id}" class="form-control" rows="3" data-row="${index}" data-field="observation">${text}</textarea>
		${rating(row, index, sheet)}</section>`;
}

function rating(row, index, { scale }) {
	if (!scale.length) return "";
	const options = ["–", ...scale].map(
		(word, step) => `<option value="${step}" ${step === row.rating ? "selected" : ""}>${fokus.text(word)}</option>`
	);
	return `<select class="form-control" data-row="${index}" data-field="rating"
		aria-label="${fokus.text([__("Rating"), row.competency].join(": "))}">${options.join("")}</select>`;
}

async function hand_in(frm) {
	// a text that the cursor still stands in
	document.activeElement?.blur();
	if (frm.is_dirty()) await frm.save();
	frappe.confirm(
		__("After handing in nothing can be changed any more. Go on?"),
		() =>
			frappe
				.xcall("fokus_app.assessments.writing.hand_in", { name: frm.docname })
				.then(() => frm.reload_doc())
	);
}
