import assert from "node:assert/strict";
import test from "node:test";
import { grid } from "../../src/frames/wire.js";
import { shadeOf } from "../../src/page/theme.js";
import { chosen, crossings, placeLevels, strokeOf, writeLevels } from "../../src/panels/level_numbers.js";
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

/** How well a color can be read on another one, as WCAG 2 measures it. @param {number[]} one @param {number[]} other */
function contrast(one, other) {
	const [low, high] = [one, other].map(luminance).sort((a, b) => a - b);
	return (high + 0.05) / (low + 0.05);
}

/** @param {number[]} color */
function luminance(color) {
	const [r, g, b] = color.map((v) => (v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test("a number is written at its spot, along its contour, black or white, whichever can be read better there", () => {
	const levels = Array.from({ length: 40 }, (_, k) => 10 * k);
	/** @type {any[]} */
	const done = [];
	const [drawn, nothing] = [(/** @type {any[]} */ ...given) => done.push(given), () => {}];
	const front = { translate: drawn, rotate: drawn, fillText: drawn, save: nothing, restore: nothing, fillStyle: "" };
	for (const level of levels.keys()) {
		const panel = {
			front,
			seen: { levels },
			numbers: [{ level, place: [3, 4], angle: 0.5 }],
			font: () => "12px serif",
		};
		writeLevels(/** @type {any} */ (panel));
		assert.deepEqual(done.splice(0), [[3, 4], [0.5], [String(10 * level), 0, 0]]);
		const shade = shadeOf((level + 0.5) / levels.length);
		const [black, white] = ["#000b", "#fffb"].map((color) => {
			const v = color === "#000b" ? 0 : 255;
			return contrast(
				shade,
				shade.map((under) => under + (v - under) * (0xbb / 255)),
			); // it lies over the shade
		});
		if (Math.abs(black - white) > 0.1) assert.equal(front.fillStyle, black > white ? "#000b" : "#fffb", String(level));
	}
	assert.equal(/** @type {any} */ (front).font, "10px serif");
});

test("a number keeps away from one beside it and from one below it, and none needs more room than it has", () => {
	const spots = [0, 51, 53].map((far, level) => ({
		level,
		place: /** @type {[number, number]} */ ([0, far]),
		angle: 0,
		room: 30,
	}));
	assert.deepEqual(
		chosen(spots, () => true, []).map(({ level }) => level),
		[0, 2],
	);
});

test("what a number covers is as long as it is wide, along its contour", () => {
	const box = { left: 0, top: 0, right: 200, bottom: 200 };
	const slope = (/** @type {number[]} */ numbers) => ({
		seen: { losses: grid(numbers, [2, 2]), levels: [0.5] },
		box,
		numbers: [],
	});
	for (const [numbers, across, down] of /** @type {[number[], number, number][]} */ ([
		[[0, 1, 0, 1], 5, 14], // an upright contour
		[[0, 0, 1, 1], 14, 5],
	])) {
		const panel = /** @type {any} */ (slope(numbers));
		const [{ place }] = placeLevels(panel, new Ink(box));
		for (const [far, free] of /** @type {[number, boolean][]} */ ([
			[-4, false],
			[7, true],
		])) {
			for (const [x, y] of [
				[across + far, 0],
				[-across - far, 0],
				[0, down + far],
				[0, -down - far],
			]) {
				const at = [place[0] + x, place[1] + y];
				const ends = x ? [at[0], at[1] - 4, at[0], at[1] + 4] : [at[0] - 4, at[1], at[0] + 4, at[1]];
				const ink = new Ink(box).add([{ points: ends, length: 2 }]);
				const now = placeLevels(panel, ink).map((one) => String(one.place));
				assert.equal(now.includes(String(place)), free, `${numbers}: ${x}, ${y}`);
			}
		}
	}
});
