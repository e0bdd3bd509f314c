// What was computed for a page, kept while nothing changes but what it does not depend on [Shelf].

const MOST = 16; // results; the one that was used last stands last

/** @type {WeakMap<object, Shelf<any>>} by page */
const shelves = new WeakMap();

/** @template T */
export class Shelf {
	/** @type {Map<string, T>} */
	#results = new Map();

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
		if (this.#results.size > MOST) this.#results.delete(String(this.#results.keys().next().value));
		return result;
	}
}
