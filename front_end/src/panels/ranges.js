// How far the axes of curves and bars reach.

import { endsOf } from "../basics/arrays.js";

/** @import { Pair, Series } from "../types.js" */

/**
 * A curve as it is drawn.
 * @typedef {{ style: Series, x: Float32Array, y: Float32Array, low?: Float32Array | null, marked?: number,
 *     high?: Float32Array | null }} Curve
 */

/** Powers of ten to a third, below a range and above it, but for rounding to float32. @param {number} low @param {number} high @returns {Pair} */
const thirds = (low, high) => [
	10 ** (Math.floor(3 * Math.log10(low) + 1e-6) / 3),
	10 ** (Math.ceil(3 * Math.log10(high) - 1e-6) / 3),
];

/**
 * The lowest and the highest number that has a place on an axis; infinite if there is none.
 * @param {Iterable<number>[]} values @param {boolean} log
 */
const extent = (values, log) =>
	endsOf(values.flatMap((some) => [...some].filter((v) => Number.isFinite(v) && !(log && v <= 0))));

/**
 * The range of the data upward; a run that diverges may leave through the top, unless the axis `follows` it: to half of
 * its height.
 * @param {Curve[]} curves @param {boolean} log @param {boolean} [follows] @returns {Pair}
 */
export function rangeUp(curves, log, follows = false) {
	const runs = curves.some(({ style }) => style.spent);
	const begun = curves.filter(({ style, y }) => !style.faint && y[0] > 0);
	const first = Math.max(0, ...begun.map(({ y }) => y[0]));
	const losses = curves.map(({ y }) => y);
	let [low, high] = extent(losses, log);
	if (first > 0 && runs) high = Math.min(high, follows ? highest(curves, 10 * first, log) : 10 * first);
	if (!(low < high)) [low, high] = opened(low, high, log);
	if (log) return thirds(Math.max(low, high * (runs ? 1e-12 : 1e-30)), high);
	return [low - 0.04 * (high - low), high + 0.04 * (high - low)];
}

/** How far an axis follows runs beyond a loss: as many decades as the others take. @param {Curve[]} curves @param {number} leaves @param {boolean} log */
function highest(curves, leaves, log) {
	const others = curves.map(({ y }) => y).filter((y) => !y.some((v) => v > leaves));
	const [least, top] = extent(others, true);
	if (!log || !(least <= top)) return Infinity;
	return Math.max(leaves, (top * top) / Math.max(least, top * 1e-12));
}

/**
 * A range about data that has none: one value, or nothing.
 * @param {number} low @param {number} high @param {boolean} log @returns {Pair}
 */
function opened(low, high, log) {
	if (low < Infinity && !log) return [low - 1, low + 1];
	return high > 0 ? [high / 10, high] : [0.1, 1];
}

/**
 * The range of the data across, and of the budget.
 * @param {Curve[]} curves @param {number} total @param {boolean} log @returns {Pair}
 */
export function rangeAcross(curves, total, log) {
	const places = curves.map(({ x }) => x);
	const [least, most] = extent(places, log);
	if (log && least > most) return opened(Infinity, total, log); // runs without a step
	const runs = curves.some(({ style }) => style.spent);
	const low = runs && !log ? 0 : least;
	const high = Math.max(total, most);
	if (low < high) return [low, high];
	return log ? [low / 2, low * 2] : [low, low + 1];
}

/** The range of bars, which begin at 0, with room for the numbers above them. @param {Iterable<number>[]} heights @returns {Pair} */
export function rangeOfBars(heights) {
	const [low, high] = extent([[0], ...heights], false);
	const room = 0.1 * (high - low);
	if (!room) return [0, 1];
	return [low < 0 ? low - room : 0, high > 0 ? high + room : 0];
}
