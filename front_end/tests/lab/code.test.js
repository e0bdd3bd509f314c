import assert from "node:assert/strict";
import test from "node:test";
import { filled } from "../../src/basics/words.js";
import { codeOf } from "../../src/lab/code.js";

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
