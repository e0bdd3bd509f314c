// What comes from the kernel to compute with [withData]; and a picture that was computed in the page as a frame, whose
// values go under the keys that the description names [frameOf].

import { mapped } from "../basics/arrays.js";
import { shaped } from "./messages.js";

/** @import { Frame, Grid, Numbers, Recipe, Spec } from "../types.js" */

/**
 * Values of a picture, by what they belong to; what is left out stays as it was.
 * @typedef {object} Picture
 * @property {string} description
 * @property {Record<string, ArrayLike<number>>} [spent] by series
 * @property {number} [total] of the clock
 * @property {Values[]} panels
 * @property {unknown[]} words
 */

/**
 * The values of one panel.  `data`: of paths, points, lines, arrows and bars, by series; all else in the shape that the
 * panel has, where those of a list go by name: `curves` by series, axes, marks, rules and handles by key, name or label.
 * @typedef {{ data?: Record<string, unknown>, curves?: Record<string, Curve>, [own: string]: unknown }} Values
 */
/**
 * @typedef {Partial<Record<"y" | "low" | "high", ArrayLike<number> | null>> & {
 *     marked?: number, x?: Record<string, ArrayLike<number>> }} Curve
 */

const FAR = 3.4028234663852886e38; // where float32 ends

/** Numbers as they are drawn. @param {ArrayLike<number>} numbers @param {number[]} [shape] @returns {Grid} */
export function grid(numbers, shape = [numbers.length]) {
	const drawn = new Float32Array(numbers.length);
	for (let k = 0; k < drawn.length; k++) {
		const v = numbers[k];
		drawn[k] = Math.abs(v) > FAR && Number.isFinite(v) ? Math.sign(v) * FAR : v;
	}
	return shaped(drawn, shape);
}

/** Points x, y, x, y, … as they are drawn. @param {ArrayLike<number>} numbers */
export const points = (numbers) => grid(numbers, [numbers.length / 2, 2]);

/** The points of two classes, 0 and 1. @param {Numbers} numbers @param {Numbers} labels */
export function classesOf(numbers, labels) {
	const [first, second] = [0, 1].map((label) => points(numbers.filter((_, k) => labels[k >> 1] === label)));
	return { first, second };
}

/**
 * Recipes as they are trained.  One that came with the name of an earlier one has the same data.
 * @param {Record<string, Omit<Recipe, "data"> & { data: Recipe["data"] | string }>} recipes
 * @returns {Record<string, Recipe>}
 */
export const withData = (recipes) =>
	mapped(recipes, (one) => {
		const { data } = typeof one.data === "string" ? recipes[one.data] : one;
		return { ...one, data: /** @type {Recipe["data"]} */ (data) };
	});

/** @param {Spec} spec @param {Picture} picture @returns {Frame} */
export function frameOf(spec, { description, spent = {}, total, panels, words }) {
	/** @type {Frame} */
	const frame = { description };
	/** @param {unknown} key @param {unknown} value */
	function put(key, value) {
		if (typeof key === "string" && value !== undefined) frame[key] = drawable(value);
	}
	for (const one of spec.series) put(one.spent, spent[one.key]);
	put(spec.clock?.total, total);
	for (const [k, part] of spec.words.entries()) put(part.data, words[k]);
	for (const [k, panel] of spec.panels.entries()) putPanel(/** @type {AnyPanel} */ (panel), panels[k] ?? {}, put);
	return frame;
}

/** @param {unknown} value */
const drawable = (value) => (value instanceof Float64Array ? grid(value) : value);

/** @typedef {{ series?: string, key?: string, name?: string, label?: string, axis?: string, data?: unknown }} Named */
/** @typedef {Record<string, unknown> & Partial<Record<"paths" | "points" | "lines" | "arrows" | "bars", Named[]>>} AnyPanel */

/** @param {AnyPanel} panel @param {Values} values @param {(key: unknown, value: unknown) => void} put */
function putPanel(panel, { data = {}, ...own }, put) {
	const drawn = [panel.paths, panel.points, panel.lines, panel.arrows, panel.bars].flatMap((parts) => parts ?? []);
	for (const one of drawn) put(one.data, data[String(one.series)]);
	putInto(panel, own, put);
}

/** @param {Named} one */
const nameOf = ({ series, key, name, label, axis }) => series ?? key ?? [name ?? label, axis].join(" ").trim();

/** Put values under the keys that a part has in their places. @param {object} part @param {object} values @param {(key: unknown, value: unknown) => void} put */
function putInto(part, values, put) {
	for (const [name, value] of Object.entries(values)) {
		const found = Array.isArray(part)
			? part.find((one) => nameOf(one) === name)
			: /** @type {Record<string, unknown>} */ (part)[name];
		if (found && typeof found === "object") putInto(found, value, put);
		else put(found, value);
	}
}
