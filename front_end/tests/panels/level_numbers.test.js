import assert from "node:assert/strict";
import test from "node:test";
import { chosen, crossings } from "../../src/panels/level_numbers.js";

test("a line finds the contours that it crosses, and how far the next one is", () => {
	const plane = (/** @type {[number, number]} */ [x]) => x; // upright contours
	const [first, second] = crossings(plane, [20, 50], [0, 5], [1, 0], 100);
	assert.deepEqual([first.level, first.place, first.room], [0, [19, 5], 19]); // found in steps of 2, so in the middle
	assert.deepEqual([second.level, second.place, second.room], [1, [49, 5], 30]);
	assert.equal(Math.abs(first.angle), Math.PI / 2);
	assert.deepEqual(crossings(plane, [200], [0, 5], [1, 0], 100), []);
});

test("a line that runs askew finds less room than its own length between two contours", () => {
	const plane = (/** @type {[number, number]} */ [x, y]) => x + y;
	const [first] = crossings(plane, [20], [0, 0], [1, 0], 100);
	assert.ok(Math.abs(first.room - 19 / Math.SQRT2) < 1e-9);
	assert.ok(Math.abs(first.angle + Math.PI / 4) < 1e-9); // down to the left, as the contour
});

/** Levels and places of numbers. @param {{ level: number, place: number[] }[]} spots */
const told = (spots) => spots.map(({ level, place }) => [level, place[0]]);
const SPOTS = [
	[0, 100],
	[1, 110],
	[0, 0],
	[1, 300],
].map(([level, x], k) => ({ level, place: /** @type {[number, number]} */ ([x, 0]), angle: 0, room: 30 - k }));

test("each level is written once, at the first of its spots, and never beside another", () => {
	assert.deepEqual(told(chosen(SPOTS, () => true, [])), [
		[0, 100],
		[1, 300],
	]);
});

test("a number moves to its next spot when a line comes, and stays there when the line has gone", () => {
	const moved = chosen(SPOTS, ({ place }) => place[0] !== 100, []);
	const now = [
		[1, 110],
		[0, 0],
	];
	assert.deepEqual(told(moved), now);
	assert.deepEqual(told(chosen(SPOTS, () => true, moved)), now);
	assert.deepEqual(
		chosen(SPOTS, () => false, moved),
		[],
	);
	const others = SPOTS.map((one) => ({ ...one })); // of another map
	assert.deepEqual(told(chosen(others, () => true, moved)), told(chosen(SPOTS, () => true, [])));
});

test("beside what is no number, or infinite, only the highest level is crossed", () => {
	for (const beyond of [Number.NaN, Infinity]) {
		const cliff = (/** @type {[number, number]} */ [x]) => (x < 50 ? 25 : beyond);
		for (const [from, way] of /** @type {[number, number][]} */ ([
			[0, 1],
			[100, -1],
		]))
			assert.deepEqual(
				told(crossings(cliff, [20, 30, 40], [from, 5], [way, 0], 100)).map(([level]) => level),
				[2],
			);
	}
});
