// Where the desks of Frappe 15.0, later 15 and 16 differ for us.

frappe.provide("fokus");

/** How many buttons of ours fit into the head of a list; in 16 the menu beside the page takes their place. */
fokus.list_head_room = () => (frappe.app.sidebar ? 1 : 2);

// Frappe 15.0 opens nothing when somebody clicks a number card that has a method of its own; later versions
// open what the method's answer names. The same for both.

const Card = frappe.widget?.widget_factory?.number_card;

if (Card && !Card.prototype.set_route_for_custom_card) {
	const { get_number_for_custom_card, set_events } = Card.prototype;
	Object.assign(Card.prototype, {
		get_number_for_custom_card(answer) {
			this.data = answer;
			return get_number_for_custom_card.call(this, answer);
		},
		set_events() {
			set_events.call(this);
			$(this.body).on("click", () => {
				if (this.in_customize_mode || this.card_doc.type !== "Custom" || !this.data?.route) return;
				frappe.route_options = this.data.route_options;
				frappe.set_route(this.data.route);
			});
		},
	});
}

// In 16's development version a date with time is compared with what was typed, seconds included, while its own text
// has none where the time format has none (frappe/frappe#28333): the field would be set for ever, and the page freeze.

const DateAndTime = frappe.ui.form.ControlDatetime;

if (DateAndTime) {
	const { get_model_value } = DateAndTime.prototype;
	DateAndTime.prototype.get_model_value = function () {
		return get_model_value.call(this).replace(/^\S+ \d\d:\d\d$/, "$&:00");
	};
}
