import assert from "node:assert/strict";
import { test } from "node:test";
import { billText } from "../../src/basics/words.js";

const WORDS = {
	example_gradients: "example-gradient",
	loss_evaluations: "loss evaluation",
	updates: "update",
	uncounted: "operations not counted",
	free: "nothing",
};
const NONE = { example_gradients: 0, loss_evaluations: 0, operations: 0, updates: 0 };

test("a bill names what there is", () => {
	assert.equal(billText({ ...NONE, example_gradients: 1230, updates: 1 }, WORDS), "1,230 example-gradients, 1 update");
	assert.equal(billText({ ...NONE, loss_evaluations: 8 }, WORDS), "8 loss evaluations");
});

test("a bill without a line, and one that can't be counted", () => {
	assert.equal(billText(NONE, WORDS), "nothing");
	assert.equal(billText({ ...NONE, updates: 2, operations: null }, WORDS), "2 updates, operations not counted");
});
