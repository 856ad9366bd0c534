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

	async function send() {
		const { key, meeting } = form.dataset;
		const response = await fetch(`/api/method/fokus_app.meetings.feedback.${key ? "by_link" : "mine"}`, {
			method: "POST",
			headers: {
				"Content-Type": "application/json",
				Accept: "application/json",
				"X-Frappe-CSRF-Token": frappe.csrf_token,
			},
			body: JSON.stringify({ ...(key ? { key } : { meeting }), said: said() }),
		});
		const answer = await response.json().catch(() => ({}));
		if (!response.ok) throw new Error(why(answer));
		return answer.message;
	}

	function why(answer) {
		try {
			const holder = document.createElement("div");
			holder.innerHTML = JSON.parse(answer._server_messages)
				.map((each) => JSON.parse(each).message)
				.join("<br>");
			return holder.innerText;
		} catch {
			return page.dataset.failed;
		}
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
