import assert from "node:assert/strict";
import test from "node:test";
import { moveByArrows, sideways, wayOf } from "../../src/page/arrows.js";
import { FakeElement, press } from "../fakes.js";

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

/** Three buttons in a row, and presses a key on one of them. */
function makeRow() {
	const box = new FakeElement();
	const buttons = [0, 1, 2].map(() => new FakeElement());
	const list = buttons.map((one) => one.asElement());
	const stop = moveByArrows(
		box.asElement(),
		() => list,
		(k, [across]) => Math.min(2, Math.max(0, k + across)),
	);
	/** @param {Event} event @param {number} k */
	function happens(event, k) {
		Object.defineProperty(event, "target", { value: buttons[k] });
		box.dispatchEvent(event);
		return event;
	}
	return { buttons, stop, happens, tabs: () => buttons.map(({ attributes }) => attributes.tabindex) };
}

test("Tab stops at one button, and at the one that was last in focus", () => {
	const row = makeRow();
	row.stop(0);
	assert.deepEqual(row.tabs(), ["0", "-1", "-1"]);
	row.happens(new Event("focusin"), 2);
	assert.deepEqual(row.tabs(), ["-1", "-1", "0"]);
});

test("an arrow key moves the focus, and the page does not scroll", () => {
	const row = makeRow();
	const event = row.happens(press("ArrowRight"), 0);
	assert.deepEqual(
		row.buttons.map(({ focused }) => focused),
		[0, 1, 0],
	);
	assert.ok(event.defaultPrevented);
	assert.ok(!row.happens(press("a"), 0).defaultPrevented);
});
