// Words on a picture, readable on anything: the names of lines beside their ends, and labels at the first free place.

import { times } from "../basics/arrays.js";
import { clamp } from "../basics/numbers.js";
import { remembered } from "../basics/shelf.js";
import { assign } from "../page/elements.js";

/** @import { Box, Line, Pair, Series } from "../types.js" */
/** @import { Plot } from "./plot.js" */

/** @typedef {(wide: number) => Box[]} Places where words so wide can stand, the best first */
/** @typedef {{ line: Pick<Line, "points" | "length">, style: Series, at: Pair, text?: string }} End of a line, and what is written there */
/** @typedef {End & { wide: number }} Sized */

/**
 * How wide words are, by font and text: to set a canvas's font costs a layout of the page if its texts have changed.
 * @type {Map<string, number>}
 */
const WIDTHS = new Map();
const HIGH = 16; // pixels: a line of text
const APART = 15; // pixels from one name to the next
const NEAR = 40; // pixels: ends whose names stand in one column
const GAP = 11; // pixels from a point to words beside it
const CLEAR = 6; // pixels between words and a straight line
const KEPT = 2000; // numbers change while the reader drags

/** The words of a picture. */
export class Words {
	/** @type {(() => void)[]} write them, in front of all */
	#queue = [];
	/** @type {Box[]} what they, points and marks cover now */
	taken = [];
	/** @type {Map<string, number>} at which of their places they stood last */
	stood = new Map();

	clear() {
		this.#queue = [];
		this.taken = [];
	}

	/** @param {Box} place @param {() => void} write */
	add(place, write) {
		this.taken.push(place);
		this.#queue.push(write);
	}

