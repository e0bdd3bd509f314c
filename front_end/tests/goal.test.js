import assert from "node:assert/strict";
import test from "node:test";
import { goalOf } from "../src/goal.js";

test("a goal is open until the frame says that it is reached", () => {
	const line = "Your goal\nBring both runs below 0.1";
	assert.deepEqual(goalOf([line], false), {
		state: "open",
		sign: "○",
		words: ["Your goal", "Bring both runs below 0.1"],
	});
	assert.deepEqual(goalOf([line], true).state, "reached");
	assert.deepEqual(goalOf([line], true).sign, "✓");
});

test("without a line there are no words", () => {
	assert.deepEqual(goalOf([], false).words, [""]);
});
