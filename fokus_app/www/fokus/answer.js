// Sends an answer to the method that decides, and shows what has become of it.

frappe.ready(() => {
	const form = document.querySelector(".fokus-answer");
	if (!form) return;
	const page = document.querySelector(".fokus-page");
	const problem = form.querySelector(".fokus-problem");
	const standing = form.querySelector(".fokus-standing");
	const buttons = [...form.querySelectorAll("[name=answer]")];

	for (const button of buttons) button.disabled = false;

	const send = (answer) =>
		ask_server(
			"fokus_app.meetings.answers.by_link",
			{ key: form.dataset.key, answer, comment: form.elements.comment.value },
			page.dataset.failed
		);

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
