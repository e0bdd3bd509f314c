// The sentence builder in the page: your recipe beside the usual one; sgdlab/labs/sentence has the same in Python.

import { lastOf, mapped } from "../../basics/arrays.js";
import { billText, fill, general } from "../../basics/words.js";
import { points } from "../../frames/wire.js";
import { train } from "../../training/train.js";
import { bandOf, ensemble, spread } from "../ensemble.js";
import { pointsOf } from "../plane.js";

/** @import { Picture } from "../../frames/wire.js" */
/** @import { Numbers, Run, Settings, TrainOptions } from "../../types.js" */
/** @import { Plane } from "../plane.js" */
/** @import { Result, Sent } from "../types.js" */

/**
 * `data`: whether it has examples; `updates`: by optimizer, its program and its settings.
 * @typedef {{ data: boolean, start: Numbers, floor: number, plane: Plane,
 *     updates: Record<string, { program: string, settings: Settings }> }} Problem
 */

/**
 * @typedef {object} Facts
 * @property {number} steps
 * @property {number[]} bounds within which two paths are the same
 * @property {number} rounding within which two gradients are the same
 * @property {Record<string, Problem>} problems
 * @property {Record<string, number | null>} sizes of batches
 * @property {Record<string, string>} parts their names in a recipe
 * @property {Record<string, string>} names of three parts together
 */

/**
 * @typedef {{ problem: string, batches: string, gradient: string, optimizer: string, seed: number, seeds: number }} Sentence
 */

/**
 * Both runs.  `apart`: the largest distance of a parameter; `first`: the same of their first gradients.
 * @typedef {{ yours: Run, usual: Run, apart: number, recipes: [string, string], first: number }} Built
 */

const USUAL = { batches: "mini-batches of 8", gradient: "backprop", optimizer: "gradient descent" };
const EVERYTHING = "the full batch";

/** @param {Sent} page @param {Sentence} sentence @returns {Generator<(() => Result) | undefined, Result>} */
export function* sentence(page, sentence) {
	const facts = /** @type {Facts} */ (page.facts);
	const { problem, batches, seeds } = sentence;
	const { data } = facts.problems[problem];
	if (!data && batches !== EVERYTHING) throw new Error(fill(page.words.refused, { problem }));
	const common = { ...sentence, ...USUAL, ...(data ? {} : { batches: EVERYTHING }) };
	const [yours, usual] = [sentence, common].map((one) => train(recipeOf(page, facts, one), options(facts, one)));
	const built = compared(page.words, facts, sentence, common, yours, usual);
	const show = (/** @type {Run[] | null} */ many) => result(page, facts, sentence, built, many);
	if (seeds === 1 || batches === EVERYTHING) return show(null);
	yield () => show(null);
	return show(yield* ensemble(recipeOf(page, facts, sentence), options(facts, sentence), seeds));
}

/** @param {Sent} page @param {Facts} facts @param {Sentence} sentence */
function recipeOf({ recipes }, { problems }, { problem, gradient, optimizer }) {
	return recipes[`${problem} / ${gradient} / ${problems[problem].updates[optimizer].program}`];
}

/** @param {Facts} facts @param {Sentence} sentence @returns {TrainOptions} */
function options({ sizes, steps, problems }, { problem, batches, optimizer, seed }) {
	const { start, updates } = problems[problem];
	const { settings } = updates[optimizer];
	return { settings, batches: { size: sizes[batches] }, start, steps, seed, also: { gradients: true } };
}

/**
 * @param {Record<string, string>} words @param {Facts} facts @param {Sentence} one @param {Sentence} other
 * @param {Run} yours @param {Run} usual @returns {Built}
 */
function compared(words, facts, one, other, yours, usual) {
	const rows = Math.min(yours.params.length, usual.params.length);
	const size = yours.params.length / yours.steps.length;
	return {
		yours,
		usual,
		apart: farthest(yours.params, usual.params, rows),
		recipes: [recipeText(words, facts, one), recipeText(words, facts, other)],
		first: farthest(/** @type {Numbers} */ (yours.gradients), /** @type {Numbers} */ (usual.gradients), size),
	};
}

