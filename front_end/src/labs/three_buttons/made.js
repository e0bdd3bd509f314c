// Points of two classes and the first weights of a network, drawn as sgdlab/data/made.py and problems/networks.py draw them.

import { times, vector } from "../../basics/arrays.js";
import { normals } from "../../training/normal.js";
import { Generator } from "../../training/random.js";

/** @import { Numbers } from "../../types.js" */

/** @typedef {{ X: Numbers, labels: Numbers }} Points X: x, y, x, y, … */

const N = 200;

/** @param {Generator} generator @param {number} low @param {number} high */
const uniform = (generator, low, high) => low + (high - low) * generator.random();

/** @param {Numbers} labels @param {(label: number, k: number) => number[]} point @param {number} noise @param {Generator} generator */
function noisy(labels, point, noise, generator) {
	const X = Float64Array.from([...labels].flatMap(point));
	const added = normals(generator, X.length);
	return { X: X.map((v, k) => v + noise * added[k]), labels };
}

/** @param {number} size @param {number} angle */
const around = (size, angle) => [size * Math.cos(angle), size * Math.sin(angle)];

/** How points are made of their labels and a generator. @type {Record<string, (labels: Numbers, generator: Generator) => Points>} */
const MADE = {
	"two moons"(labels, generator) {
		const t = labels.map(() => uniform(generator, 0, Math.PI));
		const point = (/** @type {number} */ label, /** @type {number} */ k) =>
			label ? [1 - Math.cos(t[k]), 0.5 - Math.sin(t[k])] : around(1, t[k]);
		return noisy(labels, point, 0.15, generator);
	},
	"two spirals"(labels, generator) {
		const r = labels.map(() => uniform(generator, 0.1, 1));
		return noisy(labels, (label, k) => around(r[k], 2 * Math.PI * (0.75 * r[k] + label / 2)), 0.02, generator);
	},
	"exclusive or"(labels, generator) {
		const size = vector(2 * N, () => generator.random());
		const signs = Float64Array.from(generator.integers(2, N), (one) => (one ? 1 : -1));
		const point = (/** @type {number} */ label, /** @type {number} */ k) =>
			[signs[k], label ? -signs[k] : signs[k]].map((sign, j) => size[2 * k + j] * sign);
		return noisy(labels, point, 0, generator);
	},
};

/** Points of two classes. @param {string} name @param {number} seed @returns {Points} */
export function points(name, seed) {
	const generator = new Generator(seed, []);
	const labels = Float64Array.from(generator.permutation(N), (k) => k % 2);
	return MADE[name](labels, generator);
}

/** The first parameters of a network: random weights, or none, and biases 0. @param {number[]} widths @param {boolean} random @param {number} seed */
export function weights(widths, random, seed) {
	const generator = new Generator(seed, []);
	const layers = widths.slice(1).map((out, k) => {
		const most = Math.sqrt(6 / (widths[k] + out));
		const draw = () => (random ? most * uniform(generator, -1, 1) : 0);
		return [...times(widths[k] * out, draw), ...Array(out).fill(0)];
	});
	return Float64Array.from(layers.flat());
}
