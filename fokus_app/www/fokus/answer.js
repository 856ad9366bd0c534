// Sends an answer to the method that decides, and shows what has become of it.

frappe.ready(() => {
	const form = document.querySelector(".fokus-answer");
	if (!form) return;
	const page = document.querySelector(".fokus-page");
	const problem = form.querySelector(".fokus-problem");
	const standing = form.querySelector(".fokus-standing");
	const buttons = [...form.querySelectorAll("[name=answer]")];

	for (const button of buttons) button.disabled = false;

	async function send(answer) {
		const response = await fetch("/api/method/fokus_app.meetings.answers.by_link", {
			method: "POST",
			headers: {
				"Content-Type": "application/json",
				Accept: "application/json",
				"X-Frappe-CSRF-Token": frappe.csrf_token,
			},
			body: JSON.stringify({ key: form.dataset.key, answer, comment: form.elements.comment.value }),
		});
		const said = await response.json().catch(() => ({}));
		if (!response.ok) throw new Error(why(said));
		return said.message;
	}

	function why(said) {
		try {
			const holder = document.createElement("div");
			holder.innerHTML = JSON.parse(said._server_messages)
				.map((each) => JSON.parse(each).message)
				.join("<br>");
			return holder.innerText;
		} catch {
			return page.dataset.failed;
		}
	}

	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		const answer = event.submitter.value;
		problem.hidden = true;
		buttons.forEach((button) => (button.disabled = true));
		try {
			const outcome = await send(answer);
			standing.textContent = outcome.standing;
			standing.hidden = false;
			buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.value === answer)));
			standing.scrollIntoView({ block: "nearest" });
		} catch (error) {
			problem.textContent = error.message;
			problem.hidden = false;
		}
		buttons.forEach((button) => (button.disabled = false));
	});
});
