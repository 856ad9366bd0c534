frappe.treeview_settings["Daycare Area"] = {
	get_tree_nodes: "fokus_app.area_tree.children",
	title: __("Areas and Daycare Centres"),
	root_label: __("Areas and Daycare Centres"),
	get_tree_root: false,
	disable_add_node: true,
	/** Frappe would ask for a root among the records; ours is the association. */
	onload: (view) => view.make_tree(),
	get_label(node) {
		if (node.is_root) return __("Areas and Daycare Centres");
		return fokus.text(node.data.title || node.label);
	},
	/** How many centres and open cases there are, as a link to their list. */
	onrender(node) {
		if (node.is_root || !node.data?.doctype) return;
		const filters = { [node.data.doctype === "Daycare Area" ? "area" : "centre"]: node.data.value };
		const parts = [];
		if (node.data.centres) {
			const text = node.data.centres === 1 ? __("1 centre") : __("{0} centres", [node.data.centres]);
			parts.push(fokus.text(text));
		}
		if (node.data.candidates) {
			const text =
				node.data.candidates === 1 ? __("1 open case") : __("{0} open cases", [node.data.candidates]);
			parts.push(fokus.number_link("Leadership Candidate", filters, text));
		}
		$(`<span class="fokus-tree-counts text-muted">${parts.join(" · ")}</span>`).appendTo(node.$tree_link);
	},
	toolbar: [
		{
			label: __("Open"),
			condition: (node) => !node.is_root,
			click: (node) => frappe.set_route("Form", node.data.doctype, node.data.value),
		},
	],
	extend_toolbar: false,
};
