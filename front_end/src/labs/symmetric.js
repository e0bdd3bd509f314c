// Eigenvalues and eigenvectors of a symmetric matrix of 2 x 2 without a negative eigenvalue [eigen].

/** @import { Pair } from "../types.js" */

/**
 * The eigenvalues of [[a, b], [b, c]], rising, and for each its eigenvector, whose sign means nothing.
 * @param {number} a @param {number} b @param {number} c @returns {{ values: Pair, axes: [Pair, Pair] }}
 */
export function eigen(a, b, c) {
	const larger = (a + c + Math.hypot(a - c, 2 * b)) / 2;
	const smaller = larger && (Math.max(a, c) / larger) * Math.min(a, c) - (b / larger) * b; // more exact than half of a + c - root
	const angle = Math.atan2(2 * b, a - c) / 2;
	const [x, y] = [Math.cos(angle), Math.sin(angle)];
	return {
		values: [smaller, larger],
		axes: [
			[-y, x],
			[x, y],
		],
	};
}
