import assert from "node:assert/strict";
import test from "node:test";
import { lastInside } from "../../src/panels/ends.js";

/** A line in pixels. @param {number[]} points */
function line(...points) {
	const style = { key: "a", name: "a", color: "blue", dash: [], marker: /** @type {const} */ ("circle"), faint: false };
	return { style, points: Float64Array.from(points), length: points.length / 2, runs: null, drawn: 0 };
}

test("a line ends where it was last between two sides", () => {
	assert.equal(lastInside(line(0, 1, 10, 2, 20, 3), 0, 12)?.y, 2);
	assert.equal(lastInside(line(0, 1, 10, Number.NaN), 0, 12)?.y, 1);
	assert.equal(lastInside(line(50, 1), 0, 12), null);
});
