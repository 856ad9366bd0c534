/** Call a method of the server; resolves with what it answers, rejects with the sentence why it refused. */
window.ask_server = async (method, args, otherwise) => {
	const response = await fetch(`/api/method/${method}`, {
		method: "POST",
		headers: {
			"Content-Type": "application/json",
			Accept: "application/json",
			"X-Frappe-CSRF-Token": frappe.csrf_token,
		},
		body: JSON.stringify(args),
	}).catch(() => {
		// no connection: the browser's own words are English
		throw new Error(otherwise);
	});
	const said = await response.json().catch(() => ({}));
	if (response.ok) return said.message;
	let why = otherwise;
	try {
		// an inert document: nothing that a message holds is loaded or run
		const text = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
		why = JSON.parse(said._server_messages)
			.map((each) => text(JSON.parse(each).message))
			.join("\n");
	} catch {
		// no sentence for people: the page's own
	}
	throw new Error(why);
};
