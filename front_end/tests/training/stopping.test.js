import assert from "node:assert/strict";
import test from "node:test";
import { stopRules } from "../../src/training/stopping.js";

/** @import { RunSoFar } from "../../src/training/so_far.js" */

test("a budget is said as the kernel says it: with all of its digits, in groups of three", () => {
	const used = /** @type {RunSoFar} */ ({ charged: 2e6, examples: 1 });
	const said = (/** @type {number} */ epochs) => stopRules([{ rule: "budget", epochs }]).early[0](used);
	assert.equal(said(1_234_567), "1,234,567 epochs");
	assert.equal(said(1), "1 epoch");
	assert.equal(said(1e6), "1,000,000 epochs");
	assert.equal(said(0.5), "0.5 epochs");
	assert.equal(said(2_000_001), "");
});
