// The scale of shades in the head of a panel: its lower end, a strip of all shades, its upper end.

import { lastOf } from "../basics/arrays.js";
import { say } from "../basics/numbers.js";
import { make, write } from "../page/elements.js";
import { css } from "../page/theme.js";
import { shadesOf } from "./contours.js";

/** @param {string} value what the shades stand for, such as "loss" */
export function makeScaleBar(value) {
	const [low, high] = [make("span"), make("span")];
	const strip = make("span", { class: "sg-strip" });
	const element = make("p", { class: "sg-scale", title: value }, low, strip, high);
	/** @param {string} stops the shades as CSS @param {ArrayLike<string>} ends */
	function draw(stops, ends) {
		strip.style.background = `linear-gradient(to right, ${stops})`;
		write(low, ends[0]);
		write(high, ends[1]);
	}
	return { element, draw };
}

/** The shades between levels as CSS, each as wide as the next. @param {ArrayLike<number>} levels */
export const stopsOf = (levels) =>
	shadesOf(levels)
		.map((shade, k, { length }) => `${css(shade)} ${(100 * k) / length}% ${(100 * (k + 1)) / length}%`)
		.join();

/** What lies beyond the levels. @param {ArrayLike<number>} levels rising */
export const endsOf = (levels) => [`< ${say(levels[0])}`, `> ${say(lastOf(levels))}`];
