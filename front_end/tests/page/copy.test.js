import assert from "node:assert/strict";
import test from "node:test";
import { makeCopy } from "../../src/page/copy.js";
import { FakeElement } from "../fakes.js";

/** A clipboard that takes texts or doesn't. @param {boolean} allowed */
function page(allowed) {
	/** @type {string[]} */
	const copied = [];
	const writeText = async (/** @type {string} */ text) => {
		if (!allowed) throw new Error("not allowed");
		copied.push(text);
	};
	Object.defineProperty(globalThis, "navigator", { configurable: true, value: { clipboard: { writeText } } });
	FakeElement.stand();
	const { say, copyText: copy } = makeCopy();
	return { say, copied, copy };
}

test("a second copy is confirmed for as long as the first", async ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	const { say, copied, copy } = page(true);
	await copy("one");
	mock.timers.tick(3900);
	await copy("two");
	mock.timers.tick(200);
	assert.deepEqual([say.textContent, copied], ["copied", ["one", "two"]]);
	mock.timers.tick(3800);
	assert.equal(say.textContent, "");
});

test("a browser that does not allow it says so", async ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	const { say, copy } = page(false);
	await copy("one");
	assert.equal(say.textContent, "this browser does not allow it: select the text and copy it");
});
