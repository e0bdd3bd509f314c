// The star: stored frames along every slider, shown at once when the reader moves it; the kernel's frame follows.

import { nearest } from "../basics/numbers.js";
import { unpackRay } from "./ray.js";

/** @import { Frame } from "../types.js" */
/** @import { Ray } from "./ray.js" */

const LATE = 3000; // milliseconds after which the kernel is asked anyway, so that the reader learns if it is gone
const SAVE = 500; // milliseconds after which the kernel learns where a control is that the clock moves
const REST = 300; // milliseconds without a move, after which the kernel is asked for what is missing

/**
 * @typedef {{ get: (trait: string) => unknown, set: (trait: string, value: unknown, options?: object) => void,
 *     save_changes?: () => void, _pending_msgs?: number, _buffered_state_diff?: object }} Model
 * `_pending_msgs`: how many values the kernel has not answered; `_buffered_state_diff`: what it will be told
 */

/**
 * A control that the star watches.  `stops`: the values at the places of a slider; `number`, `numbers`: the number
 * field beside it, and what it shows at each place.
 * @typedef {{ name: string, stops: number[] | null, model: Model, trait: string, number?: Model | null,
 *     numbers?: number[] }} Control
 */

/** @typedef {{ kind: "rest", has: Record<string, number> }} Question */

/** Where a control stands. @param {Control} control */
export function position({ stops, model, trait }) {
	const value = /** @type {number} */ (model.get(trait));
	return stops ? nearest(stops, value) : value;
}

/** Put a control somewhere. @param {Control} control @param {number} place @param {object} [options] */
export function putAt({ stops, model, trait }, place, options) {
	model.set(trait, stops ? stops[place] : place, options);
}

/** Don't tell the kernel what a model shows: else it goes with what is told next. @param {Model} model */
export function forget(model) {
	model._buffered_state_diff = {};
}

/** Show the number that belongs to a slider's place; the kernel would do it later. @param {Control} control */
export function updateNumber({ number, numbers, ...control }) {
	if (!number || !numbers) return;
	const here = position(control); // a number that was typed between two places keeps to the nearest
	const typed = /** @type {number} */ (number.get("value"));
	if (nearest(numbers, typed) === here) return;
	number.set("value", numbers[here]);
	forget(number);
}

/**
 * Decides what a lab shows: the kernel's last frame, or, where one slider alone has moved since, its stored frame.
 * `show(state)` draws; `ask(message)`, if given, reaches the kernel.
 */
export class Star {
	/** @type {Map<string, Control>} */
	#controls = new Map();
	/** @type {Map<string, { at: Ray, family: number }>} */
	#rays = new Map();
	/** @type {Frame} */
	#frame = {};
	/** @type {Frame | null} the stored frame in the picture */
	#shown = null;
	/** @type {Frame | null} the frame for which the kernel was asked for more */
	#asked = null;
	/** @type {string | null} the slider that the reader moved last */
	#moved = null;
	/** @type {{ name: string, place: number, model: Model } | null} a control whose place the kernel doesn't know */
	#unsaved = null;
	#saved = 0; // when it was told
	/** @type {Set<number>} where the clock has been since it plays */
	#passed = new Set();
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	#timer;
	#show;
	#ask;

	/** @param {(state: Frame) => void} show @param {(message: Question) => void} [ask] */
	constructor(show, ask) {
		this.#show = show;
		this.#ask = ask;
	}

	/** Watch a control too. @param {Control} control */
	follow(control) {
		this.#controls.set(control.name, control);
	}

	/** How many places a control has. @param {string} name */
	count(name) {
		return this.#controls.get(name)?.stops?.length;
	}

	/** Where a control stands, also while the kernel is on its way there. @param {string} name */
	place(name) {
		const control = this.#controls.get(name);
		return control && position(control);
	}

	/** What the number beside a control shows at a place. @param {string} name @param {number} place */
	number(name, place) {
		return this.#controls.get(name)?.numbers?.[place];
	}

	/** Move a control as the reader would. @param {string} name @param {number} place */
	put(name, place) {
		this.#set(name, place);
		this.rest();
	}

