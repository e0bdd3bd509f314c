// The two programs of a recipe: steps of training with all that they read [Steps], and the loss on all examples
// [lossOf]; one gradient without a step [gradientAt]; any program [factory]; and what a model's outputs say [scoresOf].

import { vector } from "../basics/arrays.js";
import { remembered } from "../basics/shelf.js";
import { loopOf, rowsOf } from "./loop.js";

/** @import { Factory, Loop, Numbers, Recipe, Settings, Value } from "../types.js" */

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

	/** The loop for batches of one size. @param {number} size @returns {Loop} */
	of(size) {
		return remembered(this.#loops, size, () => this.#make(size, this.#inputs, this.#schedules, this.#data));
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

/** The loss on all examples and its gradient, by the method of the recipe. @param {Recipe} recipe @param {Numbers} params */
export function gradientAt(recipe, params) {
	const [value, gradient] = new Steps(recipe).of(recipe.examples).evaluate(params, 0, null, 0);
	return { value: /** @type {number} */ (value), gradient: /** @type {Numbers} */ (gradient) };
}

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
