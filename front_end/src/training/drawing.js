// Which examples: the order in which a run sees them [epochs], and its batches one after the other [Batches].

import { remembered, Shelf } from "../basics/shelf.js";
import { Generator } from "./random.js";

/** @import { Draws, Recipe, Seed } from "../types.js" */
/** @typedef {{ drawn: Uint32Array[], rest: Generator }} Kept the first epochs of a seed, and what draws the others */

const SEEDS = 128; // whose first epochs are kept, because a reader tries many settings with the same seeds
const MOST = 2 ** 15; // numbers that are kept of each: 128 kB

/** @type {Shelf<Kept>} */
const shelf = new Shelf(SEEDS);

/**
 * Yield the order of the examples in every epoch, forever: a permutation, or `size` independent draws.
 * @param {Seed} seed @param {number} n @param {number | null} [size]
 * @returns {globalThis.Generator<Uint32Array, never>}
 */
export function* epochs(seed, n, size = null) {
	const key = `${seed} ${n} ${size}`;
	const kept = remembered(shelf, key, () => ({ drawn: [], rest: new Generator(seed) }));
	const most = Math.floor(MOST / (size ?? n));
	/** @param {Generator} generator */
	const draw = (generator) => (size === null ? generator.permutation(n) : generator.integers(n, size));
	for (let k = 0; k < most; k++) {
		kept.drawn[k] ??= draw(kept.rest);
		yield kept.drawn[k];
	}
	const own = kept.rest.copy();
	while (true) yield draw(own);
}

/** The batches of a run, one after the other. */
export class Batches {
	/** @type {Uint32Array | null} the numbers of the examples in an epoch; null for all of them in every batch */
	order = null;
	from = 0; // where in it the batch begins
	size; // of the batch
	largest; // the last one of an epoch may be smaller
	#end; // where the epoch ends
	#epochs;

	/** @param {Recipe} recipe @param {Draws} draws @param {Seed} seed */
	constructor({ examples }, { size, replace, drop_last }, seed) {
		if (size !== null && !(Number.isInteger(size) && 1 <= size && size <= examples)) {
			const allowed = `use 1 to ${examples}, or full_batch`;
			throw new RangeError(`minibatch(${size}) asks for ${size} of ${examples} examples: ${allowed}`);
		}
		const most = size ?? examples;
		const count = drop_last ? Math.floor(examples / most) : Math.ceil(examples / most);
		this.size = this.largest = most;
		this.#end = replace ? count * most : Math.min(count * most, examples);
		this.#epochs = size === null ? null : epochs(seed, examples, replace ? this.#end : null);
	}

	/** Go on to the next batch. */
	next() {
		if (!this.#epochs) return;
		this.from += this.size;
		if (this.order === null || this.from === this.#end) {
			this.order = this.#epochs.next().value;
			this.from = 0;
		}
		this.size = Math.min(this.largest, this.#end - this.from);
	}

	/** How many batches of the same size follow in this epoch. */
	get following() {
		return this.order ? Math.floor((this.#end - this.from) / this.size) - 1 : Infinity;
	}

	/** Pass over some of those that follow. @param {number} count */
	skip(count) {
		this.from += count * this.size;
	}
}
