// A problem on points that the reader has drawn, made in the page: the program of its kind stays, its data are others.

import { columnOf, mapped, times } from "../../basics/arrays.js";
import { remembered, Shelf } from "../../basics/shelf.js";
import { classesOf, points } from "../../frames/wire.js";
import { lossOf } from "../../training/program.js";
import { lossesOn, planeFrom } from "../plane.js";
import { eigen } from "../symmetric.js";
import { levelsOf } from "./loss_map.js";
import { begun, readPoints, withoutPoint, withPoint } from "./points.js";

/** @import { Grid, Numbers, Pair, Recipe } from "../../types.js" */
/** @import { Plane, Span } from "../plane.js" */
/** @import { Sent } from "../types.js" */
/** @import { Frame } from "./loss_map.js" */
/** @import { Pen, Points } from "./points.js" */

/** `side`: points of the map along a side;  `ones`: whether the data have a column of ones. @typedef {Pen & { side: number, ones: boolean, span: Span }} Drawing */
/** @typedef {{ points: string, adds: string, batch_size: number }} Chosen */

/**
 * The page with the problem of the points that are drawn now; otherwise as it came.
 * @param {Sent} page @param {Chosen} chosen @returns {Sent}
 */
export function withPoints(page, { points: text }) {
	/** @type {{ pen: Drawing | null }} */
	const { pen } = page.facts;
	if (!pen) return page;
	try {
		return remembered(Shelf.of(page), { text }, () => made(page, pen, readPoints(text, pen, page.words)));
	} catch (error) {
		throw Object.assign(/** @type {Error} */ (error), { shown: soFar(text, pen, page.words) });
	}
}

/** What is drawn of points that can't be raced yet. @param {string} text @param {Drawing} pen @param {Record<string, string>} words */
function soFar(text, pen, words) {
	try {
		const each = Object.entries(seriesOf(begun(text, pen, words)));
		return Object.fromEntries(each.map(([key, points]) => [`${key}_points`, points]));
	} catch {
		return undefined; // it is no table yet
	}
}

/** @param {Sent} page @param {Drawing} pen @param {Points} points @returns {Sent} */
function made(page, pen, points) {
	const data = dataOf(points, pen.ones);
	const examples = points.places.length / 2;
	const recipes = mapped(page.recipes, (one) => ({ ...one, data, examples }));
	const recipe = recipes.descent;
	const shown = /** @type {Plane} */ (page.facts.plane);
	if (shown.origin && points.places.every((v, k, all) => v === all[k % 2])) throw new Error(page.words.same);
	const plane = planeFrom(shown, recipe, pen.span);
	const unknown = { floor: null, minimum: null, steepest: null, noise: null };
	const known = { plane, ...(plane.origin ? unknown : lineOf(points.places, recipe)) };
	const frame = /** @type {Frame} */ (page.facts.frame);
	const losses = lossesOn(recipe, plane, frame.box, pen.side);
	const ground = { losses, levels: levelsOf(losses, known.floor, frame), minimum: known.minimum ?? undefined };
	const drawn = { ground, examples, points: seriesOf(points) };
	return { ...page, recipes, facts: { ...page.facts, ...known, ...drawn, note: points.note, named: points.axes } };
}

/** The arrays of the program: rows of features, perhaps with a column of ones, and targets. @param {Points} points @param {boolean} ones @returns {Recipe["data"]} */
function dataOf({ places, labels }, ones) {
	const n = places.length / 2;
	const rows = times(n, (k) => [...places.subarray(2 * k, 2 * k + (labels ? 2 : 1)), ...(ones ? [1] : [])]);
	const y = labels ?? columnOf(places, 1);
	return [
		{ name: "X", shape: [n, rows[0].length], values: Float64Array.from(rows.flat()) },
		{ name: "y", shape: [n], values: y },
	];
}

/** The best line, its loss, the largest curvature, and the noise there, as sgdlab/labs/race/crossing.py has it. @param {Numbers} places @param {Recipe} recipe */
function lineOf(places, recipe) {
	const n = places.length / 2;
	const sum = (/** @type {(x: number, y: number) => number} */ of) => {
		let total = 0;
		for (let k = 0; k < n; k++) total += of(places[2 * k], places[2 * k + 1]);
		return total / n;
	};
	const [square, mean] = [sum((x) => x * x), sum((x) => x)];
	const { values, axes } = eigen(square, mean, 1);
	const right = [sum((x, y) => x * y), sum((_, y) => y)];
	const minimum = /** @type {Pair} */ ([0, 0]);
	for (const [k, value] of values.entries()) {
		if (value < 1e-14 * Math.max(...values)) continue; // any line through points one above the other: the shortest
		const [a, b] = axes[k];
		const along = (a * right[0] + b * right[1]) / value;
		minimum[0] += along * a;
		minimum[1] += along * b;
	}
	const [w, b] = minimum;
	const variances = axes.map(([p, q]) => sum((x, y) => (2 * (w * x + b - y) * (p * x + q)) ** 2));
	const across = (/** @type {number} */ k, /** @type {number} */ x) => axes[k][0] * x + axes[k][1];
	const uneven = times(4, (at) => {
		const [k, l] = [at >> 1, at % 2];
		const mean = sum((x) => (2 * across(k, x) * across(l, x)) ** 2);
		return Math.max(0, k === l ? mean - (2 * values[k]) ** 2 : mean);
	});
	const noise = { curved: values.map((value) => 2 * value), variances, uneven };
	return { floor: lossOf(recipe)(Float64Array.from(minimum)), minimum, steepest: 2 * Math.max(...values), noise };
}

/** The points of each series. @param {Points} points @returns {Record<string, Grid>} */
const seriesOf = ({ places, labels }) => (labels ? classesOf(places, labels) : { examples: points(places) });

/**
 * What a click into the picture of the data means for the settings: on a point it takes that away, elsewhere it adds one.
 * A table that was dropped there takes the place of all.
 * @param {Sent} page @param {Chosen} settings @param {string} key @param {Pair | string} where
 */
export function movedPen({ facts, words }, { points, adds }, key, where) {
	/** @type {{ pen: Drawing | null }} */
	const { pen } = facts;
	if (key !== pen?.key) return { [key]: where };
	if (typeof where === "string") return readPoints(where, pen, words) && { points: where }; // or it raises
	const now = begun(points, pen, words);
	return { points: withoutPoint(points, now, where) ?? withPoint(points, now, where, pen.classes.indexOf(adds)) };
}
