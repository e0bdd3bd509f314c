// The values of the stock controls of Jupyter, by their models; what is moved in the picture itself is in the lab's own.

import { nearest } from "../basics/numbers.js";
import { atRest } from "../basics/rest.js";
import { forget, position, putAt, updateNumber } from "../frames/star.js";
import { valueNamed } from "../live/state.js";

/** @import { Described } from "../labs/types.js" */
/** @import { Source } from "../live/live.js" */
/** @import { Found, WidgetModel } from "./models.js" */

const REST = 200; // milliseconds without a move

/** @implements {Source} */
export class StockControls {
	/** @type {Map<string, Found>} */
	#found;
	/** @type {Map<string, Described>} */
	#described;
	/** @type {Set<string>} sliders whose number says more than their place */
	#typed = new Set();
	/** @type {Map<string, unknown>} what the page has set for the reader; late answers of a busy kernel move nothing back */
	#set = new Map();
	/** @type {Set<WidgetModel>} numbers that the kernel has not been told: each one would be sent late, and move it back */
	#unsaved = new Set();
	/** At rest, the kernel is told the numbers too: it may still hear of older ones. */
	#saveAll = atRest(() => {
		for (const number of this.#unsaved) tell(number);
		this.#unsaved.clear();
	}, REST);
	#lab;

	/** @param {WidgetModel} lab @param {Described[]} described @param {Found[]} found @param {StockControls} [before] */
	constructor(lab, described, found, before) {
		if (before) this.#set = before.#set; // a size that was typed has become a place of its slider
		this.#lab = lab;
		this.#described = new Map(described.map((one) => [one.name, one]));
		this.#found = new Map(found.map((one) => [one.name, one]));
		for (const { name } of found) this.answered(name);
	}

	/**
	 * The kernel has moved a slider or the number beside it.  The number is exact, but it comes later than a move of the
	 * slider, so it counts only while the slider stands at its place.
	 * @param {string} name
	 */
	answered(name) {
		const control = this.#found.get(name);
		if (control?.number) this.#typed[belongs(control) ? "add" : "delete"](name);
	}

	/** A slider was moved, or its number was typed. @param {string} name @param {boolean} typed */
	moved(name, typed) {
		const { resets } = /** @type {Described} */ (this.#described.get(name));
		for (const [other, value] of Object.entries(resets)) this.write(other, value);
		this.#set.delete(name); // the control itself has it now
		this.#follow(name, typed);
	}

	/**
	 * The kernel has moved something in the picture, such as the presses.  What it has reset by that is reset here too,
	 * even while the clock plays it.
	 * @param {string} state of the kernel
	 */
	placed(state) {
		for (const [name, { resets }] of this.#described)
			if (!this.#found.has(name) && !this.#set.has(name))
				for (const [other, value] of Object.entries(resets)) this.#reset(other, value, state);
	}

	/** @param {string} name @param {unknown} value @param {string} state of the kernel */
	#reset(name, value, state) {
		if (valueNamed(state, /** @type {Described} */ (this.#described.get(name))) !== value) return;
		const number = this.#found.get(name)?.number;
		if (number) forget(number); // told now, it would undo this
		if (this.read(name) !== value) this.write(name, value);
	}

	/** The kernel has understood all that the reader has set: from now on its own changes count, and late numbers go. */
	agreed() {
		this.#set.clear();
		for (const one of this.#found.values()) updateNumber(one);
	}

	/** Whether the kernel still has to answer what it was told of the controls. */
	unanswered() {
		return [...this.#found.values()].some(({ model, number }) => model._pending_msgs || number?._pending_msgs);
	}

	/** Another problem comes, and the numbers that the kernel has not been told are not for its sliders. */
	forget() {
		for (const number of this.#unsaved) forget(number);
		this.#unsaved.clear();
	}

	/** @param {string} name @param {boolean} typed */
	#follow(name, typed) {
		const control = this.#found.get(name);
		if (!control?.number) return;
		if (typed) {
			this.#typed.add(name);
			putAt(control, placeOfNumber(control)); // the kernel does it later; a key goes on from here
		} else if (!belongs(control)) {
			this.#typed.delete(name);
			control.number.set("value", this.read(name)); // the kernel would do it later
			this.#saveLater(control.number);
		}
	}

	/** @param {WidgetModel} number */
	#saveLater(number) {
		this.#unsaved.add(number);
		this.#saveAll();
	}

	/** @param {string} name */
	read(name) {
		if (this.#set.has(name)) return this.#set.get(name);
		const control = this.#found.get(name);
		const { kind, values } = /** @type {Described} */ (this.#described.get(name));
		if (!control) return /** @type {Record<string, unknown>} */ (this.#lab.get("places"))[name];
		const { number, numbers } = control; // a size that was typed has become a place
		if (this.#typed.has(name)) return number?.get("value");
		const place = position(control);
		if (numbers) return numbers[place];
		return kind === "choice" ? values[place] : place;
	}

	/** @param {string} name @param {unknown} value */
	write(name, value) {
		const control = this.#found.get(name);
		if (!control && String(value) === String(this.read(name))) return; // or a press right after a reset would be lost
		this.#set.set(name, value);
		const one = /** @type {Described} */ (this.#described.get(name));
		if (!control) {
			save(this.#lab, "places", { .../** @type {object} */ (this.#lab.get("places")), [name]: value });
			return;
		}
		const { number, numbers } = control; // of a slider
		if (number && numbers) {
			const place = nearest(numbers, Number(value));
			const exact = numbers[place] === value; // then a late answer about the number moves nothing back
			if (exact) this.#typed.delete(name);
			else this.#typed.add(name);
			number.set("value", value); // before the slider, which it belongs to by then
			putAt(control, place);
			tell(control.model);
			if (exact) this.#saveLater(number);
			else tell(number);
		} else save(control.model, control.trait, one.kind === "choice" ? one.values.indexOf(value) : value);
	}
}

/** The place of a slider that is nearest to the number beside it. @param {Found} control */
const placeOfNumber = ({ number, numbers = [] }) => nearest(numbers, Number(number?.get("value")));

/** Whether a slider stands there: after a number was typed, it is moved there. @param {Found} control */
const belongs = (control) => placeOfNumber(control) === position(control);

/** @param {WidgetModel} model @param {string} trait @param {unknown} value */
function save(model, trait, value) {
	model.set(trait, value);
	tell(model);
}

/** Tell the kernel a control.  One that it has closed can't be told, but what the page has set goes on to the next. @param {WidgetModel} model */
function tell(model) {
	try {
		model.save_changes();
	} catch {} // at rest the kernel is sent all settings as text
}
