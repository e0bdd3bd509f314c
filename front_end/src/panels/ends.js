// The ends of curves and of level lines in a box.

import { clamp } from "../numbers.js";

/** @import { Box, Line, Pair } from "../types.js" */

export const EARLY = 60; // pixels before the right side, before which a curve ends early
export const APART = 90; // pixels between the labels of two marks in one row

/** Where a line ends in a box; null if it never is between its sides. @param {Line} line @param {number} left @param {number} right */
export function lastInside({ style, points, length }, left, right) {
	for (let i = length - 1; i >= 0; i--) {
		const [x, y] = points.subarray(2 * i, 2 * i + 2);
		if (x >= left - 1 && x <= right + 1 && Number.isFinite(y)) return { style, x, y };
	}
	return null;
}

/**
 * The height of a line at a place across, between its points; NaN where it is not.
 * @param {Line} line
 * @param {number} at
 */
export function heightAt({ points, length }, at) {
	for (let i = 1; i < length; i++) {
		const [x0, y0, x1, y1] = points.subarray(2 * i - 2, 2 * i + 2);
		if (x0 <= at && at <= x1) return x1 > x0 ? y0 + ((at - x0) / (x1 - x0)) * (y1 - y0) : y1;
	}
	return Number.NaN;
}

/** Whether a line runs through a box. @param {Pick<Line, "points" | "length">} line @param {Box} box */
export function crosses({ points, length }, { left, top, right, bottom }) {
	for (let i = 1; i < length; i++) {
		const [x0, y0, x1, y1] = points.subarray(2 * i - 2, 2 * i + 2);
		if (Math.max(x0, x1) < left || Math.min(x0, x1) > right) continue;
		const ends =
			x0 === x1 ? [y0, y1] : [x0, x1].map((x) => y0 + ((clamp(x, left, right) - x0) / (x1 - x0)) * (y1 - y0));
		if (Math.max(...ends) >= top && Math.min(...ends) <= bottom) return true;
	}
	return false;
}

/**
 * The end of a level line, left or right, where a label at a height is farther from lines and from labels of marks.
 * @param {Line[]} lines
 * @param {number[]} marks where labels begin at this height
 * @param {Pair} ends
 * @param {{ height: number, wide: number }} label
 */
export function clearerEnd(lines, marks, [left, right], { height, wide }) {
	const [free, other] = [left, right - wide].map((from) => {
		const places = Array.from({ length: 2 + wide / 8 }, (_, k) => Math.min(from + 8 * k, from + wide));
		const away = lines.flatMap((line) => places.map((at) => Math.abs(heightAt(line, at) - height)));
		const near = marks.some((at) => at > from - APART && at < from + wide) ? 0 : wide;
		return Math.min(near, ...away.filter(Number.isFinite));
	});
	return other > free ? right : left;
}
