import assert from "node:assert/strict";
import { test } from "node:test";
import { frameOf, withData } from "../../src/frames/wire.js";

/** @import { Recipe, Spec } from "../../src/types.js" */

const DATA = [{ name: "x", shape: [2], values: Float64Array.of(1, 2) }];

test("a recipe with the name of another one has its data", () => {
	const one = /** @type {Recipe} */ ({ step: "one", data: DATA });
	const found = withData({ one, two: { ...one, step: "two", data: "one" } });
	assert.equal(found.two.data, DATA);
	assert.equal(found.two.step, "two");
});

test("handles that are no controls are values of the frame", () => {
	const panel = { kind: "plane", handles: [{ key: "end", name: "end" }] };
	const spec = /** @type {Spec} */ (/** @type {unknown} */ ({ name: "", series: [], panels: [panel], words: [] }));
	const frame = frameOf(spec, { description: "a line", panels: [{ handles: { end: [1, 2] } }], words: [] });
	assert.deepEqual(frame, { description: "a line", end: [1, 2] });
});
