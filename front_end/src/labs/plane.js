// The plane of a picture in the space of the parameters, as in sgdlab/landscape/plane.py, and the losses on it.

import { dot, evenly } from "../basics/arrays.js";
import { grid } from "../frames/wire.js";
import { lossOf } from "../training/program.js";
import { finished, train } from "../training/train.js";

/** @import { Grid, Pair, Recipe } from "../types.js" */

/** How runs span a plane. @typedef {{ rate: number, size: number, longest: number, steps: number, least: number }} Span */

/**
 * As the kernel sends it: an origin and two axes of length 1, flat; without them it is the whole space.
 * @typedef {{ words: string } & ({ origin: Float64Array, axes: Float64Array } | { origin?: undefined, axes?: undefined })} Plane
 */

/** The parameters at a point. @param {Plane} plane @param {ArrayLike<number>} point */
export function parametersAt({ origin, axes }, point) {
	if (!origin) return Float64Array.from(point);
	const size = origin.length;
	return origin.map((v, k) => v + point[0] * axes[k] + point[1] * axes[size + k]);
}

/**
 * The plane from the start that runs at one learning rate span, on other examples (`plane_from` in Python).
 * @param {Plane} plane @param {Recipe} recipe of gradient descent @param {Span} span @returns {Plane}
 */
export function planeFrom({ words, origin }, recipe, { rate, size: some, longest, steps: most, least }) {
	if (!origin) return { words };
	const size = Math.min(some, recipe.examples);
	const each = Math.ceil(recipe.examples / size);
	const epochs = Math.max(least, Math.min(longest, Math.floor(most / each)));
	/** @param {number | null} size @param {number} steps */
	const away = (size, steps) => {
		const settings = { learning_rate: rate, momentum: 0 };
		const { params } = train(recipe, { settings, batches: { size }, start: origin, steps, record_every: steps });
		return origin.map((v, k) => params[params.length - origin.length + k] - v);
	};
	const along = [0, 1, 2].map((axis) => origin.map((_, k) => Number(k === axis)));
	return { words, origin, axes: axesOf([away(null, epochs), away(size, epochs * each), ...along]) };
}

/** Two directions of length 1 at right angles, flat: the first ones that differ. @param {Float64Array[]} directions */
function axesOf(directions) {
	/** @type {Float64Array[]} */
	const found = [];
	for (const direction of directions) {
		const length = Math.max(Math.hypot(...direction), 1e-300);
		let rest = direction.map((v) => v / length);
		for (const axis of found) {
			const share = dot(rest, axis);
			rest = rest.map((v, k) => v - share * axis[k]);
		}
		const left = Math.hypot(...rest);
		if (left > 1e-6 && found.length < 2) found.push(rest.map((v) => v / left));
	}
	return Float64Array.from(found.flatMap((axis) => [...axis]));
}

/** The nearest points to rows of parameters: x, y, x, y, … @param {Plane} plane @param {Float64Array} params */
export function pointsOf({ origin, axes }, params) {
	if (!origin) return params;
	const size = origin.length;
	const points = new Float64Array((2 * params.length) / size);
	for (let row = 0; row < points.length / 2; row++) {
		for (let k = 0; k < size; k++) {
			const away = params[row * size + k] - origin[k];
			points[2 * row] += away * axes[k];
			points[2 * row + 1] += away * axes[size + k];
		}
	}
	return points;
}

/**
 * How much of a run is not in the picture: of its squared distances from the start, the share beside the plane.
 * @param {Plane} plane @param {{ params: Float64Array, steps: ArrayLike<number> }} run
 */
export function outside(plane, { params, steps }) {
	const size = params.length / steps.length;
	let [missing, all] = [0, 0];
	for (let row = 0; row < params.length; row += size) {
		const here = params.subarray(row, row + size);
		const near = parametersAt(plane, pointsOf(plane, here));
		for (let k = 0; k < size; k++) {
			missing += (here[k] - near[k]) ** 2;
			all += (here[k] - params[k]) ** 2;
		}
	}
	return all ? missing / all : 0;
}

/**
 * The losses of a map, row by row; yields after each, so that the work can be interrupted.
 * @param {Recipe} recipe @param {Plane} plane @param {Pair[]} box the ends of both axes @param {number} side
 * @returns {Generator<undefined, Float64Array>}
 */
export function* lossesByRow(recipe, plane, box, side) {
	const loss = lossOf(recipe);
	const [across, up] = box.map((ends) => evenly(...ends, side));
	const losses = new Float64Array(side * side);
	for (let row = 0; row < side; row++) {
		for (let k = 0; k < side; k++) losses[row * side + k] = loss(parametersAt(plane, [across[k], up[row]]));
		yield undefined;
	}
	return losses;
}

/** @param {Recipe} recipe @param {Plane} plane @param {Pair[]} box @param {number} side @returns {Grid} */
export const lossesOn = (recipe, plane, box, side) =>
	grid(finished(lossesByRow(recipe, plane, box, side)), [side, side]);
