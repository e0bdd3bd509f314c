import assert from "node:assert/strict";
import test from "node:test";
import { between, pixel, triple } from "../src/theme.js";

test("a color of a map is three numbers", () => {
	assert.deepEqual(triple("250 253 251"), [250, 253, 251]);
});

test("a color between two is mixed", () => {
	assert.deepEqual(between([0, 100, 200], [100, 100, 0], 0.25), [25, 100, 150]);
});

test("a pixel has alpha, blue, green and red, as the bytes of a canvas", () => {
	const bytes = new Uint8Array(Uint32Array.of(pixel([10, 20, 30], [10, 20, 30], 0.5)).buffer);
	assert.deepEqual([...bytes], [10, 20, 30, 255]);
	const mixed = new Uint8Array(Uint32Array.of(pixel([0, 0, 0], [200, 100, 50], 0.5)).buffer);
	assert.deepEqual([...mixed], [100, 50, 25, 255]);
});
