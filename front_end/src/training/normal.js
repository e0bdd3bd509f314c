// Normal random numbers as NumPy draws them [normals].
//
// The area under the curve is cut into 256 pieces of one size, of which all but the lowest are wide and flat; a number is
// drawn in one of them, and drawn again where it is not below the curve (Marsaglia, Tsang, "The ziggurat method for
// generating random variables", 2000).  NumPy reads the corners of the pieces from a table, and here they are computed.

import { times, vector } from "../basics/arrays.js";

/** @import { Generator } from "./random.js" */

const PIECES = 256;
const TAIL = 3.6541528853610088; // where the lowest piece ends, and the tail begins
const AREA = 0.004928673233974655; // of a piece; of the lowest one with the tail
const WHOLE = 2 ** 52;

/** @param {number} x */
const curve = (x) => Math.exp(-0.5 * x * x);

const tables = makeTables();

/** The corners: how wide a piece is in parts of 2**52, below which of these parts all is below the curve, and its lower edge. */
function makeTables() {
	const [width, safe, height] = times(3, () => new Float64Array(PIECES));
	const corners = new Float64Array(PIECES);
	corners[PIECES - 1] = TAIL;
	for (let k = PIECES - 2; k > 0; k--)
		corners[k] = Math.sqrt(-2 * Math.log(AREA / corners[k + 1] + curve(corners[k + 1])));
	for (let k = 1; k < PIECES; k++) {
		width[k] = corners[k] / WHOLE;
		safe[k] = Math.trunc((corners[k - 1] / corners[k]) * WHOLE);
		height[k] = curve(corners[k]);
	}
	const lowest = AREA / curve(TAIL);
	width[0] = lowest / WHOLE;
	safe[0] = Math.trunc((TAIL / lowest) * WHOLE);
	height[0] = 1;
	return { width, safe, height };
}

/** So many independent numbers with mean 0 and standard deviation 1. @param {Generator} generator @param {number} count */
export const normals = (generator, count) => vector(count, () => normal(generator));

/** @param {Generator} generator */
function normal(generator) {
	const { width, safe, height } = tables;
	while (true) {
		const [low, high] = generator.bits();
		const piece = low & 255;
		const part = (high & 0x1fffffff) * 2 ** 23 + (low >>> 9); // of 2**52
		const size = part * width[piece];
		const x = (low >>> 8) & 1 ? -size : size;
		if (part < safe[piece]) return x;
		if (piece === 0) return inTail(generator, Math.floor(part / 256) % 2 === 1);
		if ((height[piece - 1] - height[piece]) * generator.random() + height[piece] < curve(x)) return x;
	}
}

/** @param {Generator} generator @param {boolean} left */
function inTail(generator, left) {
	while (true) {
		const beyond = -Math.log1p(-generator.random()) / TAIL;
		if (-2 * Math.log1p(-generator.random()) > beyond * beyond) return left ? -(TAIL + beyond) : TAIL + beyond;
	}
}
