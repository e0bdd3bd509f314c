// The random numbers of NumPy, bit for bit [Generator].
//
// NumPy makes the state of a generator from a seed by SeedSequence (O'Neill, "Developing a seed_seq alternative", 2015)
// and draws from PCG64 (O'Neill, "PCG: a family of simple fast space-efficient statistically good algorithms for random
// number generation", 2014).  Here a number of 128 bits is four words of 32 bits, the lowest first, because with BigInt
// it would take ten times as long.

/** @import { Seed } from "../types.js" */

const WORD = 2 ** 32;

// The multiplier of PCG64, 2549297995355413924 * 2**64 + 4865540595714422341.
const M0 = 0x9fccf645;
const M1 = 0x4385df64;
const M2 = 0x1fc65da4;
const M3 = 0x2360ed05;

/**
 * NumPy's `default_rng(SeedSequence(seed).spawn(3)[child])`: the first child draws the batches of a run; without a child,
 * `default_rng(seed)`.
 */
export class Generator {
	#state = new Uint32Array(4);
	#increment = new Uint32Array(4);
	#unused = 0; // the upper half of the 64 bits that were drawn last
	#half = false; // whether it is still unused

	/** @param {Seed | Seed[]} seed @param {number[]} [child] none, if it is empty */
	constructor(seed, child = [0]) {
		const [s2, s3, s0, s1, i2, i3, i0, i1] = seedWords(seed, child);
		this.#increment.set([(i0 << 1) | 1, (i1 << 1) | (i0 >>> 31), (i2 << 1) | (i1 >>> 31), (i3 << 1) | (i2 >>> 31)]);
		let sum = 0;
		for (const [k, word] of [s0, s1, s2, s3].entries()) {
			sum = word + this.#increment[k] + Math.floor(sum / WORD);
			this.#state[k] = sum;
		}
		this.#advance();
	}

