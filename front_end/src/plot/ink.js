// Where the ink of a plot is, in cells of two pixels, so that what a word would cover is counted and not searched for.

import { clamp } from "../basics/numbers.js";
import { FEW } from "./lines.js";

/** @import { Box } from "../types.js" */

const CELL = 2; // pixels
const FULL = 4; // square pixels of ink in a cell
const PALE = 2; // of a faint line

/** @typedef {{ points: ArrayLike<number>, length: number, style?: { faint: boolean } }} Stroke in pixels */

export class Ink {
	/** @type {Int32Array | null} made once somebody asks */
	#sums = null;

	/** @param {Box} box beyond which nothing is counted */
	constructor(box) {
		this.box = box;
		this.columns = Math.max(0, Math.ceil((box.right - box.left) / CELL)) + 2; // the first stays empty
		this.rows = Math.max(0, Math.ceil((box.bottom - box.top) / CELL)) + 2; // so does the first of these
		this.cells = new Uint8Array(this.columns * this.rows);
	}

	/** Lines; one of few points has dots. @param {Stroke[]} lines */
	add(lines) {
		for (const { points, length, style } of lines) {
			const ink = style?.faint ? PALE : FULL;
			for (let i = 1; i < length; i++)
				this.#stroke(points[2 * i - 2], points[2 * i - 1], points[2 * i], points[2 * i + 1], ink);
			for (let i = 0; i < length && length <= FEW && ink === FULL; i++) this.dot(points[2 * i], points[2 * i + 1]);
		}
		return this;
	}

	/** A dot of six pixels. @param {number} x @param {number} y */
	dot(x, y) {
		for (const down of [-2, 0, 2]) this.#stroke(x - 3, y + down, x + 3, y + down, FULL);
	}

	/** The cells of a straight piece, as far as it is in the box. @param {number} x @param {number} y @param {number} toX @param {number} toY @param {number} ink */
	#stroke(x, y, toX, toY, ink) {
		const { left, top, right, bottom } = this.box;
		const [across, down] = [toX - x + 1e-9, toY - y + 1e-9]; // never 0
		const [a, b, c, d] = [(left - x) / across, (right - x) / across, (top - y) / down, (bottom - y) / down];
		const from = Math.max(0, Math.min(a, b), Math.min(c, d));
		const to = Math.min(1, Math.max(a, b), Math.max(c, d));
		if (!(to >= from)) return;
		this.#sums = null;
		const many = 1 + Math.ceil(((to - from) * Math.max(Math.abs(across), Math.abs(down))) / CELL); // no cell is left out
		for (let k = 0; k <= many; k++) {
			const part = from + ((to - from) * k) / many;
			const column = Math.trunc((x + part * across - left) / CELL) + 1;
			const at = (Math.trunc((y + part * down - top) / CELL) + 1) * this.columns + column;
			if (this.cells[at] < ink) this.cells[at] = ink;
		}
	}

	/** How much ink lies in a box, in square pixels. @param {Box} box */
	in({ left, top, right, bottom }) {
		this.#sums ??= this.#summed();
		const [sums, x, y] = [this.#sums, this.box.left, this.box.top];
		const first = clamp(Math.floor((left - x) / CELL), 0, this.columns - 1);
		const last = clamp(Math.ceil((right - x) / CELL), 0, this.columns - 1);
		const start = this.columns * clamp(Math.floor((top - y) / CELL), 0, this.rows - 1);
		const end = this.columns * clamp(Math.ceil((bottom - y) / CELL), 0, this.rows - 1);
		return sums[end + last] - sums[end + first] - sums[start + last] + sums[start + first];
	}

	/**
	 * The ink of each cell and of all above it and to its left, so that a box is counted by its corners.  What a row has
	 * besides, because it goes on from the end of the row above, is in two corners with either sign.
	 */
	#summed() {
		const [sums, above] = [new Int32Array(this.cells), this.columns];
		for (let i = above + 1; i < sums.length; i++) sums[i] += sums[i - 1] + sums[i - above] - sums[i - above - 1];
		return sums;
	}
}
