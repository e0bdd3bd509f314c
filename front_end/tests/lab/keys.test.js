import assert from "node:assert/strict";
import test from "node:test";
import { hearKeys } from "../../src/lab/keys.js";
import { press } from "../fakes.js";

/** @import { LabView } from "../../src/lab/lab.js" */

/** A lab in a notebook or a saved page. @param {{ saved?: boolean, clock?: boolean }} [more] */
function page({ saved = false, clock = true } = {}) {
	const window = new EventTarget();
	Object.assign(globalThis, { window, document: { contains: () => true } });
	const done = /** @type {string[]} */ ([]);
	const over = new AbortController();
	const lab = /** @type {LabView} */ (
		/** @type {unknown} */ ({
			over,
			root: { closest: (/** @type {string} */ selector) => (saved && selector === "#lab" ? {} : null) },
			clock: clock ? { toggle: () => done.push("clock") } : null,
			stage: {
				home: { contains: (/** @type {{ inside: boolean }} */ { inside }) => inside },
				toggle: () => done.push("stage"),
			},
		})
	);
	hearKeys(lab);
	/**
	 * What a key does where the focus is on something, and whether the browser is kept from doing more.
	 * @param {string} key @param {string} [selector] of what has the focus
	 * @param {object} [event] @param {boolean} [inside] the lab
	 */
	function does(key, selector = "button", event = {}, inside = true) {
		const matches = (/** @type {string} */ all) => all.split(", ").includes(selector);
		const pressed = press(key, { composedPath: () => [/** @type {any} */ ({ matches, inside })], ...event });
		window.dispatchEvent(pressed);
		return [...done.splice(0), ...(pressed.defaultPrevented ? ["taken"] : [])];
	}
	return { does, over };
}

test("the space bar plays where it would scroll, and is left to buttons and lists", () => {
	const { does } = page();
	for (const one of [".sg-plot", "[role=slider]", "[type=range]"]) assert.deepEqual(does(" ", one), ["clock", "taken"]);
	for (const one of ["button", "select"]) assert.deepEqual(does(" ", one), []);
	assert.deepEqual(page({ clock: false }).does(" ", ".sg-plot"), ["taken"]);
});

test("F fills the screen, except where letters are typed or chosen by", () => {
	const { does } = page();
	for (const key of ["f", "F"]) assert.deepEqual(does(key), ["stage", "taken"]);
	assert.deepEqual(does("f", "[type=range]"), ["stage", "taken"]);
	for (const one of ["input:not([type=range])", "select", "textarea", "details[open] *"])
		assert.deepEqual(does("f", one), []);
	for (const key of ["F1", "g"]) assert.deepEqual(does(key), []);
});

test("a key that is held down is one press, and one with Ctrl belongs to the browser", () => {
	const { does } = page();
	for (const key of [" ", "f"]) {
		assert.deepEqual(does(key, ".sg-plot", { repeat: true }), ["taken"]);
		assert.deepEqual(does(key, ".sg-plot", { ctrlKey: true }), []);
	}
});

test("a lab in a notebook hears the keys pressed in it, and that of a saved page hears all, until it is over", () => {
	const notebook = page();
	assert.deepEqual(notebook.does("f", "button", {}, false), []);
	notebook.over.abort();
	assert.deepEqual(notebook.does("f"), []);
	assert.deepEqual(page({ saved: true }).does("f", "button", {}, false), ["stage", "taken"]);
});