/**
 * The largest difference of the first numbers.
 * @param {ArrayLike<number>} one @param {ArrayLike<number>} other @param {number} count
 */
function farthest(one, other, count) {
	let most = 0;
	for (let k = 0; k < count; k++) most = Math.max(most, Math.abs(one[k] - other[k]));
	return most;
}

/** @param {Record<string, string>} words @param {Facts} facts @param {Sentence} sentence */
function recipeText(words, { problems, parts }, { problem, batches, gradient, optimizer }) {
	const chosen = problems[problem].data ? parts[batches] : words["no examples"];
	return fill(words.recipe, { batches: chosen, gradient: parts[gradient], optimizer: parts[optimizer] });
}

/**
 * How far the runs are apart and what each cost.
 * @param {Record<string, string>} words @param {Facts} facts @param {Built} built @param {boolean} data
 */
function compare(words, { bounds, rounding }, { yours, usual, apart, recipes, first }, data) {
	const [one, other] = [yours, usual].map(({ stopped_by }) => stopped_by);
	const reasons = one === other ? fill(words.both, { reason: other }) : fill(words.each, { yours: one, usual: other });
	const [mine, common] = [yours, usual].map(({ bill }) => billText(bill, words));
	let costs = fill(words.costs, { yours: mine, usual: common, reasons });
	if (!data) costs = costs.replaceAll(words.example_gradients, words.gradient);
	if (recipes[0] === recipes[1]) return fill(words.same, { costs });
	const bound = bounds.find((v) => apart < v);
	if (bound) return fill(words.within, { bound: general(bound), costs });
	const same = first < rounding ? "first" : first < lastOf(bounds) ? "near" : "another";
	return fill(words[same], { costs });
}

/**
 * @param {Sent} page @param {Facts} facts @param {Sentence} sentence @param {Built} built @param {Run[] | null} many
 * @returns {Result}
 */
function result({ words }, facts, sentence, built, many) {
	const { problem, batches, gradient, optimizer } = sentence;
	const { plane, data, floor } = facts.problems[problem];
	const { yours, usual, recipes, apart, first } = built;
	const name = facts.names[`${batches} / ${gradient} / ${optimizer}`];
	const comparison = compare(words, facts, built, data);
	const luck = many ? [spread(many, words)] : [];
	const said = [fill(words.described, { name, comparison }), ...luck];
	const { seeds } = sentence;
	const none = seeds > 1 && batches === EVERYTHING ? [fill(words["no luck"], { seeds })] : [];
	const runs = { yours, usual };
	const curve = (/** @type {Run} */ run) => ({ y: run.losses, x: { steps: run.steps } });
	/** @type {Picture} */
	const picture = {
		description: said.join(" "),
		spent: mapped(runs, ({ steps }) => steps.map((step) => step / facts.steps)),
		panels: [
			{ data: mapped(runs, ({ params }) => points(pointsOf(plane, params))) },
			{ curves: { yours: { ...curve(yours), ...bandOf(many, yours, 0) }, usual: curve(usual) } },
		],
		words: [
			[recipes[0], fill(words.usual, { recipe: recipes[1] }), ...none, ...luck],
			[fill(words.built, { name }), comparison],
		],
	};
	const [far, other] = [apart, first].map((distance) => distance >= lastOf(facts.bounds));
	const verdict = far ? (other ? "two paths" : "one gradient") : "one path";
	const excess = (/** @type {Run} */ { losses }) => lastOf(losses) - floor;
	const cost = yours.bill.example_gradients / usual.bill.example_gradients;
	const measured = { apart, first: first < facts.rounding, cost, excess: excess(yours) / excess(usual) };
	return { picture, measured, structure: `${problem} / ${verdict}` };
}
