import assert from "node:assert/strict";
import test from "node:test";
import { bandFinder } from "../src/contours.js";
import { cubic, fieldOf, sampleGrid, shadePixels } from "../src/grids.js";
import { shaped } from "../src/messages.js";

/** A function on a grid of n by n points over -2 to 2. @param {number} n @param {(x: number, y: number) => number} f */
function gridOf(n, f) {
	const at = (/** @type {number} */ k) => -2 + (4 * k) / (n - 1);
	return shaped(
		Float32Array.from({ length: n * n }, (_, k) => f(at(k % n), at(Math.floor(k / n)))),
		[n, n],
	);
}

/** The middle of a pixel on a picture of a size, over -2 to 2. @param {number} p @param {number} size */
const middle = (p, size) => -2 + (4 * (p + 0.5)) / size;

test("the weights of four neighbors have the sum 1 and reach no point outside", () => {
	for (const { at, weights } of cubic(97, 5)) {
		assert.ok(at.every((k) => k >= 0 && k < 5));
		assert.ok(Math.abs(weights.reduce((a, b) => a + b) - 1) < 1e-12);
	}
});

test("pixels have the values of a plane, and its slope", () => {
	const size = 40;
	/** @type {number[][]} */
	const seen = [];
	shadePixels(new Uint32Array(size * size), size, fieldOf(gridOf(9, (x, y) => 3 * x - y)), (v, slope) =>
		seen.push([v, slope]),
	);
	for (let py = 8; py < 32; py++) {
		for (let px = 8; px < 32; px++) {
			const [value, slope] = seen[py * size + px];
			assert.ok(Math.abs(value - (3 * middle(px, size) + middle(py, size))) < 1e-5); // pixels count downward
			assert.ok(Math.abs(slope - Math.hypot(3, 1) * (4 / size)) < 1e-5);
		}
	}
});

test("contours of a bowl are circles, to less than a third of a pixel", () => {
	const size = 400;
	const levels = [0.25, 1, 2.25];
	const find = bandFinder(levels);
	/** @type {{ band: number, away: number }[]} */
	const seen = [];
	const bowl = fieldOf(gridOf(41, (x, y) => x * x + y * y));
	shadePixels(new Uint32Array(size * size), size, bowl, (v, slope) =>
		seen.push({ band: find.band(v), away: find.away(v, slope) }),
	);
	let worst = 0;
	for (const [k, { band, away }] of seen.entries()) {
		const radius = Math.hypot(middle(k % size, size), middle(Math.floor(k / size), size));
		const distances = levels.map((level) => (Math.abs(radius - Math.sqrt(level)) * size) / 4);
		const least = Math.min(...distances);
		if (least > 0.3) assert.equal(band, levels.filter((level) => level <= radius * radius).length);
		if (least < 1) worst = Math.max(worst, Math.abs(away - least));
	}
	assert.ok(worst < 0.3, `${worst} pixels`);
});

test("bandFinder counts the levels at or below a value, in any order of values", () => {
	const find = bandFinder([1, 2, 3]);
	assert.deepEqual(
		[9, 0, 2, 2.5, 1, -1, 3].map((v) => find.band(v)),
		[3, 0, 2, 2, 1, 0, 3],
	);
});

test("a grid is read between its points", () => {
	const grid = shaped(Float32Array.from([0, 1, 2, 3, 10, 11, 12, 13]), [2, 4]);
	assert.equal(sampleGrid(grid, 0, 0), 0);
	assert.equal(sampleGrid(grid, 1, 1), 13);
	assert.equal(sampleGrid(grid, 0.5, 0.5), 6.5);
	assert.equal(sampleGrid(grid, -3, 9), 10); // outside: the edge
});
