// Numbers at even steps, as NumPy's linspace computes them [evenly], and the points of a grid [pointsOfGrid].

import { vector } from "../basics/arrays.js";

/** So many numbers from one to another. @param {number} low @param {number} high @param {number} count */
export function evenly(low, high, count) {
	const step = (high - low) / (count - 1);
	const numbers = vector(count, (k) => k * step + low);
	numbers[count - 1] = high;
	return numbers;
}

/** The points of a grid, row by row: x, y, x, y, … @param {Iterable<number>} across @param {Iterable<number>} up */
export const pointsOfGrid = (across, up) =>
	Float64Array.from([...up].flatMap((y) => [...across].flatMap((x) => [x, y])));
