// The anatomy of an update in the page: a run, and one of its steps taken apart; sgdlab/labs/anatomy has it in Python.

import { vector } from "../../basics/arrays.js";
import { Shelf } from "../../basics/shelf.js";
import { fill } from "../../basics/words.js";
import { training } from "../../training/train.js";
import { ensemble, lostOf, streamed } from "../ensemble.js";
import { pictureOf, turnOf } from "./picture.js";

/** @import { Numbers, Pair, Run, TrainOptions } from "../../types.js" */
/** @import { Result, Sent } from "../types.js" */

/**
 * An optimizer: the places of its averages in its state, what the mean is, whether they are divided by 1 - beta^t,
 * whether squares are added up instead, its names for beta1 and beta2.
 * @typedef {{ mean: number | null, square: number | null, follows: string, corrected: boolean, sums: boolean,
 *     takes: [string | null, string | null] }} Rule
 */

/**
 * @typedef {object} Facts
 * @property {Record<string, Rule>} rules
 * @property {Pair | [string, string]} axes names of the two parameters
 * @property {number} steps
 * @property {number} plain_rate the learning rate of gradient descent beside it
 * @property {number} seeds of the band; 0: nothing is drawn at random
 * @property {number} room how far the ranges reach beyond the arrows
 * @property {number} smallest how many times the box a range is at most
 */

/**
 * @typedef {{ optimizer: string, step: number, learning_rate: number, beta1: number, beta2: number,
 *     correction: boolean, start: Pair, seed: number }} Settings
 */

/**
 * What stays the same while only the step moves.  `many`: the lengths of the steps of each seed; `lost`: how many of
 * them diverged, so that there is no band.
 * @typedef {{ run: Run, plain: Run, lengths: Numbers, many: Numbers[] | null, lost: number | null }} Runs
 */

/**
 * One step, entry by entry: the gradient of its batch, the averages that it follows and is divided by, the step.
 * @typedef {{ step: number, gradient: Numbers, mean: Numbers | null, square: Numbers | null, update: Numbers }} Parts
 */

/** @param {Sent} page @param {Settings} settings @returns {Generator<(() => Result) | undefined, Result>} */
export function* anatomy(page, settings) {
	const { step: _, ...others } = settings;
	/** @type {Shelf<Runs>} */
	const shelf = Shelf.of(page);
	const runs = shelf.get(others) ?? shelf.set(others, yield* runsOf(page, settings));
	return result(page, settings, runs);
}

/** @param {Sent} page @param {Settings} settings @returns {Generator<(() => Result) | undefined, Runs>} */
function* runsOf(page, settings) {
	const { facts, recipes } = page;
	const { steps, seeds, plain_rate } = /** @type {Facts} */ (facts);
	const recipe = recipes[settings.optimizer];
	const options = { start: settings.start, seed: settings.seed, steps, record_every: 1 };
	const own = { ...options, settings: numbersOf(facts, settings) };
	const run = yield* streamed(training(recipe, { ...own, also: { gradients: true, states: true } }));
	if (run.params.length < 4) throw new Error(fill(page.words["no step"], { name: settings.optimizer }));
	const slowly = { ...options, settings: { learning_rate: plain_rate } };
	const plain = yield* streamed(training(recipes["gradient descent"], slowly));
	/** @type {Runs} */
	const runs = { run, plain, lengths: lengthsOf(run, settings), many: null, lost: null };
	if (!seeds) return runs;
	yield () => result(page, settings, runs);
	const all = yield* ensemble(recipe, own, seeds);
	const lost = lostOf(all);
	if (lost || runs.lengths.length < 2 * steps) return { ...runs, lost };
	return { ...runs, many: all.map((one) => lengthsOf(one, settings)) };
}

/**
 * The settings of the program.  Without the bias correction Adam's step is that with the learning rate
 * rate * (1 - beta1^t) / sqrt(1 - beta2^t) in step t = 1, 2, …
 * @param {Facts} facts @param {Settings} settings @returns {NonNullable<TrainOptions["settings"]>}
 */
function numbersOf({ rules }, { optimizer, learning_rate: rate, beta1, beta2, correction }) {
	const { takes, corrected } = rules[optimizer];
	const betas = [beta1, beta2].flatMap((beta, k) => (takes[k] === null ? [] : [[takes[k], beta]]));
	const schedule = (/** @type {number} */ k) => (rate * (1 - beta1 ** (k + 1))) / (1 - beta2 ** (k + 1)) ** 0.5;
	return { learning_rate: correction || !corrected ? rate : schedule, ...Object.fromEntries(betas) };
}

/** Every step in learning rates, entry by entry: x, y, x, y, … @param {Run} run @param {Settings} settings */
function lengthsOf({ params }, { learning_rate }) {
	return vector(params.length - 2, (k) => Math.abs(params[k + 2] - params[k]) / learning_rate);
}

/** @param {Sent} page @param {Settings} settings @param {Runs} runs @returns {Result} */
function result({ facts, words }, settings, runs) {
	const parts = partsOf(facts, settings, runs.run);
	const picture = pictureOf({ facts, words, settings, runs, parts });
	const sizes = parts.update.map((v) => Math.abs(v) / settings.learning_rate);
	const measured = { step: parts.step, shorter: Math.min(...sizes), turn: turnOf(parts) };
	return { picture, structure: settings.optimizer, measured };
}

/** One step of a run. @param {Facts} facts @param {Settings} settings @param {Run} run @returns {Parts} */
function partsOf({ rules }, { optimizer, beta1, beta2, correction, step: wanted }, { params, gradients, states }) {
	const { mean, square, corrected } = rules[optimizer];
	const taken = params.length / 2 - 1;
	const step = Math.min(wanted, taken);
	const [one, two] = corrected && correction ? [beta1, beta2].map((beta) => 1 - beta ** step) : [1, 1];
	/** An array of the state after the step. @param {number} place @param {number} share */
	function average(place, share) {
		const all = /** @type {Numbers} */ (states);
		const from = (all.length / taken) * (step - 1) + 2 * place;
		return all.slice(from, from + 2).map((v) => v / share);
	}
	return {
		step,
		gradient: /** @type {Numbers} */ (gradients).slice(2 * step - 2, 2 * step),
		mean: mean === null || !beta1 ? null : average(mean, one),
		square: square === null ? null : average(square, two),
		update: Float64Array.of(params[2 * step] - params[2 * step - 2], params[2 * step + 1] - params[2 * step - 1]),
	};
}
