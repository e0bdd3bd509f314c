import assert from "node:assert/strict";
import { test } from "node:test";
import { movedEnd } from "../../../src/labs/twin_panes/compute.js";

/** @import { Sent } from "../../../src/labs/types.js" */

/** @param {boolean} probability @returns {Sent} */
const panes = (probability) => ({
	lab: "twin-panes",
	recipes: {},
	facts: { ends: ["left_end", "right_end"], at: [-1, 3], probability, nearest: 0.002 },
	words: {},
	controls: [],
	presets: {},
	home: {},
	goals: [],
});
const LINE = {
	point: /** @type {[number, number]} */ ([0.5, 2]),
	add_up: /** @type {const} */ ("mean"),
	learning_rate: 1,
};

test("the line goes through the end that was dragged, and through the other one", () => {
	const { point } = movedEnd(panes(false), LINE, "right_end", [99, 5.5]);
	assert.deepEqual(point, [1, 2.5]); // through (-1, 1.5) and (3, 5.5)
	assert.deepEqual(movedEnd(panes(false), LINE, "left_end", [0, 3.5]).point, [0, 3.5]);
});

test("a probability goes through the end that was dragged, and never to 0 or 1", () => {
	const [w, b] = /** @type {[number, number]} */ (movedEnd(panes(true), LINE, "left_end", [0, 0.2]).point);
	assert.ok(Math.abs(1 / (1 + Math.exp(w - b)) - 0.2) < 1e-12);
	assert.ok(Math.abs(3 * w + b - 3.5) < 1e-12);
	const [steep] = /** @type {[number, number]} */ (movedEnd(panes(true), LINE, "left_end", [0, -3]).point);
	assert.ok(Number.isFinite(steep));
});

test("another handle is the control of its name", () => {
	assert.deepEqual(movedEnd(panes(false), LINE, "point", [1, 2]), { point: [1, 2] });
});
