import assert from "node:assert/strict";
import test from "node:test";
import { boxesAt, boxesOf, leftOf, placeBeside, placesAlong, rowsOf, spaced, wrapped } from "../src/labels.js";

test("a label begins to the right of its place, or ends to the left where there is no room", () => {
	assert.equal(leftOf(50, 100, 8, 400), 108);
	assert.equal(leftOf(50, 360, 8, 400), 302);
	assert.equal(leftOf(500, 360, 8, 400), 2);
});

test("labels that would overlap stand in rows", () => {
	assert.deepEqual(rowsOf([100, 150, 200, 400], 90), [0, 1, 0, 0]);
	assert.deepEqual(rowsOf([100, 110, 120], 90), [0, 1, 2]);
	assert.deepEqual(rowsOf([], 90), []);
});

test("a text is wrapped into at most two lines, between words", () => {
	const fits = (/** @type {string} */ text) => text.length <= 12;
	assert.deepEqual(wrapped("one", fits), ["one"]);
	assert.deepEqual(wrapped("forward mode of all", fits), ["forward mode", "of all"]);
	assert.deepEqual(wrapped("incomprehensibilities are", fits), ["incomprehensibilities", "are"]);
});

test("a name stands to the right of its point, and elsewhere where another name is", () => {
	const box = { left: 0, top: 0, right: 300, bottom: 200 };
	const first = placeBeside(50, [100, 100], box, []);
	assert.deepEqual(first, { left: 110, top: 83, right: 160, bottom: 99 });
	const second = placeBeside(50, [100, 100], box, [first]);
	assert.deepEqual(second, { left: 110, top: 101, right: 160, bottom: 117 });
	assert.equal(placeBeside(50, [290, 100], box, []).right, 280); // no room on the right
});

test("where every place is covered, a name takes the one with the least on it", () => {
	const box = { left: 0, top: 0, right: 300, bottom: 200 };
	const everywhere = [0, 1].map(() => ({ left: 0, top: 0, right: 300, bottom: 200 }));
	const above = { left: 0, top: 0, right: 300, bottom: 100 };
	assert.equal(placeBeside(50, [100, 100], box, [...everywhere, above]).top, 101);
});

test("points cover a few pixels, and a line also what is between them", () => {
	assert.deepEqual(boxesAt([[10, 20]]), [{ left: 7, top: 17, right: 13, bottom: 23 }]);
	const style = { key: "a", name: "a", color: "blue", dash: [], marker: /** @type {const} */ ("circle"), faint: false };
	const line = { style, points: Float64Array.from([0, 0, 30, 0]), length: 2, runs: null, drawn: 0 };
	assert.deepEqual(
		boxesOf([line]).map(({ left }) => left + 3),
		[0, 10, 20],
	);
});

test("names that would touch are moved apart about their middle, inside of the box", () => {
	assert.deepEqual(spaced([50, 50, 90], 10, [0, 100]), [45, 55, 90]);
	assert.deepEqual(spaced([98, 99], 10, [0, 100]), [90, 100]);
	assert.deepEqual(spaced([], 10, [0, 100]), []);
});

test("words beside a vertical line stand on the side with room, as high up as they can, and in the box", () => {
	const box = { left: 0, top: 0, right: 200, bottom: 60 };
	const [first, second] = placesAlong(80, 100, box);
	assert.deepEqual([first.left, first.right, second.left, second.right], [106, 186, 14, 94]);
	assert.equal(first.top, second.top);
	const last = placesAlong(80, 200, box);
	assert.ok(last.length > 1);
	for (const { left, top, right, bottom } of last) assert.ok(left > 0 && right < 200 && top > 0 && bottom < 60);
	assert.deepEqual(placesAlong(80, 200, { ...box, bottom: 15 }), []);
	assert.deepEqual(placesAlong(210, 100, box), []);
});
