// What Python packs is unpacked.  tests/labs/stage/test_ray.py packs anew and runs the built front end on it; here are
// stored bytes of three places of a slider, the second without a frame:
//
//     panel = {"kind": "surface", "paths": [{"series": "sgd", "data": "path"}], "x": {"range": [-1.0, 3.0]},
//              "y": {"range": [-100.0, 100.0]}}
//     spec = {"series": [{"key": "sgd", "spent": "spent"}], "panels": [panel]}
//     first = {"path": [[0, 1], [1, 10], [2, 0.1]], "spent": [0, 0.5, 1], "counts": [[1.5, -2], [3, 1e-7]],
//              "words": ["a"], "budget": 12}
//     third = {"path": [[3, 100], [nan, 1]], "spent": [0, 1], "counts": [[7, 8]], "words": ["b"], "budget": 12}
//     base64.b64encode(pack_ray([first, None, third], spec))                        (the lists as arrays)

import assert from "node:assert/strict";
import test from "node:test";
import { decodeLine, unpackRay } from "../../src/frames/ray.js";

/** @import { Frame, Grid } from "../../src/types.js" */

const PACKED =
	"eJxTZGRgqFZKzi/NK1GyMtZRys0sLs7MS1eyijaM1VEqyEnMzFOyqlYqzy9KKQYKRislKsXq5JXm5OhEKyUpxQLVJJWmpKeWgDQYQSQMjW" +
	"JrdZRyMvNSi0FaCxJLMkB0cUZiQSrYDGMdI5gZRkAm0IzECoiMrqG5noGOoSWQSEvMKU6N1YnWtTQwAHIhJEQQZHxxQSrIxSjGwg1FNhKk" +
	"zRxJK1BvYlFRYiXYbWB/F6MaY4RwnSHIdbW1tRUN7Izs//r6CgsZhIQYVB4ry3jIzLCwOH6cwdOTYRIDwwF7BiDBwODgMHX/NWMGhgcOQL" +
	"4jAE8lapM=";

/** @param {Frame | null} frame @param {string} key */
const numbers = (frame, key) => /** @type {Grid} */ (frame?.[key]);

/** @param {ArrayLike<number>} found @param {number[]} wanted @param {number} within */
function assertNear(found, wanted, within) {
	assert.equal(found.length, wanted.length);
	for (const [k, v] of wanted.entries()) {
		assert.ok(Number.isNaN(v) ? Number.isNaN(found[k]) : Math.abs(found[k] - v) <= within, `${found[k]} is not ${v}`);
	}
}

test("a place has the frame that was packed, and a place without one has none", async () => {
	const at = await unpackRay(PACKED);
	assert.deepEqual([-1, 1, 3].map(at), [null, null, null]);
	assert.deepEqual([at(0)?.words, at(2)?.words, at(0)?.budget, at(2)?.budget], [["a"], ["b"], 12, 12]);
	assert.equal(at(0), at(0)); // read once
});

test("arrays keep their shape and their float32 numbers", async () => {
	const at = await unpackRay(PACKED);
	assert.deepEqual(numbers(at(0), "counts").shape, [2, 2]);
	assert.deepEqual([...numbers(at(0), "counts")], [1.5, -2, 3, Math.fround(1e-7)]);
	assert.deepEqual([...numbers(at(2), "counts")], [7, 8]);
});

test("lines come back to a place on the screen", async () => {
	const at = await unpackRay(PACKED);
	const place = (2 * 9) / 65534; // on an axis nine times as far, in half-widths of the frame
	const path = numbers(at(0), "path");
	assert.deepEqual(path.shape, [3, 2]);
	assertNear([path[0], path[2], path[4]], [0, 1, 2], 2 * place);
	assertNear([path[1], path[3], path[5]], [1, 10, 0.1], 100 * place);
	assertNear(numbers(at(0), "spent"), [0, 0.5, 1], 1 / 65534);
	assertNear([numbers(at(2), "path")[2]], [Number.NaN], 0);
});

test("codes are sums of differences, modulo 65,536, and one code is no number", () => {
	const codes = [0, 65534, 32767, 65535];
	const steps = codes.map((code, k) => (code - (codes[k - 1] ?? 0) + 65536) % 65536);
	const high = Uint8Array.from(steps, (step) => step >> 8);
	const low = Uint8Array.from(steps, (step) => step & 255);
	assertNear(decodeLine(high, low, [[-1, 3, false]]), [-1, 3, 1, Number.NaN], 1e-6);
	assertNear(decodeLine(high, low, [[-1, 3, true]]), [0.1, 1000, 10, Number.NaN], 1e-3);
});
