import assert from "node:assert/strict";
import test from "node:test";
import { angle } from "../../src/basics/arrays.js";

test("the angle between two vectors is in degrees, also where rounding puts its cosine beyond 1", () => {
	const [one, beyond] = [
		[3, 0],
		[0.1, 0.6],
	];
	assert.equal(angle(one, [0, 0.5]), 90);
	assert.equal(angle(beyond, beyond), 0);
	assert.equal(angle(beyond, [-0.1, -0.6]), 180);
	assert.equal(angle(one, [0, 0]), null);
});
