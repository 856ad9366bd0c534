// The people of a meeting: who is on the list, what they answered, who waits; and who comes on the list.

frappe.provide("fokus.meeting");

const LIST = "fokus_app.meetings.audience.";
const ROLES = ["Participant", "New Leader", "Mentor", "Senior Adviser", "Guest"];
const AUDIENCES = {
	Participants: () => __("Participants of the programme"),
	"New Leaders": () => __("New leaders"),
	Mentors: () => __("Mentors"),
	"Senior Advisers": () => __("Senior advisers"),
	"Centre Leaders": () => __("Leaders of the centres"),
};
/** What a manager who organises may choose from; the server decides the same (meetings.audience.MANAGERS_AUDIENCES). */
const MANAGERS_AUDIENCES = ["Participants", "New Leaders", "Centre Leaders"];
const knows_all = () => frappe.user.has_role(["FOKUS HR Clerk", "FOKUS Programme Lead"]);
/** The audiences that the acting user can choose, each with what it is called. */
const audiences = () =>
	Object.entries(AUDIENCES).filter(([value]) => knows_all() || MANAGERS_AUDIENCES.includes(value));

/** Whether the acting user chooses people for this meeting. */
fokus.meeting.may_fill = (frm) => knows_all() || (fokus.meeting.is_mine(frm) && frappe.user.has_role("FOKUS Manager"));

const COLOURS = { Yes: "green", No: "red", Maybe: "orange" };
const ANSWERS = ["Yes", "Maybe", "No"];

/** The tab "People": counts, and a row for each person with what HR can do. */
fokus.meeting.show_people = (frm) => {
	const meeting = frm.docname;
	frappe.xcall(LIST + "on_list", { meeting }).then((list) => {
		if (frm.docname !== meeting) return;
		const $html = $(`<div class="fokus-people">${counts_html(list.counts)}${table_html(frm, list.people)}</div>`);
		$html.find("[data-answer-of]").on("click", (event) => {
			const name = $(event.currentTarget).data("answer-of");
			ask_for_answer(frm, list.people.find((row) => row.name === name));
		});
		$html.find("[data-set-in]").on("click", (event) => {
			const name = $(event.currentTarget).data("set-in");
			ask_to_set_in(frm, list.people.find((row) => row.name === name));
		});
		$html.find("input[type=search]").on("input", ({ target }) => {
			const wanted = target.value.toLowerCase();
			$html.find("tbody tr").each((_, row) => {
				$(row).toggle(row.innerText.toLowerCase().includes(wanted));
			});
		});
		frm.get_field("people_html").$wrapper.empty().append($html);
	});
};

function counts_html(counts) {
	const parts = [
		[counts.all, __("on the list")],
		[counts.invited, __("invited")],
		[counts.yes, __("said yes")],
		[counts.maybe, __("said maybe")],
		[counts.no, __("said no")],
		[`${counts.seated}/${counts.seats || 0}`, __("seats taken")],
		[counts.waiting, __("on the waiting list")],
	];
	return `<div class="fokus-counts">${parts
		.map(([count, label]) => `<span><b>${count}</b> ${label}</span>`)
		.join("")}</div>`;
}

