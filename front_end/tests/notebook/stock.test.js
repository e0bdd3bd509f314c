import assert from "node:assert/strict";
import test from "node:test";
import { StockControls } from "../../src/notebook/stock.js";

/** A model of Jupyter, as far as controls use it: what was set waits there until it is sent. @param {Record<string, unknown>} values */
function model(values) {
	return {
		saved: /** @type {unknown[]} */ ([]),
		_buffered_state_diff: /** @type {Record<string, unknown>} */ ({}),
		get: (/** @type {string} */ trait) => values[trait],
		set(/** @type {string} */ trait, /** @type {unknown} */ value) {
			if (values[trait] !== value) this._buffered_state_diff[trait] = value;
			values[trait] = value;
		},
		set_state: (/** @type {Record<string, unknown>} */ state) => Object.assign(values, state), // the kernel's
		save_changes() {
			Object.assign(values, this._buffered_state_diff);
			this._buffered_state_diff = {};
			this.saved.push(values.value ?? values.index);
		},
	};
}

const PLACES = [0.1, 0.2, 0.3];

/** Two sliders with three places each, and their numbers. */
function pair() {
	const named = ["rate", "momentum"].map((name) => {
		const [slider, number] = [model({ index: 0 }), model({ value: 0.1 })];
		const described = { name, kind: "slider", label: name, help: "", places: PLACES, resets: {} };
		const found = { name, model: slider, trait: "index", stops: null, number, numbers: PLACES };
		return { slider, number, described, found };
	});
	const lists = [named.map(({ described }) => described), named.map(({ found }) => found)];
	const make = () => new StockControls(/** @type {any} */ (model({})), .../** @type {[any, any]} */ (lists));
	return { controls: make(), named, make };
}

test("when two sliders are moved one after the other, the kernel is told both of their numbers", ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	const { controls, named } = pair();
	for (const { slider, described } of named) {
		slider.set("index", 2);
		controls.moved(described.name, false);
		mock.timers.tick(50);
	}
	assert.deepEqual(
		named.map(({ number }) => [number.get("value"), number.saved]),
		[
			[0.3, []],
			[0.3, []],
		],
	);
	mock.timers.tick(200);
	assert.deepEqual(
		named.map(({ number }) => number.saved),
		[[0.3], [0.3]],
	);
});

test("a number that waits is not told to the slider of another problem", ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	const { controls, named } = pair();
	named[0].slider.set("index", 2);
	controls.moved("rate", false);
	controls.forget();
	mock.timers.tick(1000);
	assert.deepEqual(named[0].number.saved, []);
	named[0].number.set_state({ value: 0.1 }); // the kernel's other problem begins there
	controls.write("rate", 0.1);
	mock.timers.tick(1000);
	assert.deepEqual(named[0].number.saved, [0.1]);
});

test("a number that the kernel has not moved yet does not take a slider back", () => {
	const { named, make } = pair();
	const { slider, number } = named[0];
	slider.set("index", 2); // before the page computed, the kernel answered each move
	const controls = make();
	assert.equal(controls.read("rate"), 0.3);
	number.set("value", 0.2); // its answer to an earlier move
	controls.answered("rate");
	assert.equal(controls.read("rate"), 0.3);
	number.set("value", 0.3);
	controls.answered("rate");
	assert.equal(controls.read("rate"), 0.3);
	slider.set("index", 0); // a program sets what is between two places
	number.set("value", 0.12);
	controls.answered("rate");
	assert.equal(controls.read("rate"), 0.12);
});

test("an echo of a number that was typed before a slider was moved does not count, and goes from the field", () => {
	const { controls, named } = pair();
	const { slider, number } = named[0];
	number.set("value", 0.9); // beyond the range
	controls.moved("rate", true);
	slider.set("index", 1); // an arrow key
	controls.moved("rate", false);
	slider.set_state({ index: 0 }); // another surface comes
	number.set_state({ value: 0.1 });
	controls.answered("rate");
	slider.set_state({ index: 1 }); // the key
	controls.answered("rate");
	number.set_state({ value: 0.9 }); // the echo
	controls.answered("rate");
	assert.equal(controls.read("rate"), 0.2);
	number.set_state({ value: 0.3 }); // the kernel's answer to the number; to the key it sends none
	controls.answered("rate");
	assert.equal(controls.read("rate"), 0.2);
	controls.agreed();
	assert.deepEqual([number.get("value"), number.saved, number._buffered_state_diff], [0.2, [], {}]);
});

test("where a cell begins between two places of a slider, the number beside it counts", () => {
	const { named, make } = pair();
	named[0].number.set("value", 0.12);
	assert.deepEqual([make().read("rate"), make().read("momentum")], [0.12, 0.1]);
});

