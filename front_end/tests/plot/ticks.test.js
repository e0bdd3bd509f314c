import assert from "node:assert/strict";
import test from "node:test";
import { linearTicks, logTicks } from "../../src/plot/scales.js";

/** @import { Tick } from "../../src/types.js" */

/** @param {Tick[]} ticks */
const labels = (ticks) => ticks.map(([, label]) => label);

test("ticks are round numbers, written with the same number of digits", () => {
	assert.deepEqual(labels(linearTicks([0, 10], 5)), ["0", "2", "4", "6", "8", "10"]);
	assert.deepEqual(labels(linearTicks([-1, 3], 4)), ["−1", "0", "1", "2", "3"]);
	assert.deepEqual(labels(linearTicks([0.1, 0.3], 4)), ["0.10", "0.15", "0.20", "0.25", "0.30"]);
	assert.deepEqual(labels(linearTicks([0, 3000], 3)), ["0", "1,000", "2,000", "3,000"]);
	assert.deepEqual(labels(linearTicks([0, 1.2], 2)), ["0", "1"]);
});

test("tiny and huge ticks are powers of ten", () => {
	assert.deepEqual(labels(linearTicks([0, 2e-6], 2)), ["0", "1×10⁻⁶", "2×10⁻⁶"]);
	assert.deepEqual(labels(linearTicks([0, 4e7], 2)), ["0", "2×10⁷", "4×10⁷"]);
	assert.deepEqual(labels(linearTicks([-4e7, 0], 2)), ["−4×10⁷", "−2×10⁷", "0"]);
});

test("the step is 1, 2 or 5 times a power of ten, and ticks stay in the range, for any range", () => {
	for (let k = 0; k < 500; k++) {
		const low = Math.sin(k) * 10 ** (k % 7);
		const high = low + (1.1 + Math.cos(3 * k)) * 10 ** (k % 5);
		const values = linearTicks([low, high], 2 + (k % 9)).map(([v]) => v);
		const steps = values.slice(1).map((v, n) => v - values[n]);
		assert.ok(steps.length, `one tick alone from ${low} to ${high}`);
		const digit = Number(steps[0].toExponential(6).split("e")[0]);
		assert.ok(
			[1, 2, 5, 10].some((m) => Math.abs(digit - m) < 1e-3),
			`a step of ${steps[0]}`,
		);
		assert.ok(steps.every((step) => Math.abs(step - steps[0]) < 1e-6 * Math.max(1, Math.abs(low), Math.abs(high))));
		assert.ok(values[0] >= low - 1e-6 * steps[0] && values[values.length - 1] <= high + 1e-6 * steps[0]);
		assert.ok(values[0] - low < steps[0] && high - values[values.length - 1] < steps[0] * 1.000001);
	}
});

test("ticks close together are told apart by their digits", () => {
	assert.deepEqual(labels(linearTicks([1, 1.0001], 2)), ["1.00000", "1.00005", "1.00010"]);
	assert.deepEqual(labels(linearTicks([1e7, 1e7 + 100], 2)), ["10,000,000", "10,000,050", "10,000,100"]);
	assert.deepEqual(labels(linearTicks([1234567, 1234568], 2)), ["1,234,567.0", "1,234,567.5", "1,234,568.0"]);
});

test("any range has few ticks, also one that floats can't divide", () => {
	for (const range of [
		[1e20, 1e20 + 16384],
		[Infinity, Infinity],
		[-1e308, 1e308],
		[2, 1],
		[Number.NaN, 1],
		[0, 5e-324],
	])
		for (const ticks of [linearTicks, logTicks])
			assert.ok(ticks(/** @type {[number, number]} */ (range), 5).length < 20);
});

test("on a logarithmic axis ticks are powers of ten, with 2 and 5 times each on a short one", () => {
	assert.deepEqual(labels(logTicks([1, 1000], 5)), ["1", "10", "100", "1,000"]);
	assert.deepEqual(labels(logTicks([1, 100], 5)), ["1", "10", "100"]);
	assert.deepEqual(labels(logTicks([1e-4, 1e4], 4)), ["10⁻⁴", "0.01", "1", "100", "10,000"]);
	assert.deepEqual(labels(logTicks([1, 1e6], 3)), ["1", "100", "10⁴", "10⁶"]);
	assert.deepEqual(labels(logTicks([1, 1e6], 0.5)), ["1", "1,000", "10⁶"]); // two at least, also where there is no room
	assert.deepEqual(labels(logTicks([0.5, 20], 5)), ["0.5", "1", "2", "5", "10", "20"]);
	assert.deepEqual(labels(logTicks([0.5, 40], 2)), ["1", "3", "10", "30"]);
});

test("the powers begin at the first one in the range, so that a short axis has numbers too", () => {
	assert.deepEqual(labels(logTicks([2e-4, 1.2], 2)), ["0.001", "0.1"]);
});

test("a logarithmic axis on which fewer than two of them lie has round numbers", () => {
	assert.deepEqual(labels(logTicks([0.35, 0.46], 3)), ["0.35", "0.40", "0.45"]);
	assert.deepEqual(labels(logTicks([0.8, 1.9], 2)), ["1.0", "1.5"]);
});

test("a long logarithmic axis leaves powers out", () => {
	const ticks = logTicks([1e-16, 1], 4).map(([v]) => Math.round(Math.log10(v)));
	assert.deepEqual(ticks, [-16, -12, -8, -4, 0]);
});
