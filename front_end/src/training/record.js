// The rows of a run, thinned while it grows so that memory stays bounded [Record], as in sgdlab/training/record.py.

import { LOSS, PARAMS, SEEN, STEP } from "./loop.js";
import { copy, lossesOf } from "./program.js";

/** @import { End, Keeper, Numbers, Recipe, TrainOptions } from "../types.js" */
/** @import { RunSoFar } from "./so_far.js" */

const MOST_ROWS = 2_000; // a full record is thinned to half of this
const MOST_NUMBERS = 4_000_000; // in all recorded parameters together, 32 MB
const CHEAP = 500_000_000; // products (example x parameter) in the losses of all rows together

// In a row, a gradient and a state come after the parameters.

/** Every `every`-th step of a run; null: all steps of a short run, and up to 2,000 of a long one. */
export class Record {
	/** @type {Keeper} */
	#keeper;
	#plain; // whether the loop around the steps can keep the rows by itself
	#thinned;
	#most;
	#cheap;
	#size;
	#examples;
	#gradients; // numbers of the gradient in a row, if they are wanted
	#states; // and of the state after the step
	#width;
	#known = 0; // how many of them have their loss on all examples
	#fill; // writes losses into rows

	/** @param {Recipe} recipe @param {TrainOptions} options */
	constructor(recipe, { record_every = null, steps, also = {} }) {
		const { parameters, examples, state } = recipe;
		this.#thinned = record_every === null;
		this.#most = Math.max(4, Math.min(MOST_ROWS, MOST_NUMBERS / parameters));
		this.#cheap = Math.max(4, CHEAP / (parameters * examples));
		this.#size = parameters;
		this.#examples = examples;
		this.#gradients = also.gradients ? parameters : 0;
		this.#states = also.states ? state.reduce((sum, { values }) => sum + values.length, 0) : 0;
		this.#width = PARAMS + parameters + this.#gradients + this.#states;
		// Room for all rows at once, because a record that grows makes short runs slower.
		const expected = Math.min(MOST_ROWS, Math.ceil((steps ?? 0) / (record_every ?? Infinity)) + 4);
		const rows = new Float64Array(expected * this.#width);
		this.#keeper = { rows, at: 0, next: 0, every: record_every ?? 1, width: this.#width };
		this.#plain = !(this.#thinned || this.#gradients || this.#states);
		this.#fill = lossesOf(recipe).fill;
	}

	get #rows() {
		return this.#keeper.rows;
	}

	get #count() {
		return this.#keeper.at / this.#width;
	}

	/**
	 * How many steps can be taken from a step on, and what keeps their rows; up to the next row, if that takes more.
	 * @param {number} step @param {number} most @returns {[number, Keeper]}
	 */
	ahead(step, most) {
		const { next, every } = this.#keeper;
		if (!this.#plain) return [Math.min(most, next - step), this.#keeper];
		this.#makeRoom(Math.ceil(most / every) + 2);
		return [most, this.#keeper];
	}

	/** @param {number} more rows */
	#makeRoom(more) {
		const { rows, at } = this.#keeper;
		const wanted = at + more * this.#width;
		if (wanted <= rows.length) return;
		this.#keeper.rows = new Float64Array(Math.max(wanted, 2 * at));
		this.#keeper.rows.set(rows);
	}

	/** Keep what is known before a step, if this row is wanted. @param {RunSoFar} now */
	keep(now) {
		const { step, seen, params, gradient } = now;
		if (step !== this.#keeper.next) return;
		const at = this.#add(step, seen, params);
		const beside = at + PARAMS + this.#size;
		if (this.#gradients) copy(gradient, this.#rows, beside);
		if (this.#states) copy(now.state, this.#rows, beside + this.#gradients);
		const tooMuchWork = this.#count > this.#cheap && 2 * this.#count * this.#examples > seen;
		if (this.#thinned && (this.#count > this.#most || tooMuchWork)) this.#thin();
		this.#keeper.next = this.#count * this.#keeper.every;
	}

	/** Return where the new row begins. @param {number} step @param {number} seen @param {Numbers} params */
	#add(step, seen, params) {
		const { at } = this.#keeper;
		this.#makeRoom(1);
		this.#keeper.at += this.#width;
		this.#rows[at + STEP] = step;
		this.#rows[at + SEEN] = seen;
		copy(params, this.#rows, at + PARAMS);
		return at;
	}

	/** Drop every second row, and keep half as many from now on. */
	#thin() {
		const width = this.#width;
		for (let k = 2; k < this.#count; k += 2) this.#rows.copyWithin((k / 2) * width, k * width, (k + 1) * width);
		this.#keeper.at = Math.ceil(this.#count / 2) * width;
		this.#known = Math.ceil(this.#known / 2);
		this.#keeper.every *= 2;
	}

	/** Add the last row of a run that is over. @param {RunSoFar} now */
	close({ end, params }) {
		const { step, seen } = /** @type {End} */ (end);
		this.#keeper.at = Math.ceil(step / this.#keeper.every) * this.#width; // an undone step leaves its row behind
		this.#add(step, seen, params);
	}

	/** Compute the loss on all examples of some rows; return whether all are known. @param {number} most */
	evaluate(most) {
		const end = Math.min(this.#count, this.#known + most);
		this.#fill(this.#rows, this.#width, this.#known, end);
		this.#known = end;
		return this.#known === this.#count;
	}

	/** Leave out rows at the end whose loss is not finite; the run diverged at the first one. @param {RunSoFar} now */
	leaveOutInfinite(now) {
		let last = this.#count - 1;
		while (!Number.isFinite(this.#rows[last * this.#width + LOSS])) last--;
		if (last === this.#count - 1) return;
		now.endDiverged(this.#rows[(last + 1) * this.#width + STEP]);
		this.#known = last + 1;
		this.#keeper.at = this.#known * this.#width;
	}

	/** The rows with a known loss, as columns with the names of sgdlab.Run. */
	columns() {
		const [count, size] = [this.#known, this.#size];
		const taken = count - 1; // a step was taken from each row but the last
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
