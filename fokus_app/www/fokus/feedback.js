// Sends feedback to the method that keeps it, once, and thanks.

frappe.ready(() => {
	const form = document.querySelector(".fokus-feedback");
	if (!form) return;
	const page = document.querySelector(".fokus-page");
	const problem = form.querySelector(".fokus-problem");
	const thanks = page.querySelector(".fokus-standing");

	form.querySelector("[type=submit]").disabled = false;

	const chosen = (place) => Number(place.querySelector(":checked")?.value || 0);

	function said() {
		const ratings = {};
		const items = {};
		const remarks = {};
		for (const place of form.querySelectorAll("[data-question]")) ratings[place.dataset.question] = chosen(place);
		for (const place of form.querySelectorAll("[data-item]")) {
			items[place.dataset.item] = { rating: chosen(place), remark: place.querySelector("textarea").value };
		}
		for (const place of form.querySelectorAll("[data-remark]")) remarks[place.dataset.remark] = place.value;
		return { ratings, items, remarks };
	}

	function send() {
		const { key, meeting } = form.dataset;
		const method = `fokus_app.meetings.feedback.${key ? "by_link" : "mine"}`;
		return ask_server(method, { ...(key ? { key } : { meeting }), said: said() }, page.dataset.failed);
	}

	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		problem.hidden = true;
		event.submitter.disabled = true;
		try {
			thanks.textContent = (await send()).thanks;
			form.remove();
			thanks.hidden = false;
			thanks.focus();
		} catch (error) {
			problem.textContent = error.message;
			problem.hidden = false;
			problem.scrollIntoView({ block: "nearest" });
			event.submitter.disabled = false;
		}
	});
});
