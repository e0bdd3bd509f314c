// The three-button trainer in the page: a network, data and presses in; the trained network out; as in
// sgdlab/labs/three_buttons.

import { columnOf, endsOf, evenly, lastOf, pointsOfGrid } from "../../basics/arrays.js";
import { remembered, Shelf } from "../../basics/shelf.js";
import { scoresOf } from "../../training/program.js";
import { points, weights } from "./made.js";
import { pictureOf } from "./picture.js";
import { readPresses } from "./presses.js";
import { Trainer } from "./trainer.js";

/** @import { Numbers, Pair } from "../../types.js" */
/** @import { Result, Sent } from "../types.js" */
/** @import { Points } from "./made.js" */
/** @import { Moment } from "./trainer.js" */

/**
 * `programs`: of the outputs of each network;  `random`: by the name of a start, whether weights are drawn;  `own`: the
 * points of the reader, whose classes have names of their own, unlike those of points `made` by a rule.
 * @typedef {{ hidden: Record<string, number[]>, random: Record<string, boolean>, side: number, yours: string,
 *     programs: Record<string, string>, own: Points | null, made: string }} Facts
 */

/**
 * @typedef {{ data: string, hidden: string, activation: string, start: string, learning_rate: number, seed: number,
 *     presses: string, rounds: number }} Settings
 */

/** @typedef {(params: Numbers) => Numbers} Scores */
/** @typedef {{ trainer: Trainer, made: Points, start: Numbers, widths: number[], ofPoints: Scores, onGrid: Scores, limits: [Pair, Pair] }} Network */

/** @param {Sent} page @param {Settings} settings @returns {Generator<(() => Result) | undefined, Result>} */
export function* threeButtons(page, settings) {
	const { presses, rounds, ...others } = settings;
	const read = readPresses(presses);
	while (!page.recipes[`${settings.hidden} ${settings.activation}`]) yield undefined; // the kernel is writing it
	const network = remembered(Shelf.of(page), others, () => networkOf(page, settings));
	const moments = yield* network.trainer.after(read);
	const last = lastOf(moments);
	if (rounds) moments.push(yield* network.trainer.pressed(last, { times: rounds, letter: "r", before: "" }));
	return result(page, settings, network, moments);
}

/** @param {Sent} page @param {Settings} settings @returns {Network} */
function networkOf({ recipes, facts, words }, { data: kind, hidden, activation, start: first, seed, learning_rate }) {
	const { hidden: layers, random, own, side, yours, programs } = /** @type {Facts} */ (facts);
	const name = `${hidden} ${activation}`;
	const made = kind === yours && own ? own : points(kind, seed);
	const widths = [2, ...layers[hidden], 2];
	const start = weights(widths, random[first], seed);
	const limits = /** @type {[Pair, Pair]} */ ([0, 1].map((axis) => roomy(columnOf(made.X, axis))));
	const n = made.labels.length;
	const data = [
		{ name: "X", shape: [n, 2], values: made.X },
		{ name: "y", shape: [n], values: made.labels },
	];
	const trainer = new Trainer({ ...recipes[name], data, examples: n }, start, learning_rate, words);
	const [across, up] = limits.map((limit) => evenly(...limit, side));
	const ofPoints = scoresOf(programs[name], made.X, n);
	const onGrid = scoresOf(programs[name], pointsOfGrid(across, up), side * side);
	return { trainer, made, start, widths, limits, ofPoints, onGrid };
}

/** The ends of an axis, with a margin. @param {Numbers} column @returns {Pair} */
function roomy(column) {
	const [low, high] = endsOf(column);
	const room = 0.08 * (high - low) || 1;
	return [low - room, high + room];
}

/** A finite number instead of one that is none, as NumPy's nan_to_num. @param {number} v */
function toNumber(v) {
	if (Number.isNaN(v)) return 0;
	return Number.isFinite(v) ? v : Math.sign(v) * Number.MAX_VALUE;
}

/** @param {Sent} page @param {Settings} settings @param {Network} network @param {Moment[]} moments @returns {Result} */
function result({ words, facts }, settings, network, moments) {
	const { made, trainer } = network;
	const params = lastOf(moments).params.map(toNumber);
	const { side, own, yours, made: someone } = /** @type {Facts} */ (facts);
	const told = network.ofPoints(params);
	const right = made.labels.filter((label, k) => label === Number(told[k] > 0)).length;
	const accuracy = right / made.labels.length;
	const region = network.onGrid(params).map((score) => toNumber(Math.tanh(score / 2)));
	const losses = Float64Array.of(trainer.first, ...moments.flatMap(({ fresh }) => fresh));
	const picture = pictureOf({ words, settings, network, moments, accuracy, region, side, losses });
	const structure = own ? (settings.data === yours ? yours : someone) : undefined;
	const updates = losses.length - 1;
	return { picture, structure, measured: { accuracy, updates }, counted: { updates: String(updates) } };
}
