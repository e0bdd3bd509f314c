import assert from "node:assert/strict";
import test from "node:test";
import { beside } from "../../src/page/tip.js";

test("a tip is above its place on the right, and stays inside of its area", () => {
	assert.deepEqual(beside([100, 100], [80, 40], [400, 300]), [116, 50]);
	assert.deepEqual(beside([390, 100], [80, 40], [400, 300]), [294, 50]); // on the left
	assert.deepEqual(beside([100, 10], [80, 40], [400, 300]), [116, 0]); // not above the area
	assert.deepEqual(beside([100, 10], [80, 40], [400, 300], 30), [116, 50]); // below a cell of the first row
	assert.deepEqual(beside([100, 100], [80, 40], [400, 300], 30), [116, 50]);
	assert.deepEqual(beside([10, 10], [500, 400], [400, 300]), [0, 0]);
});

test("wherever the pointer is, a tip that has room beside it is inside of the area and leaves the pointer free", () => {
	for (let x = 0; x <= 400; x++) {
		const [left, top] = beside([x, 150], [80, 40], [400, 300]);
		assert.ok(left >= 0 && left + 80 <= 400 && top + 40 < 150, `${[left, top]} at ${x}`);
		assert.ok(left > x || left + 80 < x, `${left} covers ${x}`);
	}
});
