// Means and covariances of gradients over two parameters, as in sgdlab/noise.py.

import { columnOf, meanOf as mean } from "../basics/arrays.js";

/** @import { Numbers, Pair } from "../types.js" */

/** @typedef {[number, number, number]} Matrix symmetric: the entries 00, 01 and 11 */

const POINTS = 120; // of the ellipse

/** The middle of points x, y, x, y, … @param {Numbers} points */
export const meanOf = (points) => /** @type {Pair} */ ([0, 1].map((axis) => mean(columnOf(points, axis))));

/** How points spread around a mean. @param {Numbers} points @param {Pair} mean @returns {Matrix} */
export function covarianceOf(points, mean) {
	const sums = /** @type {Matrix} */ ([0, 0, 0]);
	for (let k = 0; k < points.length; k += 2) {
		const [x, y] = [points[k] - mean[0], points[k + 1] - mean[1]];
		sums[0] += x * x;
		sums[1] += x * y;
		sums[2] += y * y;
	}
	return /** @type {Matrix} */ (sums.map((sum) => (2 * sum) / points.length));
}

/** What is left of the covariance of one example in a mini-batch. @param {number} n @param {number} size @param {boolean} replace */
export const shareOf = (n, size, replace) => (replace || n === 1 ? 1 / size : (n - size) / (n - 1) / size);

/** An ellipse around a mean: the root of a covariance, by its eigenvectors, makes it of a circle. @param {Pair} mean @param {Pair} values @param {[Pair, Pair]} axes @param {number} far */
export function ellipseAt(mean, values, axes, far) {
	const lengths = values.map((v) => Math.sqrt(far * Math.max(v, 0)));
	const ellipse = new Float64Array(2 * POINTS);
	for (let k = 0; k < POINTS; k++) {
		const t = (2 * Math.PI * k) / POINTS;
		const [along, across] = axes.map(([x, y], k) => (x * Math.cos(t) + y * Math.sin(t)) * lengths[k]);
		for (const axis of [0, 1]) ellipse[2 * k + axis] = mean[axis] + along * axes[0][axis] + across * axes[1][axis];
	}
	return ellipse;
}
