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
 * The values of one panel.  `data`: of paths, points, lines, arrows and bars, by series; `curves`: by series; `marks`,
 * `rules`: by name, with that of the axis on which alone it is; `handles` that are no controls: by key; `totals`: by the
 * key of the axis; `own`: what the panel has itself, such as its losses, its region or a range, by name.
 * @typedef {object} Values
 * @property {Record<string, unknown>} [data]
 * @property {Record<string, Partial<Record<"y" | "low" | "high", ArrayLike<number> | null>> & {
 *     marked?: number, x?: Record<string, ArrayLike<number>> }>} [curves]
 * @property {Record<string, unknown>} [marks]
 * @property {Record<string, unknown>} [rules]
 * @property {Record<string, unknown>} [handles]
 * @property {Record<string, number>} [totals]
 * @property {Record<string, unknown>} [own]
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

/** @typedef {{ series: string, data: unknown }} Drawn */
/** @typedef {{ key: string, total?: unknown }} Across */
/** @typedef {{ series: string, y: unknown, low: unknown, high: unknown, x: Record<string, unknown> }} Line */
/**
 * What any panel may name.
 * @typedef {{ paths?: Drawn[], points?: Drawn[], lines?: Drawn[], arrows?: Drawn[], bars?: Drawn[], curves?: Line[],
 *     marks?: { name?: string, label?: string, axis?: string, at?: unknown, x?: unknown }[], rules?: { label: string, y: unknown }[],
 *     x?: unknown, [own: string]: unknown }} AnyPanel
 */

/** @param {AnyPanel} panel @param {Values} values @param {(key: unknown, value: unknown) => void} put */
function putPanel(panel, { data = {}, curves = {}, marks = {}, rules = {}, handles = {}, totals = {}, own = {} }, put) {
	const drawn = [panel.paths, panel.points, panel.lines, panel.arrows, panel.bars].flatMap((parts) => parts ?? []);
	for (const one of drawn) put(one.data, data[one.series]);
	for (const line of panel.curves ?? []) {
		const { x = {}, ...values } = curves[line.series] ?? {};
		for (const [part, value] of Object.entries(values)) put(line[/** @type {"y"} */ (part)], value);
		for (const [axis, value] of Object.entries(x)) put(line.x[axis], value);
	}
	for (const { name, label, axis, at, x } of panel.marks ?? [])
		put(at ?? x, marks[[name ?? label, axis].join(" ").trim()]);
	for (const { label, y } of panel.rules ?? []) put(y, rules[label]);
	for (const [key, value] of Object.entries(handles)) put(key, value);
	const across = Array.isArray(panel.x) ? /** @type {Across[]} */ (panel.x) : [];
	for (const { key, total } of across) put(total, totals[key]);
	for (const [name, value] of Object.entries(own)) put(at(panel, name), value);
}

/** What a panel has at a place such as "x.range". @param {object} panel @param {string} name */
const at = (panel, name) =>
	name
		.split(".")
		.reduce((one, part) => /** @type {Record<string, unknown>} */ (one)?.[part], /** @type {unknown} */ (panel));
