// A picture on which words are written, without a page, and what they cover there.

import { Words, writeBeside, writeNames } from "../src/plot/labels.js";

/** @import { Places } from "../src/plot/labels.js" */
/** @import { Plot } from "../src/plot/plot.js" */
/** @import { Box, Pair } from "../src/types.js" */

export const BOX = { left: 50, top: 10, right: 350, bottom: 210 };
export const EACH = 7; // pixels: how wide a letter is here

/** @typedef {Pair[]} Bent points of a line */

/** @param {Bent} points */
const lineOf = (points) => ({ points: points.flat(), length: points.length, style: { faint: false } });

/** A picture of lines on which words are written, without a page. */
export class Page {
	words = new Words();
	box = BOX;
	lab = { color: () => "" };
	front = { font: "", measureText: (/** @type {string} */ text) => ({ width: EACH * text.length }) };

	/** @param {Bent[]} lines */
	constructor(lines = []) {
		this.lines = lines.map(lineOf);
	}

	/** @returns {Plot} */
	get plot() {
		return /** @type {Plot} */ (/** @type {unknown} */ (this));
	}

	font() {
		return "12px sans-serif";
	}

	/** The next frame, with other lines. @param {Bent[]} lines */
	next(lines) {
		this.lines = lines.map(lineOf);
		this.words.clear();
		return this;
	}

	/** Where words are written; undefined if they are left out. @param {string} text @param {Places} places @param {{ must?: boolean }} [look] */
	write(text, places, look) {
		const before = this.words.taken.length;
		writeBeside(this.plot, text, places, look);
		return this.words.taken.slice(before).at(0);
	}

	/** Where the names of lines are written, from top to bottom. @param {Record<string, Bent>} named @param {number} [left] */
	name(named, left) {
		const style = /** @type {import("../src/types.js").Series} */ ({ color: "ink" });
		const ends = Object.entries(named).map(([text, bent]) => ({
			...{ text, style },
			line: lineOf(bent),
			at: bent[bent.length - 1],
		}));
		writeNames(this.plot, /** @type {import("../src/plot/labels.js").End[]} */ (/** @type {unknown} */ (ends)), left);
		return this.words.taken;
	}
}

/** Whether two boxes have more in common than a pixel at an edge. @param {Box} a @param {Box} b */
export const overlap = (a, b) =>
	a.left < b.right - 1.01 && b.left < a.right - 1.01 && a.top < b.bottom - 1.01 && b.top < a.bottom - 1.01;
