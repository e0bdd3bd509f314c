// Values of a grid between its points.  Row 0 of a grid is at the bottom of the picture.

import { times } from "./arrays.js";
import { clamp } from "./numbers.js";

/** @import { Grid, Pair } from "../types.js" */

/** @typedef {{ grid: ArrayLike<number>, nx: number, ny: number }} Field rows of nx values */

/** @param {Grid} grid @returns {Field} */
export const fieldOf = (grid) => ({ grid, nx: grid.shape[1], ny: grid.shape[0] });

/** The corners of a cell, around it. @param {number} i @param {number} j */
export const cornersOf = (i, j) => [0, 1, 1, 0].map((across, k) => /** @type {Pair} */ ([i + across, j + (k >> 1)]));

/** @typedef {[number, number, number, number]} Four */

/**
 * The weights of four neighbors between the second and the third of them (Catmull-Rom).
 * @param {number} t @returns {Four}
 */
const weightsAt = (t) => [
	(((2 - t) * t - 1) * t) / 2,
	((3 * t - 5) * t * t + 2) / 2,
	(((4 - 3 * t) * t + 1) * t) / 2,
	((t - 1) * t * t) / 2,
];

/**
 * For each of `count` pixels: the four grid points around its middle, and their weights.
 * @param {number} count @param {number} points @returns {{ at: Four, weights: Four }[]}
 */
export function cubic(count, points) {
	return times(count, (p) => {
		const place = ((p + 0.5) / count) * (points - 1);
		const i = Math.min(points - 2, Math.floor(place));
		return { at: [Math.max(0, i - 1), i, i + 1, Math.min(points - 1, i + 2)], weights: weightsAt(place - i) };
	});
}

/**
 * Reads a field row by row, pixel by pixel.
 * @param {Field} field @param {number} width @param {number} height
 * @returns {(target: Float64Array, py: number) => void} fills a row and one pixel more; py counts from the top
 */
function rowReader({ grid, nx, ny }, width, height) {
	const across = cubic(width, nx);
	const up = cubic(height, ny).reverse();
	const column = new Float64Array(nx);
	return (target, py) => {
		const [a, b, c, d] = up[py].at;
		const [wa, wb, wc, wd] = up[py].weights;
		for (let i = 0; i < nx; i++) {
			column[i] = wa * grid[a * nx + i] + wb * grid[b * nx + i] + wc * grid[c * nx + i] + wd * grid[d * nx + i];
		}
		for (let px = 0; px < width; px++) {
			const { at: p, weights: w } = across[px];
			target[px] = w[0] * column[p[0]] + w[1] * column[p[1]] + w[2] * column[p[2]] + w[3] * column[p[3]];
		}
		target[width] = 2 * target[width - 1] - target[width - 2];
	};
}

/**
 * Fill pixels: `shade(value, slope, below)` is the color of a pixel; slope is how much the value changes from it to the
 * next, and below the color that it has.
 * @param {Uint32Array} pixels @param {number} width @param {Field} field
 * @param {(value: number, slope: number, below: number) => number} shade
 */
export function shadePixels(pixels, width, field, shade) {
	const height = pixels.length / width;
	const read = rowReader(field, width, height);
	let above = new Float64Array(width + 1);
	let row = new Float64Array(width + 1);
	read(above, 1); // above the first row, the second stands in
	for (let py = 0, at = 0; py < height; py++, [above, row] = [row, above]) {
		read(row, py);
		for (let px = 0; px < width; px++, at++) {
			const v = row[px];
			const dx = row[px + 1] - v;
			const dy = above[px] - v;
			pixels[at] = shade(v, Math.sqrt(dx * dx + dy * dy) || 1e-300, pixels[at]);
		}
	}
}

/**
 * The value of a grid, bilinear, at fractions of its width and height.
 * @param {Grid} grid @param {number} across @param {number} up
 */
export function sampleGrid(grid, across, up) {
	const [ny, nx] = grid.shape;
	const px = clamp(across, 0, 1) * (nx - 1);
	const py = clamp(up, 0, 1) * (ny - 1);
	const i = Math.min(nx - 2, Math.floor(px));
	const j = Math.min(ny - 2, Math.floor(py));
	/** @param {number} at */
	const row = (at) => grid[at] + (px - i) * (grid[at + 1] - grid[at]);
	const low = row(j * nx + i);
	return low + (py - j) * (row(j * nx + nx + i) - low);
}

/**
 * The value of the grid point that is nearest, at fractions of the grid's width and height.
 * @param {Grid} grid @param {number} across @param {number} up
 */
export function nearestInGrid(grid, across, up) {
	const [j, i] = [up, across].map((share, k) => Math.round(clamp(share, 0, 1) * (grid.shape[k] - 1)));
	return grid[j * grid.shape[1] + i];
}

/** The lowest finite number of a grid; infinity if it has none. @param {Float32Array} grid */
export const lowestOf = (grid) => grid.reduce((low, v) => (Number.isFinite(v) ? Math.min(low, v) : low), Infinity);

/**
 * A function of a map that keeps what it made of each one last: one that comes back needn't be computed again.
 * @template Made
 * @param {(losses: Grid, levels: ArrayLike<number>, ...size: number[]) => Made} make
 */
export function kept(make) {
	/** @type {WeakMap<Grid, { of: unknown[], made: Made }>} */
	const known = new WeakMap();
	return (/** @type {Grid} */ losses, /** @type {ArrayLike<number>} */ levels, /** @type {number[]} */ ...size) => {
		const of = [levels, ...size];
		const last = known.get(losses);
		if (last && of.every((one, k) => one === last.of[k])) return last.made;
		const made = make(losses, levels, ...size);
		known.set(losses, { of, made });
		return made;
	};
}
