// What theory says about momentum on a quadratic, without a run; sgdlab/labs/rate.py has it in Python.

/** @import { Pair } from "../types.js" */

/** @typedef {{ learning_rate: number, momentum: number, nesterov: boolean }} Chosen */

const ROUNDING = 1e-12; // how far from 1 a rate may be that is 1

/** Trace and determinant of the matrix that a step multiplies (w, velocity) by. @param {Chosen} chosen @param {number} curvature @returns {Pair} */
function traceAndDeterminant({ learning_rate, momentum, nesterov }, curvature) {
	const shrink = 1 - learning_rate * curvature;
	return nesterov ? [(1 + momentum) * shrink, momentum * shrink] : [shrink + momentum, momentum];
}

/** The factor by which a step multiplies the distance in the long run, in a direction. @param {Chosen} chosen @param {number} curvature */
export function rateOf(chosen, curvature) {
	const [t, d] = traceAndDeterminant(chosen, curvature);
	const square = t * t - 4 * d;
	const found = square < 0 ? Math.sqrt(Math.abs(d)) : (Math.abs(t) + Math.sqrt(square)) / 2;
	return Math.abs(found - 1) < ROUNDING ? 1 : found;
}

/** The learning rate above which a step makes the distance larger. @param {number} momentum @param {number} largest @param {boolean} nesterov */
export function edgeOf(momentum, largest, nesterov) {
	const wide = (2 + 2 * momentum) / largest;
	return nesterov ? wide / (1 + 2 * momentum) : wide;
}

/** The expected loss in the long run, when noise is added to every slope; infinite beyond the edge. @param {Chosen} chosen @param {number[]} curved @param {number} noise */
export function floorOf(chosen, curved, noise) {
	if (!(Math.max(...curved.map((one) => rateOf(chosen, one))) < 1)) return Infinity;
	return 0.5 * curved.reduce((sum, one) => sum + one * variance(chosen, one, noise), 0);
}

/** @param {Chosen} chosen @param {number} curvature @param {number} noise */
function variance(chosen, curvature, noise) {
	const [t, d] = traceAndDeterminant(chosen, curvature);
	const { learning_rate, momentum: b, nesterov } = chosen;
	const own = ((1 + d) * (learning_rate * noise) ** 2) / ((1 - d) * ((1 + d) ** 2 - t * t));
	return nesterov ? ((1 + b) ** 2 + b ** 2 - (2 * b * (1 + b) * t) / (1 + d)) * own : own;
}
