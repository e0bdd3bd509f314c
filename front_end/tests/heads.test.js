import assert from "node:assert/strict";
import test from "node:test";
import { headOf, wayOut } from "../src/heads.js";

/** @import { Line } from "../src/types.js" */

const BOX = { left: 0, top: 0, right: 100, bottom: 100 };

/** @param {number[]} points @param {number} drawn */
const line = (points, drawn) => /** @type {Line} */ ({ points: Float64Array.from(points), drawn });

test("the head is the last point that is a number", () => {
	assert.deepEqual(headOf(line([1, 2, 3, 4, 5, 6], 2)), [5, 6]);
	assert.deepEqual(headOf(line([1, 2, 3, 4, Number.NaN, 6], 2)), [3, 4]);
	assert.deepEqual(headOf(line([1, 2, 3, 4, 5, 6], 0)), [1, 2]);
	assert.equal(headOf(line([Number.NaN, 2], 0)), null);
});

test("what has left the picture is shown at its border, with the way to it", () => {
	assert.equal(wayOut(BOX, [50, 100]), null);
	const out = wayOut(BOX, [193, 50]);
	assert.deepEqual(out?.at, [93, 50]);
	assert.equal(out?.angle, 0);
	assert.equal(wayOut(BOX, [50, -200])?.angle, -Math.PI / 2);
	assert.equal(wayOut(BOX, [100.0001, 50]), null); // on the border
});
