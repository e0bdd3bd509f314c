import assert from "node:assert/strict";
import test from "node:test";
import { grid } from "../../src/frames/wire.js";
import { chosen, crossings, placeLevels, strokeOf } from "../../src/panels/level_numbers.js";
import { Ink } from "../../src/plot/ink.js";

test("a line finds the contours that it crosses, and how far the next one is", () => {
	const plane = (/** @type {[number, number]} */ [x]) => x; // upright contours
	const [first, second] = crossings(plane, [20, 50], [0, 5], [1, 0], 100);
	assert.deepEqual([first.level, first.place, first.room], [0, [19, 5], 19]); // found in steps of 2, so in the middle
	assert.deepEqual([second.level, second.place, second.room], [1, [49, 5], 30]);
	assert.equal(Math.abs(first.angle), Math.PI / 2);
	assert.deepEqual(crossings(plane, [200], [0, 5], [1, 0], 100), []);
	const falling = crossings(([, y]) => 100 - y, [20, 50], [5, 0], [0, 1], 100);
	assert.deepEqual(
		falling.map(({ level, place, room }) => [level, ...place, room]),
		[
			[1, 5, 51, 30],
			[0, 5, 81, 19],
		],
	);
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

test("on a round bowl numbers stand along the circles of their levels, inside of the map and not on ink", () => {
	const side = Array.from({ length: 41 }, (_, k) => (k - 20) / 20);
	const losses = grid(
		side.flatMap((y) => side.map((x) => x * x + y * y)),
		[41, 41],
	);
	const [levels, box] = [[0.1, 0.3, 0.5, 0.7], { left: 50, top: 10, right: 450, bottom: 410 }];
	const panel = /** @type {any} */ ({ seen: { losses, levels }, box, numbers: [] });
	const free = placeLevels(panel, new Ink(box));
	assert.equal(free.length, 4);
	const many = { losses, levels: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7] }; // every second one
	const some = placeLevels({ ...panel, seen: many }, new Ink(box));
	assert.deepEqual(some.map(({ level }) => level).sort(), [0, 2, 4, 6]);
	const ramp = grid([0, 1, 0, 1], [2, 2]); // from 20 pixels to the border on, no number has room
	assert.deepEqual(
		placeLevels({ ...panel, seen: { losses: ramp, levels: [0.05, 0.5, 0.95] } }, new Ink(box)).length,
		1,
	);
	const rows = Array.from({ length: 100 }, (_, k) => ({ points: [50, 10 + 4 * k, 250, 10 + 4 * k], length: 2 }));
	const covered = placeLevels(panel, new Ink(box).add(rows));
	assert.ok(covered.length && covered.every(({ place: [x] }) => x > 250));
	for (const spot of [...free, ...covered]) {
		const { level, place, angle } = spot;
		const [x, y] = [place[0] - 250, place[1] - 210];
		const far = Math.hypot(x, y);
		assert.ok(Math.abs(far - 200 * Math.sqrt(levels[level])) < 2);
		assert.ok(Math.abs(x * Math.cos(angle) + y * Math.sin(angle)) < 0.1 * far);
		assert.ok(Math.max(Math.abs(x), Math.abs(y)) < 200 - 26);
		const [x0, y0, x1, y1] = Array.from(strokeOf(spot).points);
		assert.ok(Math.hypot((x0 + x1) / 2 - place[0], (y0 + y1) / 2 - place[1]) < 1e-9);
		assert.ok(Math.abs(Math.atan((y1 - y0) / (x1 - x0)) - angle) < 1e-9);
	}
});
