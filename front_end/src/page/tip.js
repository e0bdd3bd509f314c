// A text beside the pointer, or beside the element that has the focus.

import { clamp } from "../basics/numbers.js";
import { make, putAt, write } from "./elements.js";

/** @import { Pair } from "../types.js" */
/** @typedef {(text: string, place?: Pair | null, aloud?: boolean, tall?: number) => void} Tell */

/**
 * Returns tell(text, [x, y], aloud, tall): shows the text beside a place of the area; aloud: to screen readers too; tall: how
 * high what stands below the place is, which the text leaves free.
 * @param {HTMLElement} area @returns {Tell}
 */
export function makeTip(area) {
	const tip = make("div", { class: "sg-tip", "aria-hidden": "true", hidden: "" });
	const spoken = make("p", { class: "sg-unseen", "aria-live": "polite" });
	area.append(tip, spoken);
	return (text, place, aloud, tall) => {
		tip.hidden = !text;
		if (aloud) write(spoken, text.replaceAll("\n", ", "));
		if (!text || !place) return;
		write(tip, text);
		putAt(tip, ...beside(place, [tip.offsetWidth, tip.offsetHeight], [area.clientWidth, area.clientHeight], tall));
	};
}

/**
 * Where a text of a size stands beside a place, inside of an area: above on the right, on the left if it has no room, and
 * below what is `tall`.
 * @param {Pair} place @param {Pair} size @param {Pair} area @param {number} [tall] @returns {Pair}
 */
export function beside([x, y], [w, h], [width, height], tall) {
	const left = x + 16 + w > width ? Math.max(0, x - w - 16) : x + 16;
	const above = y - h - 10;
	return [left, clamp(tall && above < 0 ? y + tall + 10 : above, 0, Math.max(0, height - h))];
}

/**
 * Where an event happened, in pixels of an area.
 * @param {HTMLElement} area @param {{ clientX: number, clientY: number }} event @returns {Pair}
 */
export function placeIn(area, event) {
	const { left, top, width } = area.getBoundingClientRect();
	const scale = Math.round(width) / area.offsetWidth; // of a stage, or of a slide of reveal.js
	return [(event.clientX - left) / scale, (event.clientY - top) / scale];
}
