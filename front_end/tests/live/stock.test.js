import assert from "node:assert/strict";
import test from "node:test";
import { StockControls } from "../../src/live/stock.js";

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

/** Two sliders with three places each, and their numbers. */
function pair() {
	const named = ["rate", "momentum"].map((name) => {
		const [slider, number] = [model({ index: 0 }), model({ value: 0.1 })];
		const described = { name, kind: "slider", label: name, help: "", places: [0.1, 0.2, 0.3] };
		return { slider, number, described, found: { name, model: slider, trait: "index", stops: null, number } };
	});
	const lists = [named.map(({ described }) => described), named.map(({ found }) => found)];
	const controls = new StockControls(/** @type {any} */ (model({})), .../** @type {[any, any]} */ (lists));
	return { controls, named };
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
