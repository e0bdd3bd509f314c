import assert from "node:assert/strict";
import test from "node:test";
import { drawnPresses, readPresses } from "../../../src/labs/three_buttons/presses.js";
import { taken, textOf, valueIn } from "../../../src/live/controls.js";

/** @import { Described } from "../../../src/labs/types.js" */

test("presses are read as in Python", () => {
	const read = readPresses("f1000b20u");
	assert.deepEqual(read, [
		{ times: 1, letter: "f", before: "" },
		{ times: 1000, letter: "b", before: "f" },
		{ times: 20, letter: "u", before: "f1000b" },
	]);
	assert.deepEqual(readPresses(""), []);
});

test("other letters, and too many presses, are refused", () => {
	assert.throws(() => readPresses("fx"), /'fx' is not a list of presses/);
	for (const text of ["0f", "f0b", "f1"])
		assert.throws(() => readPresses(text), /each after a number from 1 on or not/);
	assert.throws(() => readPresses("f".repeat(301)), /more than 300 presses/);
	assert.throws(() => readPresses("10001b"), /10,000 times in all/);
});

test("a control of presses has a text, and takes no other", () => {
	const one = /** @type {Described} */ ({ name: "presses", kind: "presses", label: "presses", help: "" });
	assert.equal(textOf(one, "fbu"), "fbu");
	assert.equal(valueIn(one, "100r"), "100r");
	assert.throws(() => taken(one, "?"), /not a list of presses/);
	for (let k = 0; k < 20; k++)
		readPresses(
			drawnPresses([
				["f", "", ""],
				["100r", "", ""],
				[null, "", ""],
			]),
		);
});
