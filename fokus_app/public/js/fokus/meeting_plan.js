// Planning a meeting: how the agenda falls into the day, an agenda from elsewhere, a series, materials, papers.

frappe.provide("fokus.meeting");

const PLANNERS = ["FOKUS HR Clerk", "FOKUS Programme Lead"];
const PAPERS = ["FOKUS Programme Sheet", "FOKUS Name Badges", "FOKUS Attendance List"];

/** True for those who plan this meeting: HR, the lead, its organiser. */
fokus.meeting.is_mine = (frm) =>
	frappe.user.has_role(PLANNERS) || frm.doc.organiser === frappe.session.user;

/** Frappe gives each new row the present time; an item without one follows the one before it. */
fokus.meeting.forget_present_time = (cdt, cdn) => {
	locals[cdt][cdn].starts_at = null;
	cur_frm.refresh_field("agenda");
};

/** Below the agenda: where another one is taken from, from when to when, the minutes together, what does not fit. */
fokus.meeting.show_agenda = frappe.utils.debounce(async (frm) => {
	const name = frm.docname;
	const rows = (frm.doc.agenda || []).map(({ title, minutes, starts_at }) => ({ title, minutes, starts_at }));
	const plan =
		rows.length &&
		(await frappe.xcall("fokus_app.meetings.agenda.look", {
			rows,
			starts_on: frm.doc.starts_on,
			ends_on: frm.doc.ends_on,
		}));
	const open = frm.is_new() || (await frm.fokus_steps)?.editable.includes("agenda");
	if (frm.docname !== name) return;
	const $html = $(`<div>${open ? take_button() : ""}${plan ? agenda_html(plan) : ""}</div>`);
	$html.find("button").on("click", () => ask_for_source(frm));
	frm.get_field("agenda_html").$wrapper.empty().append($html);
}, 400);

const take_button = () =>
	`<p><button type="button" class="btn btn-xs btn-default">${__("Take Agenda From …")}</button></p>`;

function agenda_html(plan) {
	const rows = plan.rows.map(
		(row) => `<tr>
			<td class="text-nowrap">${row.from ? fokus.text([row.from, row.to].join("–")) : ""}</td>
			<td>${fokus.text(row.title)}${row.problems
				.map((problem) => `<div class="fokus-overdue">${fokus.text(problem)}</div>`)
				.join("")}</td>
			<td class="text-right text-nowrap">${__("{0} min", [row.minutes])}</td></tr>`
	);
	return `<table class="table table-sm fokus-agenda"><tbody>${rows.join("")}
		<tr><td></td><td><b>${sum_of(plan)}</b></td><td class="text-right text-nowrap"><b>${__("{0} min", [
			plan.minutes,
		])}</b></td></tr></tbody></table>`;
}

function sum_of({ rest, meeting_minutes: all }) {
	if (all === null) return __("Together");
	if (rest === 0) return __("Together, exactly as long as the meeting");
	if (rest > 0) return __("Together; {0} of {1} minutes are still free", [rest, all]);
	return `<span class="fokus-overdue">${__("Together; {0} minutes more than the meeting has", [-rest])}</span>`;
}

/** An earlier meeting or a template; the items are in the form until it is saved. */
function ask_for_source(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Take Agenda From …"),
		fields: [
			{
				fieldtype: "Select",
				fieldname: "source_doctype",
				label: __("From"),
				options: [
					{ value: "Agenda Template", label: __("a template") },
					{ value: "Network Meeting", label: __("an earlier meeting") },
				],
				default: "Agenda Template",
				reqd: 1,
				onchange: () => dialog.set_value("source", ""),
			},
			{
				fieldtype: "Dynamic Link",
				fieldname: "source",
				label: __("Which One"),
				options: "source_doctype",
				get_options: () => dialog.get_value("source_doctype"),
				reqd: 1,
			},
			{
				fieldtype: "HTML",
				options: `<p class="text-muted">${__("The times are moved to the begin of this meeting. What the agenda holds now is replaced; nothing is kept before you save.")}</p>`,
			},
		],
		primary_action_label: __("Take Over"),
		primary_action({ source_doctype, source }) {
			frappe
				.xcall("fokus_app.meetings.agenda.rows_from", {
					source_doctype,
					source,
					starts_on: frm.doc.starts_on,
				})
				.then((rows) => {
					frm.clear_table("agenda");
					rows.forEach((row) => Object.assign(frm.add_child("agenda"), row));
					frm.refresh_field("agenda");
					frm.dirty();
					fokus.meeting.show_agenda(frm);
					dialog.hide();
				});
		},
	});
	dialog.show();
}

