// The two programs of a recipe: steps of training with all that they read [Steps], and the loss on all examples
// [lossOf]; one gradient without a step [gradientAt]; any program [factory]; and what a model's outputs say [scoresOf].

import { vector } from "../basics/arrays.js";
import { remembered } from "../basics/shelf.js";
import { loopOf, rowsOf } from "./loop.js";

/** @import { Chosen, Factory, Keeper, Loop, Numbers, Recipe, Settings, Value } from "../types.js" */

/** Steps: which way is up on some examples, and how far to move. */
export class Steps {
	#make;
	/** @type {Map<number, Loop>} by the number of examples in a batch */
	#loops = new Map();
	/** @type {Value[]} the settings, and then the state */
	#inputs;
	#first; // as they are before a run
	#schedules; // settings that are another number in each step, with their places
	#data;
	#size = -1; // of the batch that was used last
	/** @type {Loop | null} */
	#loop = null;

	/** @param {Recipe} recipe @param {Settings} [settings] those that differ from the recipe's */
	constructor(recipe, settings = {}) {
		for (const name of Object.keys(settings)) {
			if (name in recipe.settings) continue;
			throw new RangeError(`there is no setting ${name}, only ${Object.keys(recipe.settings).join(", ")}`);
		}
		const set = Object.values({ ...recipe.settings, ...settings });
		this.#schedules = set.flatMap((one, place) => (typeof one === "function" ? [{ place, at: one }] : []));
		const state = recipe.state.map(({ shape, values }) => (shape.length ? Float64Array.from(values) : values[0]));
		this.#first = [...set.map((one) => (typeof one === "function" ? one(0) : one)), ...state];
		this.#inputs = this.#first.map((one) => (typeof one === "number" ? one : one.slice()));
		this.#make = programOf(recipe.step, () => loopOf(recipe, set.length));
		this.#data = recipe.data.map(({ values }) => values);
	}

	/** A new run begins, with nothing remembered: the machine code of the last one serves it, too. */
	begin() {
		for (const [k, first] of this.#first.entries()) {
			if (typeof first === "number") this.#inputs[k] = first;
			else copy(first, /** @type {Numbers} */ (this.#inputs[k]));
		}
	}

	/** @param {number} size */
	#of(size) {
		if (size !== this.#size) {
			this.#size = size;
			this.#loop = this.#loops.get(size) ?? this.#make(size, this.#inputs, this.#schedules, this.#data);
			this.#loops.set(size, /** @type {Loop} */ (this.#loop));
		}
		return /** @type {Loop} */ (this.#loop);
	}

	/**
	 * Return [value, gradient, next params, …next state] of the first step; the next call overwrites them.
	 * @param {Numbers} params @param {Chosen} chosen
	 */
	at(params, { size, order, from }) {
		return this.#of(size).evaluate(params, 0, order, from);
	}

	/**
	 * Take steps from step k on, each on the next examples, and evaluate one more; return how many were taken: `most`, or
	 * fewer because the loss or the parameters are too large or not finite.
	 * @param {Numbers} params @param {Numbers} before the parameters one step before
	 * @param {number} k @param {number} most @param {Chosen} chosen @param {number} ceiling
	 * @param {number} seen the budget used before step k
	 * @param {number} each what a step adds to it
	 * @param {Keeper} keeper of rows
	 */
	go(params, before, k, most, { size, order, from }, ceiling, seen, each, keeper) {
		return this.#of(size).go(params, before, k, most, order, from, ceiling, seen, each, keeper);
	}

	/** What was evaluated last. */
	get results() {
		return /** @type {Loop} */ (this.#loop).results;
	}

	/** The state after the step that was evaluated last, its numbers one after the other. */
	get state() {
		return this.results.slice(3).flatMap((one) => (typeof one === "number" ? one : [...one]));
	}

	/** Take the step that was evaluated last. @param {Numbers} params @param {Numbers} before */
	take(params, before) {
		/** @type {Loop} */ (this.#loop).take(params, before);
	}
}

/** @typedef {{ text: string, loss: (params: Numbers) => number, fill: (rows: Float64Array, width: number, from: number, to: number) => void }} Losses */
/** @type {WeakMap<object, Losses>} by the data: one function for all runs is faster */
const losses = new WeakMap();

/** Return the loss on all examples as a function of the parameters. @param {Recipe} recipe */
export const lossOf = (recipe) => lossesOf(recipe).loss;

/** The same with `fill`, which writes it into rows of a record. @param {Recipe} recipe */
export function lossesOf({ loss: text, data, examples, parameters }) {
	const known = losses.get(data);
	if (known?.text === text) return known;
	const values = data.map((one) => one.values);
	const made = () => rowsOf(text, parameters, data.length);
	const found = /** @type {Losses} */ ({ ...programOf(text, made)(examples, values), text });
	losses.set(data, found);
	return found;
}

/**
 * The loss on all examples and its gradient, by the method of the recipe.
 * @param {Recipe} recipe @param {Numbers} params
 */
export function gradientAt(recipe, params) {
	const [value, gradient] = new Steps(recipe).at(params, all(recipe));
	return { value: /** @type {number} */ (value), gradient: /** @type {Numbers} */ (gradient) };
}

/** All examples, as they are. @param {Recipe} recipe @returns {Chosen} */
export const all = ({ examples }) => ({ size: examples, order: null, from: 0 });

/** @type {Map<string, any>} compiled once, so that they stay fast */
const programs = new Map();

/** What is made of a program of a recipe. @param {string} program @param {() => string} text of what is made of it */
function programOf(program, text) {
	return remembered(programs, program, () => compiled(text()));
}

/** A factory from its text. @param {string} text @returns {Factory} */
export const factory = (text) => programOf(text, () => text);

/**
 * The score of each row: above 0 where the second class is the likelier one, or the predicted number.
 * @param {string} outputs @param {Numbers} rows @param {number} count
 */
export function scoresOf(outputs, rows, count) {
	const program = factory(outputs)(count);
	return (/** @type {Numbers} */ params) => {
		const found = /** @type {Numbers} */ (program(params, rows)[0]);
		return found.length === count ? found : vector(count, (k) => found[2 * k + 1] - found[2 * k]);
	};
}

/** @param {string} text */
const compiled = (text) => new Function(`"use strict"; return (${text}\n);`)();

/** @param {ArrayLike<number>} from @param {Numbers} to @param {number} [at] */
export function copy(from, to, at = 0) {
	for (let k = 0; k < from.length; k++) to[at + k] = from[k];
}
