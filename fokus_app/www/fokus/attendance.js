// Ticks who is there; what the server kept is what shows.

frappe.ready(() => {
	const page = document.querySelector(".fokus-attendance");
	const problem = page.querySelector(".fokus-problem");

	for (const button of page.querySelectorAll("[data-open] button")) button.disabled = false;

	// one after the other: the counts of an earlier tick never come after those of a later one
	let last = Promise.resolve();
	function mark(participation, attendance) {
		const tick = () =>
			ask_server("fokus_app.meetings.attendance.mark", { participation, attendance }, page.dataset.failed);
		last = last.catch(() => {}).then(tick);
		return last;
	}

	page.addEventListener("click", async ({ target }) => {
		const button = target.closest("[data-participation] button");
		if (!button) return;
		const row = button.closest("li");
		const buttons = [...row.querySelectorAll("button")];
		// pressed once more: not known
		const wanted = button.getAttribute("aria-pressed") === "true" ? "" : button.value;
		problem.hidden = true;
		buttons.forEach((each) => (each.disabled = true));
		try {
			const counts = await mark(row.dataset.participation, wanted);
			buttons.forEach((each) => each.setAttribute("aria-pressed", String(each.value === wanted)));
			for (const place of page.querySelectorAll("[data-count]")) {
				place.textContent = counts[place.dataset.count];
			}
		} catch (error) {
			problem.textContent = error.message;
			problem.hidden = false;
		}
		buttons.forEach((each) => (each.disabled = false));
	});

	const rest = page.querySelector("[data-rest]");
	if (rest) {
		rest.disabled = false;
		rest.addEventListener("click", async () => {
			if (!window.confirm(rest.dataset.question)) return;
			rest.disabled = true;
			problem.hidden = true;
			try {
				// after the ticks that are still on their way
				await last.catch(() => {});
				const method = "fokus_app.meetings.attendance.mark_rest_absent";
				await ask_server(method, { meeting: rest.dataset.rest }, page.dataset.failed);
				window.location.reload();
			} catch (error) {
				problem.textContent = error.message;
				problem.hidden = false;
				rest.disabled = false;
			}
		});
	}

	const walk_in = page.querySelector(".fokus-walk-in");
	if (walk_in) {
		const section = walk_in.closest("section");
		const found = section.querySelector("[data-found]");
		const trouble = section.querySelector(".fokus-problem");
		const meeting = walk_in.dataset.meeting;
		const say = (sentence) => {
			trouble.textContent = sentence;
			trouble.hidden = !sentence;
		};
		for (const field of walk_in.elements) field.disabled = false;

		const row_of = ({ user, full_name }) => {
			const row = document.createElement("li");
			const who = document.createElement("div");
			who.className = "fokus-attendance-who";
			who.textContent = full_name;
			const button = document.createElement("button");
			button.type = "button";
			button.className = "btn btn-default";
			button.textContent = found.dataset.note;
			button.addEventListener("click", async () => {
				button.disabled = true;
				try {
					await last.catch(() => {});
					await ask_server("fokus_app.meetings.attendance.walk_in", { meeting, user }, page.dataset.failed);
					window.location.reload();
				} catch (error) {
					say(error.message);
					button.disabled = false;
				}
			});
			row.append(who, button);
			return row;
		};

		walk_in.addEventListener("submit", async (event) => {
			event.preventDefault();
			say("");
			try {
				const text = walk_in.elements.text.value;
				const people = await ask_server("fokus_app.meetings.attendance.find", { meeting, text }, page.dataset.failed);
				found.replaceChildren(...people.map(row_of));
				if (!people.length) say(trouble.dataset.nobody);
			} catch (error) {
				say(error.message);
			}
		});
	}

	page.querySelector("[data-filter]").addEventListener("input", ({ target }) => {
		const wanted = target.value.toLowerCase();
		for (const row of page.querySelectorAll("[data-participation]")) {
			row.hidden = !row.innerText.toLowerCase().includes(wanted);
		}
	});
});
