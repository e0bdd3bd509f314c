// How high noisy steps keep a quadratic loss in the long run; sgdlab/labs/race/noise_floor.py has the same in Python.

import { times } from "../../basics/arrays.js";
import { shareOf } from "../noise.js";

/** @import { Numbers } from "../../types.js" */

/**
 * What examples add to a step, along the axes of the curvature; `uneven`, row by row: how an example's curvature differs.
 * @typedef {{ curved: Numbers, variances: Numbers, uneven: Numbers }} Noise
 */
/** @typedef {{ learning_rate: number, momentum: number, nesterov: boolean, examples: number, size: number, replace: boolean }} Steps */
/** @typedef {number[][]} Matrix */

const DOUBLINGS = 40; // of the number of epochs
const [ROUNDS, CLOSE] = [200, 1e-9]; // in which the directions agree about how much they disturb each other
const TRUSTED = 1.5; // times the floor of examples with equal curvatures; above it, what the formula leaves out may be most
const KEPT = [1, 1, 1, 0, 0, 1, 0]; // when an epoch begins: its batches are drawn anew

/** @param {Noise} noise @param {Steps} steps */
export function noiseFloor({ curved, variances, uneven }, steps) {
	const { examples, replace } = steps;
	const size = curved.length;
	const apart = replace || examples === 1 ? 0 : -1 / (examples - 1);
	/** @param {number} k @param {number} grows @param {number} variance @param {number} later */
	const along = (k, grows, variance, later) => meanSquare(steps, curved[k], grows, variance, later);
	const own = times(size, (k) => along(k, uneven[k * size + k], variances[k], apart * variances[k]));
	const added = times(size, (k) => along(k, uneven[k * size + k], 1, 0));
	const even = times(size, (k) => along(k, 0, variances[k], apart * variances[k]));
	const loss = (/** @type {number[]} */ squares) => 0.5 * squares.reduce((sum, one, k) => sum + curved[k] * one, 0);
	let found = own;
	for (let round = 0; round < ROUNDS; round++) {
		const before = found;
		const others = (/** @type {number} */ k) =>
			before.reduce((sum, one, l) => (l === k ? sum : sum + uneven[k * size + l] * one), 0);
		found = times(size, (k) => own[k] + added[k] * others(k));
		if (found.every((one, k) => Math.abs(one - before[k]) <= CLOSE * Math.abs(one)))
			return loss(found) <= TRUSTED * loss(even) ? loss(found) : Infinity;
	}
	return Infinity;
}

/** The mean of w² along a direction; infinite where it grows. @param {Steps} steps @param {number} curvature @param {number} uneven @param {number} variance @param {number} later */
function meanSquare(steps, curvature, uneven, variance, later) {
	const { examples, size, replace } = steps;
	const each = Math.ceil(examples / size);
	const [usual, last] = [size, replace ? size : examples - size * (each - 1)].map((one) => {
		const share = shareOf(examples, one, replace);
		return matrixOf(steps, curvature, share * uneven, share * variance, later);
	});
	const epoch = product(last, power(usual, each - 1));
	let far = epoch.map((row, k) => row.map((one) => KEPT[k] * one));
	for (let k = 0; k < DOUBLINGS; k++) far = product(far, far);
	const found = product(epoch, far)[6][5] / each;
	return Number.isFinite(found) ? found : Infinity;
}

/** What a step does to the seven means. @param {Steps} steps @param {number} h @param {number} grows @param {number} variance @param {number} later @returns {Matrix} */
function matrixOf({ learning_rate: rate, momentum: b, nesterov }, h, grows, variance, later) {
	const [p, q] = nesterov ? [1 - rate * (1 + b) * h, -rate * b * b] : [1 - rate * h, -rate * b];
	const x = nesterov ? -rate * (1 + b) : -rate;
	return [
		[p * p + x * x * grows, 2 * p * q, q * q, 2 * x * p, 2 * x * q, x * x * variance, 0],
		[p * h + x * grows, p * b + q * h, q * b, x * h + p, x * b + q, x * variance, 0],
		[h * h + grows, 2 * h * b, b * b, 2 * h, 2 * b, variance, 0],
		[0, 0, 0, p, q, x * later, 0],
		[0, 0, 0, h, b, later, 0],
		[0, 0, 0, 0, 0, 1, 0],
		[1, 0, 0, 0, 0, 0, 1],
	];
}

/** @param {Matrix} one @param {Matrix} other @returns {Matrix} */
const product = (one, other) =>
	one.map((row) => row.map((_, j) => row.reduce((sum, entry, k) => sum + entry * other[k][j], 0)));

/** @param {Matrix} one @param {number} exponent @returns {Matrix} */
function power(one, exponent) {
	if (!exponent) return one.map((row, i) => row.map((_, j) => Number(i === j)));
	const half = power(product(one, one), Math.floor(exponent / 2));
	return exponent % 2 ? product(one, half) : half;
}
