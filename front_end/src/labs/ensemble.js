// Runs of a lab: one in slices [streamed], and many seeds [ensemble] with their band [bandOf] and what is said of it.

import { lastOf, times, vector } from "../basics/arrays.js";
import { remembered } from "../basics/shelf.js";
import { commas, count, fill, number, unitOf } from "../basics/words.js";
import { Steps } from "../training/program.js";
import { training } from "../training/train.js";

/** @import { Numbers, Recipe, Run, TrainOptions } from "../types.js" */
/** @import { Result } from "./types.js" */

const BAND = [0.1, 0.5, 0.9]; // the middle 80 %, and its middle

/** The parameters at the end of a run. @param {Run} run */
export const finalOf = ({ params, steps }) => params.slice(params.length - params.length / steps.length);

/** How many of some diverged. @param {Run[]} runs */
export const lostOf = (runs) => runs.filter(({ diverged_at }) => diverged_at !== null).length;

/** @typedef {Generator<() => Run, Run>} Slices */

/**
 * A run that is shown while it goes on, or, without `show`, when it is over.
 * @param {Slices} slices @param {(run: Run) => Result} [show] @returns {Generator<(() => Result) | undefined, Run>}
 */
export function* streamed(slices, show) {
	let slice = slices.next();
	for (; !slice.done; slice = slices.next()) {
		const soFar = slice.value;
		yield show && (() => show(soFar()));
	}
	return slice.value;
}

/**
 * The runs with the seeds seed, seed + 1, …; yields after each.
 * @param {Recipe} recipe @param {TrainOptions} options @param {number} seeds
 * @returns {Generator<(() => Result) | undefined, Run[]>}
 */
export function* ensemble(recipe, options, seeds) {
	const runs = [];
	const program = new Steps(recipe, options.settings);
	for (let k = 0; k < seeds; k++) {
		const own = { ...options, seed: Number(options.seed) + k };
		runs.push(yield* streamed(training(recipe, own, program)));
		yield undefined;
	}
	return runs;
}

/** A share of sorted numbers, as NumPy interpolates it. @param {Float64Array} sorted @param {number} share */
export function quantile(sorted, share) {
	const place = share * (sorted.length - 1);
	const low = Math.floor(place);
	const high = Math.min(low + 1, sorted.length - 1);
	return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
}

/** The 10th percentile of sorted numbers, their median and their 90th percentile. @param {Float64Array} sorted */
export const bandIn = (sorted) => BAND.map((share) => quantile(sorted, share));

/** What some rows have at a place, rising. @param {Numbers[]} many @param {number} place */
export const sortedAt = (many, place) => Float64Array.from(many, (row) => row[place]).sort();

/** The 10th and the 90th percentile of some rows, at this many places; null without rows. @param {Numbers[] | null} many @param {number} count @param {(k: number) => number} place */
export function bandAt(many, count, place) {
	const bands = many && times(count, (k) => bandIn(sortedAt(many, place(k))));
	const [low, , high] = times(3, (edge) => bands && Float64Array.from(bands, (band) => band[edge]));
	return { low, high };
}

/** @type {WeakMap<Run[], Float64Array[]>} by runs, because a band and a median ask for the same */
const known = new WeakMap();

/** The losses of all runs at each row, rising; a run that has ended stays where it is. @param {Run[]} runs */
export function sortedLosses(runs) {
	const most = Math.max(...runs.map(({ losses }) => losses.length));
	/** @param {number} row */
	const at = (row) => vector(runs.length, (k) => runs[k].losses[Math.min(row, runs[k].losses.length - 1)]);
	return remembered(known, runs, () => times(most, (row) => at(row).sort()));
}

/**
 * The 10th and the 90th percentile of the losses above a floor, at the rows of a run; no band without runs.
 * @param {Run[] | null | undefined} runs @param {Run} run @param {number} floor
 */
export function bandOf(runs, run, floor) {
	if (!runs) return { low: null, high: null };
	const longest = runs.reduce((one, other) => (lastOf(other.steps) > lastOf(one.steps) ? other : one));
	const rows = new Map([...longest.steps].map((step, row) => [step, row]));
	const sorted = sortedLosses(runs);
	const [low, high] = times(2, () => new Float64Array(run.steps.length).fill(Number.NaN));
	for (const [k, step] of run.steps.entries()) {
		const row = rows.get(step);
		if (row === undefined) continue;
		const [least, , most] = bandIn(sorted[row]);
		[low[k], high[k]] = [least - floor, most - floor];
	}
	return { low, high };
}

/** How the seeds end, in words. @param {Run[]} runs @param {Record<string, string>} words @param {string} [name] */
export function spread(runs, words, name = "") {
	const lost = lostOf(runs);
	const fields = { seeds: count(runs.length, "seed"), of_whom: name && ` of ${name}` };
	if (lost === runs.length) return fill(words["all lost"], fields);
	const unit = unitOf(...runs.map(({ losses }) => losses[0]));
	const [low, middle, high] = bandIn(lastOf(sortedLosses(runs))).map((v) => number(v, unit));
	const some = lost ? fill(words["some lost"], { lost: commas(lost) }) : "";
	return fill(words.band, { ...fields, low, middle, high, some });
}