/** "Make a Series …": look at the dates first, then make the drafts. */
fokus.meeting.ask_for_series = (frm) => {
	const dialog = new frappe.ui.Dialog({
		title: __("Make a Series …"),
		fields: [
			{ fieldtype: "Int", fieldname: "every_weeks", label: __("Every … Weeks"), default: 4, reqd: 1, onchange: show },
			{ fieldtype: "Int", fieldname: "count", label: __("How Many More"), default: 3, reqd: 1, onchange: show },
			{ fieldtype: "Check", fieldname: "with_people", label: __("With the people on the list") },
			{ fieldtype: "HTML", fieldname: "dates" },
		],
		primary_action_label: __("Make Drafts"),
		primary_action({ with_people }) {
			const dates = dialog.$wrapper
				.find("[data-date]:checked")
				.toArray()
				.map((box) => box.dataset.date);
			if (!dates.length) return frappe.msgprint(__("Please choose at least one date."));
			frappe
				.xcall("fokus_app.meetings.series.make", { meeting: frm.docname, dates, with_people })
				.then((made) => {
					dialog.hide();
					frappe.show_alert({ message: __("{0} drafts were made", [made.length]), indicator: "green" });
					frappe.set_route("List", "Network Meeting", { series: frm.doc.series || frm.docname });
				});
		},
	});
	async function show() {
		const { every_weeks, count } = dialog.get_values(true);
		if (!every_weeks || !count) return;
		const days = await frappe.xcall("fokus_app.meetings.series.proposed_dates", {
			meeting: frm.docname,
			every_weeks,
			count,
		});
		const rows = days.map(
			(day) => `<div class="checkbox"><label>
				<input type="checkbox" data-date="${fokus.text(day.date)}" ${day.free ? "" : "checked"}>
				${fokus.text(day.label)}${day.free ? ` <span class="fokus-overdue">${fokus.text(day.free)}</span>` : ""}
			</label></div>`
		);
		dialog.get_field("dates").$wrapper.html(rows.join(""));
	}
	dialog.show();
	show();
};

/** The files for those invited, with a button for who plans the meeting. */
fokus.meeting.show_materials = (frm) => {
	const files = frm.get_docinfo()?.attachments || [];
	const list = files
		.map(
			(file) =>
				`<li><a href="${encodeURI(file.file_url)}" target="_blank" rel="noopener">${fokus.text(file.file_name)}</a></li>`
		)
		.join("");
	const $html = $(`<div>
		<p class="text-muted">${__("Files attached here can be downloaded by everybody who is invited.")}</p>
		${list ? `<ul>${list}</ul>` : ""}</div>`);
	if (fokus.meeting.is_mine(frm) && frm.perm[0]?.write) {
		$(`<button type="button" class="btn btn-xs btn-default">${__("Attach a File")}</button>`)
			.on("click", () => frm.attachments.new_attachment())
			.appendTo($html);
	}
	frm.get_field("materials_html").$wrapper.empty().append($html);
};

/** The papers for the day, each one press away. */
fokus.meeting.add_papers = (frm) => {
	for (const format of PAPERS) fokus.meeting.add_paper(frm, format);
	fokus.meeting.add_certificates(frm);
};

fokus.meeting.add_paper = (frm, format) =>
	frm.add_custom_button(
		__(format),
		() => {
			const query = new URLSearchParams({ doctype: frm.doctype, name: frm.docname, format });
			window.open(`/api/method/frappe.utils.print_format.download_pdf?${query}`);
		},
		__("Documents")
	);
