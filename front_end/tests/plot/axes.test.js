import assert from "node:assert/strict";
import test from "node:test";
import { drawAxes } from "../../src/plot/axes.js";
import { BOX, EACH } from "../written.js";

/** @import { Drawn } from "../../src/plot/axes.js" */
/** @import { Plot } from "../../src/plot/plot.js" */

/** What is written below an axis from 0.2 to 3.2, and last beside the title. @param {string} label @param {Partial<Drawn>} [more] */
function below(label, more) {
	/** @type {string[]} */
	const written = [];
	const unit = { textContent: "" };
	const plot = {
		box: BOX,
		width: BOX.right + 10,
		lab: { color: () => "", later: (/** @type {() => void} */ act) => act() },
		unit,
		font: () => "12px sans-serif",
		back: {
			measureText: (/** @type {string} */ text) => ({ width: EACH * text.length }),
			fillText: (/** @type {string} */ text, /** @type {number} */ _, /** @type {number} */ y) =>
				y > BOX.bottom && written.push(text),
			fillRect: () => {},
		},
	};
	const drawn = /** @type {Plot} */ (/** @type {unknown} */ (plot));
	drawAxes(drawn, { label, range: [0.2, 3.2], ...more }, { label: "y", range: [0, 1] }, true);
	return [...written, unit.textContent];
}

test("a name that would hide all numbers except one leaves room for two, because one is no scale", () => {
	assert.deepEqual(below("x"), ["1", "2", "x →", "↑ y"]);
	const long = "flipper, cm above 20";
	assert.deepEqual(below(long), ["0.5", "1.0", `${long} →`, "↑ y"]);
	const longer = "a name of 25 letters here"; // beside which the next numbers would be 0.0 and 0.5
	assert.deepEqual(below(longer, { range: [0, 1.5] }), ["0.0", "0.2", "0.4", `${longer} →`, "↑ y"]);
	assert.deepEqual(below(long, { ticks: [[1, "one"]] }), ["one", `${long} →`, "↑ y"]);
});

test("a name that leaves no room for two numbers stands beside the title, with the other one", () => {
	const longest = "a name that is about as wide as the box";
	assert.deepEqual(below(longest), ["1", "2", "3", "", `↑ y, → ${longest}`]);
});
