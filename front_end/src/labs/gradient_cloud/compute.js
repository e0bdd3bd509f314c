// The gradient cloud in the page: a point and a batch size in; gradients of examples and of mini-batches, and their
// predicted spread, out; as in sgdlab/labs/gradient_cloud and sgdlab/noise.py.

import { endsOf } from "../../basics/arrays.js";
import { remembered, Shelf } from "../../basics/shelf.js";
import { Steps } from "../../training/program.js";
import { Generator as Random } from "../../training/random.js";
import { covarianceOf, ellipseAt, meanOf, shareOf } from "../noise.js";
import { eigen } from "../symmetric.js";
import { pictureOf } from "./picture.js";

/** @import { Numbers, Pair, Recipe } from "../../types.js" */
/** @import { Matrix } from "../noise.js" */
/** @import { Result, Sent } from "../types.js" */

/**
 * @typedef {object} Facts
 * @property {string} title of the problem
 * @property {[string, string]} names of the two parameters
 * @property {number} rate the learning rate of the steps that are shown
 * @property {number} draws how many mini-batches
 * @property {number} level the share of them that the ellipse should contain
 * @property {number} small what is shorter, in lengths of the longest gradient, is rounding
 * @property {number} unit of the gradients
 * @property {number} steps mini-batches whose step is shown
 * @property {number} dots mini-batches whose gradient is shown
 * @property {number} part the ranges grow by this part of a power of two
 * @property {Numbers} arrows the examples that are drawn
 * @property {{ with: Numbers, without: Numbers }} sizes of batches in the curve
 */

/** @typedef {{ point: Pair, batch_size: number, replace: boolean, seed: number }} Settings */

/**
 * Gradients as x, y, x, y, …: `gradients` of the examples, with their mean and covariance, `cloud` of the mini-batches,
 * with the covariance that was predicted and the one that was measured.
 * @typedef {{ n: number, gradients: Numbers, mean: Pair, covariance: Matrix, cloud: Numbers, predicted: Matrix,
 *     measured: Matrix, ellipse: Numbers, inside: number, length: number | null, downhill: number | null }} Cloud
 */

/** @param {Sent} page @param {Settings} settings @returns {Generator<undefined, Result>} */
// biome-ignore lint/correctness/useYield: all is drawn in a frame
export function* gradientCloud({ recipes, facts, words }, settings) {
	const cloud = cloudOf(recipes.all, facts, settings);
	const spread = Math.sqrt(cloud.predicted[0] + cloud.predicted[2]);
	const picture = pictureOf({ facts, words, settings, cloud });
	return { picture, measured: { spread, downhill: cloud.downhill } };
}

/** @param {Recipe} recipe @param {Facts} facts @param {Settings} settings @returns {Cloud} */
function cloudOf(recipe, facts, settings) {
	const { point, batch_size, replace } = settings;
	const gradients = gradientsAt(recipe, Float64Array.from(point));
	const n = gradients.length / 2;
	const mean = meanOf(gradients);
	const covariance = covarianceOf(gradients, mean);
	const cloud = means(gradients, batchesOf(recipe, facts.draws, settings), batch_size);
	const share = shareOf(n, batch_size, replace);
	const predicted = /** @type {Matrix} */ (covariance.map((v) => v * share));
	const { values, axes } = eigen(...predicted);
	const longest = endsOf(gradients.map(Math.abs))[1];
	const far = -2 * Math.log1p(-facts.level);
	const length = Math.hypot(...mean);
	const long = length > facts.small * longest ? length : null;
	const least = (facts.small * longest) ** 2 || 1;
	return {
		...{ n, gradients, mean, covariance, cloud, predicted, length: long },
		measured: covarianceOf(cloud, mean),
		ellipse: ellipseAt(mean, values, axes, far),
		inside: shareIn(cloud, ([x, y]) => {
			const parts = axes.map(
				(axis, k) => ((x - mean[0]) * axis[0] + (y - mean[1]) * axis[1]) ** 2 / Math.max(values[k], least),
			);
			return parts[0] + parts[1] <= far;
		}),
		downhill: long === null ? null : shareIn(cloud, ([x, y]) => x * mean[0] + y * mean[1] > 0),
	};
}

/** The gradient of every example. @param {Recipe} recipe @param {Numbers} point */
function gradientsAt(recipe, point) {
	const { examples } = recipe;
	const one = new Steps(recipe).of(1);
	const order = Uint32Array.from({ length: examples }, (_, k) => k);
	const gradients = new Float64Array(2 * examples);
	for (let k = 0; k < examples; k++) {
		const [, gradient] = one.evaluate(point, 0, order, k);
		gradients.set(/** @type {Numbers} */ (gradient), 2 * k);
	}
	return gradients;
}

/** The examples of all mini-batches, one after the other. @param {Recipe} recipe @param {number} draws @param {Settings} settings @returns {Uint32Array} */
function batchesOf(recipe, draws, settings) {
	const { batch_size: size, replace, seed } = settings;
	const shelf = Shelf.of(recipe);
	const n = recipe.examples;
	const every = replace ? Math.ceil(n / size) * size : n; // an epoch, of which each mini-batch is the first
	return remembered(shelf, { size, replace, seed }, () => {
		const drawn = () => epochs(new Random(seed, []), draws, n, every, replace);
		const order = remembered(shelf, { every, replace, seed }, drawn);
		const batches = new Uint32Array(draws * size);
		for (let k = 0; k < draws; k++) batches.set(order.slice(k * every, k * every + size).sort(), k * size);
		return batches;
	});
}

/** @param {Random} generator @param {number} draws @param {number} n @param {number} every @param {boolean} replace */
function epochs(generator, draws, n, every, replace) {
	const order = new Uint32Array(draws * every);
	for (let k = 0; k < draws; k++)
		order.set(replace ? generator.integers(n, every) : generator.permutation(n), k * every);
	return order;
}

/** The mean gradient of every mini-batch; that of all examples is the full gradient, to the last digit. @param {Numbers} gradients @param {Uint32Array} batches @param {number} size */
function means(gradients, batches, size) {
	const cloud = new Float64Array((2 * batches.length) / size);
	for (let k = 0; k < cloud.length / 2; k++) {
		let [x, y] = [0, 0];
		for (let j = k * size; j < (k + 1) * size; j++) {
			x += gradients[2 * batches[j]];
			y += gradients[2 * batches[j] + 1];
		}
		cloud[2 * k] = x / size;
		cloud[2 * k + 1] = y / size;
	}
	return cloud;
}

/** The share of the points for which something holds. @param {Numbers} points @param {(point: Pair) => boolean} holds */
function shareIn(points, holds) {
	let count = 0;
	for (let k = 0; k < points.length; k += 2) count += holds([points[k], points[k + 1]]) ? 1 : 0;
	return (2 * count) / points.length;
}
