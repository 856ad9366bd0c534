// "Read In a List": a clerk chooses HR's list, looks at what was understood, and reads it in.
// The file stays in the browser until then; the server decides everything (fokus_app.import_list).

frappe.provide("fokus.import_list");

const METHOD = "fokus_app.import_list.running.";
const ASK_AGAIN_MS = 1500;

/** The button in the list, for those who may import; others see nothing of it. */
fokus.import_list.add_button = (listview) => {
	const { doctype, meta } = listview;
	if (!frappe.model.can_import(doctype, null, meta) || !frappe.model.can_create(doctype)) return;
	listview.page.add_inner_button(__("Read In a List"), () => new ListReader(listview).open());
	if (!frappe.model.can_read("Data Import")) hide_platform_import(listview);
};

/** Frappe's own "Import" leads to Data Import, which is for system managers only. */
function hide_platform_import(listview) {
	const label = __("Import", null, "Button in list view menu");
	listview.page.menu.find(`[data-label="${encodeURIComponent(label)}"]`).closest("li").remove();
}

/** The dialog; `way` may tell another title, methods and sentences than those for new candidates. */
export class ListReader {
	constructor(listview, way = {}) {
		this.listview = listview;
		this.way = {
			title: __("Read In a List"),
			method: METHOD,
			button: __("Read In"),
			created: (count) => __("{0} candidates were made. They begin in the state Potential.", [count]),
			...way,
		};
	}

	open() {
		this.dialog = new frappe.ui.Dialog({
			title: this.way.title,
			size: "extra-large",
			fields: [{ fieldtype: "HTML", fieldname: "content" }],
			primary_action_label: __("Choose File …"),
			primary_action: () => this.choose(),
		});
		this.$content = this.dialog.get_field("content").$wrapper;
		this.$input = $('<input type="file" accept=".csv,.txt,text/csv" class="hidden">').appendTo(
			this.dialog.$wrapper
		);
		this.$input.on("change", () => this.look_at(this.$input[0].files[0]));
		this.dialog.onhide = () => (this.closed = true);
		this.show_welcome();
		this.dialog.show();
	}

	show_welcome() {
		this.$content.html(`
			${this.way.intro ? `<p>${fokus.text(this.way.intro)}</p>` : ""}
			<p>${fokus.text(
				__(
					"Choose the list as a CSV file from Excel (“Save As”, “CSV UTF-8” or “CSV”). You will see first what was understood; nothing is saved before you confirm it."
				)
			)}</p>
			<p class="text-muted">${fokus.text(
				__(
					"Centres by name or code, people by name or e-mail address, dates like 24.12.2026. Columns that are not known are left out."
				)
			)}</p>
			<p><a href="/api/method/${this.way.method}example">${fokus.text(__("Download an example list"))}</a></p>`);
	}

	choose() {
		this.$input.val("").trigger("click");
	}

	async look_at(file) {
		if (!file) return;
		this.file_name = file.name;
		this.bytes = await base64(file);
		const found = await this.call("preview", __("Looking at the list …"));
		if (found) this.show_preview(found);
	}

	show_preview(found) {
		const ready = found.right
			? __("{0} of {1} rows can be read in.", [found.right, found.right + found.wrong])
			: __("No row of this list can be read in.");
		this.$content.html(`
			<h5>${fokus.text(this.file_name)}</h5>
			<p>${indicator(found.wrong ? "orange" : "green", ready)}</p>
			${found.wrong ? `<p>${fokus.text(__("Rows with a reason stay out; you can download them afterwards and put them right."))}</p>` : ""}
			${columns_html(found.columns)}
			${rows_html(found.rows)}
			${found.long ? `<p class="text-muted">${fokus.text(__("A long list: only some of the right rows are shown. Each row is checked once more when it is read in."))}</p>` : ""}`);
		if (found.right) {
			this.dialog.set_primary_action(this.way.button, () => this.read_in());
		} else {
			this.dialog.set_primary_action(__("Choose Another File …"), () => this.choose());
		}
		this.dialog.set_secondary_action_label(found.right ? __("Choose Another File …") : __("Close"));
		this.dialog.set_secondary_action(() => (found.right ? this.choose() : this.dialog.hide()));
	}

	async read_in() {
		let result = await this.call("read_in", __("Reading in …"));
		if (!result) return;
		if (result.job) result = await this.wait_for(result.job, result.total);
		if (result) this.show_result(result);
	}

	/** A long list is read in by a worker: ask until it is done, also while the dialog is closed. */
	async wait_for(job, total) {
		this.dialog.get_primary_btn().prop("disabled", true);
		let answer = { done: false, read: 0, total };
		while (answer && !answer.done) {
			if (!this.closed) {
				const text = __("{0} of {1} rows are read in. You may close this window.", [answer.read, total]);
				this.$content.html(`<p>${fokus.text(text)}</p>`);
			}
			await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
			// where the server refuses, Frappe shows why
			answer = await frappe.xcall(this.way.method + "outcome", { job }).catch(() => null);
		}
		this.dialog.get_primary_btn().prop("disabled", false);
		return answer;
	}