test("a control that the kernel has closed has the value that the page sets, and so does its successor", () => {
	const { named } = pair();
	const closed = Object.assign(model({ index: 0 }), {
		save_changes() {
			throw "Syncing error: no comm channel defined"; // a text, as Jupyter throws it
		},
	});
	const { described, found } = named[0];
	const lists = /** @type {any} */ ([[described], [{ ...found, model: closed }]]);
	const before = new StockControls(/** @type {any} */ (model({})), .../** @type {[any, any]} */ (lists));
	before.write("rate", 0.3);
	assert.equal(before.read("rate"), 0.3);
	const next = new StockControls(
		/** @type {any} */ (model({})),
		.../** @type {[any, any]} */ ([[described], [found]]),
		before,
	);
	assert.equal(next.read("rate"), 0.3);
});

test("the slider goes to the place of a number that is typed, and the kernel need not be told", ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	const { controls, named } = pair();
	const { slider, number } = named[0];
	slider.set("index", 1);
	controls.moved("rate", false);
	number.set("value", 0.27);
	controls.moved("rate", true);
	assert.equal(slider.get("index"), 2);
	assert.deepEqual(slider.saved, []);
	assert.equal(controls.read("rate"), 0.27);
	for (const tell of ["moved", "answered"]) controls[/** @type {"moved"} */ (tell)]("rate", false); // the slider moves
	assert.deepEqual([controls.read("rate"), number.get("value")], [0.27, 0.27]);
});

test("a value that the kernel was told is unanswered until it has no pending message", () => {
	const { controls, named } = pair();
	assert.equal(controls.unanswered(), false);
	const told = /** @type {{ _pending_msgs?: number }} */ (named[1].number);
	told._pending_msgs = 1;
	assert.equal(controls.unanswered(), true);
	told._pending_msgs = 0;
	assert.equal(controls.unanswered(), false);
	Object.assign(named[0].slider, { _pending_msgs: 1 });
	assert.equal(controls.unanswered(), true);
});

test("a value of the page goes into the slider and its number, and the number waits where it says no more", ({
	mock,
}) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	const { controls, named } = pair();
	const [{ slider, number }] = named;
	controls.write("rate", 0.3);
	assert.deepEqual([slider.get("index"), number.get("value"), controls.read("rate")], [2, 0.3, 0.3]);
	assert.deepEqual([slider.saved, number.saved], [[2], []]);
	mock.timers.tick(200);
	assert.deepEqual(number.saved, [0.3]);
	mock.timers.tick(1000);
	controls.write("momentum", 0.3);
	mock.timers.tick(1000);
	assert.deepEqual(number.saved, [0.3]); // once
	controls.write("rate", 0.12); // between two places
	assert.deepEqual([slider.get("index"), number.get("value"), controls.read("rate")], [0, 0.12, 0.12]);
	assert.deepEqual(number.saved, [0.3, 0.12]);
	controls.agreed();
	assert.equal(controls.read("rate"), 0.12); // the number says more than the slider
	controls.write("rate", 0.2);
	controls.agreed();
	number.set("value", 0.12); // a late answer
	assert.equal(controls.read("rate"), 0.2);
});

test("what the page has set counts until the kernel has understood it, or the control is moved", () => {
	const { controls, named } = pair();
	for (const { slider } of named) slider.saved.length = 0;
	controls.write("rate", 0.3);
	controls.write("momentum", 0.3);
	for (const { slider } of named) slider.set("index", 0); // late answers of a busy kernel
	assert.deepEqual([controls.read("rate"), controls.read("momentum")], [0.3, 0.3]);
	controls.moved("rate", false);
	assert.deepEqual([controls.read("rate"), controls.read("momentum")], [0.1, 0.3]);
	controls.agreed();
	assert.equal(controls.read("momentum"), 0.1);
});

test("a choice is told by its place, a field as it is, and a point in the picture to the lab itself", () => {
	const [list, field, lab] = [
		model({ index: 0 }),
		model({ value: 7 }),
		model({ places: { start: [0, 0], end: [1, 1] } }),
	];
	const described = [
		{ name: "by", kind: "choice", values: ["backprop", "SPSA"], resets: { seed: 0, start: [5, 5] } },
		{ name: "seed", kind: "whole", resets: {} },
		{ name: "start", kind: "handle", resets: {} },
	];
	const found = [
		{ name: "by", model: list, trait: "index", stops: null, number: null },
		{ name: "seed", model: field, trait: "value", stops: null, number: null },
	];
	const lists = /** @type {[any, any]} */ ([described, found]);
	const controls = new StockControls(/** @type {any} */ (lab), ...lists);
	const all = () => described.map(({ name }) => controls.read(name));
	assert.deepEqual(all(), ["backprop", 7, [0, 0]]);
	controls.write("by", "SPSA");
	controls.write("seed", 8);
	controls.write("start", [2, 3]);
	assert.deepEqual([list.get("index"), list.saved, field.get("value"), field.saved], [1, [1], 8, [8]]);
	assert.deepEqual([lab.get("places"), lab.saved.length], [{ start: [2, 3], end: [1, 1] }, 1]);
	controls.agreed();
	assert.deepEqual(all(), ["SPSA", 8, [2, 3]]);
	assert.equal(!!controls.unanswered(), false);
	controls.moved("by", false); // it takes others back to where it says
	assert.deepEqual(all(), ["SPSA", 0, [5, 5]]);
});
