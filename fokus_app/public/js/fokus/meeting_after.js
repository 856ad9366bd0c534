// After a meeting: photos and minutes for those who were there, and what came out of the feedback; for an exercise what
// was experienced with it.

frappe.provide("fokus.meeting");

const READERS = ["FOKUS HR Clerk", "FOKUS Programme Lead"];
const OVER = ["Held", "Closed"];

/** The tab "After the Meeting". */
fokus.meeting.show_after = (frm) => {
	const $wrapper = frm.get_field("after_html").$wrapper.empty();
	if (!OVER.includes(frm.doc.workflow_state) || !fokus.meeting.is_mine(frm)) return;
	const $files = $("<div class='fokus-after-files'></div>").appendTo($wrapper);
	show_files(frm, $files);
	if (!frappe.user.has_role(READERS)) return;
	const $feedback = $("<div class='fokus-after-feedback'></div>").appendTo($wrapper);
	frappe
		.xcall("fokus_app.meetings.feedback_totals.shown", { meeting: frm.docname })
		.then((seen) => show_feedback(frm, $feedback, seen));
};

/** The certificates of all who were there, in one PDF. */
fokus.meeting.add_certificates = (frm) => {
	if (OVER.includes(frm.doc.workflow_state)) fokus.meeting.add_paper(frm, "FOKUS Certificates of Attendance");
};

async function show_files(frm, $place) {
	const meeting = frm.docname;
	const files = await frappe.xcall("fokus_app.meetings.follow_up.files", { meeting });
	if (frm.docname !== meeting) return;
	const list = files.map(
		(file) => `<li><a href="${encodeURI(file.file_url)}" target="_blank" rel="noopener">${fokus.text(file.file_name)}</a>
			<button type="button" class="btn btn-xs btn-link" data-remove="${fokus.text(file.name)}">${__("Remove")}</button></li>`
	);
	$place.html(`<h4>${__("Photos and Minutes")}</h4>
		<p class="text-muted">${__("Only those who were there can open these files, on their own page. Please keep photos only if everybody on them agrees.")}</p>
		${list.length ? `<ul>${list.join("")}</ul>` : ""}
		<button type="button" class="btn btn-xs btn-default" data-attach>${__("Attach Photos or Minutes")}</button>`);
	$place.find("[data-attach]").on("click", () => {
		new frappe.ui.FileUploader({
			doctype: frm.doctype,
			docname: meeting,
			method: "fokus_app.meetings.follow_up.attach",
			folder: "Home/Attachments",
			allow_multiple: true,
			disable_file_browser: true,
			make_attachments_public: false,
			on_success: () => show_files(frm, $place),
		});
	});
	$place.find("[data-remove]").on("click", ({ currentTarget }) => {
		frappe.confirm(__("Remove this file for good?"), () =>
			frappe
				.xcall("fokus_app.meetings.follow_up.remove", { file: currentTarget.dataset.remove })
				.then(() => show_files(frm, $place))
		);
	});
}

function show_feedback(frm, $place, seen) {
	const head = `<h4>${__("Feedback")}</h4>`;
	if (seen.state === "not yet") {
		$place.html(`${head}${hint(__("People are asked for feedback once the meeting is closed."))}`);
		return;
	}
	const count = `<p><b>${__("{0} of {1} who were there have given feedback.", [seen.given, seen.attended])}</b></p>`;
	if (seen.state === "closed") {
		$place.html(head + count + closed_html(seen));
		return;
	}
	$place.html(
		`${head}${count}${hint(
			__("What they said is shown once feedback is closed, after {0}, and from {1} answers on. Nobody can look before.", [
				seen.until,
				seen.least,
			])
		)}<button type="button" class="btn btn-xs btn-default" data-close>${__("Close Feedback Now")}</button>`
	);
	$place.find("[data-close]").on("click", () => frappe.confirm(warning(seen), () => close(frm, $place)));
}

function warning({ given, least }) {
	const last = __("Afterwards nobody can give feedback on this meeting any more.");
	const few = __("With {0} of {1} answers needed nothing is shown: what was said so far is deleted unread.", [given, least]);
	return given < least ? `${few} ${last}` : last;
}

function close(frm, $place) {
	frappe
		.xcall("fokus_app.meetings.feedback_totals.close", { meeting: frm.docname })
		.then((seen) => show_feedback(frm, $place, seen));
}

function closed_html(seen) {
	if (seen.given < seen.least) {
		return hint(__("Feedback is closed. From fewer than {0} answers nothing is shown; they were deleted unread.", [seen.least]));
	}
	const questions = seen.questions.map((each) => question_html(each, seen.least));
	const items = seen.items.map((each) => question_html(each, seen.least) + texts_html(each.texts));
	const remarks = seen.remarks
		.filter((each) => each.texts.length)
		.map((each) => `<h5>${fokus.text(each.label)}</h5>${texts_html(each.texts)}`);
	return `${hint(__("Feedback is closed. The remarks stand in a chance order, each question its own."))}
		${questions.join("")}
		${items.length ? `<h5>${__("What helped?")}</h5>${items.join("")}` : ""}${remarks.join("")}`;
}

function question_html({ label, count, steps }, least) {
	const head = `<div class="fokus-total"><div>${fokus.text(label)}</div>`;
	if (!steps.length) {
		return `${head}<div class="text-muted">${__("Fewer than {0} answered this.", [least])}</div></div>`;
	}
	return `${head}${bars_html(steps, count)}</div>`;
}

/** How many chose each step, as bars with their numbers. */
function bars_html(steps, count) {
	return `<div class="fokus-bars">${steps
		.map(
			(step) => `<div><span>${fokus.text(step.label)}</span>
				<i style="width: ${Math.round((100 * step.count) / count)}%"></i><b>${fokus.text(step.count)}</b></div>`
		)
		.join("")}</div>`;
}

const hint = (text) => `<p class="text-muted">${text}</p>`;
const texts_html = (texts) =>
	texts.length ? `<ul class="fokus-remarks">${texts.map((text) => `<li class="fokus-text">${fokus.text(text)}</li>`).join("")}</ul>` : "";

frappe.ui.form.on("Facilitation Exercise", {
	async refresh(frm) {
		const $wrapper = frm.get_field("experience_html").$wrapper.empty();
		if (frm.is_new()) return;
		const name = frm.docname;
		const seen = await frappe.xcall("fokus_app.meetings.experience.of", { exercise: name });
		if (frm.docname !== name) return;
		$wrapper.html(`<div class="fokus-experience">${experience_html(seen)}</div>`);
	},
});

function experience_html({ times, last, count, steps, texts }) {
	if (!times) return hint(__("Not used in a meeting yet."));
	const used = `<p>${times === 1 ? __("Used in one meeting, on {0}.", [last]) : __("Used in {0} meetings, last on {1}.", [times, last])}</p>`;
	if (!steps) return used;
	const said = steps.length ? `<p>${__("Did it help? {0} answers:", [count])}</p>${bars_html(steps, count)}` : "";
	return `${used}${said}${texts_html(texts)}${
		said || texts.length ? "" : hint(__("No feedback to show yet."))
	}`;
}
