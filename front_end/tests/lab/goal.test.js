import assert from "node:assert/strict";
import test from "node:test";
import { Progress } from "../../src/lab/goal.js";
import { goalsOf } from "../../src/live/goals.js";

/** @param {boolean[]} reached */
const goals = (...reached) => reached.map((one, k) => ({ text: `goal ${k}`, reached: one }));

test("a goal is open until the frame says that it is reached, and then offers the next", () => {
	const progress = new Progress();
	const open = {
		state: "open",
		sign: "○",
		words: ["goal", ", open", " 1 of 2", "goal 0"],
		unseen: [false, true, false],
		next: false,
	};
	assert.deepEqual(progress.at(goals(false, false)), open);
	const reached = {
		state: "reached",
		sign: "✓",
		words: ["goal", ", reached", " 1 of 2", "goal 0"],
		unseen: [true, true, true],
		next: true,
	};
	assert.deepEqual(progress.at(goals(true, false)), reached);
	assert.deepEqual(progress.at(goals(false, false)), reached); // what is reached stays so
});

test("only the goal that is shown can be reached", () => {
	const progress = new Progress();
	progress.at(goals(false, true));
	progress.shown++;
	assert.equal(progress.at(goals(false, false)).state, "open");
});

test("the last goal says that it was the last, and offers no other", () => {
	const progress = new Progress();
	progress.at(goals(true, false));
	progress.shown++;
	assert.deepEqual(progress.at(goals(false, false)).words, ["goal", ", open", " 2 of 2", "goal 1"]);
	const last = progress.at(goals(false, true));
	assert.deepEqual(last.words, ["goal", ", reached", " the last goal", "goal 1"]);
	assert.deepEqual([last.unseen, last.next], [[true, true, false], false]); // "the last goal", and not "goal the last goal"
});

test("a single goal is not counted", () => {
	assert.deepEqual(new Progress().at(goals(true)).words, ["goal", ", reached", "", "goal 0"]);
});

test("a number of a goal is set like others, and at its minus sign no line is broken; a hyphen stays", () => {
	const goal = { text: "An error below 1e-10 with a 2-8-2 network.", reached: false };
	assert.equal(new Progress().at([goal]).words[3], "An error below 1×10⁻¹⁰ with a 2-8-2 network.");
});

test("other goals begin at the first that is open, and those before go on where they were", () => {
	const progress = new Progress();
	progress.at(goals(true, false, false));
	progress.shown++;
	const others = [
		{ text: "another", reached: false },
		{ text: "and one more", reached: false },
		{ text: "as many as before", reached: false },
	];
	assert.equal(progress.at(others).words[3], "another");
	assert.equal(progress.at(goals(false, true, false)).words[3], "goal 1");
	progress.shown++;
	progress.at(goals(false, false, true));
	progress.at(others);
	assert.equal(progress.at(goals(false, false, false)).words[2], " the last goal");
});

test("bounds contain their ends, and nothing that is not a number", () => {
	/** @param {unknown} value @param {(number | null)[]} bounds */
	const reached = (value, bounds) => goalsOf([{ text: "", within: { v: bounds }, equal: {} }], { v: value })[0].reached;
	assert.deepEqual(
		[1, 2, 3, 0.9, 3.1].map((v) => reached(v, [1, 3])),
		[true, true, true, false, false],
	);
	assert.deepEqual(
		[null, undefined, Number.NaN, "2", true].map((v) => reached(v, [null, null])),
		[false, false, false, false, false],
	);
	assert.ok(reached(Number.POSITIVE_INFINITY, [1, null]) && reached(-5, [null, 1]));
});

test("other values have to be equal: words, truths, points", () => {
	const goal = { text: "", within: {}, equal: { name: "Adam", noisy: true, point: [1, 2] } };
	const right = { name: "Adam", noisy: true, point: [1, 2] };
	assert.ok(goalsOf([goal], right)[0].reached);
	for (const other of [{ name: "AdaGrad" }, { noisy: false }, { point: [1, 2.5] }]) {
		assert.ok(!goalsOf([goal], { ...right, ...other })[0].reached);
	}
});
