// For every runner the best of a grid of constant learning rates for a budget; sgdlab/labs/race/tuning.py has the same in Python.

import { lastOf } from "../../basics/arrays.js";
import { Shelf } from "../../basics/shelf.js";
import { fill, general, threeDigits } from "../../basics/words.js";
import { training } from "../../training/train.js";
import { streamed } from "../ensemble.js";
import { valuesOf } from "./runners.js";
import { optionsOf, recipeOf } from "./running.js";

/** @import { Values } from "../../frames/wire.js" */
/** @import { Numbers, Pair } from "../../types.js" */
/** @import { Result } from "../types.js" */
/** @import { Race } from "./compute.js" */
/** @import { Runner } from "./runners.js" */

/** The learning rates, the loss at the end of each, NaN where a run diverged, and the best one. @typedef {{ rates: Numbers, losses: Numbers, best: number }} Tuned */
/** @typedef {Record<string, Tuned>} Grids by the key of a runner */

const NEAR = [1e-12, 1e-30]; // of the lowest loss, and of that at the start: what is so near to the lowest differs by rounding

/** The loss at the start, and the mean of some seeds at the end. @param {Race} known @param {Runner} runner @returns {Generator<(() => Result) | undefined, Pair>} */
function* lossAtEnd({ page, facts, settings }, runner) {
	const seeds = valuesOf(runner, settings).batch_size === null ? 1 : facts.tried;
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

/** Fill a grid. @param {Race} known @param {Runner} runner @param {Tuned} grid */
function* tune(known, runner, grid) {
	for (const [k, learning_rate] of grid.rates.entries()) {
		const [first, end] = yield* lossAtEnd(known, { ...runner, own: { ...runner.own, learning_rate } });
		grid.losses[k] = end;
		const lowest = Math.min(...grid.losses.filter((loss) => !Number.isNaN(loss)));
		const near = NEAR[0] * Math.abs(lowest) + NEAR[1] * Math.abs(first);
		grid.best =
			grid.rates[
				Math.max(
					0,
					grid.losses.findIndex((loss) => loss - lowest <= near),
				)
			];
		yield null;
	}
}

/** A grid before its first run. @param {Race} known @param {Runner} runner @returns {Tuned} */
function gridOf({ facts: { powers, usual } }, { kind }) {
	const middle = Number(kind.own.learning_rate ?? usual);
	const rates = Float64Array.from(powers, (power) => threeDigits(middle * 10 ** power));
	return { rates, losses: rates.map(() => Number.NaN), best: rates[0] };
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
		known.grids[one.key] = gridOf(known, one);
		yield* tune(known, one, known.grids[one.key]);
	}
	const grids = shelf.set(others, known.grids);
	known.race = known.race.map((one) => ({ ...one, own: { ...one.own, learning_rate: grids[one.key].best } }));
}

/** @param {string} words @param {Runner[]} race @param {Grids} grids */
export const bestRates = (words, race, grids) =>
	fill(words, {
		rates: race.flatMap(({ key, name }) => (grids[key] ? `${name} ${general(grids[key].best)}` : [])).join(", "),
	});

/** The panel of the grids. @param {Runner[]} race @param {Grids} grids @param {number} floor @returns {Values} */
export function tuningOf(race, grids, floor) {
	const begun = race.filter(({ key }) => grids[key]);
	const curves = begun.map(({ key }) => {
		const { rates, losses } = grids[key];
		return [`${key}_tuned`, { y: losses.map((loss) => loss - floor), x: { rate: rates }, low: null, high: null }];
	});
	return { curves: Object.fromEntries(curves) };
}
