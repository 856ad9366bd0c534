// The documents about a candidate, each one press away; Frappe's print view offers them too.

frappe.provide("fokus");

const GIVEN = {
	"FOKUS Nomination Sheet": () => true,
	"FOKUS Preparation Plan": ({ workflow_state: stage }) =>
		["Preparation", "Ready", "Onboarding", "Interrupted", "Established", "Ended"].includes(stage),
	"FOKUS Assessment Profile": ({ workflow_state: stage }) => !["Potential", "Nominated"].includes(stage),
	"FOKUS Certificate of Participation": ({ workflow_state: stage, completed_on }) =>
		stage === "Established" || (stage === "Ended" && completed_on),
};

fokus.add_documents = (frm) => {
	if (frm.is_new()) return;
	for (const [format, given] of Object.entries(GIVEN)) {
		if (given(frm.doc)) frm.add_custom_button(__(format), () => open_pdf(frm, format), __("Documents"));
	}
};

function open_pdf(frm, format) {
	const query = new URLSearchParams({ doctype: frm.doctype, name: frm.docname, format });
	window.open(`/api/method/frappe.utils.print_format.download_pdf?${query}`);
}
