import assert from "node:assert/strict";
import test from "node:test";
import { beside, fixed, number, readNumber, whole } from "../../src/basics/words.js";

test("a number with some digits behind the point is rounded as in Python: a tie to the even digit", () => {
	assert.deepEqual(
		[0.5, 1.5, 2.5, -0.5, 37.99, Number.POSITIVE_INFINITY].map((v) => fixed(v, 0)),
		["0", "2", "2", "-0", "38", "inf"],
	);
	assert.deepEqual(
		[6.25, 6.35, 22.5, 100].map((v) => fixed(v, 1)),
		["6.2", "6.3", "22.5", "100.0"], // 6.35 is a little less than that
	);
});

test("whole numbers have commas", () => {
	assert.deepEqual([1234.5, 12345.6, Number.POSITIVE_INFINITY].map(whole), ["1,234", "12,346", "inf"]);
});

test("a large number is rounded as in Python, too", () => {
	assert.deepEqual([-999.5, 1000.5, 1001.5, 999_999.6].map(number), ["-1,000", "1,000", "1,002", "1,000,000"]);
});

test("a number is a decimal one, and infinity", () => {
	assert.deepEqual([" 1e3 ", "-.5", "+1.", "-INF"].map(readNumber), [1000, -0.5, 1, -Infinity]);
	for (const text of ["", "0x10", "0b1", "0O7", "nan", "1,5", "1_000", "１２"])
		assert.throws(() => readNumber(text), new Error(`'${text}' is not a number`));
});

test("a number has as many digits as tell it from another", () => {
	assert.deepEqual(
		[beside(2.2604, 5), beside(2.2604, 2.26), beside(2.26, 2.26), beside(0.99999, 1, 4)],
		["2.26", "2.2604", "2.26", "0.99999"],
	);
});
