import assert from "node:assert/strict";
import test from "node:test";
import { taken } from "../../src/live/controls.js";

/** @import { Described } from "../../src/labs/types.js" */
/** @import { Pair } from "../../src/types.js" */

test("a point that arrow keys moved away and back is where it began, and next to zero it is 0", () => {
	const ranges = [
		[-2.0061, 2.0061],
		[1e-5, 1],
	];
	const one = /** @type {Described} */ (
		/** @type {unknown} */ ({ kind: "handle", label: "start", ranges, first: [0, 0.5] })
	);
	let [x] = [0];
	for (const way of [1, 1, 1, -1, -1, -1]) [x] = /** @type {Pair} */ (taken(one, [x + way * 0.040122, 0.5]));
	assert.equal(x, 0);
	assert.deepEqual(taken(one, [-2.23e-5, 2.23e-5]), [0, 2.23e-5]); // where 0 is outside, small numbers stay
});
