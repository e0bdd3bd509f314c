// Numbers at even steps, as NumPy's linspace computes them [evenly].

import { vector } from "../arrays.js";

/** So many numbers from one to another. @param {number} low @param {number} high @param {number} count */
export function evenly(low, high, count) {
	const step = (high - low) / (count - 1);
	const numbers = vector(count, (k) => k * step + low);
	numbers[count - 1] = high;
	return numbers;
}
