import assert from "node:assert/strict";
import test from "node:test";
import { filled } from "../../src/basics/words.js";
import { codeOf, makeCode } from "../../src/lab/code.js";
import { FakeElement } from "../fakes.js";

/** @import { Lab } from "../../src/types.js" */

/** @type {import("../../src/types.js").CodeSpec} */
const CODE = {
	text: "run = train([{start}], {rule}, steps={updates}){many}",
	choices: {
		rule: ["momentum", { 0: "descent({rate})" }, "descent({rate}, {momentum})"],
		many: ["show", { "one run": "" }, "\nmany = {seeds}"],
		seeds: ["show", { "64 seeds": "64" }, ""],
	},
};

test("fields are the texts of the controls, or what is chosen by them, and what the result counts", () => {
	const state = "race start=0.5,-1 rate=0.1 momentum=0 show='one run'";
	assert.equal(codeOf(CODE, { state, counted: { updates: "3" } }), "run = train([0.5, -1], descent(0.1), steps=3)");
	const other = "race start=0.5,-1 rate=0.1 momentum=0.8 show='64 seeds'";
	const text = "run = train([0.5, -1], descent(0.1, 0.8), steps=3)\nmany = 64";
	assert.equal(codeOf(CODE, { state: other, counted: { updates: "3" } }), text);
	const own = { rate: "0.2", updates: "5" };
	assert.equal(
		codeOf(CODE, { state, counted: { updates: "3" } }, own),
		"run = train([0.5, -1], descent(0.2), steps=5)",
	);
});

test("braces of Python that hold no name stay, and so does a text with a dollar sign", () => {
	assert.equal(filled({ text: '{} {"a": 1} {x}', choices: {} }, { x: "$&" }), '{} {"a": 1} $&');
});

test("a text that is no entry takes what is for all others, also one that every object has", () => {
	const code = { text: "{y}", choices: { y: /** @type {[string, {}, string]} */ (["x", {}, "other"]) } };
	assert.equal(filled(code, { x: "constructor" }), "other");
});

/** The box of a lab, its button for plain NumPy, and its text. @param {object} [more] of the lab */
function box(more = {}) {
	FakeElement.stand();
	const code = { text: "rate = {rate}", choices: {}, programs: true };
	const known = { spec: { code }, state: { state: "race rate=0.1" }, beside: {}, ...more };
	const lab = /** @type {Lab} */ (/** @type {unknown} */ (known));
	const { element, draw } = makeCode(lab);
	const details = /** @type {any} */ (element);
	const [head, text] = details.children[1].children;
	const [copy, numpy] = head.children;
	return { lab, element: details, copy, numpy, text, draw: () => draw?.() };
}

test("code is written, to be copied, while its box is open, once there is a state, where a lab has any", ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	const copied = /** @type {string[]} */ ([]);
	const clipboard = { writeText: (/** @type {string} */ line) => copied.push(line) };
	Object.defineProperty(globalThis, "navigator", { configurable: true, value: { clipboard } });
	const { lab, element, copy, numpy, text, draw } = box();
	draw();
	assert.deepEqual([element.hidden, numpy.hidden, text.textContent], [false, false, ""]);
	element.open = true;
	element.dispatchEvent(new Event("toggle"));
	copy.does("click");
	assert.deepEqual([text.textContent, copied], ["rate = 0.1", ["rate = 0.1"]]);
	lab.state = { error: "no" };
	draw();
	assert.equal(text.textContent, "rate = 0.1");
	lab.spec = /** @type {any} */ ({ code: CODE });
	draw();
	assert.deepEqual([element.hidden, numpy.hidden], [false, true]);
	lab.state = { state: "race rate=0.1" };
	lab.spec = /** @type {any} */ ({});
	draw();
	assert.equal(element.hidden, true);
});

test("the programs in plain NumPy are asked for when they are wanted, and written when they come", () => {
	let asked = 0;
	const { lab, element, numpy, text, draw } = box({ beside: { askPrograms: () => ++asked > 0 } });
	element.open = true;
	numpy.does("click");
	assert.deepEqual([asked, numpy.getAttribute("aria-pressed"), text.textContent], [1, "true", "…"]);
	numpy.does("click");
	assert.equal(asked, 1);
	numpy.does("click");
	lab.beside = { ...lab.beside, programs: { all: { text: "r = {rate}", choices: {} } } };
	draw();
	assert.equal(text.textContent, "# all\n\nr = 0.1");
	lab.beside.programs = { all: { text: "\nr = {rate}", choices: {} } };
	lab.state = { ...lab.state, each: [{ rate: "0.2" }, { rate: "0.3" }] };
	draw();
	assert.equal(text.textContent, "r = 0.2\n\n\nr = 0.3");
	lab.beside.programs = {};
	draw();
	assert.match(text.textContent, /^# There is no program in plain NumPy for this/);
	numpy.does("click");
	assert.deepEqual([numpy.getAttribute("aria-pressed"), text.textContent], ["false", "rate = 0.1"]);
	numpy.does("click");
	assert.equal(asked, 2); // what has come is not asked for again
});

test("where the kernel is gone, its programs are not waited for", () => {
	for (const beside of [{}, { askPrograms: () => false }]) {
		const { element, numpy, text } = box({ beside });
		element.open = true;
		numpy.does("click");
		assert.equal(text.textContent, "# The kernel, which writes these programs, is gone. Run the cell again.");
	}
});
