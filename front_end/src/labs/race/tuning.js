// For every runner the best of many learning rates for a budget; sgdlab/labs/race/tuning.py has the same in Python.

import { lastOf } from "../../basics/arrays.js";
import { Shelf } from "../../basics/shelf.js";
import { fill, general, threeDigits } from "../../basics/words.js";
import { training } from "../../training/train.js";
import { streamed } from "../ensemble.js";
import { optionsOf, recipeOf } from "./one_run.js";

/** @import { Values } from "../../frames/wire.js" */
/** @import { Pair } from "../../types.js" */
/** @import { Result } from "../types.js" */
/** @import { Race } from "./compute.js" */
/** @import { Racer } from "./one_run.js" */

/** The loss at the end for each learning rate, NaN where a run diverged, and the best rate. @typedef {{ losses: Map<number, number>, best: number }} Tuned */
/** @typedef {Record<string, Tuned>} Grids by the key of a runner */

const NEAR = [1e-12, 1e-30]; // of the lowest loss, and of that at the start: what is so near to the lowest differs by rounding

/** What was tried, from the lowest learning rate on. @param {Tuned} grid */
const sorted = ({ losses }) => [...losses].sort(([one], [other]) => one - other);

/** A runner with another learning rate. @param {Racer} runner @param {number} learning_rate @returns {Racer} */
const at = (runner, learning_rate) => ({ ...runner, values: { ...runner.values, learning_rate } });

/** The loss at the start, and the mean of some seeds at the end. @param {Race} known @param {Racer} runner @returns {Generator<(() => Result) | undefined, Pair>} */
function* lossAtEnd({ page, facts, settings }, runner) {
	const seeds = runner.values.batch_size === null ? 1 : facts.tried;
	let [first, sum] = [0, 0];
	for (let k = 0; k < seeds; k++) {
		const options = optionsOf(facts, { ...settings, seed: settings.seed + k }, runner);
		const slices = training(recipeOf(page, runner), { ...options, record_every: options.steps });
		const { losses, diverged_at } = yield* streamed(slices);
		sum += diverged_at === null ? lastOf(losses) : Number.NaN;
		[first] = losses;
		yield undefined;
	}
	return [first, sum / seeds];
}

/** The lowest of the rates with which a runner ends lowest. @param {Tuned} grid @param {number} first the loss at the start */
function bestOf(grid, first) {
	const ended = sorted(grid).filter(([, loss]) => !Number.isNaN(loss));
	const lowest = Math.min(...ended.map(([, loss]) => loss));
	const near = NEAR[0] * Math.abs(lowest) + NEAR[1] * Math.abs(first);
	return (ended.find(([, loss]) => loss - lowest <= near) ?? sorted(grid)[0])[0];
}

/** Try rates around the best so far. @param {Race} known @param {Racer} runner @param {Tuned} grid @param {number[]} powers of ten */
function* tune(known, runner, grid, powers) {
	const rates = powers.map((power) => threeDigits(grid.best * 10 ** power));
	for (const rate of rates) grid.losses.set(rate, Number.NaN);
	for (const learning_rate of rates) {
		const [first, end] = yield* lossAtEnd(known, at(runner, learning_rate));
		grid.losses.set(learning_rate, end);
		grid.best = bestOf(grid, first);
		yield null;
	}
}

/**
 * Fill the grids of a race, and give each runner its best rate; yields null where there is more to be shown.
 * @param {Race} known
 */
export function* tuning(known) {
	const { learning_rate, seeds, ...others } = known.settings;
	/** @type {Shelf<Grids>} */
	const shelf = Shelf.of(known.page.recipes);
	const found = shelf.get(others);
	known.grids = found ?? {};
	for (const one of found ? [] : known.race) {
		const grid = { losses: new Map(), best: Number(one.kind.own.learning_rate ?? known.facts.usual) };
		known.grids[one.key] = grid;
		for (const powers of known.facts.powers) yield* tune(known, one, grid, powers);
	}
	const grids = shelf.set(others, known.grids);
	known.race = known.race.map((one) => at(one, grids[one.key].best));
}

/** @param {string} words @param {Racer[]} race @param {Grids} grids */
export const bestRates = (words, race, grids) =>
	fill(words, {
		rates: race.flatMap(({ key, name }) => (grids[key] ? `${name} ${general(grids[key].best)}` : [])).join(", "),
	});

/** The panel of the grids. @param {Racer[]} race @param {Grids} grids @param {number} floor @returns {Values} */
export function tuningOf(race, grids, floor) {
	const begun = race.filter(({ key }) => grids[key]);
	const curves = begun.map(({ key }) => {
		const tried = sorted(grids[key]);
		const [rate, y] = [tried.map(([rate]) => rate), tried.map(([, loss]) => loss - floor)];
		const marked = rate.indexOf(grids[key].best);
		return [
			`${key}_tuned`,
			{ y: Float64Array.from(y), x: { rate: Float64Array.from(rate) }, low: null, high: null, marked },
		];
	});
	return { curves: Object.fromEntries(curves) };
}
