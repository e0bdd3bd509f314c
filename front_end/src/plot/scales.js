// From numbers to pixels and back; where an axis has ticks, and how their numbers are written.

import { times } from "../basics/arrays.js";
import { say, typeset, withCommas } from "../basics/numbers.js";

/** @import { Box, Pair, Scale, Tick } from "../types.js" */

/** @param {number} v */
const same = (v) => v;
/** @param {number} v */
const power = (v) => 10 ** v;

/**
 * A scale that takes the ends of a range to two places.
 * @param {{ scale?: "linear" | "log", range: Pair }} axis @param {number} from @param {number} to @returns {Scale}
 */
export function makeScale({ scale, range }, from, to) {
	const [f, back] = scale === "log" ? [Math.log10, power] : [same, same];
	const low = f(range[0]);
	const unit = (to - from) / (f(range[1]) - low);
	return {
		range,
		at: (v) => from + (f(v) - low) * unit,
		back: (p) => back(low + (p - from) / unit),
		ticks: (count) => (scale === "log" ? logTicks : linearTicks)(range, count),
	};
}

/**
 * Both ranges, the smaller one widened about its middle until both axes have one scale.
 * @param {Box} box @param {Pair} across @param {Pair} up @returns {[Pair, Pair]}
 */
export function evenRanges(box, across, up) {
	const [wide, high] = [box.right - box.left, box.bottom - box.top];
	const unit = Math.min(wide / (across[1] - across[0]), high / (up[1] - up[0]));
	return [widened(across, wide / unit), widened(up, high / unit)];
}

/** @param {Pair} range @param {number} size @returns {Pair} */
function widened([low, high], size) {
	const middle = (low + high) / 2;
	return [middle - size / 2, middle + size / 2];
}

const LEAST = 5; // ticks to ask for so that two at least are in the range: a step is up to 2.5 times as long as asked for

/**
 * About `count` round numbers in a range, two at least, in steps of 1, 2 or 5 times a power of ten.
 * @param {Pair} range @param {number} count @returns {Tick[]}
 */
export function linearTicks([low, high], count) {
	const rough = (high - low) / Math.max(2, count);
	const ten = 10 ** Math.floor(Math.log10(rough));
	const step = ten * ([1, 2, 5].find((m) => m * ten >= rough * 0.999) ?? 10);
	const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
	const first = Math.ceil(low / step - 1e-9);
	const ticks = times(Math.floor(high / step + 1e-9) - first + 1, (k) => {
		const v = (first + k) * step || 0; // never −0
		return /** @type {Tick} */ ([v, inDigits(v, digits, step)]);
	});
	return ticks.length < 2 && count < LEAST ? linearTicks([low, high], LEAST) : ticks;
}

/** @param {number} v @param {number} digits behind the point @param {number} step */
function inDigits(v, digits, step) {
	const long = digits > 4 || Math.abs(v) >= 1e6;
	if (long && Math.abs(v) < 1000 * step) return say(v); // three digits tell it from the next
	return typeset(digits > 4 ? v.toFixed(Math.min(digits, 15)) : withCommas(v, digits));
}

/**
 * About `count` powers of ten in a range; below two powers of ten also 2 and 5 times each, or 3 times where room is short,
 * and round numbers if fewer than two of them are in the range.
 * @param {Pair} range @param {number} count @returns {Tick[]}
 */
export function logTicks([low, high], count) {
	const decades = Math.log10(high / low);
	const parts = decades >= 2 ? [1] : 3 * decades <= 2 * count ? [1, 2, 5] : [1, 3];
	const [from, to] = [Math.ceil(Math.log10(low) - 1e-3), Math.floor(Math.log10(high) + 1e-3)];
	const step = Math.ceil((to - from) / Math.max(2, count)) || 1;
	const huge = high < 1e5 ? 1e5 : 1e4;
	const first = parts.length > 1 ? from - 1 : from;
	const powers = times(Math.floor((to - first) / step) + 1, (k) => 10 ** (first + k * step));
	const ticks = powers
		.flatMap((power) => parts.map((part) => part * power))
		.filter((v) => v >= low * 0.999 && v <= high * 1.001)
		.map((v) => /** @type {Tick} */ ([v, say(v, huge).replace(/^1×/, "")]));
	return ticks.length < 2 ? linearTicks([low, high], count) : ticks;
}