	/** Another generator that continues from here. */
	copy() {
		const other = new Generator(0);
		other.#state.set(this.#state);
		other.#increment.set(this.#increment);
		[other.#unused, other.#half] = [this.#unused, this.#half];
		return other;
	}

	/** 64 bits, the lower and the upper half. @returns {[number, number]} */
	bits() {
		const unused = this.#unused;
		const low = this.#lower();
		const bits = /** @type {[number, number]} */ ([low, this.#unused]);
		this.#unused = unused; // what was drawn as halves goes on with its own
		return bits;
	}

	/** A number from 0 to 1, without 1. */
	random() {
		const [low, high] = this.bits();
		return (high * 2 ** 21 + (low >>> 11)) / 2 ** 53;
	}

	/** The numbers from 0 to n - 1 in random order. @param {number} n at most 2**32 */
	permutation(n) {
		const order = new Uint32Array(n);
		for (let k = 0; k < n; k++) order[k] = k;
		for (let last = n - 1; last > 0; last--) {
			const other = this.#upTo(last);
			const moved = order[last];
			order[last] = order[other];
			order[other] = moved;
		}
		return order;
	}

	/** Independent numbers from 0 to n - 1. @param {number} n at most 2**32 @param {number} size */
	integers(n, size) {
		const drawn = new Uint32Array(size);
		if (n > 1) for (let k = 0; k < size; k++) drawn[k] = this.#below(n);
		return drawn;
	}

	/** A number from 0 to `most`: as many bits as that has, drawn until they are not above it. @param {number} most */
	#upTo(most) {
		const mask = -1 >>> Math.clz32(most);
		let drawn = (this.#next() & mask) >>> 0;
		while (drawn > most) drawn = (this.#next() & mask) >>> 0;
		return drawn;
	}

	/**
	 * A number below n: the upper word of drawn * n.  It is drawn again if the lower word is below 2**32 mod n, so that
	 * all numbers are equally likely (Lemire, "Fast random integer generation in an interval", 2019).
	 * @param {number} n
	 */
	#below(n) {
		let drawn = this.#next();
		while (Math.imul(drawn, n) >>> 0 < WORD % n) drawn = this.#next();
		return Math.round((drawn * n - (Math.imul(drawn, n) >>> 0)) / WORD);
	}

	/** 32 bits: the lower half of 64 bits, and then the upper one. */
	#next() {
		this.#half = !this.#half;
		return this.#half ? this.#lower() : this.#unused;
	}

	/** The lower half of the next 64 bits; the upper one is left unused. */
	#lower() {
		this.#advance();
		const state = this.#state;
		const top = state[3];
		const low = top >>> 31 ? state[1] ^ top : state[0] ^ state[2]; // XSL, and 32 places of the rotation
		const high = top >>> 31 ? state[0] ^ state[2] : state[1] ^ top;
		const places = (top >>> 26) & 31; // the rest of it
		this.#unused = ((high >>> places) | ((low << 1) << (31 - places))) >>> 0; // two shifts, because << 32 is << 0
		return ((low >>> places) | ((high << 1) << (31 - places))) >>> 0;
	}

	/**
	 * state = (state * multiplier + increment) mod 2**128, word by word, as one multiplies by hand.  `Math.imul` knows
	 * the lower word of a product.  The rest goes to the next word: a float knows it to 1e-5, so it is rounded.
	 */
	#advance() {
		const state = this.#state;
		const increment = this.#increment;
		const a = state[0];
		const b = state[1];
		const c = state[2];
		const d = state[3];
		state[0] = Math.imul(a, M0) + increment[0];
		const c1 = (a * M0 + increment[0] - state[0]) / WORD + 0.5;
		state[1] = Math.imul(a, M1) + Math.imul(b, M0) + increment[1] + (c1 | 0);
		const c2 = (a * M1 + b * M0 + increment[1] + c1 - state[1]) / WORD + 0.5;
		state[2] = Math.imul(a, M2) + Math.imul(b, M1) + Math.imul(c, M0) + increment[2] + (c2 | 0);
		const c3 = (a * M2 + b * M1 + c * M0 + increment[2] + c2 - state[2]) / WORD + 0.5;
		state[3] = Math.imul(a, M3) + Math.imul(b, M2) + Math.imul(c, M1) + Math.imul(d, M0) + increment[3] + (c3 | 0);
	}
}

/**
 * SeedSequence: eight words that depend on all bits of the seed, or of several, and of the child.
 * @param {Seed | Seed[]} seed @param {number[]} child none, if it is empty
 */
function seedWords(seed, child) {
	const entropy = Array.isArray(seed) ? seed.flatMap((one) => (Number(one) ? wordsOf(one) : [0])) : wordsOf(seed);
	while (entropy.length < 4) entropy.push(0);
	entropy.push(...child);
	const hash = hashing(0x43b0d7e5, 0x931e8875);
	const pool = entropy.slice(0, 4).map((word) => hash(word));
	for (let from = 0; from < entropy.length; from++) {
		for (let to = 0; to < 4; to++) {
			if (from !== to) pool[to] = mix(pool[to], hash(from < 4 ? pool[from] : entropy[from]));
		}
	}
	const last = hashing(0x8b51f9dd, 0x58f38ded);
	return [...pool, ...pool].map((word) => last(word));
}

/** A hash whose constant changes with every use. @param {number} constant @param {number} multiplier */
function hashing(constant, multiplier) {
	return (/** @type {number} */ word) => {
		const mixed = word ^ constant;
		constant = Math.imul(constant, multiplier);
		const product = Math.imul(mixed, constant);
		return (product ^ (product >>> 16)) >>> 0;
	};
}

/** @param {number} x @param {number} y */
function mix(x, y) {
	const mixed = Math.imul(x, 0xca01f9dd) - Math.imul(y, 0x4973f715);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The words of a seed, the lowest first. @param {Seed} seed */
function wordsOf(seed) {
	const words = [];
	for (let rest = BigInt(seed); rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
	return words;
}
