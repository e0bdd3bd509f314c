import assert from "node:assert/strict";
import test from "node:test";
import { arrange, aside, clearOf, route } from "../../src/panels/graph_layout.js";

const OPEN = { label: "", value: "", grad: "", tone: /** @type {const} */ (""), back: false };
const NODES = [
	{ ...OPEN, x: 0, y: 1 },
	{ ...OPEN, x: 0, y: 0 },
	{ ...OPEN, x: 0.5, y: 0.5 },
	{ ...OPEN, x: 1, y: 0.5 },
];
const EDGES = [
	{ ...OPEN, from: 0, to: 2 },
	{ ...OPEN, from: 1, to: 2 },
	{ ...OPEN, from: 2, to: 3 },
];
const BOXES = [
	{ x: 50, y: 50, w: 30, h: 20 },
	{ x: 50, y: 250, w: 30, h: 20 },
	{ x: 250, y: 150, w: 30, h: 20 },
	{ x: 450, y: 150, w: 30, h: 20 },
];

test("a graph runs from left to right, and y points upward", () => {
	const { height, spots } = arrange(NODES, [30, 20], 800);
	assert.equal(height, 0.36 * 800);
	assert.deepEqual(spots, [
		[0, 0],
		[0, 1],
		[0.5, 0.5],
		[1, 0.5],
	]);
});

test("where three boxes do not fit beside one another, it runs from the top down", () => {
	const { height, spots } = arrange(NODES, [60, 20], 300);
	assert.equal(height, 3 * (40 + 30));
	assert.deepEqual(spots, [
		[0, 0],
		[1, 0],
		[0.5, 0.5],
		[0.5, 1],
	]);
});

test("an arrow runs from the side of one box to the side of another", () => {
	const { path, head, middle } = route(EDGES[2], EDGES, BOXES);
	assert.equal(path, "M280 150C349.5 150 349.5 150 419 150");
	assert.equal(head, "M419 150L411 146 411 154z");
	assert.deepEqual(middle, [349.5, 150]);
});

test("an arrow runs to the left, and from one box down to another", () => {
	const left = { ...OPEN, from: 3, to: 2 };
	assert.equal(route(left, [left], BOXES).path, "M420 150C350.5 150 350.5 150 281 150");
	const down = { ...OPEN, from: 0, to: 1 };
	const { path, head, middle } = route(down, [down], BOXES);
	assert.equal(path, "M50 70C50 149.5 50 149.5 50 229");
	assert.equal(head, "M50 229L54 221 46 221z");
	assert.deepEqual(middle, [50, 149.5]);
});

test("a signal that goes back has its head where the arrow begins", () => {
	const back = { ...EDGES[2], back: true };
	const { path, head } = route(back, [EDGES[0], EDGES[1], back], BOXES);
	assert.equal(path, "M280 150C349.5 150 349.5 150 419 150");
	assert.equal(head, "M280 150L288 154 288 146z");
});

test("a graph is no higher than its room", () => {
	assert.equal(arrange(NODES, [30, 20], 600, 200).height, 200);
});

test("arrows into one box keep the order of where they come from", () => {
	assert.deepEqual(
		[0, 1].map((k) => aside(EDGES[k], "to", true, EDGES, BOXES)),
		[-7, 7],
	);
	assert.equal(aside(EDGES[2], "from", true, EDGES, BOXES), 0);
});

test("boxes that would overlap beside one another have rows of their own, in the order of the steps", () => {
	const four = [...NODES, { ...OPEN, x: 0, y: 0.3 }];
	const { height, spots, rows } = arrange(four, [60, 20], 300);
	assert.ok(rows);
	assert.equal(height, 5 * (40 + 30));
	assert.deepEqual(
		spots.map(([, down]) => down),
		[0, 0.25, 0.75, 1, 0.5],
	);
});

test("words on an arrow are moved aside if a box would lie over them", () => {
	const words = { x: 200, y: 160, w: 35, h: 9 }; // of which 15 pixels are in the third box
	assert.equal(clearOf(words, BOXES), 183); // they end 2 pixels before it
	assert.equal(clearOf({ ...words, x: 300 }, BOXES), 317);
	assert.equal(clearOf({ ...words, y: 200 }, BOXES), 200);
});
