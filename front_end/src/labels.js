// Words on a picture, readable on anything.

import { clamp } from "./numbers.js";
import { assign } from "./page.js";

/** @import { Plot } from "./plot.js" */
/** @import { Box, Line, Pair, Series } from "./types.js" */

/**
 * How wide words are, by font and text: to set a canvas's font costs a layout of the page if its texts have changed.
 * @type {Map<string, number>}
 */
const WIDTHS = new Map();
const HIGH = 16; // pixels: a line of text
const KEPT = 2000; // numbers change while the reader drags

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
	const left = leftOf(widthOf(plot, text), x, gap, end);
	writeWords(plot, text, left, clamp(y, 8, plot.height - 8), color);
}

/** @param {Plot} plot @param {boolean} [bold] */
const fontOf = (plot, bold) => `${bold ? "600 " : ""}${plot.font()}`;

/** How wide words are. @param {Plot} plot @param {string} text @param {boolean} [bold] */
export function widthOf(plot, text, bold) {
	const font = fontOf(plot, bold);
	const key = `${font} ${text}`;
	const known = WIDTHS.get(key);
	if (known !== undefined) return known;
	if (WIDTHS.size >= KEPT) WIDTHS.clear();
	plot.front.font = font;
	const wide = plot.front.measureText(text).width;
	WIDTHS.set(key, wide);
	return wide;
}

/**
 * Words from a place on, with an edge in the color of the page, once the rest of the front is drawn.
 * @param {Plot} plot
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} color
 * @param {boolean} [bold]
 */
function writeWords(plot, text, x, y, color, bold) {
	const { front: c, lab } = plot;
	plot.taken.push({ left: x, top: y - HIGH / 2, right: x + widthOf(plot, text, bold), bottom: y + HIGH / 2 });
	plot.words.push(() => {
		assign(c, { font: fontOf(plot, bold), textBaseline: "middle", lineWidth: 4, lineJoin: "round" });
		assign(c, { strokeStyle: lab.color("page"), fillStyle: lab.color(color) });
		c.strokeText(text, x, y);
		c.fillText(text, x, y);
	});
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
export const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * The first place for a name beside a point that lies in the box and on as little else as possible.
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
	const covered = inside.map((place) => taken.filter((other) => overlap(place, other)).length);
	return inside[covered.indexOf(Math.min(...covered))] ?? places[0];
}

/** What points cover, a few pixels each. @param {Iterable<ArrayLike<number>>} points in pixels @returns {Box[]} */
export const boxesAt = (points, half = 3) =>
	Array.from(points, ({ 0: x, 1: y }) => ({ left: x - half, top: y - half, right: x + half, bottom: y + half }));

/** What lines cover: their points, and places between two that are far apart. @param {Line[]} lines */
export function boxesOf(lines) {
	return lines.flatMap(({ points, length }) => {
		const parts = Array.from({ length: length - 1 }, (_, i) => points.subarray(2 * i, 2 * i + 4));
		return parts.flatMap(([x, y, toX, toY]) => {
			const many = Math.min(60, Math.ceil(Math.hypot(toX - x, toY - y) / 10)) || 1;
			return boxesAt(Array.from({ length: many }, (_, k) => [x + ((toX - x) * k) / many, y + ((toY - y) * k) / many]));
		});
	});
}

/**
 * Words beside a point; the place is added to those taken.
 * @param {Plot} plot
 * @param {string} name
 * @param {Pair} point
 * @param {Box[]} taken by other names and by marks
 * @param {{ color?: string, covered?: Box[] }} [more] the color of a series, whose name is bold; what lies there besides
 */
export function nameBeside(plot, name, point, taken, { color, covered = [] } = {}) {
	const wide = widthOf(plot, name, Boolean(color));
	const place = placeBeside(wide, point, plot.box, [...taken, ...covered]);
	taken.push({ ...place, left: place.left - APART, right: place.right + APART });
	writeWords(plot, name, place.left, place.top + HIGH / 2, color ?? "ink", Boolean(color));
}

/**
 * Words beside a vertical line, as high up as they lie on nothing else; nowhere if there is no such place.
 * @param {Plot} plot
 * @param {string} text
 * @param {number} at where the line is
 * @param {(place: Box) => boolean} isFree
 */
export function drawWhereFree(plot, text, at, isFree) {
	const place = placesAlong(widthOf(plot, text), at, plot.box).find(isFree);
	if (place) writeWords(plot, text, place.left, place.top + HIGH / 2, "ink");
}

/** Where words can stand beside a vertical line in a box, from the top down. @param {number} wide @param {number} at @param {Box} box @returns {Box[]} */
export function placesAlong(wide, at, { left, top, right, bottom }) {
	const sides = [at + APART, at - APART - wide].filter((from) => from > left && from + wide < right);
	const rows = Array.from({ length: Math.max(0, Math.floor((bottom - top) / (HIGH / 2)) - 2) }, (_, k) => k);
	return rows
		.map((k) => top + 4 + (k * HIGH) / 2)
		.flatMap((high) => sides.map((from) => ({ left: from, top: high, right: from + wide, bottom: high + HIGH })));
}

/** The name of a series in its color, from x on. @param {Plot} plot @param {Series} series @param {number} x @param {number} y */
export function drawName(plot, { name, color }, x, y) {
	writeWords(plot, name, x, y, color, true);
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
