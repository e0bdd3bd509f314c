// Where words can stand beside what they belong to, the best place first.

import { times } from "../basics/arrays.js";

/** @import { Box, Pair } from "../types.js" */
/** @import { Stroke } from "./ink.js" */

/** @typedef {{ wide: number, high: number }} Size of words, in pixels */
/** @typedef {Box & { far?: number }} Place `far`: how much farther away than it could be, in pixels */
/** @typedef {(size: Size) => Place[]} Places */

const GAP = 6; // pixels between words and a straight line
const STEP = 16; // pixels between two places along a level line
const WAY = 12; // places along a line
const FAR = 24; // pixels from its end, before words stand beside another place of a line
const FROM = 11; // pixels across from a point
const CLOSE = 1; // pixel up or down from it to words at its side
const RINGS = [0, 8, 16, 24, 32, 40, 56, 72]; // pixels farther away from it
/** Which way from it words stand, in shares of the way to the side and up or down. @type {Pair[]} */
const SIDES = [-1, 1, 0, -0.5, 0.5].flatMap((down) => /** @type {Pair[]} */ ([1, -1].map((across) => [across, down])));
/** These, and over and under it: there words would cover it if they were near. @type {Pair[]} */
const AROUND = [
	...SIDES,
	...[0, 0.5, -0.5].flatMap((across) => /** @type {Pair[]} */ ([-1, 1].map((down) => [across, down]))),
];

/** @param {number} left @param {number} top @param {number} wide @param {number} high @returns {Box} */
export const boxAt = (left, top, wide, high) => ({ left, top, right: left + wide, bottom: top + high });

/** What points cover. @param {Pair[]} points in pixels @param {number} half @returns {Box[]} */
export const boxesAt = (points, half) => points.map(([x, y]) => boxAt(x - half, y - half, 2 * half, 2 * half));

/** To the right or the left of a point, a little above or below; then level with it, over and under it, and farther away. @param {Pair} point @param {number[]} [rings] @returns {Places} */
export const besidePoint =
	([x, y], rings = RINGS) =>
	({ wide, high }) =>
		rings.flatMap((far) =>
			(far ? AROUND : SIDES).map(([across, down]) => {
				const left = x - wide / 2 + across * (wide / 2 + FROM + far);
				const top = y - high / 2 + down * (high / 2 + CLOSE + far);
				return { ...boxAt(left, top, wide, high), far: far * Math.hypot(across, down) };
			}),
		);

/**
 * Beside the end of a line; if not near it, beside where the line was up to its i-th point, the latest place first.
 * @param {Pair} end @param {Stroke} line @param {number} [i] @returns {Places}
 */
export const besideLine =
	(end, { points, length }, i = length - 1) =>
	(size) => {
		const rows = times(WAY, (k) => Math.floor(((length - 1) * (WAY - k)) / WAY)); // stay, while the line grows
		const way = rows.map((row) => /** @type {Pair} */ ([row > i ? Number.NaN : points[2 * row], points[2 * row + 1]]));
		const near = way.flatMap((point) => besidePoint(point, [0])(size));
		return [...besidePoint(end)(size), ...near.map((place) => ({ ...place, far: FAR }))];
	};

/** Beside an upright line, from the top of the box down. @param {number} at @param {Box} box @returns {Places} */
export const besideHair =
	(at, { top, bottom }) =>
	({ wide, high }) => {
		const rows = times(Math.floor((bottom - top - high) / 8) + 1, (k) => top + 8 * k);
		return rows.flatMap((from) => [at + GAP, at - GAP - wide].map((left) => boxAt(left, from, wide, high)));
	};

/** Above or below a level line: at one of its ends, or farther in. @param {number} at @param {Box} box @returns {Places} */
export const besideRule =
	(at, { left, right }) =>
	({ wide, high }) => {
		const [first, last] = [left + GAP, right - GAP - wide];
		const inner = times(Math.ceil((last - first) / STEP) - 1, (k) => first + STEP * (k + 1));
		const rows = [0, 8].flatMap((far) => [at - 1 - far - high, at + 1 + far]);
		return rows.flatMap((top) => [first, last, ...inner].map((from) => boxAt(from, top, wide, high)));
	};
