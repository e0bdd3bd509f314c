// The ravine in the page: gradient descent with stop rules; sgdlab/labs/ravine has the same in Python.

import { angle, evenly, lastOf, norm } from "../../basics/arrays.js";
import { beside, billText, commas, count, fill, general, inFull, size } from "../../basics/words.js";
import { points } from "../../frames/wire.js";
import { gradientAt } from "../../training/program.js";
import { training } from "../../training/train.js";
import { finalOf, streamed } from "../ensemble.js";

/** @import { Picture, Values } from "../../frames/wire.js" */
/** @import { Numbers, Pair, Recipe, Run, StopRule } from "../../types.js" */
/** @import { Result, Sent } from "../types.js" */

/**
 * @typedef {object} Facts
 * @property {number} floor
 * @property {Numbers | null} minimum
 * @property {Pair} curved λmin and λmax
 * @property {number} right the largest learning rate for which factors are drawn
 * @property {number} span steps over which the change of the loss is measured
 * @property {number} rates how many learning rates are drawn
 * @property {number} high how high the factors are drawn
 * @property {number} drawn rows of a run
 * @property {string[]} columns of the table
 * @property {Record<string, string>} reasons which rule fired, by the beginning of what stopped a run
 */

/**
 * @typedef {{ learning_rate: number, start: Pair, small_gradient: number, small_change: number,
 *     most_steps: number }} Settings
 */

/** @typedef {ReturnType<typeof measured>} Measured */

/** @param {Sent} page @param {Settings} settings @returns {Generator<(() => Result) | undefined, Result>} */
export function* ravine(page, settings) {
	const recipe = page.recipes.descent;
	const facts = /** @type {Facts} */ (page.facts);
	const { learning_rate, start, most_steps } = settings;
	const asked = { settings: { learning_rate }, start, steps: most_steps, stop: stopRules(facts, settings) };
	const slices = training(recipe, { ...asked, record_every: 1, also: { gradients: true } });
	/** @param {Run} run */
	const show = (run) => result(page, facts, settings, measured(recipe, facts, run));
	return show(yield* streamed(slices, show));
}

/** @param {Facts} facts @param {Settings} settings @returns {StopRule[]} */
const stopRules = ({ span }, { small_gradient, small_change }) => [
	...(small_gradient ? [/** @type {const} */ ({ rule: "gradient_norm", below: small_gradient })] : []),
	...(small_change ? [/** @type {const} */ ({ rule: "loss_change", below: small_change, over: span })] : []),
];

/** A run with measures of its beginning and its end. @param {Recipe} recipe @param {Facts} facts @param {Run} run */
function measured(recipe, { minimum, curved, span, reasons }, run) {
	const { losses, gradients, params, steps } = run;
	const final = finalOf(run);
	const downhill = gradients?.length ? gradients.subarray(0, 2).map((v) => -v) : null;
	const ahead = minimum?.map((v, k) => v - params[k]);
	return {
		run,
		taken: lastOf(steps),
		slope: norm(gradientAt(recipe, final).gradient),
		away: minimum && norm(minimum.map((v, k) => final[k] - v)),
		miss: downhill && ahead ? angle(downhill, ahead) : null,
		changed: losses.length > span ? Math.abs(lastOf(losses) - losses[losses.length - 1 - span]) : null,
		edge: curved[0] > 0 ? 2 / curved[1] : null,
		ended_by: Object.entries(reasons).find(([start]) => run.stopped_by.startsWith(start))?.[1] ?? "most steps",
	};
}

