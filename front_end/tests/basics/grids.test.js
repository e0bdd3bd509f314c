import assert from "node:assert/strict";
import test from "node:test";
import { cubic, fieldOf, lowestOf, nearestInGrid, sampleGrid, shadePixels } from "../../src/basics/grids.js";
import { shaped } from "../../src/frames/messages.js";
import { bandFinder, squeezed } from "../../src/plot/contours.js";

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

test("the nearest point of a grid, and its lowest finite number", () => {
	const grid = shaped(Float32Array.from([0, 1, 2, 3, 10, 11, 12, 13]), [2, 4]);
	assert.equal(nearestInGrid(grid, 0.2, 0.4), 1); // 0.6 of a column is nearer to the second
	assert.equal(nearestInGrid(grid, 2, 0.6), 13);
	assert.equal(lowestOf(shaped(Float32Array.from([Number.NaN, 4, Number.NEGATIVE_INFINITY, 3]), [2, 2])), 3);
	assert.equal(lowestOf(shaped(Float32Array.from([Number.NaN]), [1, 1])), Number.POSITIVE_INFINITY);
});

test("a layer sees the color that is below it", () => {
	const pixels = Uint32Array.from([5, 6, 7, 8]);
	const field = fieldOf(gridOf(2, () => 1));
	shadePixels(pixels, 2, field, (v, _, below) => v + below);
	assert.deepEqual([...pixels], [6, 7, 8, 9]);
});

test("losses are squeezed between the lowest and infinity, and no number is as high", () => {
	const losses = shaped(Float32Array.from([1, 3, 9, Number.POSITIVE_INFINITY, Number.NaN]), [1, 5]);
	const { grid, levels } = squeezed(losses, [3, 5, 13]); // halfway at 5, which is 4 above the lowest
	assert.deepEqual([...grid], [0, 2 / 6, 8 / 12, 1, 1]);
	assert.deepEqual(levels, [2 / 6, 4 / 8, 12 / 16]);
	assert.deepEqual([...squeezed(shaped(Float32Array.from([2, 2]), [1, 2]), [2, 3]).grid], [0, 0]); // flat
});
