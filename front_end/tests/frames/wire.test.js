import assert from "node:assert/strict";
import { test } from "node:test";
import { classesOf, frameOf, grid, points, withData } from "../../src/frames/wire.js";

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
	const frame = frameOf(spec, { description: "a line", panels: [{ handles: { end: { key: [1, 2] } } }], words: [] });
	assert.deepEqual(frame, { description: "a line", end: [1, 2] });
});

const CURVES = {
	x: [{ key: "steps", total: "all steps" }, { key: "epochs" }],
	y: { range: "ends" },
	paths: [{ series: "a", data: "path" }],
	bars: [
		{ series: "a", data: "bars" },
		{ series: "b", data: "absent" },
	],
	curves: [
		{ series: "a", y: "loss", low: "least", high: 3, x: { steps: "at" } },
		{ series: "b", y: "absent", x: {} },
	],
	marks: [
		{ name: "end", axis: "steps", at: "mark" },
		{ label: "best", x: "place" },
	],
	rules: [{ label: "floor", y: "rule" }],
};

test("each value gets to the key that the picture has for it, and what is not there to none", () => {
	const values = {
		data: { a: [1] },
		curves: { a: { y: Float64Array.of(1e300), low: [2], high: [3], x: { steps: [4] } } },
		marks: { "end steps": { at: 5 }, best: { x: 6 } },
		rules: { floor: { y: 7 } },
		x: { steps: { total: 8 }, epochs: { total: 9 } },
		y: { range: [0, 1] },
	};
	const spec = { series: [{ key: "a", spent: "used" }], clock: { total: "time" }, words: [{ data: "said" }] };
	const picture = { description: "", spent: { a: [10] }, total: 11, panels: [values], words: ["W"] };
	const { loss, ...frame } = frameOf(/** @type {any} */ ({ ...spec, panels: [CURVES, {}] }), picture);
	assert.deepEqual([.../** @type {Float32Array} */ (/** @type {unknown} */ (loss))], [3.4028234663852886e38]);
	const below = { path: [1], bars: [1], least: [2], at: [4], mark: 5, place: 6, rule: 7, "all steps": 8, ends: [0, 1] };
	assert.deepEqual(frame, { description: "", used: [10], time: 11, said: "W", ...below });
});

test("numbers beyond float32 are drawn where it ends, and those that are infinite stay so", () => {
	assert.deepEqual(
		[...grid([2, 1e300, -1e300, -Infinity])],
		[2, 3.4028234663852886e38, -3.4028234663852886e38, -Infinity],
	);
});

test("points are pairs, and belong to the class of their label", () => {
	assert.deepEqual(points([1, 2, 3, 4, 5, 6]).shape, [3, 2]);
	const { first, second } = classesOf(Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(0, 1, 0));
	assert.deepEqual(
		[[...first], [...second]],
		[
			[1, 2, 5, 6],
			[3, 4],
		],
	);
});
