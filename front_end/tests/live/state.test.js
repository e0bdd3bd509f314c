import assert from "node:assert/strict";
import test from "node:test";
import { piecesOf, valueNamed } from "../../src/live/state.js";

/** @import { Described } from "../../src/live/controls.js" */

// tests/page compares what is read with the kernel

test("of two values of one setting the last one counts, as in the kernel", () => {
	const menu = /** @type {Described} */ ({ name: "surface", kind: "text" });
	assert.equal(valueNamed("race surface=bowl seed=1 surface=beale", menu), "beale");
	assert.equal(valueNamed("race seed=1", menu), undefined);
});

test("a long text is read at once", () => {
	const began = performance.now();
	assert.equal(piecesOf(`race points='${"1 2|".repeat(50_000)}'`).length, 2);
	assert.ok(performance.now() - began < 1000, "the time grows with the square of the length");
});
