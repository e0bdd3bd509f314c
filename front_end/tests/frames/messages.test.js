import assert from "node:assert/strict";
import test from "node:test";
import { decode } from "../../src/frames/messages.js";

/** @import { Grid } from "../../src/types.js" */

test("arrays become numbers with a shape, from bytes that are not aligned as in a message", () => {
	const bytes = new Uint8Array(1 + 12);
	bytes.set(new Uint8Array(Float32Array.from([1.5, -2, 3]).buffer), 1);
	const message = { request: 3, a: { shape: [1, 3], f32: new DataView(bytes.buffer, 1) }, words: ["x", null] };
	const state = /** @type {{ request: number, a: Grid, words: unknown[] }} */ (decode(message));
	assert.deepEqual([state.request, state.words, state.a.shape, [...state.a]], [3, ["x", null], [1, 3], [1.5, -2, 3]]);
});

test("a saved page holds the same bytes as base64", () => {
	const f32 = Buffer.from(Float32Array.from([0.5, 7]).buffer).toString("base64");
	const state = /** @type {{ a: Grid }[]} */ (decode([{ a: { shape: [2], f32 } }]));
	assert.deepEqual([...state[0].a], [0.5, 7]);
});
