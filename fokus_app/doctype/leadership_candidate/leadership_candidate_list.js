frappe.listview_settings["Leadership Candidate"] = fokus.list_settings({
	filters: ["mine", "overdue", "my_cases", "look_again", "left_behind", "maybe_twice"],
	add_fields: ["position", "stage_since", "workflow_state", "waiting_for", "waiting_since"],
	hide_name_column: true,
	refresh: show_progress,
	onload(listview) {
		fokus.import_list.add_button(listview);
		fokus.accounts.add_list_action(listview);
		fokus.succession.add_menu_item(listview);
		fokus.privacy.add_menu_item(listview);
		fokus.import_list.add_take_over(listview);
	},
});

/** Beside the stage: how many of its steps are done. Counted when the list is shown, so that it is never out of date. */
async function show_progress(listview) {
	const shown = (listview.data || []).map((doc) => doc.name);
	if (listview.view_name !== "List" || !shown.length) return;
	const progress = await frappe.xcall("fokus_app.activities.progress_of", { candidates: shown });
	for (const [name, { done, total }] of Object.entries(progress)) {
		const $row = listview.$result.find(`[data-name="${name}"]`).first().closest(".list-row-container");
		$row.find(".fokus-done").remove();
		const title = `${__("Steps")}: ${__("{0} of {1} done", [done, total])}`;
		$(`<span class="fokus-done text-muted" title="${fokus.text(title)}">${done}/${total}</span>`).insertAfter(
			$row.find(".list-row-col .indicator-pill").first()
		);
	}
}
