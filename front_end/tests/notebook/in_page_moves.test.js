// What a page of a Jupyter widget hears, computes, and tells its kernel.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LABS } from "../../src/labs/all.js";
import { InPage } from "../../src/notebook/in_page.js";
import { FakeModel } from "../fakes.js";

/** @import { Mounted } from "../../src/lab/mount.js" */
/** @import { Sent, Settings } from "../../src/labs/types.js" */
/** @import { Drive, Frame } from "../../src/types.js" */

const PLACES = [0, 1, 2, 3];
const SLIDER = { kind: "slider", help: "", places: PLACES, ends: [0, 3], resets: {} };
const X = { ...SLIDER, name: "x", label: "x" };
const Y = { ...SLIDER, name: "y", label: "y" };
const RANGES = [
	[-2, 2],
	[-2, 2],
];
const START = { name: "start", kind: "handle", label: "start", help: "", ranges: RANGES, first: [0, 0], resets: {} };
const MENU = { name: "surface", kind: "choice", label: "surface", help: "", resets: {}, here: "A" };
const SURFACE = { ...MENU, values: ["A", "B", "C"], labels: ["A", "B", "C"] };
const HAND = { updated_view: {} };

performance.now = () => 0; // or a slow machine would leave work for a frame that never comes

/** A control of Jupyter that counts how often the kernel was told its value. */
class Stock extends FakeModel {
	saved = 0;
	save_changes() {
		this.saved++;
	}
}

/** How the kernel names a slider. @param {string} name @param {Stock} model @param {Stock | null} [number] */
const slider = (name, model, number = null) => ({
	...{ name, model, number, trait: "value", stops: PLACES, numbers: PLACES },
});

/**
 * A page of a lab, which keeps what it computes, shows, and says.
 * @param {object[]} controls @param {object[]} watched @param {object} [more] values of the lab's model
 */
function open(controls, watched, more = {}) {
	const computed = /** @type {Settings[]} */ ([]);
	LABS.still = function* (_, settings) {
		computed.push(settings);
		yield undefined;
		return { picture: { description: "", panels: [], words: [] }, measured: {} };
	};
	globalThis.requestAnimationFrame = () => 0;
	const model = new FakeModel({ spec: { name: "", series: [], panels: [], words: [] }, watched, ...more });
	const shown = /** @type {(Frame & Record<string, unknown>)[]} */ ([]);
	const said = /** @type {string[]} */ ([]);
	const drives = /** @type {Drive[]} */ ([]);
	const lab = /** @type {unknown} */ ({
		notice: (/** @type {string} */ _, /** @type {string} */ text) => said.push(text),
		show: (/** @type {Frame} */ frame) => shown.push(frame),
		describe() {},
		follow: (/** @type {Drive} */ drive) => drives.push(drive),
	});
	const home = { recipes: {}, facts: {}, words: {}, presets: {}, home: {}, goals: [] };
	const sent = /** @type {Sent} */ (/** @type {unknown} */ ({ lab: "still", ...home, controls }));
	const page = new InPage(model.asModel(), /** @type {Mounted} */ (lab), sent);
	const asked = () => model.sent.flatMap((one) => /** @type {{ text?: string }} */ (one).text ?? []);
	return { page, model, computed, shown, said, drives, asked };
}

const soon = () => new Promise(setImmediate);

test("a point that is dragged in the picture is drawn where it goes, once the controls are there", async () => {
	const { page, model, computed, shown } = open([START], [], { places: { start: [0, 0] } });
	model.set("places", { start: [1, 0.5] });
	assert.deepEqual([shown, model.sent], [[], [{ kind: "alive" }]]); // there are no settings yet
	await soon();
	assert.deepEqual(shown.at(-1)?.start, [1, 0.5]);
	model.set("places", { start: [-1, 2] });
	assert.deepEqual(computed, [{ start: [1, 0.5] }, { start: [-1, 2] }]);
	assert.deepEqual(shown.at(-1)?.start, [-1, 2]);
	page.stop();
});

test("what a control resets moves together with it, in one picture", async () => {
	const [x, y] = [new Stock({ value: 0 }), new Stock({ value: 0 })];
	const { page, computed } = open([{ ...X, resets: { y: 3 } }, Y], [slider("x", x), slider("y", y)]);
	await soon();
	x.set("value", 1, HAND);
	y.set("value", 2, HAND);
	assert.deepEqual(computed, [
		{ x: 0, y: 0 },
		{ x: 1, y: 3 },
		{ x: 1, y: 2 },
	]);
	page.stop();
});

test("the kernel moves a control that the page has set only after it has understood these settings", async () => {
	const x = new Stock({ value: 0 });
	const { page, model, drives } = open([X], [slider("x", x)]);
	await soon();
	const [drive] = drives;
	/** @param {string} state that the kernel has understood */
	function placeAfter(state) {
		model.set("state", state);
		x.set("value", 1);
		return drive.place("x");
	}
	drive.put("x", 2);
	assert.equal(placeAfter("still x=0"), 2);
	assert.equal(placeAfter("still x=2"), 1);
	drive.play("x", 3);
	assert.equal(placeAfter("still x=3"), 3); // the clock goes on from there
	drive.rest();
	assert.equal(placeAfter("still x=3"), 1);
	page.stop();
});

