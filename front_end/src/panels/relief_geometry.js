// A surface as a relief: heights, the way from the grid to the screen, and the order in which to paint.  Without a page.

import { times } from "../basics/arrays.js";
import { lowestOf, sampleGrid } from "../basics/grids.js";
import { clamp, lastAtMost } from "../basics/numbers.js";
import { remembered } from "../basics/shelf.js";
import { shaped } from "../frames/messages.js";

/** @import { Box, Grid, Pair } from "../types.js" */

/** @typedef {[number, number, number]} Place across and up from -1 to 1, and the height from 0 to 1 */
/** @typedef {{ turn: number, tilt: number }} View two angles: about the upright axis, and how far it is seen from above */

const RISE = 0.85; // of the height, in half-widths of the ground
const WIDER = 2.2; // at most, than high: the two parameters of a map have scales of their own anyway
const FARTHEST = 1.42; // half of what has to fit across: the diagonal of the ground

/**
 * How high a loss stands among rising levels, from 0 to 1: each band is as high as the next, so that the valley is seen.
 * @param {number} loss @param {ArrayLike<number>} levels @param {number} lowest
 */
export function heightOf(loss, levels, lowest) {
	const count = levels.length;
	if (!(loss < levels[count - 1])) return 1; // no number is high too
	const k = lastAtMost(levels, loss) + 1;
	const below = k ? levels[k - 1] : Math.min(lowest, levels[0]);
	return (k + clamp((loss - below) / (levels[k] - below), 0, 1)) / count;
}

/**
 * The heights of a grid at `side` times `side` points.
 * @param {Grid} losses @param {ArrayLike<number>} levels @param {number} side @returns {Grid}
 */
export function heightsOf(losses, levels, side) {
	const lowest = lowestOf(losses);
	const at = times(side, (k) => k / (side - 1));
	const heights = at.flatMap((up) => at.map((across) => heightOf(sampleGrid(losses, across, up), levels, lowest)));
	return shaped(Float32Array.from(heights), [side, side]);
}

/** From places to pixels, seen from far away. @param {View} view @param {Box} box @returns {(place: Place) => Pair} */
export function projection({ turn, tilt }, { left, right, top, bottom }) {
	const [cos, sin, flat, steep] = [Math.cos(turn), Math.sin(turn), Math.sin(tilt), Math.cos(tilt)];
	const high = FARTHEST * flat + RISE * steep;
	const unit = (bottom - top) / (FARTHEST * flat + high);
	const wide = Math.min((right - left) / (2 * FARTHEST), WIDER * unit);
	const middle = bottom - FARTHEST * flat * unit;
	return ([x, y, height]) => [
		(left + right) / 2 + wide * (x * cos - y * sin),
		middle - unit * ((x * sin + y * cos) * flat + RISE * height * steep),
	];
}

/**
 * Whether the surface nearer to the eye covers a place on it.
 * @param {Pair} ground @param {(ground: Pair) => Place} lifted @param {View} view
 */
export function isHidden([x, y], lifted, { turn, tilt }) {
	const high = lifted([x, y])[2];
	return times(38, (k) => 0.1 + k / 20).some((t) => {
		const [a, b] = [x - t * Math.sin(turn), y - t * Math.cos(turn)];
		const above = RISE * (lifted([a, b])[2] - high) * Math.cos(tilt);
		return Math.max(Math.abs(a), Math.abs(b)) <= 1 && above > t * Math.sin(tilt);
	});
}

/**
 * The cells of the ground in stripes across the view, from the farthest stripe to the nearest, and in each from the
 * farthest cell to the nearest; a cell is a column and a row.
 * @param {View} view @param {number} cells along a side
 * @returns {Pair[][]}
 */
export function farToNear({ turn }, cells) {
	const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
	const order = times(cells, (k) => k);
	const [columns, rows] = [sin, cos].map((away) => (away > 0 ? [...order].reverse() : order));
	if (Math.abs(cos) > Math.abs(sin)) return rows.map((j) => columns.map((i) => /** @type {Pair} */ ([i, j])));
	return columns.map((i) => rows.map((j) => /** @type {Pair} */ ([i, j])));
}

/**
 * The pieces of a line by the cell that they lie in, no piece longer than half a cell; what is outside is left out.
 * @param {Pair[]} points across and up, from -1 to 1
 * @param {number} cells along a side
 */
export function piecesByCell(points, cells) {
	/** @type {Map<number, [Pair, Pair][]>} */
	const found = new Map();
	for (let k = 1; k < points.length; k++) {
		const [a, b] = [points[k - 1], points[k]];
		const edges = [0, 1].map((d) => [-1, 1].map((edge) => (edge - a[d]) / (b[d] - a[d])));
		const first = Math.max(0, ...edges.map((pair) => Math.min(...pair)));
		const last = Math.min(1, ...edges.map((pair) => Math.max(...pair)));
		const many = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) * (last - first) * cells) || 1;
		for (let n = 0; n < many; n++) {
			const shares = [n, n + 1].map((m) => first + ((last - first) * m) / many);
			const [from, to] = shares.map((t) => /** @type {Pair} */ ([0, 1].map((d) => a[d] + (b[d] - a[d]) * t)));
			const [i, j] = [0, 1].map((d) => Math.floor((((from[d] + to[d]) / 2 + 1) / 2) * cells));
			if (!(i >= 0 && i < cells && j >= 0 && j < cells)) continue;
			remembered(found, j * cells + i, () => []).push([from, to]);
		}
	}
	return found;
}
