import assert from "node:assert/strict";
import test from "node:test";
import { atRest } from "../../src/basics/rest.js";

test("at rest, only the last of several calls is heard, and each rest hears one", ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	/** @type {number[]} */
	const heard = [];
	const tell = atRest((/** @type {number} */ value) => heard.push(value), 300);
	for (const value of [1, 2, 3]) {
		tell(value);
		mock.timers.tick(299);
	}
	assert.deepEqual(heard, []);
	mock.timers.tick(1);
	assert.deepEqual(heard, [3]);
	tell(4);
	mock.timers.tick(300);
	assert.deepEqual(heard, [3, 4]);
});
