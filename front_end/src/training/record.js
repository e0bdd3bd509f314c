// The rows of a run [Record], as in sgdlab/training/record.py.  No run of a lab is so long that its record is thinned.

import { LOSS, PARAMS, SEEN, STEP } from "./loop.js";
import { copy, lossesOf } from "./program.js";

/** @import { Keeper, Numbers, Recipe, TrainOptions } from "../types.js" */
/** @import { RunSoFar } from "./so_far.js" */

// In a row, a gradient and a state come after the parameters.

/** Every `every`-th step of a run, and its end. */
export class Record {
	/** @type {Keeper} */
	keeper;
	#plain; // whether the loop around the steps can keep the rows by itself
	#size;
	#gradients; // numbers of the gradient in a row, if they are wanted
	#states; // and of the state after the step
	#width;
	#known = 0; // the loss on all examples is known for so many of them
	#fill; // writes losses into rows

	/** @param {Recipe} recipe @param {TrainOptions} options */
	constructor(recipe, { record_every: every = 1, steps, also = {} }) {
		const { parameters, state } = recipe;
		this.#size = parameters;
		this.#gradients = also.gradients ? parameters : 0;
		this.#states = also.states ? state.reduce((sum, { values }) => sum + values.length, 0) : 0;
		this.#plain = !(this.#gradients || this.#states);
		const width = PARAMS + parameters + this.#gradients + this.#states;
		const rows = new Float64Array((Math.ceil(steps / every) + 1) * width); // all at once, which is fast
		this.#width = width;
		this.keeper = { rows, at: 0, next: 0, every, width };
		this.#fill = lossesOf(recipe).fill;
	}

	get #rows() {
		return this.keeper.rows;
	}

	get #count() {
		return this.keeper.at / this.#width;
	}

	/** How many steps can be taken from a step on, of at most so many. @param {number} step @param {number} most */
	ahead(step, most) {
		return this.#plain ? most : Math.min(most, this.keeper.next - step);
	}

	/** Keep what is known before a step, if this row is wanted. @param {RunSoFar} now */
	keep(now) {
		const { step, seen, params, gradient } = now;
		if (step !== this.keeper.next) return;
		const beside = this.#add(step, seen, params) + PARAMS + this.#size;
		if (this.#gradients) copy(gradient, this.#rows, beside);
		if (this.#states) copy(now.state, this.#rows, beside + this.#gradients);
		this.keeper.next += this.keeper.every;
	}

	/** Return where the new row begins. @param {number} step @param {number} seen @param {Numbers} params */
	#add(step, seen, params) {
		const { at } = this.keeper;
		this.keeper.at += this.#width;
		this.#rows[at + STEP] = step;
		this.#rows[at + SEEN] = seen;
		copy(params, this.#rows, at + PARAMS);
		return at;
	}

	/** Add the last row of a run that is over. @param {RunSoFar} now */
	close({ end, params }) {
		if (!end) throw new Error("a run that is going on has no last row");
		this.keeper.at = Math.ceil(end.step / this.keeper.every) * this.#width; // an undone step leaves its row behind
		this.#known = Math.min(this.#known, this.#count);
		this.#add(end.step, end.seen, params);
	}

	/** Compute the loss on all examples of some rows; return whether all are known. @param {number} most */
	evaluate(most) {
		const end = Math.min(this.#count, this.#known + most);
		this.#fill(this.#rows, this.#width, this.#known, end);
		this.#known = Math.max(this.#known, end);
		return this.#known === this.#count;
	}

	/** Leave out rows at the end whose loss is not finite; the run diverged at the first one. @param {RunSoFar} now */
	leaveOutInfinite(now) {
		let last = this.#count - 1;
		while (!Number.isFinite(this.#rows[last * this.#width + LOSS])) last--;
		if (last === this.#count - 1) return;
		now.endDiverged(this.#rows[(last + 1) * this.#width + STEP]);
		this.#known = last + 1;
		this.keeper.at = this.#known * this.#width;
	}

	/** The rows with a known loss, as columns with the names of sgdlab.Run. */
	columns() {
		const [count, size] = [this.#known, this.#size];
		const taken = Math.max(0, count - 1); // a step was taken from each row but the last
		return {
			params: this.#column(PARAMS, count, size),
			steps: this.#column(STEP, count),
			losses: this.#column(LOSS, count),
			gradients: this.#gradients ? this.#column(PARAMS + size, taken, size) : null,
			states: this.#states ? this.#column(PARAMS + size + this.#gradients, taken, this.#states) : null,
			examples_seen: this.#column(SEEN, count),
		};
	}

	/** @param {number} place @param {number} count @param {number} [size] */
	#column(place, count, size = 1) {
		const [rows, width, column] = [this.#rows, this.#width, new Float64Array(count * size)];
		for (let to = 0, from = place; to < column.length; to += size, from += width)
			for (let k = 0; k < size; k++) column[to + k] = rows[from + k];
		return column;
	}
}
