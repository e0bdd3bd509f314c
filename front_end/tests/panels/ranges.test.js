import assert from "node:assert/strict";
import test from "node:test";
import { rangeAcross, rangeOfBars, rangeUp } from "../../src/panels/ranges.js";

/** @import { Series } from "../../src/types.js" */

/** @param {number[]} y @param {Partial<Series>} [look] */
function curve(y, look = {}) {
	/** @type {Series} */
	const style = { key: "a", name: "a", color: "blue", dash: [], marker: "circle", faint: false, ...look };
	return { style, x: Float32Array.from(y, (_, k) => k), y: Float32Array.from(y) };
}

/** @param {number[]} found @param {number[]} wanted */
function assertNear(found, wanted) {
	for (const [k, v] of wanted.entries())
		assert.ok(Math.abs(found[k] - v) <= 1e-6 * Math.abs(v), `${found} is not ${wanted}`);
}

test("the data have 4 % of room above and below", () => {
	assertNear(rangeUp([curve([0, 10])], false), [-0.4, 10.4]);
});

test("a logarithmic axis ends at thirds of powers of ten, and skips what has no logarithm", () => {
	assertNear(rangeUp([curve([0, 0.2, 50, Number.NaN])], true), [10 ** (-3 / 3), 10 ** (6 / 3)]);
});

test("a value at a power of ten is the end, also where float32 puts it a little beyond", () => {
	assert.ok(Math.fround(1e-9) < 1e-9);
	assertNear(rangeUp([curve([1e-9, 1])], true), [1e-9, 1]);
});

test("a run that diverges leaves through the top, at ten times its first value", () => {
	assertNear(rangeUp([curve([2, 1, 1e30], { spent: "t" })], false), [1 - 0.04 * 19, 20 + 0.04 * 19]);
	assert.ok(rangeUp([curve([2, 1, 1e30])], false)[1] > 1e30 * 0.99);
	assert.ok(rangeUp([curve([2, 1, 1e30], { spent: "t" })], false, true)[1] > 1e30 * 0.99); // the axis follows it
	const [run, beside] = [curve([2, 1, 1e30], { spent: "t" }), curve([9, 9, 9], { faint: true })];
	assertNear(rangeUp([run, beside], false), [1 - 0.04 * 19, 20 + 0.04 * 19]); // the value of a run, not of a line beside it
});

test("a logarithmic axis follows a run that diverges as many decades as the others take, and to ten times its first value", () => {
	const up = (/** @type {number[]} */ other, log = true) =>
		rangeUp([curve([2, 1, 1e30], { spent: "t" }), curve(other, { spent: "t" })], log, true)[1];
	assertNear([up([1, 1e-6])], [1e6]);
	assertNear([up([1, 1e-20])], [1e12]); // but for what is nothing but rounding
	assertNear([up([2, 2])], [10 ** (4 / 3)]);
	assert.ok(up([1, 1e-6], false) > 1e30 * 0.99);
});

test("one value, and none, still have a range", () => {
	assertNear(rangeUp([curve([3, 3])], false), [2 - 0.08, 4 + 0.08]);
	assertNear(rangeUp([curve([Number.NaN])], true), [0.1, 1]);
	assertNear(rangeUp([curve([0.1])], true), [0.01, 0.1]);
	assert.deepEqual(rangeAcross([{ ...curve([1]), x: Float32Array.of(4) }], 0, true), [2, 8]);
});

test("across, a run begins at 0 and reaches to the end of its budget", () => {
	assert.deepEqual(rangeAcross([curve([1, 1, 1], { spent: "t" })], 1230, false), [0, 1230]);
	assert.deepEqual(rangeAcross([curve([1, 1, 1])], 0, true), [1, 2]); // 0 has no logarithm
	assert.deepEqual(rangeAcross([curve([1])], 0, false), [0, 1]);
	assert.deepEqual(rangeAcross([{ ...curve([1]), x: Float32Array.of(0) }], 0, true), [0.1, 1]); // a run without a step
	assert.deepEqual(rangeAcross([{ ...curve([1]), x: Float32Array.of(0) }], 50, true), [5, 50]);
});

test("bars begin at 0, with room for their numbers", () => {
	assertNear(rangeOfBars([[1], [10]]), [0, 11]);
	assertNear(rangeOfBars([[-10, 10]]), [-12, 12]);
	assertNear(rangeOfBars([[-10, -5]]), [-11, 0]);
	assert.deepEqual(rangeOfBars([]), [0, 1]);
	assert.deepEqual(rangeOfBars([[Number.NaN]]), [0, 1]);
	assert.deepEqual(rangeOfBars([[0, 0], [0]]), [0, 1]);
});