test("what the page has set goes on to a control that takes the place of another", async () => {
	const { page, model, drives } = open([X], [slider("x", new Stock({ value: 0 }))]);
	await soon();
	drives[0].put("x", 2);
	model.set("watched", [slider("x", new Stock({ value: 0 }))]);
	await soon();
	assert.equal(drives[1].place("x"), 2);
	page.stop();
});

test("a picture follows a slider that the kernel moves, though the number beside it comes later", async () => {
	const [x, number] = [new Stock({ value: 0 }), new Stock({ value: 0 })];
	const { page, computed } = open([X], [slider("x", x, number)]);
	await soon();
	x.set("value", 1);
	assert.deepEqual(computed, [{ x: 0 }, { x: 1 }]);
	page.stop();
});

test("a kernel that has understood other settings is sent those on the page, if there are any", async ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	const { page, model, asked } = open([X], [slider("x", new Stock({ value: 2 }))]);
	model.set("state", "still x=1");
	mock.timers.tick(500);
	assert.deepEqual(asked(), []);
	model.values.state = "still x=2";
	await soon();
	mock.timers.tick(500);
	assert.deepEqual(asked(), []);
	model.set("state", "still x=1");
	mock.timers.tick(500);
	assert.deepEqual(asked(), ["still x=2"]);
	page.stop();
});

test("what the kernel sends before the controls are found is shown with them", async () => {
	const { page, computed, shown } = open([X], [slider("x", new Stock({ value: 2 }))]);
	page.take({ seeds: 64 });
	assert.equal(shown.length, 0);
	await soon();
	assert.deepEqual([computed.length, shown.at(-1)?.seeds], [1, 64]);
	page.take({ seeds: 8 });
	assert.deepEqual([computed.length, shown.at(-1)?.seeds], [2, 8]);
	page.stop();
});

/** The list of problems. */
const listed = () => new Stock({ index: 0 });
const named = (/** @type {Stock} */ model) => ({ name: "surface", model, trait: "index", stops: null, number: null });

test("the kernel is asked once for another problem, however much moves until it comes", async () => {
	const [list, x, number] = [listed(), new Stock({ value: 0 }), new Stock({ value: 0 })];
	const { page, asked, said } = open([SURFACE, X], [named(list), slider("x", x, number)]);
	await soon();
	list.set("index", 2, HAND);
	page.take({});
	page.take({});
	assert.deepEqual(asked(), ["still surface=C"]);
	assert.equal(said.filter(Boolean).length, 1);
	page.stop();
	assert.equal(said.at(-1), ""); // nobody waits here any more
});

test("another problem that the page itself chooses is asked for", async () => {
	const list = listed();
	const { page, asked } = open([SURFACE], [named(list)]);
	await soon();
	page.hear({ kind: "set", key: "surface", text: "C" });
	assert.deepEqual([list.get("index"), asked()], [2, ["still surface=C"]]);
	page.stop();
});

for (const answer of [{ refused: "no" }, { error: "no" }])
	test(`a problem that doesn't come (${Object.keys(answer)}) is no longer waited for`, async ({ mock }) => {
		mock.timers.enable({ apis: ["setTimeout"] });
		const list = listed();
		const { page, asked } = open([SURFACE], [named(list)], { state: "older" });
		await soon();
		list.set("index", 2, HAND);
		list.set("index", 0);
		page.take({}); // an older answer
		mock.timers.tick(500);
		assert.deepEqual(asked(), ["still surface=C"]);
		page.take(answer);
		mock.timers.tick(500);
		assert.deepEqual(asked(), ["still surface=C", "still surface=A"]);
		page.stop();
	});

test("a number that the kernel was not told is not sent to the controls of another problem", async ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	for (const leave of ["another is chosen", "the page is stopped", ""]) {
		const [list, x, number] = [listed(), new Stock({ value: 0 }), new Stock({ value: 0 })];
		const { page } = open([SURFACE, X], [named(list), slider("x", x, number)]);
		await soon();
		x.set("value", 1, HAND);
		if (leave === "another is chosen") list.set("index", 2, HAND);
		if (leave === "the page is stopped") page.stop();
		mock.timers.tick(200);
		assert.deepEqual([number.get("value"), number.saved], [1, leave ? 0 : 1]);
		page.stop();
	}
});

test("a page that was stopped hears nothing and moves nothing", async ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	const [x, number] = [new Stock({ value: 0 }), new Stock({ value: 0 })];
	const { page, model } = open([X], [slider("x", x, number)]);
	await soon();
	page.stop();
	assert.deepEqual([model.heard, x.heard, number.heard], [0, 0, 0]);
	x.set("value", 1); // by the kernel, for another page; its number follows
	model.values.state = "still x=0"; // as the number says
	mock.timers.tick(500);
	assert.equal(number.get("value"), 0);
});

test("a picture that is under way when its page is stopped is not finished", async ({ mock }) => {
	const { page, shown } = open([X], [slider("x", new Stock({ value: 0 }))]);
	let [now, finished] = [0, false];
	mock.method(performance, "now", () => (now += 10)); // each part takes longer than a frame of the screen
	const later = /** @type {(() => void)[]} */ ([]);
	globalThis.requestAnimationFrame = (next) => later.push(/** @type {() => void} */ (next));
	LABS.still = function* () {
		yield undefined;
		finished = true;
		return { picture: { description: "", panels: [], words: [] }, measured: {} };
	};
	await soon();
	page.stop();
	assert.equal(later.length, 1);
	later[0]();
	assert.deepEqual([finished, shown], [false, []]);
});