	/** Move a control while the clock plays. @param {string} name @param {number} place */
	play(name, place) {
		this.#passed.add(place);
		this.#set(name, place);
		if (!this.#rayOf(name)?.has(place) || performance.now() - this.#saved > SAVE) this.#save();
	}

	/** Tell the kernel where the controls are, because the clock stands still. */
	rest() {
		this.#save();
		this.#passed.clear();
	}

	#save() {
		this.#unsaved?.model.save_changes?.();
		this.#unsaved = null;
		this.#saved = performance.now();
	}

	/** @param {string} name @param {number} place */
	#set(name, place) {
		const control = this.#controls.get(name);
		if (!control) return;
		putAt(control, place, { updated_view: this }); // as a view does, so: by hand
		this.#unsaved = { name, place, model: control.model };
	}

	/** The kernel sent a frame. @param {Frame} next */
	take(next) {
		const answered = next.request !== this.#frame.request; // it answers a move in the picture
		this.#frame = next;
		this.#draw(answered);
		this.wait();
	}

	/** The kernel sent a ray. @param {string} name @param {number} family @param {string} packed */
	async store(name, family, packed) {
		this.#rays.set(name, { at: await unpackRay(packed), family });
		if (this.#stored()) this.#draw();
		this.#asked = null;
		this.wait(0); // for the next
	}

	/** A slider moved, or, without a name, a number; `byHand`: not by the kernel. @param {string | null} name */
	moved(name, byHand = true) {
		const ahead = this.#unsaved;
		if (!byHand && ahead?.name === name && this.#passed.has(/** @type {number} */ (this.place(ahead.name)))) {
			return this.#set(ahead.name, ahead.place); // the kernel answers to where the clock was: it has gone on
		}
		if (name || byHand) this.#moved = byHand ? name : null;
		const slider = this.#controls.get(this.#moved ?? "");
		// Also when it is back at its place, because the kernel may not have seen it elsewhere.
		if (slider && (name || this.#away().includes(slider))) updateNumber(slider);
		if (this.#stored() || (this.#shown && !this.#away().length)) this.#draw();
		return this.wait();
	}

	/** Ask for what is missing once nothing has moved for a while. */
	wait(pause = REST) {
		clearTimeout(this.#timer);
		if (this.#ask) this.#timer = setTimeout(() => this.#askForMore(), pause);
	}

	/** Another one takes over: frames that are still unpacked are not shown any more. */
	stop() {
		this.#save(); // else the kernel's answer to where the clock was would take the control back
		this.#show = () => {};
		this.#ask = undefined;
		this.wait(); // for nothing any more
	}

	/** The controls that stand elsewhere than in the kernel's frame. */
	#away() {
		const { at } = this.#frame;
		return at ? [...this.#controls.values()].filter((control) => position(control) !== at[control.name]) : [];
	}

	/** The frame of the one slider that has moved. */
	#stored() {
		const [control, ...others] = this.#away();
		if (!control || others.length) return null;
		return this.#rayOf(control.name)?.(position(control)) ?? null;
	}

	/** The frames along a control that belong to where the others are. @param {string} name */
	#rayOf(name) {
		const ray = this.#rays.get(name);
		return ray && ray.family === this.#frame.family?.[name] ? ray.at : null;
	}

	#draw(answered = false) {
		const near = this.#stored();
		if (near && near === this.#shown && !answered) return; // an older answer, while a newer picture is there
		this.#shown = near;
		this.#show(near ? { ...this.#frame, error: undefined, refused: undefined, ...near } : this.#frame);
	}

	#askForMore(late = false) {
		const away = this.#away().length > 0;
		// A busy kernel's number may have come after the reader had moved on, and is not sent again.
		if (!away) for (const one of this.#controls.values()) if (!one.number?._pending_msgs) updateNumber(one);
		if (!late && away) this.#timer = setTimeout(() => this.#askForMore(true), LATE);
		const families = Object.entries(this.#frame.family ?? {});
		const missing = families.some(([name, family]) => this.#rays.get(name)?.family !== family);
		const complete = !missing && this.#frame.rested !== false;
		if (!late && (this.#asked === this.#frame || away || complete)) return;
		this.#asked = this.#frame;
		const has = Object.fromEntries([...this.#rays].map(([name, { family }]) => [name, family]));
		this.#ask?.({ kind: "rest", has });
	}
}
