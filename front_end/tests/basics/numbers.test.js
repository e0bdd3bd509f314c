import assert from "node:assert/strict";
import test from "node:test";
import { clamp, general, lastAtMost, nearest, say, typeset } from "../../src/basics/numbers.js";

test("a number is said with three digits, in powers of ten where it is tiny or huge", () => {
	const said = [0, 0.12345, -2, 1234.5, 1e-7, -2.5e12, Number.NaN, -1e39].map((v) => say(v));
	assert.deepEqual(said, ["0", "0.123", "−2", "1,235", "1×10⁻⁷", "−2.5×10¹²", "undefined", "beyond −10³⁸"]);
});

test("a number that is rounded up to a power of ten is said as that", () => {
	const said = [999.6, -999.6, 999.4, 9_996_000, 0.00099996].map((v) => say(v));
	assert.deepEqual(said, ["1,000", "−1,000", "999", "1×10⁷", "0.001"]);
});

test("a number is written as Python's format g writes it", () => {
	const texts = "1e-06 0.0001 1.23457e-05 0.1 1 1230 123457 1.23457e+06 1e+16 -2.5 1e-300 0.5 nan -inf 100012".split(
		" ",
	);
	const numbers = [1e-6, 0.0001, 0.00001234567, 0.1, 1, 1230, 123456.7, 1234567, 1e16, -2.5, 1e-300, 0.5];
	assert.deepEqual(
		[...numbers, Number.NaN, Number.NEGATIVE_INFINITY, 100012.5].map((v) => general(v)),
		texts,
	);
	assert.deepEqual(
		[0.125, 0.375, 50, 1234, -0].map((v) => general(v, 2)),
		["0.12", "0.38", "50", "1.2e+03", "-0"],
	);
});

test("clamp keeps a number between two ends", () => {
	assert.deepEqual(
		[-5, 0.5, 5].map((v) => clamp(v, -1, 1)),
		[-1, 0.5, 1],
	);
});

test("lastAtMost finds the last entry that is not above", () => {
	const found = [-1, 0, 0.4, 0.5, 2].map((x) => lastAtMost([0, 0.5, 0.5, 1], x));
	assert.deepEqual(found, [-1, 0, 0, 2, 3]);
	assert.equal(lastAtMost([], 1), -1);
});

test("nearest finds the closest entry, the first of two", () => {
	assert.deepEqual(
		[-1, 0.5, 1.6, 99].map((v) => nearest([0, 1, 2], v)),
		[0, 0, 2, 2],
	);
});

test("a sentence has true minus signs at its negative numbers and powers, and hyphens elsewhere", () => {
	assert.equal(typeset("w = -0.5998, b = -4"), "w = −0.5998, b = −4");
	assert.equal(typeset("-1 to (-0.2, -3e-07)"), "−1 to (−0.2, −3×10⁻⁷)");
	assert.equal(typeset("1.1e4, 2e+16 and 6e-08"), "1.1×10⁴, 2×10¹⁶ and 6×10⁻⁸");
	assert.equal(typeset("the one2e5x, f1000b and Newton's e3"), "the one2e5x, f1000b and Newton's e3");
	assert.equal(typeset("mini-batches of a 2-8-2 network, 10-20"), "mini-batches of a 2-8-2 network, 10-20");
});
