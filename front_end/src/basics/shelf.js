// What was computed, kept while nothing changes but what it does not depend on: of a page [Shelf], or in a map [remembered].

const MOST = 16; // results of a page

/** @type {WeakMap<object, Shelf<any>>} by page */
const shelves = new WeakMap();

/**
 * What a map has under a key; otherwise it is made, and kept there.
 * @template K, T
 * @param {{ get: (key: K) => T | undefined, set: (key: K, made: T) => unknown }} map @param {K} key @param {() => T} make
 * @returns {T}
 */
export function remembered(map, key, make) {
	const known = map.get(key);
	if (known !== undefined) return known;
	const made = make();
	map.set(key, made);
	return made;
}

/** @template T */
export class Shelf {
	/** @type {Map<string, T>} the one that was used last stands last */
	#results = new Map();
	#most;

	/** @param {number} [most] results */
	constructor(most = MOST) {
		this.#most = most;
	}

	/** The shelf of a page. @param {object} page @returns {Shelf<any>} */
	static of(page) {
		return remembered(shelves, page, () => new Shelf());
	}

	/** @param {unknown} settings */
	get(settings) {
		const key = JSON.stringify(settings);
		const result = this.#results.get(key);
		if (result !== undefined) this.set(settings, result);
		return result;
	}

	/** @param {unknown} settings @param {T} result */
	set(settings, result) {
		const key = JSON.stringify(settings);
		this.#results.delete(key);
		this.#results.set(key, result);
		if (this.#results.size > this.#most) this.#results.delete(String(this.#results.keys().next().value));
		return result;
	}
}
