import assert from "node:assert/strict";
import test from "node:test";
import { piecesOf } from "../../src/basics/shell_words.js";

test("a long text is read at once", () => {
	const began = performance.now();
	assert.equal(piecesOf(`race points='${"1 2|".repeat(50_000)}'`).length, 2);
	assert.ok(performance.now() - began < 1000, "the time grows with the square of the length");
});
