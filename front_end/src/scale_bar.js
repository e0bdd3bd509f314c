// The scale of a map's shades: the lowest loss, a strip of all shades, the highest level.

import { shadesOf } from "./contours.js";
import { say } from "./numbers.js";
import { make, write } from "./page.js";
import { css } from "./theme.js";

/** @param {string} value what the shades stand for, such as "loss" */
export function makeScaleBar(value) {
	const [low, high] = [make("span"), make("span")];
	const strip = make("span", { class: "sg-strip" });
	const element = make("p", { class: "sg-scale", title: value }, low, strip, high);
	/** @param {ArrayLike<number>} levels rising */
	function draw(levels) {
		const shades = shadesOf(levels);
		const stops = shades.map(
			(shade, k) => `${css(shade)} ${(100 * k) / shades.length}% ${(100 * (k + 1)) / shades.length}%`,
		);
		strip.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
		write(low, `< ${say(levels[0])}`);
		write(high, `> ${say(levels[levels.length - 1])}`);
	}
	return { element, draw };
}
