// Words on a picture, readable on anything.

import { clamp } from "./numbers.js";

/** @import { Plot } from "./plot.js" */

/**
 * Words beside a place, in front of all; on its left where there is no room on its right.
 * @param {Plot} plot
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {number} gap
 * @param {string} [color]
 */
export function drawLabel(plot, text, x, y, gap, color = "ink") {
	const c = plot.front;
	Object.assign(c, { font: plot.font(), textBaseline: "middle", textAlign: "left", lineWidth: 4, lineJoin: "round" });
	Object.assign(c, { strokeStyle: plot.lab.color("page"), fillStyle: plot.lab.color(color) });
	const left = leftOf(c.measureText(text).width, x, gap, plot.width);
	const at = clamp(y, 8, plot.height - 8);
	c.strokeText(text, left, at);
	c.fillText(text, left, at);
}

/**
 * Where a label of a width begins beside x.
 * @param {number} wide
 * @param {number} x
 * @param {number} gap
 * @param {number} width of the picture
 */
export const leftOf = (wide, x, gap, width) => (x + gap + wide < width - 2 ? x + gap : Math.max(2, x - gap - wide));

/**
 * In which row each label stands, so that two in one row begin at least `apart` from each other.
 * @param {number[]} places where they begin
 * @param {number} apart
 */
export function rowsOf(places, apart) {
	/** @type {number[][]} */
	const rows = [];
	return places.map((at) => {
		const row = [...rows, []].findIndex((others) => others.every((other) => Math.abs(at - other) > apart));
		if (row === rows.length) rows.push([]);
		rows[row].push(at);
		return row;
	});
}

/**
 * A text in at most two lines.
 * @param {string} text
 * @param {(text: string) => boolean} fits
 */
export function wrapped(text, fits) {
	const [first, ...words] = text.split(" ");
	let line = first;
	while (words.length && fits(`${line} ${words[0]}`)) line += ` ${words.shift()}`;
	return words.length ? [line, words.join(" ")] : [line];
}
