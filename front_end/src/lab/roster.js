// Who races: a button for each runner, whose own values a press shows, and a list of those that can be added.

import { LACKING, readRunners, textOf, writeRunners } from "../labs/race/runners.js";
import { group, make, makeButton, makeList, on, set } from "../page/elements.js";
import { keepFocus } from "../page/focus.js";
import { sampleFor } from "../plot/marks.js";

/** @import { Runner } from "../labs/race/runners.js" */
/** @import { Kind, Lab, Own, Roster } from "../types.js" */

/** @typedef {Roster & { name: string }} Named the list of runners, and the setting that it is */

const FIELDS = {
	learning_rate: "learning rate",
	batch_size: "batch size",
	momentum: "momentum",
	scale: "scale",
	schedule: "schedule",
	replace: "replacement",
};
const DRAWN = { no: "without", yes: "with" };
/** What is chosen in a list without a choice. @type {Record<string, string>} */
const USUAL = { schedule: "constant", replace: "no" };
const HINT = "Its own values; an empty field is what all share";
const ADD = "add a runner";

/** A kind in the list of those that can be added; gray if it can't race here. @param {Kind} kind */
const optionOf = ({ name, lacking }) =>
	make("option", { text: name, ...(lacking ? { disabled: true, title: `${name} ${LACKING}` } : {}) });

export class RosterView {
	#open = -1; // the runner whose values are shown; -1 for none
	#shown = ""; // what the buttons and fields are built for
	#buttons = make("span", { class: "sg-runners" });
	#own = make("span", { class: "sg-own", role: "group" });
	#add = make("select", { "aria-label": "Add a runner" });
	/** @type {Map<string, HTMLInputElement | HTMLSelectElement>} of the runner whose values are shown */
	#inputs = new Map();

	/** @param {Lab} lab */
	constructor(lab) {
		this.lab = lab;
		this.element = group("Runners", { class: "sg-roster" }, this.#buttons, this.#add, this.#own);
		on(this.element, { keydown: (event) => this.#pressed(event) });
		on(this.#add, { change: () => this.#added() });
	}

	get #roster() {
		return /** @type {Named} */ (this.lab.spec.roster);
	}

	#runners() {
		const { lab } = this;
		return readRunners(/** @type {string} */ (lab.current(this.#roster.name)), this.#roster);
	}

	/** @param {Pick<Runner, "kind" | "own">[]} runners */
	#say(runners) {
		this.lab.ask("set", this.#roster.name, writeRunners(runners));
		this.draw();
	}

	draw() {
		const { lab } = this;
		this.element.hidden = !lab.current(this.#roster.name);
		if (this.element.hidden) return;
		const runners = this.#runners();
		if (this.#open >= runners.length) this.#open = -1;
		const looks = runners.map(({ key, name }) => [name, lab.series.get(key)?.color]);
		const built = JSON.stringify([looks, this.#open]);
		if (built !== this.#shown) this.#build(runners);
		this.#shown = built;
		if (this.#open >= 0) this.#fill(runners[this.#open]);
	}

	/** @param {Runner[]} runners */
	#build(runners) {
		const { lab } = this;
		const refocus = keepFocus(this.element);
		this.#buttons.replaceChildren(...runners.map((one, k) => this.#button(one, k)));
		const { kinds, most } = this.#roster;
		this.#add.replaceChildren(make("option", { text: ADD }), ...kinds.map(optionOf));
		if (!lab.answers || runners.length === most) this.#add.remove();
		else if (!this.#add.isConnected) this.#buttons.after(this.#add);
		const shut = this.#own.hidden;
		this.#own.hidden = this.#open < 0;
		const fields = this.#own.hidden ? [] : this.#fields(runners[this.#open], runners.length > 1);
		this.#own.replaceChildren(...fields);
		if (shut !== this.#own.hidden) lab.later(() => lab.room.fit()); // a stage has room for both
		refocus(this.#buttons.lastElementChild);
	}

	/** Escape closes the fields. @param {KeyboardEvent} event */
	#pressed(event) {
		if (event.key !== "Escape" || this.#open < 0) return;
		const button = /** @type {HTMLElement} */ (this.#buttons.children[this.#open]);
		this.#open = -1;
		button.focus();
		this.#turn(-1);
	}

	/** Show the values of another runner, or of none. @param {number} k */
	#turn(k) {
		this.#open = k;
		this.lab.notice("runners", "");
		this.draw();
	}

	/** @param {Runner} runner @param {number} k */
	#button({ key, name }, k) {
		const { lab } = this;
		const button = make("button", { title: HINT, "aria-expanded": this.#open === k }, ...sampleFor(key, lab), name);
		button.disabled = !lab.answers;
		return on(button, {
			click: () => this.#turn(this.#open === k ? -1 : k),
		});
	}

	#added() {
		const { value } = this.#add;
		const kind = /** @type {Kind} */ (this.#roster.kinds.find(({ name }) => name === value));
		this.#add.value = ADD;
		this.#say([...this.#runners(), { kind, own: {} }]);
	}

	/** The fields of a runner, and what can be done with it. @param {Runner} runner @param {boolean} several */
	#fields({ kind, name }, several) {
		set(this.#own, { "aria-label": `${name}: its own values` });
		const fields = Object.entries(FIELDS).filter(([field]) => kind.takes.includes(field));
		const buttons = [makeButton("as all", `${name} has no values of its own any more`, () => this.#change({}))];
		if (several) buttons.push(makeButton("remove", `Without ${name}`, () => this.#remove()));
		return [...fields.map(([field, label]) => this.#field(kind, field, label)), ...buttons];
	}

	/** @param {Kind} kind @param {string} field @param {string} label */
	#field(kind, field, label) {
		const given = field in USUAL;
		const element = given ? this.#list(field) : make("input", { type: "text", size: 6, inputmode: "decimal" });
		this.#inputs.set(field, element);
		const usual = kind.own[field];
		if (!given) set(element, { placeholder: usual === undefined ? "as all" : String(usual), title: HINT });
		on(element, { change: () => this.#changed(field, element.value.trim()) });
		return make("label", {}, label, element);
	}

	/** @param {string} field */
	#list(field) {
		/** @type {[string, string][]} */
		const schedules = this.#roster.schedules.map((one) => [one, one]);
		return makeList(field === "replace" ? Object.entries(DRAWN) : schedules);
	}

	/** Show what a runner has of its own. @param {Runner} runner */
	#fill({ kind, own }) {
		for (const field of kind.takes) {
			const element = this.#inputs.get(field);
			const text = field in own ? textOf(own[field]) : (USUAL[field] ?? "");
			if (element && element.value !== text) element.value = text;
		}
	}

	/** The reader gave a value; one that is usual is not the runner's own. @param {string} field @param {string} text */
	#changed(field, text) {
		if (this.#open < 0) return; // what was typed before Escape
		const runner = this.#runners()[this.#open];
		const { [field]: _, ...others } = runner.own;
		const words = ["", ...Object.values(USUAL)].includes(text) ? [] : [`${field}=${text}`];
		try {
			const [checked] = readRunners(`${runner.kind.name} ${words.join("")}`, this.#roster);
			this.#change({ ...others, ...checked.own });
		} catch (error) {
			this.lab.notice("runners", /** @type {Error} */ (error).message);
		}
	}

	/** @param {Own} own */
	#change(own) {
		this.#say(this.#runners().map((one, k) => (k === this.#open ? { ...one, own } : one)));
	}

	#remove() {
		const left = this.#runners().filter((_, k) => k !== this.#open);
		this.#open = -1;
		this.#say(left);
	}
}
