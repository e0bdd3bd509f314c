import assert from "node:assert/strict";
import test from "node:test";
import { makeCopy } from "../../src/page/copy.js";

/** A place for words, and a clipboard that takes them or doesn't. @param {boolean} allowed */
function page(allowed) {
	const say = { textContent: "" };
	/** @type {string[]} */
	const copied = [];
	const writeText = async (/** @type {string} */ text) => {
		if (!allowed) throw new Error("not allowed");
		copied.push(text);
	};
	Object.defineProperty(globalThis, "navigator", { configurable: true, value: { clipboard: { writeText } } });
	return { say, copied, copy: makeCopy(/** @type {HTMLElement} */ (/** @type {unknown} */ (say))) };
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
