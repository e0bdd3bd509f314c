import assert from "node:assert/strict";
import test from "node:test";
import { valueNamed } from "../../src/live/state.js";

/** @import { Described } from "../../src/labs/types.js" */

// tests/page compares what is read with the kernel

test("of two values of one setting the last one counts, as in the kernel", () => {
	const menu = /** @type {Described} */ ({ name: "surface", kind: "text" });
	assert.equal(valueNamed("race surface=bowl seed=1 surface=beale", menu), "beale");
	assert.equal(valueNamed("race seed=1", menu), undefined);
});