/** @param {Sent} page @param {Facts} facts @param {Settings} settings @param {Measured} found @returns {Result} */
function result({ words }, facts, settings, found) {
	const { run, taken } = found;
	const rows = drawnRows(taken, facts.drawn);
	const steps = Float64Array.from(rows, (row) => run.steps[row]);
	const said = lines(words, facts, settings, found);
	const [x, y] = settings.start.map((v) => general(v));
	const path = Float64Array.from(rows.flatMap((row) => [run.params[2 * row], run.params[2 * row + 1]]));
	const losses = Float64Array.from(rows, (row) => run.losses[row] - facts.floor);
	/** @type {Picture} */
	const picture = {
		description: fill(words.described, { x, y, rate: general(settings.learning_rate), lines: said.join(". ") }),
		spent: { path: steps.map((step) => step / Math.max(1, taken)) },
		total: taken,
		panels: [
			{ data: { path: points(path) } },
			{ curves: { path: { y: losses, x: { steps } } } },
			factors(facts, settings.learning_rate),
		],
		words: [
			said.map((line) => line.replace(": ", "\n")),
			{ columns: facts.columns, rows: rules(words, settings, found) },
		],
	};
	const { ended_by, away, miss, slope } = found;
	return { picture, measured: { ended_by, away, miss, slope, taken, loss: run.losses[0] } };
}

/** The stride is odd, so that a thinned zigzag still looks like one. @param {number} taken @param {number} most */
function drawnRows(taken, most) {
	const stride = Math.ceil(taken / most);
	const rows = [];
	for (let row = 0; row < taken; row += stride + 1 - (stride % 2)) rows.push(row);
	return [...rows, taken];
}

/** What each learning rate multiplies the distances by. @param {Facts} facts @param {number} rate @returns {Values} */
function factors({ curved, right, rates, high }, rate) {
	const end = Math.max(right, 1.05 * rate);
	const x = { rates: evenly(0, end, rates) };
	const [along, across] = curved.map((curvature) => x.rates.map((v) => Math.abs(1 - v * curvature)));
	const here = Math.max(...curved.map((curvature) => Math.abs(1 - rate * curvature)));
	return {
		curves: { along: { y: along, x }, across: { y: across, x } },
		marks: { yours: { x: rate } },
		x: { rates: { range: [0, end] } },
		y: { range: [0, Math.max(high, 1.1 * here)] },
	};
}

/** @param {Record<string, string>} words @param {Facts} facts @param {Settings} settings @param {Measured} found */
function lines(words, { curved }, { learning_rate }, found) {
	const { run, taken, ended_by, edge, miss } = found;
	const said = [fill(words.ended, { by: ended_by, steps: count(taken, "step"), where: where(words, found) })];
	if (edge !== null) {
		const limit = beside(edge, learning_rate);
		const side = words[learning_rate > Number(limit) ? "above" : learning_rate < Number(limit) ? "below" : "equal"];
		const [along, across] = curved.map((curvature) => beside(Math.abs(1 - learning_rate * curvature), 1));
		const where = words[found.away === null ? "at start" : "at minimum"];
		const fields = { rate: general(learning_rate), side, edge: limit, where, along, across };
		said.push(fill(words.edge, fields));
	}
	if (miss !== null) said.push(fill(words.miss, { miss: miss.toFixed(0) }));
	return [...said, fill(words.bill, { bill: billText(run.bill, words) })];
}

/** @param {Record<string, string>} words @param {Measured} found */
function where(words, { run, taken, away }) {
	if (run.diverged_at !== null) return words[run.diverged_at === taken ? "gone" : "left"]; // such a step is undone
	if (away === null) return fill(words.low, { loss: inFull(lastOf(run.losses)) });
	return fill(words.away, { away: size(away, words) });
}

/** @param {Record<string, string>} words @param {Settings} settings @param {Measured} found */
function rules(words, { small_gradient, small_change, most_steps }, { run, taken, slope, changed, ended_by }) {
	const gone = run.diverged_at !== null;
	const limit = (/** @type {number} */ v) => (v ? general(v) : words.off);
	/** @param {number | null} here @param {number} limit @returns {[string, boolean]} */
	const end = (here, limit) =>
		gone || here === null ? ["", false] : [size(here, words, limit), 0 < limit && here <= limit];
	/** @type {[string, string, string, boolean][]} */
	const rows = [
		["small gradient", limit(small_gradient), ...end(slope, small_gradient)],
		["small change", limit(small_change), ...end(changed, small_change)],
		["most steps", limit(most_steps), commas(taken), taken === most_steps],
		["divergence", words.always, "", gone],
	];
	return rows.map(([name, bound, here, met]) => {
		return [name, bound, here, words[name === ended_by ? "yes" : met ? "also" : "no"]];
	});
}
