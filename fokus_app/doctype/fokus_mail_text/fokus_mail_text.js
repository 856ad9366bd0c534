// A mail text can be looked at, sent to oneself and put back before anybody else gets it.

frappe.ui.form.on("FOKUS Mail Text", {
	refresh(frm) {
		show_variables(frm);
		if (frm.is_new()) return;
		frm.add_custom_button(__("Preview"), () => preview(frm));
		frm.add_custom_button(__("Send Test Mail"), () =>
			call("send_test", content(frm)).then(() =>
				frappe.show_alert({
					message: __("The test mail goes to {0}", [frappe.session.user_email]),
					indicator: "green",
				})
			)
		);
		if (frm.doc.edited) {
			frm.add_custom_button(__("Reset to Original"), () =>
				frappe.confirm(__("Replace your text by the one that came with the app?"), () =>
					call("reset", { name: frm.docname }).then(() => frm.reload_doc())
				)
			);
		}
	},
});

const call = (method, args) => frappe.xcall(`fokus_app.notifications.texts.${method}`, args);

const content = ({ doc: { event, language, subject, body } }) => ({ event, language, subject, body });

function show_variables(frm) {
	const $wrapper = frm.get_field("variables_html").$wrapper.empty();
	if (!frm.doc.event) return;
	call("variables_of", { event: frm.doc.event }).then((names) => {
		const list = names.map((name) => `<code>{{ ${fokus.text(name)} }}</code>`).join(" ");
		$wrapper.html(`<p class="text-muted">${__("These values can be used in subject and body:")}</p><p>${list}</p>`);
	});
}

async function preview(frm) {
	const { subject, body } = await call("preview", content(frm));
	const dialog = new frappe.ui.Dialog({ title: fokus.text(subject), size: "large" });
	dialog.show();
	// what people typed as HTML is shown without scripts and without access to the desk
	const frame = document.createElement("iframe");
	frame.setAttribute("sandbox", "");
	frame.setAttribute("title", __("Preview"));
	frame.style.cssText = "width: 100%; height: 55vh; border: 0; background: white";
	frame.srcdoc = body;
	dialog.$body.append(frame);
}
