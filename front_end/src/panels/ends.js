// The ends of curves in a box.

/** @import { Line } from "../types.js" */

export const EARLY = 60; // pixels before the right side, before which a curve ends early

/** Where a line ends in a box; null if it never is between its sides. @param {Line} line @param {number} left @param {number} right */
export function lastInside(line, left, right) {
	for (let i = line.length - 1; i >= 0; i--) {
		const [x, y] = line.points.subarray(2 * i, 2 * i + 2);
		if (x >= left - 1 && x <= right + 1 && Number.isFinite(y)) return { line, x, y };
	}
	return null;
}
