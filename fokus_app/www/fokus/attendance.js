// Ticks who is there; what the server kept is what shows.

frappe.ready(() => {
	const page = document.querySelector(".fokus-attendance");
	const problem = page.querySelector(".fokus-problem");

	for (const button of page.querySelectorAll("[data-open] button")) button.disabled = false;

	// one after the other: the counts of an earlier tick never come after those of a later one
	let last = Promise.resolve();
	function mark(participation, attendance) {
		last = last.catch(() => {}).then(() => send(participation, attendance));
		return last;
	}

	async function send(participation, attendance) {
		const response = await fetch("/api/method/fokus_app.meetings.attendance.mark", {
			method: "POST",
			headers: {
				"Content-Type": "application/json",
				Accept: "application/json",
				"X-Frappe-CSRF-Token": frappe.csrf_token,
			},
			body: JSON.stringify({ participation, attendance }),
		});
		const said = await response.json().catch(() => ({}));
		if (!response.ok) throw new Error(why(said));
		return said.message;
	}

	function why(said) {
		try {
			const holder = document.createElement("div");
			holder.innerHTML = JSON.parse(JSON.parse(said._server_messages)[0]).message;
			return holder.innerText;
		} catch {
			return page.dataset.failed;
		}
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

	page.querySelector("[type=search]").addEventListener("input", ({ target }) => {
		const wanted = target.value.toLowerCase();
		for (const row of page.querySelectorAll("[data-participation]")) {
			row.hidden = !row.innerText.toLowerCase().includes(wanted);
		}
	});
});
