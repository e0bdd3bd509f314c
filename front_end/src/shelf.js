// What was computed for a page, kept while nothing changes but what it does not depend on [Shelf].

const MOST = 16; // results of a page

/** @type {WeakMap<object, Shelf<any>>} by page */
const shelves = new WeakMap();

/** @template T */
export class Shelf {
	/** @type {Map<string, T>} the one that was used last stands last */
	#results = new Map();

	#most;

	/** @param {number} [most] results */
	constructor(most = MOST) {
		this.#most = most;
	}

	/** The shelf of a page. @template T @param {object} page @returns {Shelf<T>} */
	static of(page) {
		const shelf = shelves.get(page) ?? new Shelf();
		shelves.set(page, shelf);
		return shelf;
	}

	/** @param {unknown} settings */
	get(settings) {
		const key = JSON.stringify(settings);
		const result = this.#results.get(key);
		if (result !== undefined) this.put(settings, result);
		return result;
	}

	/** @param {unknown} settings @param {T} result */
	put(settings, result) {
		const key = JSON.stringify(settings);
		this.#results.delete(key);
		this.#results.set(key, result);
		if (this.#results.size > this.#most) this.#results.delete(String(this.#results.keys().next().value));
		return result;
	}
}
