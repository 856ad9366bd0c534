// A refusal leaves everything as it was typed; the way back leads to the person's own page.

Object.assign(frappe._messages, {{ words }});
// the calendar asks the desk's settings for the language
frappe.boot.user = { ...frappe.boot.user, language: document.documentElement.lang };

frappe.ready(() => {
	frappe.web_form?.events?.on?.("after_load", () => {
		const discard = document.querySelector(".web-form-footer .discard-btn");
		discard?.addEventListener(
			"click",
			(event) => {
				event.preventDefault();
				event.stopImmediatePropagation();
				window.location.href = "/fokus";
			},
			{ capture: true }
		);
	});
});
