// Arrays: made of their indices [times, vector] or at even steps, their last number, their lowest and their highest, their
// products, one of them at random.

import { clamp } from "./numbers.js";

/** @import { Pair } from "../types.js" */

/** So many things, each made of its index. @template T @param {number} count @param {(k: number) => T} make */
export const times = (count, make) => Array.from({ length: count }, (_, k) => make(k));

/** So many numbers, each made of its index. @param {number} count @param {(k: number) => number} make */
export function vector(count, make) {
	const made = new Float64Array(count);
	for (let k = 0; k < count; k++) made[k] = make(k);
	return made;
}

/** So many numbers from one to another, as NumPy's linspace computes them. @param {number} low @param {number} high @param {number} count */
export function evenly(low, high, count) {
	const step = (high - low) / (count - 1);
	const numbers = vector(count, (k) => k * step + low);
	numbers[count - 1] = high;
	return numbers;
}

/** The points of a grid, row by row: x, y, x, y, … @param {Iterable<number>} across @param {Iterable<number>} up */
export const pointsOfGrid = (across, up) =>
	Float64Array.from([...up].flatMap((y) => [...across].flatMap((x) => [x, y])));

/**
 * The same keys with other values.
 * @template T, Made
 * @param {Record<string, T>} record @param {(value: T, key: string) => Made} make @returns {Record<string, Made>}
 */
export const mapped = (record, make) =>
	Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value, key)]));

/** @template T @param {ArrayLike<T>} array with an entry at least */
export const lastOf = (array) => array[array.length - 1];

/** Points x, y, x, y, … @param {ArrayLike<number>} x @param {ArrayLike<number>} y */
export const zipped = (x, y) => vector(2 * y.length, (k) => (k % 2 ? y : x)[k >> 1]);

/** All x (axis 0) or all y (axis 1) of points x, y, x, y, … @param {Float64Array} points @param {number} axis */
export const columnOf = (points, axis) => points.filter((_, k) => k % 2 === axis);

/** The lowest and the highest number; infinite without any. @param {Iterable<number>} numbers @returns {Pair} */
export function endsOf(numbers) {
	let [low, high] = [Infinity, -Infinity];
	for (const v of numbers) {
		low = Math.min(low, v);
		high = Math.max(high, v);
	}
	return [low, high];
}

/** @param {ArrayLike<number>} one @param {ArrayLike<number>} other */
export function dot(one, other) {
	let sum = 0;
	for (let k = 0; k < one.length; k++) sum += one[k] * other[k];
	return sum;
}

/** @param {ArrayLike<number>} numbers */
export function meanOf(numbers) {
	let sum = 0;
	for (let k = 0; k < numbers.length; k++) sum += numbers[k];
	return sum / numbers.length;
}

/** The length of a vector. @param {ArrayLike<number>} numbers */
export const norm = (numbers) => Math.sqrt(dot(numbers, numbers));

/** The angle between two vectors in degrees, whatever rounding has done to its cosine; null if one of them is 0. @param {ArrayLike<number>} one @param {ArrayLike<number>} other */
export function angle(one, other) {
	const lengths = norm(one) * norm(other);
	return lengths > 0 ? (Math.acos(clamp(dot(one, other) / lengths, -1, 1)) * 180) / Math.PI : null;
}

/** A number from 0 to n - 1, for a surprise: a run has random numbers of its own (training/random.js). @param {number} n */
export const below = (n) => Math.floor(n * Math.random());

/** One of some, at random. @template T @param {T[]} some */
export const oneAtRandom = (some) => some[below(some.length)];
