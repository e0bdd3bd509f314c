// A run while it is going on: where it is, and why it has ended [RunSoFar], as in sgdlab/training/so_far.py.

import { general } from "../basics/numbers.js";
import { lossOf } from "./program.js";
import { stopRules } from "./stopping.js";

/** @import { Bill, Cost, End, Keeper, Numbers, Recipe, TrainOptions } from "../types.js" */
/** @import { Batches } from "./drawing.js" */
/** @import { Steps } from "./program.js" */
/** @import { Ask } from "./stopping.js" */

const DIVERGED = 1e6; // times (1 + |loss at the start|): above any useful loss
const OVERFLOWS = 1e150; // from this batch loss on, the loss on all examples may be infinite

/** What stop rules and the record see: step, params, value and gradient of the batch at params, and the budget used. */
export class RunSoFar {
	step = 0;
	seen = 0; // the budget used when params were reached
	value = Number.NaN;
	/** @type {Numbers} */
	gradient = new Float64Array(0);
	#evaluations = 0; // of the program
	#drawn = 0; // examples in the batches of all of them
	/** @type {End | null} */
	end = null;
	#lastReason = ""; // why the run ends, if neither a rule nor divergence has ended it before
	#before; // the parameters one step ago
	#seenBefore = 0;
	#steps;
	#batches;
	#size = 0; // of the last one
	#loop; // for batches of that size
	#budget; // which charge it counts

	/** @param {Recipe} recipe @param {TrainOptions} options @param {Steps} program its steps @param {Batches} batches */
	constructor(recipe, { start, steps, stop = [] }, program, batches) {
		this.examples = recipe.examples;
		this.charge = recipe.charge;
		const { example_gradients, loss_evaluations } = recipe.charge;
		this.#budget = example_gradients.some(Boolean) ? example_gradients : loss_evaluations;
		this.params = Float64Array.from(start);
		this.#before = this.params.slice();
		this.#steps = program;
		program.begin();
		this.#batches = batches;
		this.#loop = program.of(batches.largest);
		this.loss = lossOf(recipe);
		this.limit = steps ?? (stop.length ? Infinity : 100);
		this.rules = stopRules(stop);
		const loss = this.loss(this.params);
		if (!Number.isFinite(loss)) {
			const at = Array.from(this.params, (v) => general(v))
				.join(", ")
				.slice(0, 60);
			throw new RangeError(`the loss at the start (${at}) is ${general(loss)}: choose a start where it is finite`);
		}
		this.ceiling = DIVERGED * (1 + Math.abs(loss));
	}

	/** What all evaluations and all steps that were taken cost together. @param {Cost} cost */
	#cost(cost) {
		const ahead = this.#evaluations > this.step ? this.#size : 0; // examples of a step that is not taken
		const evaluated = cost[0] * this.#evaluations + cost[1] * this.#drawn;
		return evaluated + cost[2] * this.step + cost[3] * (this.#drawn - ahead);
	}

	/** The budget used so far: example-gradients, or loss evaluations if the method computes no gradients. */
	get charged() {
		return this.#cost(this.#budget);
	}

	/** Whether the steps or a budget are used up, which is asked before a gradient is computed. */
	spent() {
		if (this.step === this.limit) this.#lastReason = "steps";
		else this.#lastReason = firstReason(this.rules.early, this);
		return this.#lastReason !== "";
	}

	/** How many steps can be taken before somebody wants to know of one. */
	get unwatched() {
		return this.rules.early.length || this.rules.late.length ? 0 : this.limit - 1 - this.step;
	}

	/**
	 * Take this many steps, or fewer if one of them diverges, and compute of the next one the loss of the batch, its gradient,
	 * and where it leads.
	 * @param {number} most @param {Keeper} keeper of the rows of the steps that are taken
	 */
	evaluate(most, keeper) {
		const { size, order, from } = this.#batches;
		const { step, seen, params, ceiling } = this;
		if (size !== this.#size) this.#loop = this.#steps.of(size);
		const each = this.#budget[0] + this.#budget[2] + (this.#budget[1] + this.#budget[3]) * size;
		const taken = this.#loop.go(params, this.#before, step, most, order, from, ceiling, seen, each, keeper);
		this.#batches.skip(taken);
		if (taken) this.#seenBefore = this.seen + (taken - 1) * each;
		this.seen += taken * each;
		this.step += taken;
		this.#evaluations += taken + 1;
		this.#drawn += (taken + 1) * size;
		this.#size = size;
		const { results } = this.#loop;
		this.value = /** @type {number} */ (results[0]);
		this.gradient = /** @type {Numbers} */ (results[1]);
	}

	/** Whether the run has diverged: the loss or the parameters are too large, or not finite. */
	diverged() {
		return !(this.value <= this.ceiling && this.value > -Infinity && allFinite(this.params)) && this.#diverge();
	}

	/** End the run, and undo the last step if the loss is so large that the loss on all examples may be infinite. */
	#diverge() {
		const known = Math.abs(this.value) < OVERFLOWS && allFinite(this.params);
		const [step, seen] = known ? [this.step, this.seen] : [Math.max(0, this.step - 1), this.#seenBefore];
		this.end ??= { step, seen, reason: `diverged at step ${this.step}`, diverged_at: this.step };
		if (!known && this.end.diverged_at === this.step) this.params = this.#before;
		return true;
	}

	/** What the optimizer remembers after the step, its numbers one after the other. */
	get state() {
		return this.#loop.results.slice(3).flatMap((one) => (typeof one === "number" ? one : [...one]));
	}

	/** Whether a rule that needs the gradient ends the run. */
	stopped() {
		return this.#endFor(firstReason(this.rules.late, this));
	}

	/** Continue from the next parameters. */
	move() {
		this.#loop.take(this.params, this.#before);
		this.#seenBefore = this.seen;
		this.step++;
		this.seen = this.charged;
	}

	/** The run is over; it has diverged, too, if the loss on all examples is too high. */
	judgeTheEnd() {
		this.value = this.loss(this.params);
		this.diverged();
		this.#endFor(this.#lastReason);
		const { diverged_at, step } = /** @type {End} */ (this.end);
		if (diverged_at === null && !(this.value <= this.ceiling)) this.endDiverged(step);
	}

	/** @param {string} reason none if it is empty */
	#endFor(reason) {
		if (reason) this.end ??= { step: this.step, seen: this.seen, reason, diverged_at: null };
		return reason !== "";
	}

	/** A run that has ended has diverged. @param {number} at */
	endDiverged(at) {
		this.end = { .../** @type {End} */ (this.end), reason: `diverged at step ${at}`, diverged_at: at };
	}

	/** What the run costs. @returns {Bill} */
	get bill() {
		const { loss_evaluations, example_gradients, operations } = this.charge;
		return {
			loss_evaluations: this.#cost(loss_evaluations),
			example_gradients: this.#cost(example_gradients),
			operations: this.#evaluations && operations && this.#cost(operations),
			updates: this.step,
		};
	}
}

/** @param {Ask[]} rules @param {RunSoFar} run */
function firstReason(rules, run) {
	for (const ask of rules) {
		const reason = ask(run);
		if (reason) return reason;
	}
	return "";
}

/** @param {Numbers} numbers */
function allFinite(numbers) {
	let sum = 0; // NaN from the first number on that is not finite
	for (let k = 0; k < numbers.length; k++) sum += 0 * numbers[k];
	return sum === 0;
}
