// A refusal leaves everything as it was typed; the way back leads to the person's own page.

Object.assign(frappe._messages, {{ words }});
// the calendar asks the desk's settings for the language
frappe.boot.user = { ...frappe.boot.user, language: document.documentElement.lang };

// before the form's own listener, whenever Frappe draws the button
document.addEventListener(
	"click",
	(event) => {
		if (!event.target.closest?.(".web-form-footer .discard-btn")) return;
		event.preventDefault();
		event.stopImmediatePropagation();
		window.location.href = "/fokus";
	},
	{ capture: true }
);

frappe.ready(() => {
	name_fields();
	// fields come when Frappe has drawn them, the calendar when somebody opens it
	new MutationObserver(name_fields).observe(document.body, { childList: true, subtree: true });
});

/** Frappe writes a field's name beside it, but does not say that the two belong together; a screen reader needs that, and headings. */
function name_fields() {
	for (const control of document.querySelectorAll(".web-form .frappe-control[data-fieldname]")) {
		const field = control.querySelector("input, select, textarea");
		const label = control.querySelector(".control-label");
		if (!field || !label) continue;
		label.id = label.id || `label-${control.dataset.fieldname}`;
		field.setAttribute("aria-labelledby", label.id);
		const help = control.querySelector(".help-box");
		if (help?.textContent.trim()) {
			help.id = `help-${control.dataset.fieldname}`;
			field.setAttribute("aria-describedby", help.id);
		}
		if (control.querySelector(".reqd") || label.classList.contains("reqd")) field.setAttribute("aria-required", "true");
	}
	// when the form has been sent this is the page's only heading
	document.querySelector(".success-title")?.setAttribute("aria-level", "1");
	const calendar = document.querySelector(".datepickers-container");
	calendar?.setAttribute("role", "region");
	calendar?.setAttribute("aria-label", {{ calendar }});
}
