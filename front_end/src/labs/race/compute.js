// The race in the page: up to six runners on one budget, and yours against all; sgdlab/labs/race has the same in Python.

import { lastOf } from "../../basics/arrays.js";
import { NEGLIGIBLE } from "../../basics/words.js";
import { training } from "../../training/train.js";
import { ensemble, streamed } from "../ensemble.js";
import { countedOf, textsOf } from "./code.js";
import { withPoints } from "./drawn.js";
import { widen } from "./loss_map.js";
import { optionsOf, ownOptions, recipeOf, repeated, runnersOf } from "./one_run.js";
import { pictureOf } from "./picture.js";
import { structureOf } from "./structure.js";
import { tuning } from "./tuning.js";

/** @import { CodeSpec, CurvesSpec, Pair, Run } from "../../types.js" */
/** @import { Plane } from "../plane.js" */
/** @import { Result, Sent, SoFar } from "../types.js" */
/** @import { Noise } from "./noise_floor.js" */
/** @import { Frame } from "./loss_map.js" */
/** @import { Learned } from "./learned.js" */
/** @import { Racer } from "./one_run.js" */
/** @import { Looks } from "./structure.js" */
/** @import { Grids } from "./tuning.js" */

/**
 * @typedef {object} Facts
 * @property {number} examples
 * @property {Plane} plane
 * @property {Frame} frame of the map
 * @property {number | null} floor the lowest loss, if it is known
 * @property {number} target the excess loss that a goal is about
 * @property {Pair | null} minimum on the plane
 * @property {number | null} steepest λmax, of a loss with a constant Hessian
 * @property {[few: number, many: number, long: number]} drawn rows of a run: few, or many if it has more epochs than `long`
 * @property {number} usual the learning rate around which others are tried, at the first `powers` of ten, then around the best at the others, by this many seeds
 * @property {number[][]} powers
 * @property {number} tried
 * @property {number} few runners whose recipes are written out
 * @property {number} lowest what an exponential schedule leaves of the learning rate
 * @property {string[]} axes names of the two parameters
 * @property {Record<string, string>} optimizers their words, by the rule of a runner and its schedule
 * @property {Noise | null} noise of a quadratic at its minimum, along its axes
 * @property {Looks} looks
 * @property {CurvesSpec} tuning the panel of the learning rates, without its curves
 * @property {[line: string, lines: string, choices: CodeSpec["choices"]]} code the template of the line of code that
 *     trains a runner, and of several lines
 * @property {Learned | null} learned
 * @property {Record<string, unknown>} [ground] the map, of points that are drawn
 * @property {Record<string, unknown>} [points] the examples that are drawn
 * @property {string} [note] what was taken of them
 * @property {string[]} [named] the axes on which they are drawn
 * @property {{ kind: string } | null} pen how they are drawn
 * @property {{ parts: string, batches: boolean, optimizer: boolean } | null} yours: its recipe in words, and what it has
 *     of its own
 */

/**
 * @typedef {{ learning_rate: number, batch_size: number, momentum: number, seed: number, start: Pair, epochs: number,
 *     seeds: number, runners: string, tuned: boolean, points: string, adds: string }} Settings
 */

/** @typedef {Record<string, Run>} Runs by the key of the runner */
/**
 * What is raced, whether all have run, and many seeds of each by now.
 * @typedef {{ page: Sent, facts: Facts, settings: Settings, race: Racer[], grids: Grids | null, all: boolean,
 *     bands: Record<string, Run[]> }} Race
 */

/** @param {Sent} given @param {Settings} chosen @returns {Generator<SoFar | undefined, Result>} */
export function* race(given, chosen) {
	const page = withPoints(given, chosen);
	const facts = /** @type {Facts} */ (page.facts);
	const settings = { ...chosen, batch_size: Math.min(chosen.batch_size, facts.examples) };
	/** @type {Race} */
	const known = { page, facts, settings, race: runnersOf(page, settings), grids: null, all: false, bands: {} };
	while (!known.race.every((one) => recipeOf(page, one))) yield undefined; // the kernel is writing the programs
	/** @type {Runs} */
	const runs = {};
	const now = () => result(known, runs);
	for (const more of settings.tuned ? tuning(known) : []) {
		if (!Object.keys(runs).length) yield* descend(known, runs, now); // as they are set, until the best rates are known
		yield more === null ? now : undefined;
	}
	yield* descend(known, runs, now);
	const { yours } = page.recipes;
	if (yours) runs.yours = yield* streamed(training(yours, ownOptions(facts, settings, yours)));
	yield* widen(known, runs);
	known.all = true;
	if (settings.seeds > 1) yield Object.assign(() => now(), { alone: true });
	for (const [k, one] of repeated(known).entries()) {
		known.bands[one.key] = yield* ensemble(recipeOf(page, one), optionsOf(facts, settings, one), settings.seeds);
		if (!k) yield now; // the one that the words are about
	}
	return now();
}

/** Train one runner after the other. @param {Race} known @param {Runs} runs @param {() => Result} now @returns {Generator<SoFar | undefined, void>} */
function* descend({ page, facts, settings, race }, runs, now) {
	for (const [k, runner] of race.entries()) {
		const slices = training(recipeOf(page, runner), optionsOf(facts, settings, runner));
		/** @param {Run} run */
		const show = (run) => {
			runs[runner.key] = run;
			return now();
		};
		runs[runner.key] = yield* streamed(slices, k ? show : undefined);
	}
}

/** @param {Race} known @param {Runs} runs @returns {Result} */
function result(known, runs) {
	const { page, facts, race } = known;
	const names = Object.fromEntries(race.map(({ key, name }) => [key, name]));
	const all = page.recipes.yours ? { ...names, yours: "yours" } : names;
	const picture = pictureOf(known, all, runs);
	const found = {
		measured: measured(facts, facts.floor ?? 0, runs),
		counted: countedOf(known),
		each: textsOf(known, runs),
	};
	return { picture, ...found, built: structureOf(all, known) };
}

/** @param {Facts} facts @param {number} floor @param {Runs} runs */
function measured({ target }, floor, runs) {
	const [full, sgd] = [runs.full, runs.sgd].map((run) =>
		run && run.diverged_at === null ? lastOf(run.losses) - floor : null,
	);
	const spent = Object.values(runs).flatMap(({ losses, examples_seen: seen }) => {
		const first = losses.findIndex((loss) => loss < floor + target);
		return first < 0 ? [] : [seen[first]];
	});
	const ratio = full === null || sgd === null || sgd <= NEGLIGIBLE * floor ? null : full / sgd;
	return { spent: spent.length ? Math.min(...spent) : null, ratio, end: sgd };
}
