import assert from "node:assert/strict";
import test from "node:test";
import { evenRanges, makeScale } from "../../src/plot/scales.js";

test("a scale takes the ends of its range to its places, and back", () => {
	const scale = makeScale({ range: [-1, 3] }, 50, 450);
	assert.deepEqual([-1, 0, 1, 3].map(scale.at), [50, 150, 250, 450]);
	assert.deepEqual([50, 150, 450].map(scale.back), [-1, 0, 3]);
});

test("a scale upward runs against the pixels", () => {
	assert.deepEqual([0, 5, 10].map(makeScale({ range: [0, 10] }, 300, 20).at), [300, 160, 20]);
});

test("a logarithmic scale gives each power of ten the same room", () => {
	const scale = makeScale({ range: [0.01, 100], scale: "log" }, 0, 400);
	assert.deepEqual(
		[0.01, 0.1, 1, 10, 100].map((v) => Math.round(scale.at(v))),
		[0, 100, 200, 300, 400],
	);
	assert.ok(Math.abs(scale.back(150) - Math.sqrt(0.1)) < 1e-12);
	assert.deepEqual(
		scale.ticks(5).map(([v]) => v),
		[0.01, 0.1, 1, 10, 100],
	);
	assert.ok(!Number.isFinite(scale.at(0)));
	assert.ok(Number.isNaN(scale.at(-1)));
});

test("with one scale for both axes the smaller range is widened about its middle", () => {
	const box = { left: 50, right: 450, top: 20, bottom: 220 };
	assert.deepEqual(evenRanges(box, [0, 2], [0, 2]), [
		[-1, 3],
		[0, 2],
	]);
	assert.deepEqual(evenRanges(box, [3, 11], [1, 2]), [
		[3, 11],
		[-0.5, 3.5],
	]);
});
