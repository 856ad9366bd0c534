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
