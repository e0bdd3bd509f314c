// A saved page: a lab without a kernel.  Its star answers native sliders; only one at a time leaves the stored state.

import { addressOf, placeIn } from "./address.js";
import { mount } from "./lab.js";
import { bytesOf, decode } from "./messages.js";
import { make, on, set, write } from "./page.js";
import { Star } from "./star.js";

/** @import { Frame } from "./types.js" */

/** @typedef {{ name: string, label: string, texts: string[], at: number }} SliderSpec */
/**
 * @typedef {{ spec: unknown, frame: unknown, sliders: SliderSpec[],
 *     rays: Record<string, { family: number, packed: string }> }} Saved
 */

class Slider {
	#range;
	#output = make("output");

	/** @param {SliderSpec} spec @param {(slider: Slider) => void} moved */
	constructor({ name, label, texts, at }, moved) {
		this.name = name;
		this.texts = texts;
		this.home = at;
		const ends = { min: 0, max: texts.length - 1, step: 1 };
		this.#range = make("input", { type: "range", ...ends, "aria-label": label });
		this.element = make("label", {}, make("span", { text: label }), this.#range, this.#output);
		on(this.#range, {
			input: () => {
				this.#say();
				moved(this);
			},
		});
		this.put(at);
	}

	get place() {
		return Number(this.#range.value);
	}

	/** @param {number} place */
	put(place) {
		this.#range.value = String(place);
		this.#say();
	}

	#say() {
		const text = this.texts[this.place];
		write(this.#output, text);
		set(this.#range, { "aria-valuetext": text });
	}
}

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.querySelector(id));

/** Build the lab of a saved page, with its sliders. @param {Saved} saved */
export function open({ spec, frame, sliders, rays }) {
	const lab = mount(part("#lab"), { spec, frame });
	const star = new Star((state) => lab.show(state));
	lab.follow(star);
	/** @type {Slider[]} */
	const all = sliders.map((one) => new Slider(one, moved));
	/** @param {Slider} slider */
	function moved(slider) {
		for (const other of all) if (other !== slider) other.put(other.home);
		star.moved(slider.name);
		location.replace(addressOf(slider));
	}
	star.take(/** @type {Frame} */ (decode(frame)));
	for (const one of all) {
		const set = (/** @type {string} */ _trait, /** @type {unknown} */ place) => {
			one.put(Number(place));
			moved(one);
		};
		const { name, texts } = one;
		star.follow({ name, stops: null, places: texts.length, model: { get: () => one.place, set }, trait: "value" });
	}
	for (const [name, { family, packed }] of Object.entries(rays)) star.store(name, family, bytesOf(packed));
	part("#sliders").append(...all.map(({ element }) => element));
	const [wanted, place] = placeIn(location.hash);
	const slider = all.find(({ name }) => name === wanted);
	if (slider) star.put(slider.name, Math.min(place, slider.texts.length - 1));
}