	write() {
		for (const write of this.#queue) write();
	}
}

/** @param {Plot} plot @param {boolean} [bold] */
const fontOf = (plot, bold) => `${bold ? "600 " : ""}${plot.font()}`;

/** How wide words are. @param {Plot} plot @param {string} text @param {boolean} [bold] */
export function widthOf(plot, text, bold) {
	const font = fontOf(plot, bold);
	return remembered(WIDTHS, `${plot.spacing} ${font} ${text}`, () => {
		if (WIDTHS.size >= KEPT) WIDTHS.clear();
		plot.front.font = font;
		return plot.front.measureText(text).width;
	});
}

/**
 * Words at a place, with an edge in the color of the page, once the rest of the front is drawn.
 * @param {Plot} plot @param {string} text @param {Box} place @param {{ color: string, bold?: boolean }} look
 */
function writeWords(plot, text, place, { color, bold }) {
	const { front: c, lab } = plot;
	plot.words.add(place, () => {
		assign(c, { font: fontOf(plot, bold), textBaseline: "middle", lineWidth: 4, lineJoin: "round" });
		assign(c, { strokeStyle: lab.color("page"), fillStyle: lab.color(color) });
		c.strokeText(text, place.left, place.top + HIGH / 2);
		c.fillText(text, place.left, place.top + HIGH / 2);
	});
}

/** @param {number} left @param {number} middle @param {number} wide @returns {Box} */
const boxAt = (left, middle, wide) => ({ left, top: middle - HIGH / 2, right: left + wide, bottom: middle + HIGH / 2 });

/** What points cover. @param {Pair[]} points in pixels @param {number} half @returns {Box[]} */
export const boxesAt = (points, half) =>
	points.map(([x, y]) => ({ left: x - half, top: y - half, right: x + half, bottom: y + half }));

/**
 * Names beside the ends of lines, from top to bottom in the order of the ends, moved apart where they would touch.
 * @param {Plot} plot @param {End[]} ends
 * @param {number} [left] where they begin, or else each beside its end
 */
export function writeNames(plot, ends, left) {
	const { top, bottom } = plot.box;
	const order = ends.toSorted((one, other) => one.at[1] - other.at[1]);
	const wishes = order.map(({ at }) => clamp(at[1], top, bottom));
	const heights = spaced(wishes, APART, [top + HIGH / 2, bottom - HIGH / 2]);
	const sized = order.map((end) => ({ ...end, wide: widthOf(plot, end.text ?? end.style.name, true) }));
	for (const [k, end] of sized.entries()) {
		const { style, text = style.name, wide } = end;
		const place = boxAt(left ?? besideEnd(plot, end, sized), heights[k], wide);
		writeWords(plot, text, place, { color: style.color, bold: true });
	}
}

/**
 * Where a name begins: on the side of its end and of those near it from which most of their lines don't come, if there is
 * room.
 * @param {Plot} plot @param {Sized} end @param {Sized[]} ends
 */
function besideEnd({ box: { left, right } }, { at: [x, y], wide }, ends) {
	const near = ends.filter(({ at }) => Math.hypot(at[0] - x, at[1] - y) < NEAR);
	const places = near.map(({ at }) => at[0]);
	const [before, after] = [Math.min(...places) - GAP, Math.max(...places) + GAP];
	const widest = Math.max(...near.map((one) => one.wide));
	const turned =
		near.filter(({ line: { points, length }, at }) => points[2 * (length >> 1)] > at[0]).length > near.length / 2;
	const onLeft = turned ? before - widest >= left : after + widest > right;
	return clamp(onLeft ? before - wide : after, left, Math.max(left, right - wide));
}

/**
 * Words at the first of the places that is free of words, points and lines, or else of words and points; where they stood
 * before if that is free, lest they jump about.  Where none is, they are left out, unless they `must` be read.
 * @param {Plot} plot @param {string} text @param {Places} places
 * @param {{ color?: string, must?: boolean }} [look]
 */
export function writeBeside(plot, text, places, { color = "ink", must = false } = {}) {
	const { box, words, lines } = plot;
	const all = places(widthOf(plot, text));
	const inside = (/** @type {Box} */ { left, top, right, bottom }) =>
		left >= box.left && right <= box.right && top >= box.top - 1 && bottom <= box.bottom + 1;
	const free = all.filter((place) => inside(place) && !words.taken.some((other) => touch(place, other)));
	const last = all[words.stood.get(text) ?? -1];
	const order = free.includes(last) ? [last, ...free] : free;
	const clear = order.find((place) => !lines.some((line) => !line.style.faint && crosses(line, place)));
	const place = clear ?? free[0] ?? (must ? all[0] : undefined);
	words.stood.set(text, place ? all.indexOf(place) : -1);
	if (place) writeWords(plot, text, place, { color });
}

/** Whether two boxes have something in common. @param {Box} a @param {Box} b */
const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Whether a line goes through a box. @param {Pick<Line, "points" | "length">} line @param {Box} box */
export function crosses({ points, length }, { left, top, right, bottom }) {
	for (let i = 2; i < 2 * length; i += 2) {
		const [x, y] = [points[i - 2], points[i - 1]];
		const [across, down] = [points[i] - x + 1e-9, points[i + 1] - y + 1e-9]; // never 0
		const [a, b, c, d] = [(left - x) / across, (right - x) / across, (top - y) / down, (bottom - y) / down];
		const from = Math.max(0, Math.min(a, b), Math.min(c, d));
		if (from <= Math.min(1, Math.max(a, b), Math.max(c, d))) return true;
	}
	return false;
}

/** To the right or the left of a point, then below and above it. @param {Pair} point @returns {Places} */
export const besidePoint =
	([x, y]) =>
	(wide) =>
		[0, -HIGH, HIGH, -2 * HIGH, 2 * HIGH].flatMap((down) =>
			[x + GAP, x - GAP - wide].map((left) => boxAt(left, y + down, wide)),
		);

/** Beside an upright line, from the top of the box down. @param {number} at @param {Box} box @returns {Places} */
export const besideHair =
	(at, { top, bottom }) =>
	(wide) =>
		times(Math.floor((bottom - top) / 8) - 1, (k) => top + HIGH / 2 + 8 * k).flatMap((middle) =>
			[at + CLEAR, at - CLEAR - wide].map((left) => boxAt(left, middle, wide)),
		);

/** Above or below a level line, at one of its ends or in the middle. @param {number} at @param {Box} box @returns {Places} */
export const besideRule =
	(at, { left, right }) =>
	(wide) =>
		[at - 1 - HIGH / 2, at + 1 + HIGH / 2].flatMap((middle) =>
			[left + CLEAR, right - CLEAR - wide, (left + right - wide) / 2].map((from) => boxAt(from, middle, wide)),
		);

/** A text in at most two lines. @param {string} text @param {(text: string) => boolean} fits */
export function wrapped(text, fits) {
	const [first, ...words] = text.split(" ");
	let line = first;
	while (words.length && fits(`${line} ${words[0]}`)) line += ` ${words.shift()}`;
	return words.length ? [line, words.join(" ")] : [line];
}

/**
 * Rising heights that are at least so far apart, as near as can be to those wished, between two ends.
 * @param {number[]} wishes rising
 * @param {number} apart @param {Pair} ends
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
	return groups.flatMap((group) => times(group.count, (k) => first(group) + k * apart));
}
