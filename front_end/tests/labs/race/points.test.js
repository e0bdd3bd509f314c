import assert from "node:assert/strict";
import test from "node:test";
import { withoutPoint } from "../../../src/labs/race/points.js";

/** @import { Points } from "../../../src/labs/race/points.js" */

test("of two points at one place the later one goes, which lies on top, and where there is none nothing does", () => {
	const text = "x,y,class\n0,0,a\n1,2,b\n\n0,0,b\n";
	const points = /** @type {Points} */ ({ places: Float64Array.of(0, 0, 1, 2, 0, 0), lines: [1, 2, 3] });
	assert.equal(withoutPoint(text, points, [0, 0]), "x,y,class\n0,0,a\n1,2,b");
	assert.equal(withoutPoint(text, points, [1, 2]), "x,y,class\n0,0,a\n0,0,b");
	assert.equal(withoutPoint(text, points, [2, 1]), null);
	assert.equal(withoutPoint(text, points, [0, 2]), null);
});
