import assert from "node:assert/strict";
import test from "node:test";
import { lastAtMost, say } from "../src/numbers.js";

test("a number is said with three digits, in powers of ten where it is tiny or huge", () => {
	const said = [0, 0.12345, -2, 1234.5, 1e-7, -2.5e12, Number.NaN, -1e39].map((v) => say(v));
	assert.deepEqual(said, ["0", "0.123", "−2", "1,235", "1×10⁻⁷", "−2.5×10¹²", "undefined", "beyond −10³⁸"]);
});

test("lastAtMost finds the last entry that is not above", () => {
	const moments = [0, 0.5, 0.5, 1];
	const found = [-1, 0, 0.4, 0.5, 2].map((x) => lastAtMost(moments, x));
	assert.deepEqual(found, [-1, 0, 0, 2, 3]);
});
