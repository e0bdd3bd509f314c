// Words on a picture, readable on anything.

import { clamp } from "./numbers.js";

/** @import { Plot } from "./plot.js" */
/** @import { Box, Pair, Series } from "./types.js" */

/**
 * Words beside a place, in front of all; on its left where there is no room on its right.
 * @param {Plot} plot
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {number} gap
 * @param {string} [color]
 * @param {number} [end] where the room ends
 */
export function drawLabel(plot, text, x, y, gap, color = "ink", end = plot.width) {
	const c = plot.words;
	Object.assign(c, { font: plot.font(), textBaseline: "middle", textAlign: "left", lineWidth: 4, lineJoin: "round" });
	Object.assign(c, { strokeStyle: plot.lab.color("page"), fillStyle: plot.lab.color(color) });
	const left = leftOf(c.measureText(text).width, x, gap, end);
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

const HIGH = 16; // pixels: a line of text
const APART = 6; // pixels between two names in a line
/** Where a name can stand, seen from its point: to the right or the left of it, a little above or below. */
const BESIDE = /** @type {Pair[]} */ ([
	[10, -9],
	[10, 9],
	[-10, -9],
	[-10, 9],
	[10, -25],
	[-10, -25],
	[10, 25],
	[-10, 25],
]);

/** @param {Box} a @param {Box} b */
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * The first place for a name beside a point that lies in the box and on no other name; else the first of all.
 * @param {number} wide of the text
 * @param {Pair} point
 * @param {Box} box
 * @param {Box[]} taken
 * @returns {Box}
 */
export function placeBeside(wide, [x, y], box, taken) {
	const places = BESIDE.map(([across, down]) => {
		const left = across > 0 ? x + across : x + across - wide;
		return { left, top: y + down - HIGH / 2, right: left + wide, bottom: y + down + HIGH / 2 };
	});
	const inside = places.filter(
		({ left, top, right, bottom }) => left >= box.left && right <= box.right && top >= box.top && bottom <= box.bottom,
	);
	return inside.find((place) => !taken.some((other) => overlap(place, other))) ?? inside[0] ?? places[0];
}

/**
 * The name of a series beside a point, in its color; the place is added to those taken.
 * @param {Plot} plot
 * @param {string} name
 * @param {Pair} point
 * @param {string} color
 * @param {Box[]} taken
 */
export function nameBeside(plot, name, point, color, taken) {
	const c = plot.words;
	c.font = `600 ${plot.font()}`;
	const place = placeBeside(c.measureText(name).width, point, plot.box, taken);
	taken.push({ ...place, left: place.left - APART, right: place.right + APART });
	Object.assign(c, { textBaseline: "middle", textAlign: "left", lineWidth: 4, lineJoin: "round" });
	Object.assign(c, { strokeStyle: plot.lab.color("page"), fillStyle: plot.lab.color(color) });
	c.strokeText(name, place.left, place.top + HIGH / 2);
	c.fillText(name, place.left, place.top + HIGH / 2);
}

/** How wide the name of a series is. @param {Plot} plot @param {string} name */
export function nameWidth(plot, name) {
	plot.words.font = `600 ${plot.font()}`;
	return plot.words.measureText(name).width;
}

/** The name of a series in its color, from x on. @param {Plot} plot @param {Series} series @param {number} x @param {number} y */
export function drawName(plot, { name, color }, x, y) {
	const c = plot.words;
	Object.assign(c, {
		font: `600 ${plot.font()}`,
		textBaseline: "middle",
		textAlign: "left",
		fillStyle: plot.lab.color(color),
	});
	c.fillText(name, x, y);
}

/**
 * Rising heights that are at least so far apart, as near as can be to those wished, between two ends.
 * @param {number[]} wishes rising
 * @param {number} apart
 * @param {Pair} ends
 */
export function spaced(wishes, apart, [low, high]) {
	/** @type {{ total: number, count: number }[]} names that touch: the sum of their wishes */
	const groups = [];
	/** @param {{ total: number, count: number }} group */
	const first = ({ total, count }) =>
		clamp(total / count - ((count - 1) * apart) / 2, low, Math.max(low, high - (count - 1) * apart));
	for (const wish of wishes) {
		let last = { total: wish, count: 1 };
		for (let above = groups.at(-1); above && first(last) < first(above) + above.count * apart; above = groups.at(-1)) {
			groups.pop();
			last = { total: above.total + last.total, count: above.count + last.count };
		}
		groups.push(last);
	}
	return groups.flatMap((group) => Array.from({ length: group.count }, (_, k) => first(group) + k * apart));
}
