import assert from "node:assert/strict";
import test from "node:test";
import { leftOf, rowsOf, wrapped } from "../src/labels.js";

test("a label begins to the right of its place, or ends to the left where there is no room", () => {
	assert.equal(leftOf(50, 100, 8, 400), 108);
	assert.equal(leftOf(50, 360, 8, 400), 302);
	assert.equal(leftOf(500, 360, 8, 400), 2);
});

test("labels that would overlap stand in rows", () => {
	assert.deepEqual(rowsOf([100, 150, 200, 400], 90), [0, 1, 0, 0]);
	assert.deepEqual(rowsOf([100, 110, 120], 90), [0, 1, 2]);
	assert.deepEqual(rowsOf([], 90), []);
});

test("a text is wrapped into at most two lines, between words", () => {
	const fits = (/** @type {string} */ text) => text.length <= 12;
	assert.deepEqual(wrapped("one", fits), ["one"]);
	assert.deepEqual(wrapped("forward mode of all", fits), ["forward mode", "of all"]);
	assert.deepEqual(wrapped("incomprehensibilities are", fits), ["incomprehensibilities", "are"]);
});
