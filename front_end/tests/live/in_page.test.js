import assert from "node:assert/strict";
import { test } from "node:test";
import { inPage } from "../../src/live/in_page.js";
import { LABS } from "../../src/live/labs.js";
import { FakeModel } from "../fakes.js";

/** @import { Sent } from "../../src/live/live.js" */
/** @import { Mounted } from "../../src/render.js" */
/** @import { Drive } from "../../src/types.js" */

const PLACES = [0, 1, 2, 3];
const SENT = /** @type {Sent} */ ({
	...{ lab: "still", recipes: {}, facts: {}, words: {}, presets: {}, home: { x: 0 }, goals: [] },
	controls: [{ name: "x", kind: "slider", label: "x", help: "", places: PLACES, ends: [0, 3] }],
});

test("while the clock plays, a late answer of the kernel moves nothing back, though the slider's view rounds", async () => {
	LABS.still = function* () {
		yield undefined;
		return { picture: { description: "", panels: [], words: [] }, measured: {} };
	};
	globalThis.requestAnimationFrame = () => 0;
	const [slider, number] = [new FakeModel({ value: 0 }), new FakeModel({ value: 0 })];
	for (const one of [slider, number]) Object.assign(one, { save_changes() {} });
	slider.on("change:value", (/** @type {unknown} */ _, /** @type {number} */ value) => {
		if (value === 2) slider.set("value", value - 1e-14, { updated_view: {} }); // as a view of Jupyter does
	});
	const watched = [{ name: "x", model: slider, trait: "value", stops: PLACES, number, numbers: PLACES }];
	const model = new FakeModel({ spec: { series: [], panels: [], words: [] }, watched });
	const follow = (/** @type {Drive} */ one) => found.push(one);
	const found = /** @type {Drive[]} */ ([]);
	const lab = /** @type {unknown} */ ({ notice() {}, show() {}, describe() {}, follow });
	const page = inPage(model.asModel(), /** @type {Mounted} */ (lab), SENT);
	await new Promise(setImmediate);
	const [drive] = found;
	drive.play("x", 2);
	slider.set("value", 1);
	assert.equal(drive.place("x"), 2);
	slider.set("value", 3, { updated_view: {} }); // by hand
	assert.equal(drive.place("x"), 3);
	page.stop();
});
