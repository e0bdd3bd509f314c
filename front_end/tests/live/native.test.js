import assert from "node:assert/strict";
import test from "node:test";
import { NativeControls } from "../../src/live/native.js";
import { FakeElement } from "../fakes.js";

/** @import { Described } from "../../src/labs/types.js" */

/** The controls of a lab, their elements, and how often they moved. @param {object[]} described @param {Record<string, unknown>} values */
function shown(described, values) {
	FakeElement.stand();
	const moves = { count: 0 };
	const all = described.map((one) => /** @type {Described} */ ({ help: "", resets: {}, ...one }));
	const controls = new NativeControls(all, values, () => moves.count++);
	const elements = /** @type {any} */ (controls.element).children;
	return { controls, moves, elements, alert: elements.at(-1) };
}

const RATE = { name: "rate", kind: "slider", label: "Learning rate", places: [0.1, 0.2, 0.5], ends: [0.1, 0.5] };

test("a slider and the number beside it show one value, and take it from the reader", () => {
	const { controls, moves, elements, alert } = shown([RATE], { rate: 0.2 });
	const [, range, number] = elements[0].children;
	assert.deepEqual([range.value, number.value, range.attributes.max, number.attributes.step], ["1", "0.2", "2", "any"]);
	range.does("input", "2");
	assert.deepEqual([controls.read("rate"), number.value, range.attributes["aria-valuetext"]], [0.5, "0.5", "0.5"]);
	number.does("change", "0.3");
	assert.deepEqual([controls.read("rate"), range.value, moves.count], [0.3, "1", 2]);
	number.does("change", "");
	assert.equal(alert.textContent, "Learning rate is a number from 0.1 to 0.5");
	assert.deepEqual([controls.read("rate"), number.value, moves.count], [0.3, "0.3", 2]);
	range.does("input", "0");
	assert.equal(alert.textContent, "");
	number.does("change", "");
	controls.take({ rate: 0.1 }); // by a button, or in the picture
	assert.equal(alert.textContent, "");
	range.does("pointerdown");
	range.does("input", "2");
	range.does("pointercancel"); // the finger scrolls the page
	assert.equal(controls.read("rate"), 0.1);
});

test("what moves takes others back to where it says", () => {
	const presses = { name: "presses", kind: "whole", label: "Presses", ends: [0, 9], whole: true };
	const { controls, elements } = shown([{ ...RATE, resets: { presses: 0 } }, presses], { rate: 0.1, presses: 7 });
	const number = elements[1].children[1];
	assert.deepEqual([number.value, number.attributes.step], ["7", "1"]);
	elements[0].children[1].does("input", "1");
	assert.deepEqual([controls.read("presses"), number.value], [0, "0"]);
});

test("a choice, several numbers and a text", () => {
	const { controls, elements } = shown(
		[
			{ name: "by", kind: "choice", label: "by", labels: ["backprop", "SPSA"], values: ["b", "s"] },
			{ name: "start", kind: "numbers", label: "start", labels: ["w", "b"], ends: [-9, 9], help: "two numbers" },
			{ name: "points", kind: "text", label: "points" },
		],
		{ by: "s", start: [1, 2], points: "0,1" },
	);
	const select = elements[0].children[1];
	const [w, b] = elements[1].children.map((/** @type {any} */ one) => one.children[1]);
	const text = elements[2].children[1];
	assert.deepEqual([select.value, w.value, b.value, text.value], [1, "1", "2", "0,1"]);
	const options = select.children.map((/** @type {any} */ one) => [one.attributes.value, one.textContent]);
	assert.deepEqual(options, [
		["0", "backprop"],
		["1", "SPSA"],
	]);
	assert.equal(elements[1].children[0].attributes.title, "two numbers");
	select.does("change", "0");
	b.does("change", "-3");
	text.does("input", "5,5");
	assert.deepEqual(controls.values, { by: "b", start: [1, -3], points: "5,5" });
	const written = /** @type {string[]} */ ([]);
	Object.defineProperty(text, "value", { get: () => "5,5", set: (value) => written.push(value) });
	for (const points of ["5,5", "6,6"]) controls.take({ points });
	assert.deepEqual(written, ["6,6"]); // the same again could move the caret
});

test("presses follow those before them, with what the clock counted since; one button forgets all", () => {
	const buttons = [
		["b", "backward", ""],
		[null, "forget", ""],
	];
	const presses = { name: "presses", kind: "presses", label: "", buttons, pending: ["times", "r"] };
	const times = { name: "times", kind: "whole", label: "times", ends: [0, 99], whole: true };
	const { controls, elements } = shown([{ ...presses, resets: { times: 0 } }, times], { presses: "b", times: 3 });
	const [backward, forget] = elements[0].children;
	backward.does("click");
	assert.deepEqual(controls.values, { presses: "b3rb", times: 0 });
	backward.does("click");
	assert.equal(controls.read("presses"), "b3rbb");
	forget.does("click");
	assert.equal(controls.read("presses"), "");
});

test("what is moved in the picture has a value, and no field", () => {
	const { controls, elements } = shown([{ name: "start", kind: "handle", ranges: [] }, RATE], {
		start: [1, 2],
		rate: 0.1,
	});
	assert.equal(elements.length, 2); // the slider, and what is said
	controls.write("start", [3, 4]);
	assert.deepEqual(controls.read("start"), [3, 4]);
});
