import assert from "node:assert/strict";
import test from "node:test";
import { nextMoment, played, sayMoment } from "../../src/lab/clock.js";

const FULL = [0, 0.25, 0.5, 0.75, 1];
const SGD = [0, 0.1, 0.2, 0.3];

test("a step leads to the next moment at which any series moves", () => {
	assert.equal(nextMoment([FULL, SGD], 0, 1), 0.1);
	assert.equal(nextMoment([FULL, SGD], 0.2, 1), 0.25);
	assert.equal(nextMoment([FULL, SGD], 0.3, -1), 0.25);
	assert.equal(nextMoment([FULL, undefined], 0.3, 1), 0.5);
});

test("beyond the last moment is the end, and before the first the beginning", () => {
	assert.equal(nextMoment([SGD], 0.3, 1), 1);
	assert.equal(nextMoment([], 0.3, -1), 0);
	assert.equal(nextMoment([FULL], 0.25 + 1e-7, -1), 0); // float32 is as good as there
});

test("the playhead is said in the unit of the budget, or in percent", () => {
	assert.equal(sayMoment(0.5, 1230, "example-gradients"), "615 of 1,230 example-gradients");
	assert.equal(sayMoment(0.256, undefined, "steps"), "26 % of the budget");
});

test("time in which no picture was shown, because the page was hidden or the machine slept, is not played", () => {
	assert.equal(played(1000, 1020), 0.02);
	assert.equal(played(1000, 3_601_000), 1);
	assert.equal(played(1000, 990), 0); // the frame may have begun before the press
});
