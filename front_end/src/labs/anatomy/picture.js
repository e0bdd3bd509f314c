// The picture of an anatomy [pictureOf]; sgdlab/labs/anatomy has the same in Python.

import { angle, endsOf, lastOf, mapped, vector } from "../../basics/arrays.js";
import { clamp } from "../../basics/numbers.js";
import { billText, fill, general, inFull, whole } from "../../basics/words.js";
import { grid, points } from "../../frames/wire.js";
import { bandAt, bandIn, sortedAt } from "../ensemble.js";

/** @import { Picture, Values } from "../../frames/wire.js" */
/** @import { Numbers, Pair, Run } from "../../types.js" */
/** @import { Facts, Parts, Runs, Settings } from "./compute.js" */

/** @typedef {Record<string, string>} Words */
/** @typedef {{ facts: Facts, words: Words, settings: Settings, runs: Runs, parts: Parts }} Anatomy */

/** @param {Anatomy} one @returns {Picture} */
export function pictureOf(one) {
	const { facts, words, settings, runs, parts } = one;
	const lines = linesOf(one);
	const correction = settings.correction || !facts.rules[settings.optimizer].corrected ? "" : words.uncorrected;
	const fields = { name: settings.optimizer, correction, rate: general(settings.learning_rate) };
	const { params } = runs.run;
	return {
		description: fill(words.described, { ...fields, lines: lines.join(". ") }),
		panels: [
			incoming(facts, settings, parts),
			outgoing(facts, settings, parts),
			{
				data: { plain: points(runs.plain.params), path: points(params) },
				marks: { "this step": { at: [...params.slice(2 * parts.step - 2, 2 * parts.step)] } },
			},
			lengths(runs, parts.step),
		],
		words: [lines, table(one)],
	};
}

/** @param {ArrayLike<number>} one */
const minus = (one) => Float64Array.from(one, (v) => -v);

/** What goes in, downhill: minus the gradient, minus the average, and the box of the root of the squares. @param {Facts} facts @param {Settings} settings @param {Parts} parts */
function incoming(facts, { optimizer }, { gradient, mean, square }) {
	const { follows } = facts.rules[optimizer];
	const spot = { [follows]: mean && minus(mean) };
	return plane(facts, { gradient: minus(gradient) }, spot, "root", square?.map(Math.sqrt) ?? null);
}

/** What comes out: the step, straight downhill at the same length, and the box of one learning rate. @param {Facts} facts @param {Settings} settings @param {Parts} parts */
function outgoing(facts, { learning_rate }, { gradient, update }) {
	const length = Math.hypot(...gradient);
	const downhill = gradient.map((v) => -v * (length ? Math.hypot(...update) / length : 0));
	const half = Float64Array.of(learning_rate, learning_rate);
	return plane(facts, { gradient: downhill, step: update }, {}, "rate", half);
}

/**
 * Arrows from 0, places by name, and a box.
 * @param {Facts} facts @param {Record<string, Numbers>} arrows @param {Record<string, Numbers | null>} spots
 * @param {string} box @param {Numbers | null} half its sides
 * @returns {Values}
 */
function plane({ room, smallest }, arrows, spots, box, half) {
	const edge = half ? Math.max(...half) : 0;
	const ends = Object.values({ ...arrows, ...spots }).flatMap((one) => [...(one ?? [])].map(Math.abs));
	const most = Math.max(edge, ...ends);
	const reach = (edge ? Math.min(room * most, smallest * edge) : room * most) || 1;
	const corners = half ? [1, 1, -1, 1, -1, -1, 1, -1, 1, 1].map((sign, k) => sign * half[k % 2]) : [];
	const drawn = mapped(arrows, ([x, y]) => grid([0, 0, x, y], [1, 4]));
	return {
		data: { ...drawn, [box]: points(corners) },
		marks: mapped(spots, (at) => ({ at: at && [...at] })),
		x: { range: [-reach, reach] },
		y: { range: [-reach, reach] },
	};
}

/** How long every step is, along each parameter. @param {Runs} runs @param {number} step @returns {Values} */
function lengths({ lengths, many }, step) {
	const count = lengths.length / 2;
	const steps = vector(count, (k) => k + 1);
	const curve = (/** @type {number} */ along) => ({
		y: steps.map((_, k) => lengths[2 * k + along]),
		x: { steps },
		...bandAt(many, count, (k) => 2 * k + along),
	});
	return {
		curves: { first: curve(0), second: curve(1) },
		marks: { "this step": { x: step } },
		y: { range: rangeOf(lengths) },
	};
}

/** Four powers of ten at most, with one learning rate inside. @param {Numbers} lengths @returns {Pair} */
function rangeOf(lengths) {
	const [least, most] = endsOf([1, ...lengths.filter((v) => v > 0)]);
	const high = 5 * most;
	return [0.6 * clamp(least, 1e-4 * high, 1), high];
}

/** @param {Anatomy} one */
function linesOf({ facts, words, settings, runs, parts }) {
	const { axes } = facts;
	const name = settings.optimizer;
	const [one, two] = parts.update.map((v) => Math.abs(v) / settings.learning_rate);
	const fields = { step: parts.step, one: general(one, 3), two: general(two, 3), across: axes[0], up: axes[1] };
	const turn = turnOf(parts);
	const turned = turn === null ? "" : fill(words.turned, { angle: whole(turn) });
	return [
		fill(words.step, { ...fields, turned }),
		endOf(words, name, runs.run),
		endOf(words, words.beside, runs.plain),
		fill(words.bill, { name, bill: billText(runs.run.bill, words), reason: runs.run.stopped_by }),
		...luck(words, facts, runs, parts.step),
	];
}

/** The angle between the step and minus the gradient in degrees; null if one of them is 0. @param {Parts} parts */
export const turnOf = ({ gradient, update }) => angle(update, minus(gradient));

/** @param {Words} words @param {string} name @param {Run} run */
function endOf(words, name, { losses, steps, diverged_at }) {
	if (diverged_at !== null) return fill(words.gone, { name, step: diverged_at });
	return fill(words.end, { name, loss: inFull(lastOf(losses)), steps: lastOf(steps) });
}

/** @param {Words} words @param {Facts} facts @param {Runs} runs @param {number} step */
function luck(words, { axes }, { many, lost }, step) {
	if (lost !== null) return [fill(words["no band"], { why: fill(words.lost, { lost }) })];
	if (!many) return [];
	const spans = axes.map((name, along) => {
		const [low, , high] = bandIn(sortedAt(many, 2 * step - 2 + along)).map((v) => general(v, 3));
		return fill(words.span, { low, high, name });
	});
	return [fill(words.band, { step, spans: spans.join(", ") })];
}

/** The numbers of the optimizer, entry by entry. @param {Anatomy} one */
function table({ facts, words, settings, parts }) {
	const { follows, sums } = facts.rules[settings.optimizer];
	/** @type {[string, Numbers | null][]} */
	const rows = [
		[words.gradient, parts.gradient],
		[words[follows], parts.mean],
		[words[sums ? "sum" : "root"], parts.square?.map(Math.sqrt) ?? null],
		[words.moved, parts.update],
		[words["in rates"], parts.update.map((v) => v / settings.learning_rate)],
	];
	const texts = rows.flatMap(([name, row]) => (row ? [[name, ...[...row].map((v) => inFull(v + 0, 4))]] : []));
	return { columns: ["", ...facts.axes], rows: texts };
}
