import assert from "node:assert/strict";
import { test } from "node:test";
import { learnedBy, zeroLines } from "../../../src/labs/race/learned.js";

test("a border is straight within each cell, and two corners of one sign make two lines", () => {
	assert.deepEqual(zeroLines(Float64Array.of(-1, 3, -1, 3), [0, 1], [0, 1]), [0.25, 0, 0.25, 1]);
	assert.equal(zeroLines(Float64Array.of(1, -1, -1, 1), [0, 1], [0, 1]).length, 8);
	assert.deepEqual(zeroLines(Float64Array.of(0, 0, 0, 0), [0, 1], [0, 1]), []);
});

const LINE = "(n) => (params, X) => [X.map((x) => params[0] * x + params[1])]";

test("a line is that of the end, and moves with the rows of its run", () => {
	const run = { params: Float64Array.of(0, 0, 1, 2, 3, 4), steps: [0, 1, 2] };
	const facts = { outputs: LINE, kind: "line", x: [0, 1], y: [0, 1], side: 2, key: "_learned" };
	const spent = { sgd: Float64Array.of(0, 0.5, 1) };
	const { data } = learnedBy(/** @type {any} */ (facts), /** @type {any} */ ({ sgd: run }), spent);
	const line = /** @type {any} */ (data?.sgd_learned);
	assert.deepEqual([...line], [0, 4, 1, 7]);
	assert.deepEqual([...line.moving.at(1)], [0, 2, 1, 3]);
	assert.equal(line.moving.spent, spent.sgd);
});
