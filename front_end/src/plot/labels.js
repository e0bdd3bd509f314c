// Words on a picture: readable on anything, and where they cover as little as they can.

import { times } from "../basics/arrays.js";
import { clamp } from "../basics/numbers.js";
import { remembered } from "../basics/shelf.js";
import { assign } from "../page/elements.js";
import { Ink } from "./ink.js";
import { boxAt } from "./places.js";

/** @import { Box, Pair, Series } from "../types.js" */
/** @import { Place, Places, Size } from "./places.js" */
/** @import { Plot } from "./plot.js" */

/**
 * How wide words are, by font and text: to set a canvas's font costs a layout of the page if its texts have changed.
 * @type {Map<string, number>}
 */
const WIDTHS = new Map();
const HIGH = 16; // pixels: a line of text
const APART = 13; // pixels from one of two lines to the other
const CLEAR = 2; // pixels that words keep free on either side
const SLIGHT = 16; // square pixels that may come to lie under words before they move, less than of a line that crosses them
const JUMP = 20; // square pixels more that another place has to save them, if none is free
const FARTHER = 0.02; // square pixels that words would cover rather than stand 1 pixel from their point; times 4 for 2 pixels
const OVER = 4; // times worse than over a line it is to stand over other words, a point or a mark
const KEPT = 2000; // numbers change while the reader drags

/** The words of a picture. */
export class Words {
	/** @type {(() => void)[]} write them, in front of all */
	#queue = [];
	/** @type {Box[]} what they, points and marks cover now */
	taken = [];
	/** @type {Map<string, number>} at which of their places they stood last */
	stood = new Map();
	/** @type {Ink | null} what the lines of the state cover, once somebody has asked for it */
	ink = null;

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

/** What words take. @param {Plot} plot @param {string[]} lines @param {boolean} bold @returns {Size} */
const sizeOf = (plot, lines, bold) => ({
	wide: Math.max(...lines.map((line) => widthOf(plot, line, bold))),
	high: HIGH + APART * (lines.length - 1),
});

/**
 * Lines of words from a corner on, with an edge in the color of the page, once the rest of the front is drawn.
 * @param {Plot} plot @param {string[]} lines @param {Place} place @param {{ color: string, bold: boolean }} look
 */
function writeWords(plot, lines, place, { color, bold }) {
	const { front: c, lab } = plot;
	const { left, top } = place;
	plot.words.add(roomOf(place), () => {
		assign(c, { font: fontOf(plot, bold), textBaseline: "middle", lineWidth: 4, lineJoin: "round" });
		assign(c, { strokeStyle: lab.color("page"), fillStyle: lab.color(color) });
		for (const write of /** @type {const} */ (["strokeText", "fillText"])) // no edge over letters
			for (const [k, line] of lines.entries()) c[write](line, left, top + HIGH / 2 + APART * k);
	});
}

/** The name of a series in its color, from x on. @param {Plot} plot @param {Series} series @param {number} x @param {number} y */
export function drawName(plot, { name, color }, x, y) {
	const { wide, high } = sizeOf(plot, [name], true);
	writeWords(plot, [name], boxAt(x, y - high / 2, wide, high), { color, bold: true });
}

/**
 * Words at one of the places where they can stand, the best first: where they stood before while that is free, or at
 * the first free one. Where none is, they are left out; those that `must` be read stand where they cover least, not far
 * away. Tells whether they are written.
 * @param {Plot} plot @param {string} text @param {Places} places
 * @param {{ color?: string, bold?: boolean, must?: boolean }} [look]
 */
export function writeBeside(plot, text, places, { color = "ink", bold = false, must = false } = {}) {
	const forms = must || text.includes("\n") ? [text.split("\n")] : [[text], halved(text)];
	const [first, second = []] = forms.map((lines) => places(sizeOf(plot, lines, bold)));
	const all = [...first, ...second];
	const key = `${bold} ${text}`;
	const k = choose(all, (place) => costAt(plot, place, must), plot.words.stood.get(key) ?? -1, must);
	plot.words.stood.set(key, k);
	if (k >= 0) writeWords(plot, forms[Number(k >= first.length)], all[k], { color, bold });
	return k >= 0;
}

/** What words should not cover. @param {Plot} plot */
export function inkOf(plot) {
	plot.words.ink ??= plot.soak(new Ink(plot.box));
	return plot.words.ink;
}

/** The name of a series in its color, if it has room. @param {Plot} plot @param {Series} series @param {string} text @param {Places} places */
export function writeName(plot, { color }, text, places) {
	return writeBeside(plot, text, places, { color, bold: true });
}

/**
 * At which place words stand; -1 for none.
 * @param {Place[]} places the best first
 * @param {(place: Place) => number} costAt in square pixels
 * @param {number} last where they stood, or -1: they stay while that is nearly as good, lest they jump about
 * @param {boolean} must
 */
export function choose(places, costAt, last, must) {
	const before = places[last] ? costAt(places[last]) : Infinity;
	if (before <= SLIGHT) return last;
	let [best, least] = [must && places.length ? 0 : -1, Infinity];
	for (let k = 0; k < places.length && least; k++) {
		const cost = costAt(places[k]);
		if (cost < least) [best, least] = [k, cost];
	}
	return least && before < least + JUMP ? last : best;
}

/** What has to be free for words at a place. @param {Place} place @returns {Box} */
const roomOf = ({ left, top, right, bottom }) => ({
	left: left - CLEAR,
	top: top + 1,
	right: right + CLEAR,
	bottom: bottom - 1,
});

/** How bad a place is: how much words would cover there, and how far it is; they don't leave the box. @param {Plot} plot @param {Place} place @param {boolean} must */
function costAt(plot, place, must) {
	const { box, words } = plot;
	const room = roomOf(place);
	const across = place.left >= box.left && place.right <= box.right;
	if (!(across && room.top >= box.top - 1 && room.bottom <= box.bottom + 1)) return Infinity;
	const cover = words.taken.reduce((sum, other) => sum + OVER * shared(room, other), inkOf(plot).in(room));
	return must || cover <= SLIGHT ? cover + FARTHER * (place.far ?? 0) ** 2 : Infinity;
}

/** How much of two boxes is in both, in square pixels. @param {Box} a @param {Box} b */
function shared(a, b) {
	const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
	const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
	return wide > 0 && high > 0 ? wide * high : 0;
}

/** A text in at most two lines. @param {string} text @param {(text: string) => boolean} fits */
export function wrapped(text, fits) {
	const [first, ...words] = text.split(" ");
	let line = first;
	while (words.length && fits(`${line} ${words[0]}`)) line += ` ${words.shift()}`;
	return words.length ? [line, words.join(" ")] : [line];
}

/** A text in two lines that are about as long, if it has two words. @param {string} text */
export function halved(text) {
	const gaps = [...text.matchAll(/ /g)].map(({ index }) => index);
	const [at] = gaps.sort((a, b) => Math.abs(2 * a - text.length) - Math.abs(2 * b - text.length));
	return at === undefined ? [text] : [text.slice(0, at), text.slice(at + 1)];
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
