import assert from "node:assert/strict";
import { test } from "node:test";
import { crossing } from "../../../src/labs/race/crossing.js";

/** @param {number[]} seen @param {number[]} losses */
const run = (seen, losses) => ({ seen: Float64Array.from(seen), losses: Float64Array.from(losses) });

test("nobody has half a step: the full batch passes when its update is there", () => {
	const full = run([0, 4, 8], [9, 4, 1]);
	const sgd = run([0, 1, 2, 3, 4, 5, 6, 7, 8], [9, 3, 3, 3, 3, 3, 3, 3, 3]);
	assert.deepEqual(crossing(full, sgd), { crosses: 8, lower: [0, 7] });
	assert.deepEqual(crossing(sgd, full), { crosses: 8, lower: [7, 0] });
});

test("the last change of the leader counts", () => {
	const steady = run([0, 1, 2, 3, 4, 5], [5, 2, 2, 2, 2, 2]);
	const noisy = run([0, 1, 2, 3, 4, 5], [5, 1, 3, 1, 3, 3]);
	assert.deepEqual(crossing(steady, noisy), { crosses: 4, lower: [1, 2] });
	assert.equal(crossing(steady, run([0, 1, 5], [5, 1, 1])), null);
});

test("what differs by rounding is nobody's lead", () => {
	const one = run([0, 1, 2], [3, 2, 1]);
	assert.equal(crossing(one, run([0, 1, 2], [3, 2 * (1 + 1e-12), 1 - 1e-12])), null);
});

test("of two runs on the same way to 0 nobody is ahead, however small both losses are", () => {
	const one = run([0, 1, 2, 3], [17, 4e-19, 3e-26, 1e-34]);
	assert.equal(crossing(one, run([0, 1, 2, 3], [17, 4e-19 * (1 + 1e-8), 2e-26, 2e-34])), null);
	assert.equal(crossing(one, run([0, 1, 2, 3], [17, 1e-20, 1e-18, 1e-17]))?.crosses, 2); // such a difference is none of rounding
});

test("a spike at the end does not decide who led before it", () => {
	const steady = run([0, 4, 8], [9, 4, 2]);
	const spiked = run([0, 1, 7, 8], [9, 1, 5, 1]);
	assert.deepEqual(crossing(steady, spiked), { crosses: 8, lower: [1, 6] });
	assert.deepEqual(crossing(spiked, steady), { crosses: 8, lower: [6, 1] });
});
