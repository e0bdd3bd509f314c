import assert from "node:assert/strict";
import test from "node:test";
import {
	farToNear,
	heightOf,
	heightsOf,
	isHidden,
	piecesByCell,
	projection,
} from "../../src/panels/relief_geometry.js";

/** @import { Pair } from "../../src/types.js" */

/** @param {number[]} numbers @param {number[]} shape */
const shaped = (numbers, shape) => Object.assign(Float32Array.from(numbers), { shape });

const LEVELS = [1, 10, 100];
const BOX = { left: 0, top: 0, right: 400, bottom: 200 };

test("each band between two levels is as high as the next", () => {
	assert.equal(heightOf(0, LEVELS, 0), 0);
	assert.equal(heightOf(0.5, LEVELS, 0), 1 / 6);
	assert.equal(heightOf(-Infinity, LEVELS, 5), 0); // below all that is finite
	assert.equal(heightOf(1, LEVELS, 0), 1 / 3);
	assert.equal(heightOf(5.5, LEVELS, 0), 0.5);
	assert.equal(heightOf(10, LEVELS, 0), 2 / 3);
	for (const loss of [100, 1e9, Number.NaN, Number.POSITIVE_INFINITY]) assert.equal(heightOf(loss, LEVELS, 0), 1);
});

test("the heights of a grid are those of its corners and of what lies between them", () => {
	const losses = shaped([0, 1, 10, 100], [2, 2]);
	const heights = heightsOf(losses, LEVELS, 3);
	assert.deepEqual([heights[0], heights[2], heights[6], heights[8]], [0, 1 / 3, 2 / 3, 1].map(Math.fround));
	assert.equal(heights[1], Math.fround(heightOf(0.5, LEVELS, 0)));
});

test("a relief lies in its box at every angle, and what is high is above", () => {
	for (const turn of [0, 0.7, 1.6, 3, 4.5]) {
		for (const tilt of [0.15, 0.7, 1.5]) {
			const at = projection({ turn, tilt }, BOX);
			for (const x of [-1, 1]) {
				for (const y of [-1, 1]) {
					for (const height of [0, 1]) {
						const [px, py] = at([x, y, height]);
						assert.ok(px >= -1 && px <= 401 && py >= -1 && py <= 201, `${[turn, tilt, x, y, height]}: ${px}, ${py}`);
					}
					assert.ok(at([x, y, 1])[1] < at([x, y, 0])[1]);
				}
			}
		}
	}
});

test("from above, without a turn, it is the map: right is right and up is up", () => {
	const at = projection({ turn: 0, tilt: Math.PI / 2 }, BOX);
	const [middle, right, up] = [at([0, 0, 0]), at([1, 0, 0]), at([0, 1, 0])];
	assert.ok(right[0] > middle[0] && Math.abs(right[1] - middle[1]) < 1e-9);
	assert.ok(up[1] < middle[1] && Math.abs(up[0] - middle[0]) < 1e-9);
});

test("cells are painted from the farthest to the nearest: no cell is lower on the page than a later neighbor", () => {
	for (const turn of [0.1, 0.4, 1.5, 2, 3.8, 5.5]) {
		const at = projection({ turn, tilt: 0.6 }, BOX);
		const order = farToNear({ turn, tilt: 0.6 }, 4).flat();
		assert.equal(new Set(order.map(String)).size, 16);
		for (const [n, [i, j]] of order.entries()) {
			for (const [k, l] of order.slice(n + 1).filter(([k, l]) => Math.abs(k - i) + Math.abs(l - j) === 1)) {
				assert.ok(at([i / 2 - 1, j / 2 - 1, 0])[1] < at([k / 2 - 1, l / 2 - 1, 0])[1], `${turn}: ${[i, j, k, l]}`);
			}
		}
	}
});

test("the stripes run across the view: rows, or columns where it is turned to the side", () => {
	for (const [turn, along] of [
		[0.1, 1],
		[1.5, 0],
		[3.1, 1],
		[4.7, 0],
	])
		for (const stripe of farToNear({ turn, tilt: 0.6 }, 4))
			assert.equal(new Set(stripe.map((cell) => cell[along])).size, 1);
});

test("a line is cut into pieces by cells, and what is outside is left out", () => {
	/** @type {Pair[]} */
	const line = [
		[-1, -0.9],
		[1, -0.9],
		[3, -0.9],
	];
	const found = piecesByCell(line, 4);
	assert.deepEqual([...found.keys()], [0, 1, 2, 3]);
	for (const [cell, pieces] of found) {
		for (const [from, to] of pieces) {
			const middle = (from[0] + to[0]) / 2;
			assert.equal(Math.floor(((middle + 1) / 2) * 4), cell);
			assert.ok(Math.abs(to[0] - from[0]) <= 0.25 + 1e-12);
		}
	}
	assert.equal(
		piecesByCell(
			[
				[5, 5],
				[6, 6],
			],
			4,
		).size,
		0,
	);
});

test("a hill hides what is behind it, not what is before it, and nothing from above", () => {
	const hill = (/** @type {import("../../src/types.js").Pair} */ [x, y]) =>
		/** @type {[number, number, number]} */ ([x, y, Math.abs(y) < 0.2 ? 1 : 0]);
	const hidden = [0.5, -0.5].map((y) => isHidden([0, y], hill, { turn: 0, tilt: 0.3 }));
	assert.deepEqual(hidden, [true, false]);
	assert.equal(isHidden([0, 0.5], hill, { turn: 0, tilt: 1.5 }), false);
	const wall = (/** @type {Pair} */ [x, y]) =>
		/** @type {[number, number, number]} */ ([x, y, Math.max(Math.abs(x), Math.abs(y)) > 1 ? 1 : 0]);
	for (let k = 0; k < 4; k++)
		for (const place of /** @type {Pair[]} */ ([
			[0.9, 0],
			[-0.9, 0],
			[0, 0.9],
			[0, -0.9],
		]))
			assert.ok(!isHidden(place, wall, { turn: (k * Math.PI) / 2, tilt: 0.3 }), "beyond the map there is nothing");
});

test("a step far beyond the map is cut off at its edge", () => {
	const pieces = [
		...piecesByCell(
			[
				[0, 0],
				[1e6, 1e5],
			],
			10,
		).values(),
	].flat(2);
	assert(pieces.length > 10 && pieces.every((place) => place.every((part) => Math.abs(part) < 1 + 1e-9)));
});
