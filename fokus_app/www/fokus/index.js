// Sends the page's forms and ticks to the methods that decide; shows what they answer.

frappe.ready(() => {
	const page = document.querySelector(".fokus-page");

	/** Show the page as it is now; what was done is said there, also to who does not see that something changed. */
	function show_anew() {
		if (page.dataset.kept) sessionStorage.setItem("fokus-done", page.dataset.kept);
		window.location.reload();
	}

	const done = sessionStorage.getItem("fokus-done");
	const place = page.querySelector(".fokus-done");
	sessionStorage.removeItem("fokus-done");
	// a screen reader reads what is put into a status, not what stands in it from the start
	if (done && place) setTimeout(() => (place.textContent = done), 100);

	const send = (method, args) => ask_server(method, args, page.dataset.failed);

	function answers_of(form) {
		const values = {};
		for (const field of form.elements) {
			if (!field.name || field.name.startsWith("__")) continue;
			if ("acknowledge" in field.dataset) values[field.name] = field.checked ? page.dataset.today : null;
			// on the site's clock, as Frappe writes it
			else if (field.type === "datetime-local") values[field.name] = field.value.replace("T", " ") || null;
			// what somebody emptied is kept as empty
			else values[field.name] = field.value || null;
		}
		return {
			values,
			reason: form.elements.__reason?.value || null,
			reason_category: form.elements.__category?.value || null,
		};
	}

	/** All that a form of the page's own holds: lists of ticks, and fields, also those that are empty. */
	function all_of(form) {
		const values = form.dataset.name ? { name: form.dataset.name } : {};
		for (const list of form.querySelectorAll("[data-list]")) {
			values[list.dataset.list] = [...list.querySelectorAll(":checked")].map((box) => box.value);
		}
		for (const field of form.querySelectorAll("[name]")) values[field.name] = field.value;
		return values;
	}

	function wish_of(form) {
		const wished = form.querySelectorAll("[name=area]:checked");
		return {
			name: form.dataset.wish,
			areas: [...wished].map((box) => box.value),
			note: form.elements.note.value,
		};
	}

	function assessment_of(form, hand_in) {
		const rows = [...form.querySelectorAll("[data-competency]")];
		return {
			name: form.dataset.assessment,
			modified: form.dataset.modified,
			overall_remark: form.elements.overall_remark.value,
			hand_in,
			observations: rows.map((row) => ({
				competency: row.dataset.competency,
				observation: row.querySelector("textarea").value,
				rating: Number(row.querySelector("select")?.value || 0),
			})),
		};
	}

	async function keep_assessment(form, submitter) {
		const problem = form.querySelector(".fokus-problem");
		const kept = form.querySelector(".fokus-kept");
		const hand_in = submitter?.value === "hand in";
		problem.hidden = kept.hidden = true;
		submitter.disabled = true;
		try {
			const answer = await send("fokus_app.assessments.writing.write", assessment_of(form, hand_in));
			if (hand_in) return show_anew();
			form.dataset.modified = answer.modified;
			kept.hidden = false;
		} catch (error) {
			problem.textContent = error.message;
			problem.hidden = false;
		}
		submitter.disabled = false;
	}

	/** The words of a session come when somebody opens it, and are put in as text. */
	async function show_words(details) {
		const place = details.querySelector(".fokus-words");
		const name = details.dataset.session;
		let words;
		try {
			words = await send("fokus_app.mentoring_sessions.view.content", { name });
		} catch (error) {
			place.textContent = error.message;
			return;
		}
		const parts = document.getElementById("fokus-words").content.cloneNode(true);
		for (const part of ["topics", "next_steps", "by", "problem"]) {
			parts.querySelector(`[data-part=${part}]`).textContent = words[part] || (part === "problem" ? "" : "–");
		}
		parts.querySelector("[data-part=problem]").hidden = !words.problem;
		for (const part of parts.querySelectorAll("[data-part=change]")) part.hidden = !words.may_change;
		const { iso: session_date, minutes, form, place: where } = place.dataset;
		const values = { ...words, name, session_date, minutes, form, place: where };
		for (const each of parts.querySelectorAll("form")) fill(each, values);
		place.replaceChildren(parts);
	}

	async function show_reflection(details) {
		const form = details.querySelector("form");
		const problem = form.querySelector(".fokus-problem");
		try {
			const { pair: relationship, reflection: kind } = details.dataset;
			const answers = await send("fokus_app.mentoring_sessions.reflection.own", { relationship, kind });
			problem.textContent = answers.problem;
			fill(form, { ...answers, relationship, kind });
		} catch (error) {
			problem.textContent = error.message;
		}
		problem.hidden = !problem.textContent;
	}

	function fill(form, values) {
		for (const field of form.elements) {
			if (field.name in values) field.value = values[field.name];
		}
	}

	// "toggle" does not rise to the page, hence the capture
	page.addEventListener(
		"toggle",
		({ target }) => {
			if (!target.open) return;
			if (target.dataset.session) show_words(target);
			else if ("written" in target.dataset) show_reflection(target);
		},
		true
	);

	page.addEventListener("submit", async (event) => {
		event.preventDefault();
		const form = event.target;
		if (form.dataset.assessment) return keep_assessment(form, event.submitter);
		const button = event.submitter;
		const problem = form.querySelector(".fokus-problem");
		problem.hidden = true;
		button.disabled = true;
		try {
			const { values, ...why } = answers_of(form);
			if (form.dataset.meeting) {
				await send("fokus_app.meetings.answers.mine", {
					meeting: form.dataset.meeting,
					answer: button.value,
					comment: form.elements.comment.value,
				});
			} else if (form.dataset.own) await send(form.dataset.own, all_of(form));
			else if (form.dataset.wish) await send("fokus_app.talent_pool.state_wish", wish_of(form));
			else if (form.dataset.method) await send(form.dataset.method, values);
			else await send("fokus_app.workflows.action.act", { ...form.dataset, values, ...why });
			show_anew();
		} catch (error) {
			problem.textContent = error.message;
			problem.hidden = false;
			button.disabled = false;
		}
	});

	page.addEventListener("change", async ({ target: box }) => {
		if (!box.dataset.step) return;
		box.disabled = true;
		try {
			await send("fokus_app.activities.tick", { name: box.dataset.step, done: box.checked });
		} catch (error) {
			box.checked = !box.checked;
			frappe.msgprint(error.message);
		}
		box.disabled = false;
	});
	for (const box of page.querySelectorAll("[data-may-tick]")) box.disabled = false;
});