	show_result(result) {
		this.listview.refresh();
		if (this.closed) this.dialog.show();
		const created = (result.created || []).length;
		const wrong = result.wrong || [];
		this.$content.html(`
			${result.error ? `<p>${indicator("red", result.error)}</p>` : ""}
			${created ? `<p>${indicator("green", this.way.created(created))}</p>` : ""}
			${this.way.record && result.name ? record_html(this.way.record, result.name) : ""}
			${
				wrong.length
					? `<p>${indicator("orange", __("{0} rows were not read in:", [wrong.length]))}</p>${rows_html(wrong)}
				<p class="text-muted">${fokus.text(
					__("Download these rows, put them right in Excel and read that file in. This window does not keep them.")
				)}</p>`
					: ""
			}`);
		this.$content.find("a.fokus-record").on("click", () => this.dialog.hide());
		this.dialog.set_primary_action(__("Close"), () => this.dialog.hide());
		this.dialog.set_secondary_action_label(wrong.length ? __("Download the Wrong Rows") : "");
		this.dialog.get_secondary_btn().toggleClass("hide", !wrong.length);
		this.dialog.set_secondary_action(() => download(result.wrong_csv, __("Rows to Put Right") + ".csv"));
	}

	/** Resolves with nothing where the server refused; Frappe shows why. */
	call(method, freeze_message) {
		return new Promise((resolve) =>
			frappe.call({
				method: this.way.method + method,
				args: { content: this.bytes },
				freeze: true,
				freeze_message,
				callback: (response) => resolve(response.message),
				error: () => resolve(null),
			})
		);
	}
}

function columns_html(columns) {
	const shown = columns.map((column) => {
		const heading = fokus.text(column.heading);
		if (column.twice) return `<s class="text-muted">${heading}</s> (${fokus.text(__("twice, left out"))})`;
		if (!column.label) return `<s class="text-muted">${heading}</s> (${fokus.text(__("not known, left out"))})`;
		return column.label === column.heading ? heading : `${heading} → ${fokus.text(column.label)}`;
	});
	return `<p><b>${fokus.text(__("Columns"))}:</b> ${shown.join(" · ")}</p>`;
}

function rows_html(rows) {
	const staged = rows.some((row) => row.stage !== undefined);
	const last = staged ? __("Stage") : __("Entry Path");
	const head = [__("Row"), __("Name"), __("Daycare Centre"), __("Manager"), last, ""];
	const body = rows.map((row) => {
		const verdict = row.problems.length ? indicator("red", row.problems.join(" ")) : indicator("green", __("Fine"));
		const cells = [row.number, row.name, row.centre, row.manager, staged ? row.stage : row.entry_path];
		return `<tr>${cells.map((cell) => `<td>${fokus.text(cell)}</td>`).join("")}<td>${verdict}</td></tr>`;
	});
	return `
		<div style="max-height: 45vh; overflow: auto">
			<table class="table table-bordered">
				<thead><tr>${head.map((each) => `<th>${fokus.text(each)}</th>`).join("")}</tr></thead>
				<tbody>${body.join("")}</tbody>
			</table>
		</div>`;
}

const record_html = ({ doctype, text }, name) =>
	`<p><a class="fokus-record btn btn-default btn-sm" href="${frappe.utils.get_form_link(doctype, name)}">${fokus.text(text)}</a></p>`;

const indicator = (colour, text) => `<span class="indicator ${colour}">${fokus.text(text)}</span>`;

/** The file's bytes as they are; the server finds out the encoding. */
function base64(file) {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(reader.result.split(",")[1] || "");
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(file);
	});
}

function download(text, file_name) {
	const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
	$(`<a>`).attr({ href: url, download: file_name })[0].click();
	setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/**
 * "Take Over Participants": the same dialog for the go-live, where each row names its stage.
 * place: what of the list's page takes it ("add_menu_item" or "add_inner_button").
 */
fokus.import_list.add_take_over = (listview, place = "add_menu_item") => {
	const roles = ["FOKUS HR Clerk", "FOKUS Programme Lead"];
	if (!frappe.boot.fokus.take_over_open || !roles.some((role) => frappe.user.has_role(role))) return;
	listview.page[place](__("Take Over Participants"), () =>
		new ListReader(listview, {
			title: __("Take Over Participants"),
			method: "fokus_app.take_over.",
			button: __("Take Over"),
			intro: __(
				"For the beginning: participants of today, each in the stage where they are. None of them is written to, the programme lead is told, and the take-over can be undone as a whole."
			),
			created: (count) => __("{0} people were taken over.", [count]),
			record: {
				doctype: "Candidate Take-over",
				text: __("Open the take-over, to look at it or undo it"),
			},
		}).open()
	);
};
