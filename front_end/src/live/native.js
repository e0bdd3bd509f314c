// Controls of the page itself, for a lab without the stock controls of Jupyter.

import { assign, group, make, makeButton, makeList, on, set, write, writeNumber } from "../page/elements.js";
import { nearestPlace, taken, textOf } from "./controls.js";

/** @import { Described, Settings } from "../labs/types.js" */
/** @import { Source } from "./live.js" */

/** @typedef {{ element: HTMLElement, show: (value: unknown) => void }} Field */
/** @typedef {(one: Described, change: (value: unknown) => void) => Field} Maker */

/** A label around its fields. @param {Described} one @param {HTMLElement[]} fields */
const labelled = ({ label, help }, ...fields) =>
	make("label", { title: help }, make("span", { text: label }), ...fields);

/** @param {Described} one @param {(value: unknown) => void} change @param {string} label */
function makeNumber(one, change, label) {
	const element = make("input", { type: "number", step: one.whole ? 1 : "any", "aria-label": label, title: one.help });
	const changed = () => change(element.value === "" ? Number.NaN : Number(element.value));
	const wheel = () => element.blur(); // or a wheel that scrolls the page would turn the number on its way
	on(element, { change: changed, beforeinput: writeNumber, wheel });
	return { element, show: (/** @type {unknown} */ value) => assign(element, { value: textOf(one, value) }) };
}

/** @type {Record<string, Maker>} */
const MAKERS = {
	/** With a number beside it. */
	slider(one, change) {
		const { places, label } = one;
		const range = make("input", { type: "range", min: 0, max: places.length - 1, step: 1, "aria-label": label });
		const number = makeNumber(one, change, `${label}, as a number`);
		/** @type {unknown[]} */
		let [shown, before] = [];
		on(range, {
			input: () => change(places[Number(range.value)]),
			pointerdown() {
				before = shown;
			},
			pointercancel: () => change(before), // the finger scrolls the page, and touched the slider on its way
		});
		function show(/** @type {unknown} */ value) {
			shown = value;
			range.value = String(nearestPlace(one, value));
			set(range, { "aria-valuetext": textOf(one, value) });
			number.show(value);
		}
		return { element: labelled(one, range, number.element), show };
	},
	choice(one, change) {
		const { labels, values } = one;
		const select = makeList(labels.map((text, k) => [k, text]));
		on(select, { change: () => change(values[Number(select.value)]) });
		return { element: labelled(one, select), show: (value) => assign(select, { value: values.indexOf(value) }) };
	},
	whole(one, change) {
		const { element, show } = makeNumber(one, change, one.label);
		return { element: labelled(one, element), show };
	},
	/** A field for each of several numbers. */
	numbers(one, change) {
		/** @type {number[]} */
		let numbers = [];
		const fields = one.labels.map((label, k) => makeNumber(one, (v) => change(numbers.with(k, Number(v))), label));
		const each = fields.map(({ element }, k) => labelled({ ...one, label: one.labels[k] }, element));
		function show(/** @type {unknown} */ value) {
			numbers = /** @type {number[]} */ (value);
			for (const [k, field] of fields.entries()) field.show(numbers[k]);
		}
		return { element: group(one.label, { style: "display: contents" }, ...each), show };
	},
	/** A field for several lines. */
	text(one, change) {
		const element = make("textarea", { rows: 2, spellcheck: "false" });
		on(element, { input: () => change(element.value) });
		function show(/** @type {unknown} */ value) {
			if (element.value !== value) element.value = String(value);
		}
		return { element: labelled(one, element), show };
	},
	/** A button for each kind of press. */
	presses({ buttons, label }, change) {
		const elements = buttons.map(([letters, text, help]) => makeButton(text, help, () => change(letters)));
		return { element: group(label, { class: "sg-presses" }, ...elements), show() {} };
	},
};

/** @implements {Source} */
export class NativeControls {
	/** @type {Map<string, Field>} */
	#fields = new Map();
	/** @type {Settings} */
	values = {};
	#alert = make("p", { role: "alert" });

	/** @param {Described[]} described @param {Settings} values @param {(one: Described) => void} moved */
	constructor(described, values, moved) {
		for (const one of described) {
			const pressed = (/** @type {unknown} */ value) => (one.kind === "presses" ? this.#after(one, value) : value);
			const field = MAKERS[one.kind]?.(one, (value) => this.#change(one, pressed(value), moved));
			if (field) this.#fields.set(one.name, field); // what is moved in the picture has none
			this.write(one.name, values[one.name]);
		}
		const elements = [...this.#fields.values()].map(({ element }) => element);
		this.element = make("div", { class: "sg-controls" }, ...elements, this.#alert);
	}

	/** All presses after some more; null: none. @param {Described} one @param {unknown} more */
	#after({ name, pending }, more) {
		if (more === null) return "";
		const [counted, letter] = pending;
		const times = this.read(counted);
		return `${this.read(name)}${times ? `${times}${letter}` : ""}${more}`;
	}

	/** @param {Described} one @param {unknown} value @param {(one: Described) => void} moved */
	#change(one, value, moved) {
		try {
			taken(one, value); // or it raises; what is beyond a range, the page or the kernel puts back, and says so
			this.write(one.name, value);
			this.take(one.resets);
			moved(one);
		} catch (error) {
			this.write(one.name, this.read(one.name));
			write(this.#alert, /** @type {Error} */ (error).message);
		}
	}

	/** Show other values. @param {Settings} values */
	take(values) {
		for (const [name, value] of Object.entries(values)) this.write(name, value);
	}

	/** @param {string} name */
	read(name) {
		return this.values[name];
	}

	/** @param {string} name @param {unknown} value */
	write(name, value) {
		write(this.#alert, ""); // also where a button or the picture goes on from here
		this.values[name] = value;
		this.#fields.get(name)?.show(value);
	}
}
