import assert from "node:assert/strict";
import test from "node:test";
import { helpOf } from "../../src/plot/handles.js";

test("the help says what a reader can do here, and nothing that does not work", () => {
	const start = { key: "start", name: "start", click: false };
	const probe = { key: "probe", name: "probe", click: true };
	assert.equal(
		helpOf([start], true, true),
		"Drag the ring, or use the arrow keys on it (Shift: larger steps). Space plays.",
	);
	assert.equal(
		helpOf([start, probe], true, false),
		"Drag a ring, click where it is to go, or use the arrow keys on it (Shift: larger steps).",
	);
	assert.equal(
		helpOf([probe], true, false, true),
		"A click adds a point, or removes one; so does the field “your points”.",
	);
	assert.equal(helpOf([start], false, true), "Space plays.");
	assert.equal(helpOf([], false, false), "");
});
