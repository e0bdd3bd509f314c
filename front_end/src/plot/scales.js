// From numbers to pixels and back.

import { linearTicks, logTicks } from "./ticks.js";

/** @import { Box, Pair, Scale } from "../types.js" */

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