function table_html(frm, people) {
	if (!people.length) return `<p class="text-muted">${__("Nobody is on the list yet.")}</p>`;
	const open = frm.doc.workflow_state === "Invited" && fokus.meeting.is_mine(frm);
	const rows = people.map(
		(row) => `<tr>
			<td><a href="${frappe.utils.get_form_link("Meeting Participation", row.name)}">${fokus.text(row.full_name)}</a>
				<div class="text-muted">${[__(row.programme_role), row.centre].filter(Boolean).map(fokus.text).join(" · ")}</div></td>
			<td>${row.invited_on ? frappe.datetime.str_to_user(row.invited_on.slice(0, 10)) : `<span class="text-muted">${__("not yet")}</span>`}</td>
			<td>${answer_html(row)}</td>
			<td>${seat_html(row)}${row.attendance ? `<div><b>${__(row.attendance)}</b></div>` : ""}</td>
			<td class="text-right text-nowrap">${open && row.invited_on ? actions_html(row) : ""}</td></tr>`
	);
	return `<input type="search" class="form-control input-sm" placeholder="${__("Find somebody")}" aria-label="${__("Find somebody")}">
		<table class="table table-sm"><thead><tr><th>${__("Person")}</th><th>${__("Invited On")}</th>
		<th>${__("Answer")}</th><th>${__("Seat")}</th><th></th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function answer_html(row) {
	const pill = row.answer
		? `<span class="indicator-pill ${COLOURS[row.answer]} no-wrap">${__(row.answer)}</span>`
		: "";
	const comment = row.answer_comment ? `<div class="fokus-text">${fokus.text(row.answer_comment)}</div>` : "";
	return pill + comment;
}

function seat_html(row) {
	if (row.seat === "Seat") return __("Seat");
	if (row.seat === "Waiting List") return __("Waiting list, number {0}", [row.waiting_place]);
	return "";
}

function actions_html(row) {
	const may_set_in = row.seat === "Waiting List" && knows_all();
	const set_in = may_set_in
		? `<button type="button" class="btn btn-xs btn-default" data-set-in="${fokus.text(row.name)}">${__("Set In")}</button> `
		: "";
	return `${set_in}<button type="button" class="btn btn-xs btn-default" data-answer-of="${fokus.text(row.name)}">${__("Record Answer")}</button>`;
}

function ask_for_answer(frm, row) {
	const dialog = new frappe.ui.Dialog({
		title: __("Record Answer"),
		fields: [
			{ fieldtype: "HTML", options: `<p>${fokus.text(row.full_name)}</p>` },
			{
				fieldtype: "Select",
				fieldname: "answer",
				label: __("Answer"),
				options: ANSWERS.map((value) => ({ value, label: __(value) })),
				default: row.answer || "Yes",
				reqd: 1,
			},
			{ fieldtype: "Small Text", fieldname: "comment", label: __("Remark"), default: row.answer_comment },
		],
		primary_action_label: __("Record Answer"),
		primary_action({ answer, comment }) {
			frappe
				.xcall("fokus_app.meetings.answers.record", { participation: row.name, answer, comment })
				.then((outcome) => {
					dialog.hide();
					frappe.show_alert({
						message:
							outcome.seat === "Waiting List"
								? __("Recorded. All seats are taken: {0} is on the waiting list.", [fokus.text(row.full_name)])
								: __("Recorded."),
						indicator: outcome.seat === "Waiting List" ? "orange" : "green",
					});
					fokus.meeting.show_people(frm);
				});
		},
	});
	dialog.show();
}

function ask_to_set_in(frm, row) {
	frappe.prompt(
		[
			{
				fieldtype: "HTML",
				options: `<p>${__("{0} gets a seat at once, past the others who wait. If none is free, the meeting has one seat more.", [
					fokus.text(row.full_name),
				])}</p>`,
			},
			{ fieldtype: "Small Text", fieldname: "reason", label: __("Reason"), reqd: 1 },
		],
		({ reason }) =>
			frappe
				.xcall("fokus_app.meetings.seats.set_in", { participation: row.name, reason })
				.then(() => frm.reload_doc()),
		__("Set In"),
		__("Set In")
	);
}

/** On the day and afterwards: the list to tick, and who came without being on it. */
fokus.meeting.add_attendance = (frm) => {
	const today = frappe.datetime.get_today();
	if (!["Invited", "Held"].includes(frm.doc.workflow_state) || frm.doc.starts_on?.slice(0, 10) > today) return;
	// one button for both: beside a long title there is no room for two
	const group = __("Attendance");
	frm.add_custom_button(
		__("Record Attendance"),
		() => window.open(`/fokus/attendance?meeting=${encodeURIComponent(frm.docname)}`),
		group
	);
	frm.add_custom_button(__("Somebody Came"), () => ask_who_came(frm), group);
};

function ask_who_came(frm) {
	frappe.prompt(
		[
			{
				fieldtype: "Link",
				fieldname: "user",
				label: __("Person"),
				options: "User",
				reqd: 1,
				get_query: () => ({ query: "fokus_app.link_queries.users_for" }),
			},
			{
				fieldtype: "Select",
				fieldname: "programme_role",
				label: __("Role in the Programme"),
				options: ROLES.map((value) => ({ value, label: __(value) })),
				default: "Guest",
				reqd: 1,
			},
		],
		(chosen) =>
			frappe
				.xcall("fokus_app.meetings.attendance.walk_in", { meeting: frm.docname, ...chosen })
				.then(({ full_name }) => {
					frappe.show_alert({ message: __("{0} is noted as there.", [fokus.text(full_name)]), indicator: "green" });
					fokus.meeting.show_people(frm);
				}),
		__("Somebody Came"),
		__("Note as There")
	);
}

/** Frappe 15.0 answers a search beside the message, later versions within it. */
const find_people = (txt) =>
	frappe
		.call("frappe.desk.search.search_link", {
			doctype: "User",
			txt: txt || "",
			query: "fokus_app.link_queries.users_for",
			filters: {},
		})
		.then(({ results, message }) =>
			(results || message || []).map(({ value, description }) => ({ value, description }))
		);

/** "Add People": audiences and single people, and below who that is. */
fokus.meeting.ask_for_people = (frm) => {
	const look = frappe.utils.debounce(() => show_preview(frm, dialog), 300);
	const dialog = new frappe.ui.Dialog({
		title: __("Add People"),
		size: "large",
		fields: [
			{
				fieldtype: "MultiCheck",
				fieldname: "audiences",
				label: __("Audiences"),
				columns: 2,
				options: audiences().map(([value, label]) => ({ value, label: label() })),
				on_change: look,
			},
			{ fieldtype: "Link", fieldname: "cohort", label: __("Only of This Cohort"), options: "Programme Cohort", onchange: look },
			{ fieldtype: "Column Break" },
			{ fieldtype: "Link", fieldname: "area", label: __("Only From This Area"), options: "Daycare Area", onchange: look },
			{
				fieldtype: "MultiSelectPills",
				fieldname: "users",
				label: __("Single People"),
				get_data: find_people,
				onchange: look,
			},
			{
				fieldtype: "Select",
				fieldname: "programme_role",
				label: __("Role of the Single People"),
				options: ROLES.map((value) => ({ value, label: __(value) })),
				default: "Participant",
				onchange: look,
			},
			{ fieldtype: "Section Break" },
			{
				fieldtype: "HTML",
				hidden: Number(knows_all()),
				options: `<p class="text-muted">${__(
					"You see candidates whose case you accompany, and the leaders of your area. For everybody else please ask HR."
				)}</p>`,
			},
			{ fieldtype: "HTML", fieldname: "preview" },
		],
		primary_action_label: __("Add to the List"),
		primary_action() {
			frappe.xcall(LIST + "add_people", chosen(frm, dialog)).then((outcome) => {
				dialog.hide();
				const message = outcome.there_already
					? __("{0} added, {1} were on the list already", [outcome.added, outcome.there_already])
					: __("{0} added", [outcome.added]);
				frappe.show_alert({ message, indicator: "green" });
				frm.reload_doc();
			});
		},
	});
	dialog.show();
	if (frm.doc.cohort) dialog.set_value("cohort", frm.doc.cohort);
	look();
};

function chosen(frm, dialog) {
	const { audiences, cohort, area, users, programme_role } = dialog.get_values(true);
	return {
		meeting: frm.docname,
		audiences: audiences || [],
		cohort: cohort || null,
		area: area || null,
		users: users || [],
		programme_role: programme_role || "Participant",
	};
}

async function show_preview(frm, dialog) {
	const asked = chosen(frm, dialog);
	const $preview = dialog.get_field("preview").$wrapper;
	if (!asked.audiences.length && !asked.users.length) {
		$preview.html(`<p class="text-muted">${__("Please choose an audience or single people; here you see then who that is.")}</p>`);
		return dialog.disable_primary_action();
	}
	const found = await frappe.xcall(LIST + "preview", asked);
	if (JSON.stringify(asked) !== JSON.stringify(chosen(frm, dialog))) return;
	found.new ? dialog.enable_primary_action() : dialog.disable_primary_action();
	const already = found.there_already
		? ` <span class="text-muted">${__("{0} are on the list already.", [found.there_already])}</span>`
		: "";
	$preview.html(`<p><b>${__("{0} come on the list.", [found.new])}</b>${already}</p>${fokus.meeting.recipients_html(found.people)}`);
}

/** People with their addresses; first those who get no mail, and why. */
fokus.meeting.recipients_html = (people) => {
	const rows = [...people.filter((row) => row.obstacle), ...people.filter((row) => !row.obstacle)].map(
		(row) => `<tr><td>${fokus.text(row.name)}${row.role ? `<div class="text-muted">${fokus.text(row.role)}</div>` : ""}</td>
			<td>${fokus.text(row.email || "")}${row.obstacle ? `<div class="fokus-overdue">${fokus.text(row.obstacle)}</div>` : ""}</td></tr>`
	);
	return `<div class="fokus-recipients"><table class="table table-sm"><tbody>${rows.join("")}</tbody></table></div>`;
};

/** What the dialog says before invitations go out: who gets one. */
async function invitation_intro(frm) {
	const people = await frappe.xcall(LIST + "to_be_invited", { meeting: frm.docname });
	const reached = people.filter((row) => !row.obstacle).length;
	const how_many =
		reached === 1
			? __("One person gets an invitation by mail.")
			: __("{0} people get an invitation by mail.", [reached]);
	return `<p><b>${how_many}</b>
		${people.length > reached ? `<span class="fokus-overdue">${__("{0} get no mail.", [people.length - reached])}</span>` : ""}</p>
		${fokus.meeting.recipients_html(people)}`;
}

fokus.intros = fokus.intros || {};
for (const action of ["Send Invitations", "Invite More"]) {
	fokus.intros[`Network Meeting/${action}`] = invitation_intro;
}
