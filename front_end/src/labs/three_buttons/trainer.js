// Forward, backward, update, one at a time, on a small network; sgdlab/labs/three_buttons/trainer.py has it in Python.

import { lastOf } from "../../basics/arrays.js";
import { capital, commas, fill, general } from "../../basics/words.js";
import { lossOf, Steps } from "../../training/program.js";

/** @import { Numbers, Recipe } from "../../types.js" */
/** @import { Press } from "./presses.js" */

/**
 * Where the trainer stands after some presses.  `loss` and `gradient` of exactly these parameters, null before they are
 * computed; `last`: the newest gradient, also if it is used up; `fresh`: the losses after each update of the last press.
 * @typedef {{ params: Numbers, loss: number | null, gradient: Numbers | null, last: Numbers | null,
 *     counts: { f: number, b: number, u: number }, fresh: number[], report: string, diverged: boolean }} Moment
 */

/** @typedef {{ rows: Numbers[], losses: number[] }} Walk parameters from a start on, and the losses after each round */

const KEPT = 1000; // rounds of a walk that are kept
const SLICE = 10; // rounds between two yields

/** A network and a learning rate; presses are replayed from the start, and each moment is computed only once. */
export class Trainer {
	/** @type {Map<string, Moment>} by the text of the presses */
	#known;
	/** @type {Map<string, Walk>} by the parameters at its start */
	#walks = new Map();
	#evaluate;
	#loss;

	/**
	 * @param {Recipe} recipe of gradient descent on these examples
	 * @param {Numbers} start @param {number} rate @param {Record<string, string>} words
	 */
	constructor(recipe, start, rate, words) {
		const all = new Steps(recipe, { learning_rate: rate }).of(recipe.examples);
		this.#evaluate = (/** @type {Numbers} */ params) =>
			/** @type {[number, Numbers, Numbers]} */ (/** @type {unknown} */ (all.evaluate(params, 0, null, 0)));
		this.#loss = lossOf(recipe);
		this.rate = rate;
		this.words = words;
		const counts = { f: 0, b: 0, u: 0 };
		const nothing = { loss: null, gradient: null, last: null, fresh: [], report: words.nothing, diverged: false };
		this.#known = new Map([["", { ...nothing, params: start, counts }]]);
		this.first = this.#loss(start);
	}

	/** The moments from the start to the last press. @param {Press[]} presses @returns {Generator<undefined, Moment[]>} */
	*after(presses) {
		const moments = [/** @type {Moment} */ (this.#known.get(""))];
		for (const press of presses) {
			const text = `${press.before}${press.times}${press.letter}`;
			const moment = this.#known.get(text) ?? (yield* this.pressed(lastOf(moments), press));
			this.#known.set(text, moment);
			moments.push(moment);
		}
		return moments;
	}

	/** The moment after one more press. @param {Moment} now @param {Press} press @returns {Generator<undefined, Moment>} */
	*pressed(now, { times, letter }) {
		const { words } = this;
		if (now.diverged) return { ...now, fresh: [], report: words.over };
		const moment = { ...now, fresh: [], counts: { ...now.counts } };
		const done = yield* this.#done(moment, times, letter);
		const size = now.params.length;
		const changed = done.params.filter((v, k) => v !== now.params[k]).length;
		const others = done.fresh.length && changed < size ? words.others : "";
		const name = capital(words[letter]);
		const report = fill(words.press, {
			name,
			times: times === 1 ? "" : fill(words.times, { times: commas(times) }),
			report: done.report,
			effect: fill(words.effect, { changed, size, others }),
		});
		return { ...done, report };
	}

	/** @param {Moment} moment @param {number} times @param {string} letter @returns {Generator<undefined, Moment>} */
	*#done(moment, times, letter) {
		if (letter === "f") return this.#forward(moment, times);
		if (letter === "b") return this.#backward(moment, times);
		return letter === "u" ? this.#update(moment, times) : yield* this.#rounds(moment, times);
	}

	/** @param {Moment} now @param {number} times @returns {Moment} */
	#forward(now, times) {
		now.counts.f += times;
		return { ...now, loss: this.#loss(now.params), report: this.words.computed };
	}

	/** @param {Moment} now @param {number} times @returns {Moment} */
	#backward(now, times) {
		if (now.loss === null) return { ...now, report: this.words["no loss"] };
		const gradient = this.#evaluate(now.params)[1].slice();
		now.counts.b += times;
		return { ...now, gradient, last: gradient, report: this.words.gradient };
	}

	/** @param {Moment} now @param {number} times @returns {Moment} */
	#update(now, times) {
		const { words, rate } = this;
		const { gradient, params, counts } = now;
		if (gradient === null) return { ...now, report: words[counts.u ? "used" : "no gradient"] };
		counts.u++;
		const next = params.map((v, k) => v - rate * gradient[k]);
		return this.#moved(now, next, words[times <= 1 ? "moved" : "moved once"]);
	}

	/** @param {Moment} now @param {number} times @returns {Generator<undefined, Moment>} */
	*#rounds(now, times) {
		const { rows, losses } = yield* this.#walk(now.params, times);
		const { f, b, u } = now.counts;
		const counts = { f: f + times, b: b + times, u: u + times };
		const moved = this.#moved({ ...now, counts }, rows[times], this.words.all);
		return { ...moved, fresh: losses.slice(0, times), last: this.#evaluate(rows[times - 1])[1].slice() };
	}

	/** The walk from a start on; kept, so that one more round costs one. @param {Numbers} start @param {number} times @returns {Generator<undefined, Walk>} */
	*#walk(start, times) {
		const key = start.toString();
		const walk = this.#walks.get(key) ?? { rows: [start], losses: [] };
		if (times <= KEPT) this.#walks.set(key, walk);
		const { rows, losses } = walk;
		while (losses.length < times) {
			const next = this.#evaluate(rows[losses.length])[2].slice();
			rows.push(next);
			losses.push(this.#loss(next));
			if (losses.length % SLICE === 0) yield undefined;
		}
		return walk;
	}

	/** The moment with new parameters: loss and gradient of the old ones are void. @param {Moment} now @param {Numbers} params @param {string} report @returns {Moment} */
	#moved(now, params, report) {
		const loss = this.#loss(params);
		const diverged = !(params.every(Number.isFinite) && Number.isFinite(loss));
		const said = diverged ? fill(this.words.diverged, { rate: general(this.rate) }) : report;
		return { ...now, params, loss: null, gradient: null, fresh: [loss], report: said, diverged };
	}
}
