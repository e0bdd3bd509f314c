import assert from "node:assert/strict";
import test from "node:test";
import { shaped } from "../../src/frames/messages.js";
import { lengths, makeLine, makeLines } from "../../src/plot/lines.js";
import { makeScale } from "../../src/plot/scales.js";

/** @import { Series } from "../../src/types.js" */

/** @type {Series} */
const STYLE = { key: "sgd", name: "SGD", color: "blue", dash: [], marker: "circle", faint: false };
const SCALES = { x: makeScale({ range: [0, 1] }, 0, 100), y: makeScale({ range: [0, 1] }, 100, 0) };

test("a line is its points in pixels", () => {
	const line = makeLine(SCALES, STYLE, [0, 1, 0.5, 0.5, 1, 0]);
	assert.deepEqual([...line.points], [0, 0, 50, 50, 100, 100]);
	assert.equal(line.runs, null);
});

test("what diverges keeps its direction", () => {
	const { points } = makeLine(SCALES, STYLE, [3e30, -4e30]);
	assert.ok(Math.max(...points) <= 1e5);
	assert.ok(Math.abs(points[0] / points[1] - 3 / 4) < 1e-9);
});

test("a dashed line knows its length up to each point, across a gap", () => {
	const points = Float64Array.from([0, 0, 3, 4, Number.NaN, 0, 3, 4, 3, 10]);
	assert.deepEqual([...lengths(points)], [0, 5, 5, 5, 11]);
});

test("an array of paths gives a line for each", () => {
	const data = shaped(
		Float32Array.from({ length: 12 }, (_, k) => k),
		[2, 3, 2],
	);
	assert.deepEqual(
		makeLines(SCALES, STYLE, data).map(({ points }) => points[0]),
		[0, 600],
	);
	assert.deepEqual(makeLines(SCALES, STYLE, null), []);
	assert.deepEqual(makeLines(SCALES, STYLE, shaped(new Float32Array(0), [0, 2])), []);
});
