// What Python packs is unpacked.  tests/labs/stage/test_ray.py packs anew and runs the built front end on it; ray.txt has
// the bytes of three places of a slider, the second without a frame, which that file compares with what it packs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { unpackRay } from "../../src/frames/ray.js";

/** @import { Frame, Grid } from "../../src/types.js" */

const PACKED = readFileSync(new URL("ray.txt", import.meta.url), "utf8").trim();

/** @param {Frame | null} frame @param {string} key */
const numbers = (frame, key) => /** @type {Grid} */ (frame?.[key]);

test("a place has the frame that was packed, and a place without one has none", async () => {
	const at = await unpackRay(PACKED);
	assert.deepEqual([-1, 1, 3].map(at), [null, null, null]);
	assert.deepEqual([-1, 0, 1, 2, 3].map(at.has), [false, true, false, true, false]);
	assert.deepEqual([at(0)?.words, at(2)?.words, at(0)?.budget, at(2)?.budget], [["a"], ["b"], 12, 12]);
	assert.equal(at(0), at(0)); // read once
});

test("arrays keep their shape and their float32 numbers, also those that are none", async () => {
	const at = await unpackRay(PACKED);
	assert.deepEqual(numbers(at(0), "path").shape, [3, 2]);
	assert.deepEqual([...numbers(at(0), "path")], [0, 1, 1, 10, 2, Math.fround(0.1)]);
	assert.deepEqual([...numbers(at(2), "path")], [3, 100, Number.NaN, 1]);
	assert.deepEqual([...numbers(at(0), "counts")], [1.5, -2, 3, Math.fround(1e-7)]);
	assert.deepEqual([...numbers(at(2), "counts")], [7, Number.POSITIVE_INFINITY]);
	assert.equal(numbers(at(2), "same")[0], Math.fround(0.1)); // sent once
	assert.equal(at(2)?.line, null);
});

test("a line from 1000.0 to 1000.5 has no steps", async () => {
	const line = numbers((await unpackRay(PACKED))(0), "line");
	for (const [k, v] of line.entries()) assert.ok(Math.abs(v - (1000 + k / 32)) <= 0.5 / 16_384, `${v} at ${k}`);
});
