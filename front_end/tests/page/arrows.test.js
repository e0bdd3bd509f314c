import assert from "node:assert/strict";
import test from "node:test";
import { arrows, sideways, wayOf } from "../../src/page/arrows.js";
import { press } from "../fakes.js";

test("arrow keys point somewhere; other keys, and arrows with Ctrl, Alt or Cmd, belong to the browser", () => {
	assert.deepEqual(
		["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => wayOf(press(key))),
		[
			[-1, 0],
			[1, 0],
			[0, -1],
			[0, 1],
		],
	);
	assert.equal(wayOf(press("Enter")), undefined);
	for (const held of ["ctrlKey", "metaKey", "altKey"])
		assert.equal(wayOf(press("ArrowLeft", { [held]: true })), undefined);
	assert.deepEqual(wayOf(press("ArrowLeft", { shiftKey: true })), [-1, 0]);
});

test("only the keys to the left and to the right go sideways", () => {
	assert.deepEqual(
		["ArrowLeft", "ArrowRight", "ArrowUp", "Home"].map((key) => sideways(press(key))),
		[-1, 1, 0, 0],
	);
});

test("what hears the arrow keys takes them from the browser, and no others", () => {
	/** @type {unknown[]} */
	const heard = [];
	const listen = arrows((way, { shiftKey }) => heard.push([way, shiftKey]));
	for (const key of ["ArrowUp", "Home"]) {
		const preventDefault = () => heard.push(`${key} taken`);
		listen(press(key, { shiftKey: true, preventDefault }));
	}
	assert.deepEqual(heard, [[[0, -1], true], "ArrowUp taken"]);
});
