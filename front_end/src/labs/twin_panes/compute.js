// The twin panes in the page: a point of the loss surface and its line on the data; sgdlab/labs/twin_panes has the same
// in Python.

import { lastOf, vector, zipped } from "../../basics/arrays.js";
import { clamp } from "../../basics/numbers.js";
import { billText, count, fill, general, inFull, sentencesOf } from "../../basics/words.js";
import { grid, points } from "../../frames/wire.js";
import { gradientAt } from "../../training/program.js";
import { train } from "../../training/train.js";
import { finalOf } from "../ensemble.js";

/** @import { Picture } from "../../frames/wire.js" */
/** @import { Numbers, Pair } from "../../types.js" */
/** @import { Result, Sent } from "../types.js" */

/**
 * @typedef {object} Facts
 * @property {string} title
 * @property {boolean} probability whether the curve is the probability of class 1
 * @property {number} nearest how near a dragged probability can come to 0 and to 1
 * @property {number} steps of the way down
 * @property {number} examples
 * @property {number} unit of the targets
 * @property {Numbers | null} minimum
 * @property {number} floor the smallest mean loss
 * @property {Numbers} x of the examples
 * @property {Numbers} y
 * @property {Numbers} across where the curve is drawn
 * @property {string[]} ends the names of the two handles
 * @property {Pair} at where these are, along x
 * @property {Pair} up the range of the heights
 * @property {string[]} columns of the table
 */

/** @typedef {{ point: Pair, add_up: "mean" | "sum", learning_rate: number }} Settings */
/** @typedef {ReturnType<typeof measured>} Measured */

const ROUNDING = 1e-11; // a loss, a slope or a step below it, in the unit of the data, is zero

/**
 * A number with some digits, whatever its last bits are: halves to even, a rounding error of zero as 0.
 * @param {number} v @param {number} unit @param {number} most @param {string} [sign]
 */
function digits(v, unit, most, sign = "") {
	if (!(Math.abs(v) > ROUNDING * unit)) return "0";
	return (v > 0 ? sign : "") + inFull(Number(v.toPrecision(12)), most);
}

/** @param {Sent} page @param {Settings} settings @returns {Generator<undefined, Result>} */
// biome-ignore lint/correctness/useYield: twenty steps are too few to interrupt
export function* twinPanes(page, settings) {
	const facts = /** @type {Facts} */ (page.facts);
	const found = measured(page, facts, settings);
	const said = lines(page.words, facts, settings, found);
	/** @type {Picture} */
	const picture = {
		description: described(page.words, facts, said, found),
		panels: [{ data: { down: points(found.run.params) } }, onTheData(facts, settings, found)],
		words: [said, { columns: facts.columns, rows: rows(page.words, facts, settings, found) }],
	};
	const { losses } = found.run;
	const left = found.excess ? (lastOf(losses) - facts.floor) / found.excess : null;
	return { picture, measured: { excess: found.excess, left } };
}

/**
 * What the reader dragged, as settings: an end of the line changes the point.
 * @param {Sent} page @param {Settings} settings @param {string} key @param {Pair} where
 */
export function movedEnd({ facts }, { point: [w, b] }, key, where) {
	const { ends, at, probability, nearest } = /** @type {Facts} */ (facts);
	const end = ends.indexOf(key);
	if (end < 0) return { [key]: where };
	const z = at.map((x) => w * x + b);
	const share = clamp(where[1], nearest, 1 - nearest);
	z[end] = probability ? Math.log(share / (1 - share)) : where[1];
	const slope = (z[1] - z[0]) / (at[1] - at[0]);
	return { point: [slope, z[0] - slope * at[0]] };
}

/** @param {Sent} page @param {Facts} facts @param {Settings} settings */
function measured({ recipes }, { examples, steps, floor }, { point, add_up, learning_rate }) {
	const scale = add_up === "sum" ? examples : 1;
	const { value, gradient } = gradientAt(recipes.descent, Float64Array.from(point));
	const slopes = gradient.map((v) => v * scale);
	const run = train(recipes.descent, { settings: { learning_rate: learning_rate * scale }, start: point, steps });
	const step = slopes.map((v) => -learning_rate * v);
	return { scale, loss: value * scale, lowest: floor * scale, excess: value - floor, slopes, step, run };
}

/** The curve of parameters. @param {Facts} facts @param {ArrayLike<number>} params @param {Numbers | number[]} x */
function heights({ probability }, params, x) {
	const z = Float64Array.from(x, (v) => params[0] * v + params[1]);
	return probability ? z.map((v) => 1 / (1 + Math.exp(-v))) : z;
}

/** @param {Facts} facts @param {Settings} settings @param {Measured} found */
function onTheData(facts, { point }, { run }) {
	const { x, y, across, ends, at, up } = facts;
	const curve = (/** @type {ArrayLike<number>} */ params) => points(zipped(across, heights(facts, params, across)));
	const near = heights(facts, point, x);
	const misses = vector(4 * x.length, (k) => [x, y, x, near][k % 4][k >> 2]);
	const handles = heights(facts, point, at);
	return {
		data: { miss: grid(misses, [x.length, 2, 2]), down: curve(finalOf(run)), here: curve(point) },
		handles: Object.fromEntries(ends.map((name, k) => [name, { key: [at[k], clamp(handles[k], ...up)] }])),
	};
}

/** @param {Record<string, string>} words @param {Facts} facts @param {Settings} settings @param {Measured} found */
function lines(words, { examples, probability, unit }, { point, add_up, learning_rate }, { loss, scale, run }) {
	const kind = fill(words[add_up], { examples: count(examples, "example") });
	const shape = probability ? "curve" : "line";
	const rate = general(learning_rate, 3);
	const here = fill(words.here, { shape, ...pair(point, unit), loss: lossText(loss, unit), kind });
	const bill = fill(words.bill, { bill: billText(run.bill, words), reason: run.stopped_by });
	if (run.diverged_at !== null) return [here, fill(words.gone, { rate, step: run.diverged_at }), bill];
	const end = lossText(lastOf(run.losses) * scale, unit);
	return [here, fill(words.down, { rate, ...pair(finalOf(run), unit), loss: end }), bill];
}

/** @param {number} loss @param {number} unit of the targets */
const lossText = (loss, unit) => digits(loss, unit ** 2, 4);

/** @param {ArrayLike<number>} numbers @param {number} unit @param {string} [sign] */
const pair = ({ 0: w, 1: b }, unit, sign) => ({ w: digits(w, unit, 3, sign), b: digits(b, unit, 3, sign) });

/** @param {Record<string, string>} words @param {Facts} facts @param {string[]} said @param {Measured} found */
function described(words, { title, unit }, said, { step, lowest }) {
	const [here, down, bill] = sentencesOf(said);
	const first = fill(words.first, pair(step, unit, "+"));
	return fill(words.described, { title, here, down, first, bill, lowest: lossText(lowest, unit) });
}

/** @param {Record<string, string>} words @param {Facts} facts @param {Settings} settings @param {Measured} found */
function rows(words, { minimum, unit }, { point }, { loss, slopes, step, lowest }) {
	const written = (/** @type {ArrayLike<number>} */ numbers, sign = "") => Object.values(pair(numbers, unit, sign));
	return [
		[words["this point"], ...written(point), lossText(loss, unit)],
		[words.slopes, ...written(slopes), ""],
		[words.step, ...written(step, "+"), ""],
		[words.minimum, ...(minimum ? written(minimum) : [words.unknown, words.unknown]), lossText(lowest, unit)],
	];
}
