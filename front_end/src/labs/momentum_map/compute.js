// The momentum map in the page: a pair of settings in; its path, its rate and its noise floor out; as in
// sgdlab/labs/momentum_map.

import { times } from "../../basics/arrays.js";
import { remembered, Shelf } from "../../basics/shelf.js";
import { threeDigits } from "../../basics/words.js";
import { normals } from "../../training/normal.js";
import { Generator as Random } from "../../training/random.js";
import { edgeOf, floorOf, rateOf } from "../rate.js";
import { pictureOf } from "./picture.js";

/** @import { Numbers, Pair, Seed } from "../../types.js" */
/** @import { Moved, Result, Sent } from "../types.js" */

/**
 * @typedef {object} Facts
 * @property {Pair} curved λmin and λmax
 * @property {Pair} start
 * @property {number} noise the standard deviation of a noisy slope
 * @property {number} steps
 * @property {number} seeds runs with different noise
 * @property {number} late the last steps, whose mean loss is the measured floor
 * @property {number} most the largest momentum
 */

/** @typedef {{ learning_rate: number, momentum: number, nesterov: boolean, noisy: boolean, seed: number }} Settings */

/**
 * A path in the valley, and what theory predicts for it.  `many`: the losses of each noisy run, null if one diverged.
 * @typedef {{ path: Numbers, losses: Numbers, diverged_at: number | null, rates: Pair, rate: number, edge: number,
 *     floor: number | null, many: Numbers[] | null }} Descent
 */

const DIVERGED = 1e6; // times (1 + the loss at the start)

/** @param {Sent} page @param {Settings} settings @returns {Generator<undefined, Result>} */
export function* momentumMap(page, settings) {
	const facts = /** @type {Facts} */ (page.facts);
	const { curved, noise, steps, seeds } = facts;
	const { momentum, nesterov, noisy, seed } = settings;
	const own = noisy ? noiseOf(page, [seed], 2 * steps, noise) : null;
	const { path, losses } = descend(facts, settings, (step, axis) => (own ? own[2 * step + axis] : 0));
	const [end, lost] = endOf(losses);
	const rates = /** @type {Pair} */ (curved.map((one) => rateOf(settings, one)));
	const floor = floorOf(settings, curved, noise);
	const descent = {
		path: path.subarray(0, 2 * end + 2),
		losses: losses.subarray(0, end + 1),
		diverged_at: lost ? end : null,
		rates,
		rate: Math.max(...rates),
		edge: edgeOf(momentum, curved[1], nesterov),
		floor: Number.isFinite(floor) ? floor : null,
		many: noisy ? manyOf(facts, settings, noiseOf(page, [seed, seeds], 2 * steps * seeds, noise)) : null,
	};
	const picture = pictureOf({ facts, words: page.words, settings, descent });
	const structure = `${Number(nesterov)}${Number(noisy)}`;
	return { picture, structure, measured: { rate: descent.rate, floor: descent.floor } };
}

/** A pair that was clicked, or dragged to. @type {Moved} */
export function movedPair(_page, _settings, _key, [learning_rate, momentum]) {
	return { learning_rate: threeDigits(learning_rate), momentum: threeDigits(momentum) };
}

/** Normal numbers, kept while only other settings move. @param {Sent} page @param {Seed[]} seed @param {number} count @param {number} size */
function noiseOf(page, seed, count, size) {
	return remembered(Shelf.of(page), seed, () => normals(new Random(seed, []), count).map((v) => size * v));
}

/**
 * Gradient descent with momentum; `added`: the noise of a slope.
 * @param {Facts} facts @param {Settings} settings @param {(step: number, axis: number) => number} added
 */
function descend({ curved, start, steps }, { learning_rate: rate, momentum: b, nesterov }, added) {
	const [path, losses] = [new Float64Array(2 * steps + 2), new Float64Array(steps + 1)];
	for (const axis of [0, 1]) {
		let [w, velocity] = [start[axis], 0];
		for (let k = 0; ; k++) {
			path[2 * k + axis] = w;
			losses[k] += 0.5 * curved[axis] * w * w;
			if (k === steps) break;
			const g = curved[axis] * w + added(k, axis);
			velocity = b * velocity + g;
			w -= rate * (nesterov ? g + b * velocity : velocity);
		}
	}
	return { path, losses };
}

/** The step at which a run ends, and whether it has diverged there. @param {Numbers} losses @returns {[number, boolean]} */
function endOf(losses) {
	const ceiling = DIVERGED * (1 + losses[0]);
	const first = losses.findIndex((loss) => !(loss <= ceiling));
	return first < 0 ? [losses.length - 1, false] : [first, true];
}

/** The losses of many noisy runs, unless one of them diverges. @param {Facts} facts @param {Settings} settings @param {Numbers} noise @returns {Numbers[] | null} */
function manyOf(facts, settings, noise) {
	const { seeds } = facts;
	const runs = times(seeds, (run) => {
		const added = (/** @type {number} */ step, /** @type {number} */ axis) => noise[2 * (step * seeds + run) + axis];
		return descend(facts, settings, added).losses;
	});
	return runs.some((losses) => endOf(losses)[1]) ? null : runs;
}
