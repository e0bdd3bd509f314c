// The picture of the trainer [pictureOf]; sgdlab/labs/three_buttons has the same in Python.

import { endsOf, lastOf, norm } from "../../basics/arrays.js";
import { capital, commas, fill, fixed, general, NEGLIGIBLE } from "../../basics/words.js";
import { classesOf, grid } from "../../frames/wire.js";

/** @import { Picture, Values } from "../../frames/wire.js" */
/** @import { Numbers, Pair } from "../../types.js" */
/** @import { Network, Settings } from "./compute.js" */
/** @import { Moment } from "./trainer.js" */

/** @typedef {{ name: string, shape: number[], values: Numbers }} Piece of the parameters */
/**
 * @typedef {{ words: Record<string, string>, settings: Settings, network: Network, moments: Moment[], accuracy: number,
 *     region: Numbers, side: number, losses: Numbers }} Trained
 */

/** @param {Trained} one @returns {Picture} */
export function pictureOf(one) {
	const { words, settings, network, region, side, losses } = one;
	const { data, activation } = settings;
	const moment = lastOf(one.moments);
	const lines = linesOf(one, moment);
	const named = { data: capital(data), widths: network.widths.join("-"), activation };
	return {
		description: fill(words.described, { ...named, lines: lines.join(" ") }),
		panels: [plane(network, region, side), curves(losses), bars(network, moment)],
		words: [lines, table(words, network, moment)],
	};
}

/** The points, and which class the network says where. @param {Network} network @param {Numbers} region @param {number} side @returns {Values} */
function plane({ made: { X, labels }, limits }, region, side) {
	return {
		data: classesOf(X, labels),
		x: { range: limits[0] },
		y: { range: limits[1] },
		region: grid(region, [side, side]),
	};
}

/** The losses after every update beside that at the start; the axis grows by powers of ten. @param {Numbers} losses @returns {Values} */
function curves(losses) {
	const updates = losses.length - 1;
	const start = Number.isFinite(losses[0]) ? losses[0] : null;
	return {
		curves: { loss: { y: losses, x: { updates: losses.map((_, k) => k) } } },
		marks: { now: { x: updates } },
		rules: { "at the start": { y: start } },
		x: { updates: { range: [0, 10 ** Math.ceil(Math.log10(Math.max(10, updates)))] } },
		y: { range: aroundStart(losses, start) },
	};
}

/** A range with room below and above the start. @param {Numbers} losses @param {number | null} start @returns {Pair | null} */
function aroundStart(losses, start) {
	if (!start) return null;
	const [low, high] = endsOf(losses.filter((v) => Number.isFinite(v) && v > 0));
	return [0.7 * Math.min(0.1 * start, low), 2 * Math.min(high, 10 * start)];
}

/** A typical size of the newest gradient in each layer of weights. @param {Network} network @param {Moment} moment @returns {Values} */
function bars({ widths }, { last }) {
	const layers = last ? piecesOf(widths, last).filter(({ name }) => name.startsWith("W")) : [];
	const sizes = layers.map(({ values }) => lengthOf(values) / Math.sqrt(values.length));
	const top = 1.15 * Math.max(0, ...sizes) || 1;
	return {
		data: { gradient: Float64Array.from(sizes) },
		groups: layers.map(({ name }) => name),
		y: { range: Number.isFinite(top) ? [0, top] : null },
	};
}

/** @param {number[]} widths @param {Numbers} params @returns {Piece[]} */
function piecesOf(widths, params) {
	let from = 0;
	/** @param {string} name @param {number[]} shape @returns {Piece} */
	function cut(name, shape) {
		const size = shape.reduce((one, other) => one * other);
		from += size;
		return { name, shape, values: params.subarray(from - size, from) };
	}
	return widths.slice(1).flatMap((out, k) => [cut(`W${k + 1}`, [widths[k], out]), cut(`b${k + 1}`, [out])]);
}

/** Each piece of the parameters: its shape, its gradient, and how far it has moved. @param {Record<string, string>} words @param {Network} network @param {Moment} moment */
function table(words, { start, widths }, { params, gradient, last }) {
	const slopes = gradient && piecesOf(widths, gradient);
	const old = words[last === null ? "not computed" : "void"];
	const away = params.map((v, k) => v - start[k]);
	const rows = piecesOf(widths, away).map(({ name, shape, values }, k) => {
		const slope = slopes ? general(lengthOf(slopes[k].values), 2) : old;
		return [name, shape.join(" × "), slope, general(lengthOf(values), 3)];
	});
	return { columns: ["", "shape", "last gradient", "moved by"], rows };
}

/** The length of a piece; 0 where only rounding is left. @param {Numbers} values */
function lengthOf(values) {
	const length = norm(values);
	return length < NEGLIGIBLE ? 0 : length;
}

/** @param {Trained} one @param {Moment} moment */
function linesOf({ words, network, accuracy, losses }, { counts, params, report }) {
	const { f, b, u } = counts;
	const [first, now] = [losses[0], lastOf(losses)].map((loss) => general(loss, 3));
	const so_far = fill(words["so far"], { f: commas(f), b: commas(b), u: commas(u) });
	const share = accuracy === 0 || accuracy === 1 ? accuracy : Math.min(Math.max(accuracy, 0.001), 0.999);
	const stand = fill(words.stand, { first, now, share: `${fixed(100 * share, 1)} %` });
	return [report, so_far, stand, ...(identical(network.widths, params) ? [words.identical] : [])];
}

/** Whether in each hidden layer all units have the same weights, to the last bit, so that they compute the same. @param {number[]} widths @param {Numbers} params */
function identical(widths, params) {
	const hidden = piecesOf(widths, params).slice(0, -2);
	const same = (/** @type {Piece} */ { shape, values }) => {
		const out = lastOf(shape);
		return values.every((v, k) => v === values[k - (k % out)]);
	};
	return hidden.length > 0 && hidden.every(same);
}
