// Buttons of Jupyter whose presses the kernel counts: each one counts here too, whatever the page has set just before.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LABS } from "../../src/labs/all.js";
import { InPage } from "../../src/notebook/in_page.js";
import { FakeModel } from "../fakes.js";

/** @import { Mounted } from "../../src/lab/mount.js" */
/** @import { Sent } from "../../src/labs/types.js" */
/** @import { Drive, Frame } from "../../src/types.js" */

const PLACES = [0, 1, 2, 3];
const BUTTONS = { buttons: [["f", "forward", ""]], pending: ["rounds", "r"] };
const PRESSES = { name: "presses", kind: "presses", label: "presses", help: "", resets: { rounds: 0 }, ...BUTTONS };
const ROUNDS = { name: "rounds", kind: "slider", label: "rounds", help: "", places: PLACES, ends: [0, 3], resets: {} };

performance.now = () => 0; // or a slow machine would leave work for a frame that never comes

/** A page with presses and a slider of rounds: its clock, its last state, and what a press in the kernel brings. */
async function open() {
	LABS.still = function* () {
		yield undefined;
		return { picture: { description: "", panels: [], words: [] }, measured: {} };
	};
	globalThis.requestAnimationFrame = () => 0;
	const slider = Object.assign(new FakeModel({ value: 0 }), { save_changes() {} });
	const watched = [{ name: "rounds", model: slider, trait: "value", stops: PLACES, number: null, numbers: PLACES }];
	const places = { presses: "f" };
	const values = { spec: { name: "", series: [], panels: [], words: [] }, watched, places, state: state("f", 0) };
	const model = Object.assign(new FakeModel(values), { save_changes() {} });
	const [shown, drives] = [/** @type {Frame[]} */ ([]), /** @type {Drive[]} */ ([])];
	const lab = /** @type {unknown} */ ({
		...{ notice() {}, describe() {} },
		show: (/** @type {Frame} */ frame) => shown.push(frame),
		follow: (/** @type {Drive} */ drive) => drives.push(drive),
	});
	const rest = { recipes: {}, facts: {}, words: {}, presets: {}, goals: [], controls: [PRESSES, ROUNDS] };
	const sent = /** @type {unknown} */ ({ lab: "still", home: { presses: "f", rounds: 0 }, ...rest });
	const page = new InPage(model.asModel(), /** @type {Mounted} */ (lab), /** @type {Sent} */ (sent));
	await new Promise(setImmediate);
	function pressed(/** @type {string} */ presses, /** @type {number} */ rounds) {
		model.set("state", state(presses, rounds)); // in the order in which the kernel sends them
		model.set("places", { presses });
	}
	return { page, drive: drives[0], last: () => shown.at(-1)?.state, pressed };
}

/** @param {string} presses @param {number} rounds */
const state = (presses, rounds) => `still presses=${presses} rounds=${rounds}`;

test("a press right after a reset that changed nothing is not lost", async () => {
	const { page, last, pressed } = await open();
	page.hear({ kind: "reset" });
	pressed("fb", 0);
	assert.equal(last(), state("fb", 0));
	page.stop();
});

test("a press from before the page set something else does not come back late", async () => {
	const { page, last, pressed } = await open();
	page.hear({ kind: "state", text: state("b", 2) });
	pressed("ff", 0); // a busy kernel answers late
	assert.equal(last(), state("b", 2));
	page.stop();
});

test("a press takes the rounds that the clock has played, also while it plays, and they don't count twice", async () => {
	for (const pause of [true, false]) {
		const { page, drive, last, pressed } = await open();
		drive.play("rounds", 3);
		assert.equal(last(), state("f", 3));
		if (pause) drive.rest();
		pressed("f3rf", 0);
		assert.deepEqual([last(), drive.place("rounds")], [state("f3rf", 0), 0]);
		page.stop();
	}
});

test("start again while the clock plays takes the rounds back, though there were no presses", async () => {
	const { page, drive, last, pressed } = await open();
	pressed("", 0);
	drive.play("rounds", 3);
	pressed("3r", 0); // what a busy kernel has heard of them by then
	pressed("", 0);
	assert.deepEqual([last(), drive.place("rounds")], [state("''", 0), 0]);
	page.stop();
});

test("rounds that the kernel has not reset stay where the clock has put them", async () => {
	const { page, drive, last, pressed } = await open();
	drive.play("rounds", 3);
	pressed("fb", 2);
	assert.equal(last(), state("fb", 3));
	page.stop();
});
