import assert from "node:assert/strict";
import test from "node:test";
import { stopRules } from "../../src/training/stopping.js";

/** @import { RunSoFar } from "../../src/training/so_far.js" */

test("a budget is said as the kernel says it: with all of its digits, in groups of three", () => {
	const used = /** @type {RunSoFar} */ ({ step: 2e6, charged: 30, examples: 60 });
	const said = (/** @type {object} */ budget) => {
		const [ask] = stopRules([/** @type {any} */ ({ rule: "budget", ...budget })]).early;
		return ask(used);
	};
	assert.equal(said({ steps: 1_234_567 }), "1,234,567 steps");
	assert.equal(said({ steps: 1 }), "1 step");
	assert.equal(said({ steps: 1e6 }), "1,000,000 steps");
	assert.equal(said({ epochs: 0.5 }), "0.5 epochs");
	assert.equal(said({ epochs: 0.6 }), "");
});
