// Eigenvalues and eigenvectors of a symmetric matrix of 2 x 2, with LAPACK's signs, as NumPy's eigh has them [eigen].

/** @import { Pair } from "../types.js" */

/**
 * The eigenvalues of [[a, b], [b, c]], rising, and for each its eigenvector.
 * @param {number} a @param {number} b @param {number} c @returns {{ values: Pair, axes: [Pair, Pair] }}
 */
export function eigen(a, b, c) {
	if (Math.abs(b) <= (Number.EPSILON / 2) * Math.sqrt(Math.abs(a)) * Math.sqrt(Math.abs(c))) {
		return rising(a, [1, 0], c, [0, 1], c < a);
	}
	const root = Math.hypot(a - c, 2 * b);
	const sign = a + c < 0 ? -1 : 1;
	const larger = a + c === 0 ? root / 2 : (a + c + sign * root) / 2; // in absolute value
	const [most, least] = Math.abs(a) > Math.abs(c) ? [a, c] : [c, a];
	const smaller = a + c === 0 ? -root / 2 : (most / larger) * least - (b / larger) * b;
	const [x, y] = direction(a - c, b, root, sign);
	return rising(larger, [x, y], smaller, [-y, x], smaller <= larger);
}

/**
 * Both eigenvalues with their eigenvectors, `turned` around if the second one is the smaller.
 * @param {number} a @param {Pair} first @param {number} b @param {Pair} second @param {boolean} turned
 * @returns {{ values: Pair, axes: [Pair, Pair] }}
 */
const rising = (a, first, b, second, turned) =>
	turned ? { values: [b, a], axes: [second, first] } : { values: [a, b], axes: [first, second] };

/** The eigenvector of the larger eigenvalue, as LAPACK's dlaev2. @param {number} apart @param {number} b @param {number} root @param {number} sign @returns {Pair} */
function direction(apart, b, root, sign) {
	const side = apart >= 0 ? 1 : -1;
	const sum = apart + side * root;
	/** @type {Pair} */
	let [x, y] = [1, 0];
	if (Math.abs(sum) > Math.abs(2 * b)) {
		const slope = (-2 * b) / sum;
		y = 1 / Math.sqrt(1 + slope * slope);
		x = slope * y;
	} else {
		const slope = -sum / (2 * b);
		x = 1 / Math.sqrt(1 + slope * slope);
		y = slope * x;
	}
	return sign === side ? [-y, x] : [x, y];
}
