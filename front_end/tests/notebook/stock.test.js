import assert from "node:assert/strict";
import test from "node:test";
import { StockControls } from "../../src/notebook/stock.js";

/** A model of Jupyter, as far as controls use it. @param {Record<string, unknown>} values */
function model(values) {
	return {
		saved: /** @type {unknown[]} */ ([]),
		get: (/** @type {string} */ trait) => values[trait],
		set(/** @type {string} */ trait, /** @type {unknown} */ value) {
			values[trait] = value;
		},
		save_changes() {
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

test("the slider goes to the place of a number that is typed, and the kernel need not be told", () => {
	const { controls, named } = pair();
	const { slider, number } = named[0];
	number.set("value", 0.27);
	controls.moved("rate", true);
	assert.equal(slider.get("index"), 2);
	assert.deepEqual(slider.saved, []);
	controls.answered("rate"); // the slider tells of its move
	assert.equal(controls.read("rate"), 0.27);
});

test("a value that the kernel was told is unanswered until it has no pending message", () => {
	const { controls, named } = pair();
	assert.equal(controls.unanswered(), false);
	const told = /** @type {{ _pending_msgs?: number }} */ (named[1].number);
	told._pending_msgs = 1;
	assert.equal(controls.unanswered(), true);
	told._pending_msgs = 0;
	assert.equal(controls.unanswered(), false);
});
