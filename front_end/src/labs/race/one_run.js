// What a runner of the race trains with in the page; sgdlab/labs/race/one_run.py has the same in Python.

import { parametersAt } from "../plane.js";
import { fitting, valuesOf } from "./runners.js";

/** @import { Recipe, Roster, Run, StopRule, TrainOptions } from "../../types.js" */
/** @import { Sent } from "../types.js" */
/** @import { Facts, Race, Settings } from "./compute.js" */
/** @import { Runner, Values } from "./runners.js" */

/** A runner with what it runs with, and how many steps it takes. @typedef {Runner & { values: Values, steps: number }} Racer */

/** The runners of a page's settings. @param {Sent} page @param {Settings} settings @returns {Racer[]} */
export function runnersOf(page, settings) {
	const roster = /** @type {Roster} */ (/** @type {unknown} */ (page.controls.find(({ name }) => name === "runners")));
	const facts = /** @type {Facts} */ (page.facts);
	const known = { ...roster, examples: facts.examples }; // of points that are drawn fewer
	return fitting(settings.runners, known).map((one) => {
		const values = valuesOf(one, settings);
		return { ...one, values, steps: stepsOf(facts, settings.epochs, values.batch_size, one.kind.key) };
	});
}

/** The program of a runner; undefined until the kernel has written it. @param {Sent} page @param {Racer} runner */
export const recipeOf = ({ recipes }, { kind }) => recipes[kind.program];

/** How many steps a budget allows. @param {Facts} facts @param {number} epochs @param {number | null} size @param {string} [kind] */
export function stepsOf({ examples, plane }, epochs, size, kind) {
	const passes = kind === "newton" ? 1 + (plane.origin?.length ?? 2) : 1; // it pays for the Hessian, too
	return Math.max(1, Math.floor((epochs * (size === null ? 1 : Math.ceil(examples / size))) / passes));
}

/** @param {number} a @param {number} b @returns {number} */
const gcd = (a, b) => (b ? gcd(b, a % b) : a);

/** What all have: the start, the seed, the steps, and how many of them lie between two rows that are kept. @param {Facts} facts @param {Settings} settings @param {number} steps */
function onBudget({ drawn: [few, many, long], plane }, { epochs, seed, start }, steps) {
	let record_every = Math.ceil(steps / (epochs <= long ? few : many));
	while (gcd(record_every, Math.floor(steps / epochs)) > 1) record_every++; // or all rows lie at the same places of an epoch
	return { start: parametersAt(plane, start), seed, steps, record_every };
}

/** A learning rate as a schedule. @param {Facts} facts @param {Values} values @param {number} steps @param {number} epochs */
function scheduled({ lowest }, { learning_rate: rate, schedule }, steps, epochs) {
	const decay = epochs / steps;
	const factor = lowest ** (1 / steps);
	/** @type {Record<string, (step: number) => number>} */
	const falling = {
		"1/t": (step) => rate / (1 + decay * step),
		cosine: (step) => rate * (0.5 + 0.5 * Math.cos(Math.PI * (step / steps))),
		exponential: (step) => rate * factor ** step,
	};
	return falling[schedule] ?? rate;
}

/** @param {Facts} facts @param {Settings} settings @param {Racer} runner @returns {TrainOptions} */
export function optionsOf(facts, settings, { kind, values, steps }) {
	const { epochs } = settings;
	const { batch_size: size, momentum, replace } = values;
	/** @type {StopRule[]} */
	const stop = replace ? [{ rule: "budget", epochs }] : [];
	const learning_rate = scheduled(facts, values, steps, epochs);
	return {
		settings: { learning_rate, ...(kind.takes.includes("momentum") ? { momentum } : {}) },
		batches: { size, replace: size !== null && replace },
		stop,
		...onBudget(facts, settings, steps),
	};
}

/** Yours on the same budget: the learning rate and the batches of SGD, where it has none of its own. @param {Facts} facts @param {Settings} settings @param {Recipe} recipe @returns {TrainOptions} */
export function ownOptions(facts, settings, recipe) {
	const { learning_rate, batch_size, epochs } = settings;
	const { batches: own, optimizer } = /** @type {NonNullable<Facts["yours"]>} */ (facts.yours);
	const size = own ? recipe.batches.size : batch_size;
	const steps = stepsOf(facts, epochs, own && size !== null ? 1 : size);
	return {
		settings: optimizer ? {} : { learning_rate },
		batches: { size },
		stop: [{ rule: "budget", epochs }],
		...onBudget(facts, settings, steps),
	};
}

/** The runners that draw their batches, SGD first: the words about luck are about the first one. @param {Race} known */
export function drawing({ race }) {
	const some = race.filter(({ values }) => values.batch_size !== null);
	return some.sort((one, other) => Number(other.key === "sgd") - Number(one.key === "sgd"));
}

/** Those that run with many seeds. @param {Race} known */
export const repeated = (known) => (known.settings.seeds > 1 ? drawing(known) : []);

/** The name of the first of them, where there are others. @param {Race} known */
export function whose(known) {
	const [first, ...others] = drawing(known);
	return others.length ? first.name : "";
}

/** Many seeds of the first of them, once they have run. @param {Race} known @returns {Run[] | undefined} */
export const manyOf = (known) => known.bands[drawing(known)[0]?.key];
