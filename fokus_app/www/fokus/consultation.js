// The page of a consultation: where the group is comes from the server and is asked for again and again, so that every
// device shows the same, also after a reload. The words come and go by themselves, and are put in as text.

frappe.ready(() => {
	const page = document.querySelector(".fokus-consultation");
	const { name } = page.dataset;
	const METHOD = "fokus_app.consultations.";
	const ASK_AGAIN_MS = 5000;
	const part = (which) => page.querySelector(`[data-part=${which}]`);
	const stage = page.querySelector(".fokus-stage");
	const problem = stage.querySelector(":scope > .fokus-problem");
	const clock = stage.querySelector(".fokus-clock");
	const buttons = stage.querySelector(".fokus-lead");
	const last = Number(page.dataset.phases);
	let state, ends, announced;

	const ask = (method, args) => ask_server(METHOD + method, { name, ...args }, page.dataset.failed);

	// --- the phases

	const shown_phase = ({ status, phase }) =>
		({ Held: "held", Cancelled: "cancelled" })[status] ?? String(phase);

	function show(new_state, focus) {
		const moved = state && (state.phase !== new_state.phase || state.status !== new_state.status);
		// who does what, and the date, are on the page as it was loaded
		if (moved && state.status !== new_state.status && !is_dirty()) return window.location.reload();
		state = new_state;
		ends = state.left === null ? null : performance.now() + 1000 * state.left;
		const current = shown_phase(state);
		for (const each of stage.querySelectorAll(".fokus-phase")) each.hidden = each.dataset.phase !== current;
		for (const step of stage.querySelectorAll("[data-step]")) {
			const number = Number(step.dataset.step);
			const now = state.status === "Planned" && number === state.phase;
			step.classList.toggle("done", state.status === "Held" || number < state.phase);
			step.classList.toggle("current", now);
			if (now) step.setAttribute("aria-current", "step");
			else step.removeAttribute("aria-current");
		}
		for (const who of ["moderator", "case_giver"]) if (state[who]) part(who).textContent = state[who];
		const leads = state.i_moderate && state.status === "Planned" && page.dataset.dayHasCome === "1";
		buttons.hidden = !leads;
		buttons.querySelector("[data-go=back]").hidden = state.phase < 2;
		const label = !state.phase ? "begin" : state.phase < last ? "next" : "hold";
		buttons.querySelector("[data-go=next]").textContent = page.dataset[label];
		if (moved) {
			announced = null;
			const heading = stage.querySelector(".fokus-phase:not([hidden]) h3");
			say(page.dataset.now.replace("{0}", heading.textContent));
			if (focus) heading.focus();
		}
		tick();
	}

	function tick() {
		clock.hidden = ends === null;
		if (ends === null) return;
		const left = Math.round((ends - performance.now()) / 1000);
		const [minutes, seconds] = [Math.floor(Math.abs(left) / 60), Math.abs(left) % 60];
		clock.querySelector("strong").textContent = `${minutes}:${String(seconds).padStart(2, "0")}`;
		clock.querySelector("span").textContent = left < 0 ? page.dataset.over : page.dataset.left;
		clock.classList.toggle("fokus-late", left < 0);
		const news = left <= 0 ? "time" : left <= 60 ? "minute" : null;
		if (news && news !== announced) say(page.dataset[news]);
		announced = news;
	}

	function say(text) {
		part("said").textContent = text;
	}

	function show_problem(text) {
		problem.textContent = text || "";
		problem.hidden = !text;
	}

	buttons.addEventListener("click", async ({ target }) => {
		const button = target.closest("[data-go]");
		if (!button) return;
		button.disabled = true;
		show_problem();
		try {
			if (button.dataset.go === "next" && state.phase === last) {
				await keep_if_dirty();
				show(await ask("running.hold"), true);
			} else {
				const phase = state.phase + (button.dataset.go === "next" ? 1 : -1);
				show(await ask("running.go", { phase, seen: state.phase }), true);
			}
		} catch (error) {
			show_problem(error.message);
		}
		button.disabled = false;
	});

	async function ask_again() {
		try {
			show(await ask("running.where"));
			if (problem.textContent === page.dataset.offline) show_problem();
		} catch (error) {
			show_problem(error instanceof TypeError ? page.dataset.offline : error.message);
		}
	}

	// --- forms for roles and date

	page.addEventListener("submit", async (event) => {
		event.preventDefault();
		const form = event.target;
		if (form === words) return keep();
		const own_problem = form.querySelector(".fokus-problem");
		own_problem.hidden = true;
		event.submitter.disabled = true;
		try {
			await keep_if_dirty();
			const values = Object.fromEntries(new FormData(form));
			if (form.dataset.list) {
				values[form.dataset.list] = [...form.querySelectorAll(":checked[type=checkbox]")].map((box) => box.value);
			}
			await ask_server(form.dataset.method, values, page.dataset.failed);
			window.location.reload();
		} catch (error) {
			own_problem.textContent = error.message;
			own_problem.hidden = false;
			event.submitter.disabled = false;
		}
	});

	// --- what was said

	const words = page.querySelector(".fokus-words-form");
	const save = words.querySelector("[type=submit]");
	const fields = [...words.querySelectorAll("textarea")];
	let version = "";
	let kept = {};

	const typed = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));
	const is_dirty = () => fields.some((field) => field.value !== (kept[field.name] ?? ""));
	const keep_if_dirty = () => (is_dirty() ? keep(true) : null);

	async function read() {
		let found;
		try {
			found = await ask("words.read");
		} catch (error) {
			return show_words_problem(error.message);
		}
		part("readers").hidden = false;
		part("readers").querySelector("span").textContent = found.readers.join(", ");
		part("problem").textContent = found.problem;
		part("problem").hidden = !found.problem;
		if (!is_dirty()) {
			version = found.version;
			kept = found.mine;
			for (const field of fields) field.value = kept[field.name];
		}
		for (const field of fields) {
			field.disabled = !found.may_write;
			field.hidden = !found.may_write && !field.value;
		}
		save.hidden = !found.may_write;
		save.disabled = !found.may_write;
		for (const place of words.querySelectorAll("[data-others]")) {
			const theirs = found.others.filter((each) => each.field === place.dataset.others);
			place.replaceChildren(...theirs.map(quoted));
		}
	}

	function quoted({ by, text }) {
		const quote = document.createElement("blockquote");
		quote.append(Object.assign(document.createElement("p"), { className: "fokus-lines", textContent: text }));
		quote.append(Object.assign(document.createElement("footer"), { textContent: by }));
		return quote;
	}

	async function keep(pass_on) {
		save.disabled = true;
		show_words_problem();
		const sent = typed();
		try {
			version = (await ask("words.write", { version, ...sent })).version;
			kept = Object.fromEntries(Object.entries(sent).map(([field, text]) => [field, text.trim()]));
			for (const field of fields) if (field.value === sent[field.name]) field.value = kept[field.name];
			part("kept").textContent = page.dataset.saved;
		} catch (error) {
			show_words_problem(error.message);
			if (pass_on) throw error;
		} finally {
			save.disabled = false;
		}
	}

	function show_words_problem(text) {
		const place = words.querySelector(":scope > .fokus-problem");
		place.textContent = text || "";
		place.hidden = !text;
	}

	words.addEventListener("input", () => {
		part("kept").textContent = is_dirty() ? page.dataset.unsaved : "";
	});
	window.addEventListener("beforeunload", (event) => is_dirty() && event.preventDefault());

	show(JSON.parse(page.dataset.state));
	read();
	setInterval(tick, 1000);
	if (state.status === "Planned" && page.dataset.dayHasCome === "1") {
		setInterval(() => document.hidden || ask_again(), ASK_AGAIN_MS);
		setInterval(() => document.hidden || read(), 4 * ASK_AGAIN_MS);
		document.addEventListener("visibilitychange", () => document.hidden || ask_again());
	}
});
