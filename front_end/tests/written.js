// A picture on which words are written, without a page, and what they cover there.

import { Words, writeBeside } from "../src/plot/labels.js";

/** @import { Places } from "../src/plot/places.js" */
/** @import { Plot } from "../src/plot/plot.js" */
/** @import { Box, Pair } from "../src/types.js" */

export const BOX = { left: 50, top: 10, right: 350, bottom: 210 };
export const EACH = 7; // pixels: how wide a letter is here

/** @typedef {Pair[]} Bent points of a line */

/** A picture of lines on which words are written, without a page. */
export class Page {
	words = new Words();
	box = BOX;
	lab = { color: () => "" };
	front = { font: "", measureText: (/** @type {string} */ text) => ({ width: EACH * text.length }) };

	/** @param {Bent[]} lines */
	constructor(lines = []) {
		this.lines = lines;
	}

	font() {
		return "12px sans-serif";
	}

	/** @param {import("../src/plot/ink.js").Ink} ink */
	soak(ink) {
		return ink.add(this.lines.map((line) => ({ points: line.flat(), length: line.length })));
	}

	/** The next frame: other lines, or the same. @param {Bent[]} lines */
	next(lines = this.lines) {
		this.lines = lines;
		this.words.ink = null;
		this.words.clear();
		return this;
	}

	/** Where words are written; undefined if they are left out. @param {string} text @param {Places} places @param {{ must?: boolean }} [look] */
	write(text, places, look) {
		const before = this.words.taken.length;
		writeBeside(/** @type {Plot} */ (/** @type {unknown} */ (this)), text, places, look);
		return this.words.taken.slice(before).at(0);
	}
}

/** How many of the points along lines, a tenth of a pixel apart, are in a box. @param {Bent[]} lines @param {Box} box */
export function touched(lines, { left, top, right, bottom }) {
	let count = 0;
	for (const line of lines)
		for (let i = 1; i < line.length; i++) {
			const [[x, y], [toX, toY]] = [line[i - 1], line[i]];
			const many = Math.ceil(10 * Math.hypot(toX - x, toY - y));
			for (let k = 0; k <= many; k++) {
				const [across, down] = [x + ((toX - x) * k) / many, y + ((toY - y) * k) / many];
				if (across > left && across < right && down > top && down < bottom) count++;
			}
		}
	return count;
}
