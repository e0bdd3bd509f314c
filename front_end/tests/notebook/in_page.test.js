import assert from "node:assert/strict";
import { test } from "node:test";
import { LABS } from "../../src/labs/all.js";
import { InPage } from "../../src/notebook/in_page.js";
import { followModels, Listeners } from "../../src/notebook/models.js";
import { FakeModel } from "../fakes.js";

/** @import { Mounted } from "../../src/lab/mount.js" */
/** @import { Described, Sent } from "../../src/labs/types.js" */
/** @import { Drive, Spec } from "../../src/types.js" */

const PLACES = [0, 1, 2, 3];
const SENT = /** @type {Sent} */ ({
	...{ lab: "still", recipes: {}, facts: {}, words: {}, presets: {}, home: { x: 0 }, goals: [] },
	controls: [
		/** @type {Described} */ ({
			name: "x",
			kind: "slider",
			label: "x",
			help: "",
			places: PLACES,
			ends: [0, 3],
			resets: {},
		}),
	],
});

performance.now = () => 0; // or a slow machine would leave work for a frame that never comes

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
	const page = new InPage(model.asModel(), /** @type {Mounted} */ (lab), SENT);
	await new Promise(setImmediate);
	const [drive] = found;
	drive.play("x", 2);
	slider.set("value", 1);
	assert.equal(drive.place("x"), 2);
	slider.set("value", 3, { updated_view: {} }); // by hand
	assert.equal(drive.place("x"), 3);
	page.stop();
});

test("a number of the hand or the kernel is corrected once its field knows it: until then the field would keep it", async () => {
	LABS.still = function* () {
		yield undefined;
		return { picture: { description: "", panels: [], words: [] }, measured: {} };
	};
	globalThis.requestAnimationFrame = () => 0;
	const seed = new FakeModel({ value: 0 });
	Object.assign(seed, { save_changes() {} });
	const watched = [{ name: "x", model: seed, trait: "value", stops: null, number: null }];
	const model = new FakeModel({ spec: { series: [], panels: [], words: [] }, watched });
	const lab = /** @type {unknown} */ ({ notice() {}, show() {}, describe() {}, follow() {} });
	const controls = SENT.controls.map((one) => /** @type {Described} */ ({ ...one, kind: "whole", whole: true }));
	const page = new InPage(model.asModel(), /** @type {Mounted} */ (lab), { ...SENT, controls });
	await new Promise(setImmediate);
	for (const options of [{}, { updated_view: {} }]) {
		seed.set("value", -1, options);
		assert.equal(seed.get("value"), -1);
		await new Promise(setImmediate);
		assert.equal(seed.get("value"), 0);
	}
	page.stop();
});

test("what a slider's view rounds of a place that the kernel sets is no hand", async () => {
	const slider = new FakeModel({ value: 0 });
	const watched = [{ name: "x", model: slider, trait: "value", stops: PLACES, number: null }];
	const heard = /** @type {boolean[]} */ ([]);
	const listeners = new Listeners();
	followModels(listeners, new FakeModel({ watched }).asModel(), {
		found() {},
		moved: (_, byHand) => heard.push(byHand),
	});
	await new Promise(setImmediate);
	slider.set("value", 1, { updated_view: {} });
	Object.assign(slider, { _state_lock: { value: 2 } });
	slider.set("value", 2 - 1e-14, { updated_view: {} });
	Object.assign(slider, { _state_lock: null });
	slider.set("value", 3, { updated_view: {} });
	assert.deepEqual(heard, [true, false, true]);
	listeners.letGo();
});

test("a description that comes before the controls is the one that pictures are built from", async () => {
	const built = /** @type {string[]} */ ([]);
	LABS.still = function* () {
		yield undefined;
		const build = (/** @type {Spec} */ spec) => {
			built.push(spec.name);
			return spec;
		};
		return { picture: { description: "", panels: [], words: [] }, measured: {}, built: build };
	};
	globalThis.requestAnimationFrame = () => 0;
	const parts = { series: [], panels: [], words: [] };
	const model = new FakeModel({ spec: { name: "one", ...parts }, watched: [] });
	const lab = /** @type {unknown} */ ({ notice() {}, show() {}, describe() {}, follow() {} });
	const page = new InPage(model.asModel(), /** @type {Mounted} */ (lab), { ...SENT, controls: [] });
	model.set("spec", { name: "other", ...parts });
	page.take({});
	await new Promise(setImmediate);
	assert.deepEqual(built, ["other"]);
	page.stop();
});

/** A lab with a list of problems, and its pages, each for one of them. */
function withProblems() {
	LABS.still = function* () {
		yield undefined;
		return { picture: { description: "", panels: [], words: [] }, measured: {} };
	};
	globalThis.requestAnimationFrame = () => 0;
	const list = new FakeModel({ index: 0 });
	const watched = [{ name: "surface", model: list, trait: "index", stops: null, number: null }];
	const model = new FakeModel({ spec: { name: "", series: [], panels: [], words: [] }, watched, state: "older" });
	const names = { values: ["A", "B", "C"], labels: ["A", "B", "C"] };
	const said = /** @type {string[]} */ ([]);
	const notice = (/** @type {string} */ _, /** @type {string} */ text) => said.push(text);
	const open = async (/** @type {string} */ here) => {
		const lab = /** @type {unknown} */ ({ notice, show() {}, describe() {}, follow() {} });
		const menu = { name: "surface", kind: "choice", label: "surface", help: "", resets: {}, ...names, here };
		const sent = /** @type {Sent} */ (/** @type {unknown} */ ({ ...SENT, home: {}, controls: [menu] }));
		const page = new InPage(model.asModel(), /** @type {Mounted} */ (lab), sent);
		await new Promise(setImmediate);
		return page;
	};
	const asked = () => model.sent.filter((one) => /** @type {{ kind: string }} */ (one).kind === "state");
	return { model, list, open, asked, said };
}

test("a problem that the kernel chooses is not asked for, or both would send each other back and forth forever", async () => {
	const { list, open, asked } = withProblems();
	const page = await open("A");
	list.set("index", 1);
	page.take({});
	assert.deepEqual(asked(), []);
	list.set("index", 2, { updated_view: {} }); // by hand
	assert.deepEqual(asked(), [{ kind: "state", text: "still surface=C" }]);
	list.set("index", 1); // a late answer
	page.take({});
	assert.equal(asked().length, 1);
	page.stop();
});

test("a lab that was restored from a notebook's file doesn't wait for a kernel", async () => {
	const { list, open, said } = withProblems();
	Object.assign(list, { comm_live: false });
	const page = await open("A");
	list.set("index", 1, { updated_view: {} });
	assert.match(String(said.at(-1)), /needs the kernel, which is gone/);
	list.set("index", 0, { updated_view: {} });
	assert.equal(said.at(-1), ""); // what is shown needs none
	list.set("index", 1, { updated_view: {} });
	assert.match(String(said.at(-1)), /needs the kernel, which is gone/);
	page.stop();
});

test("until the problem that a reader has chosen comes, the kernel is not held at one that was chosen before", async () => {
	const { model, list, open, asked } = withProblems();
	const rest = () => new Promise((done) => setTimeout(done, 700));
	const first = await open("A");
	list.set("index", 2, { updated_view: {} }); // C, by hand
	first.stop();
	list.set("index", 1); // the kernel is only at B, which was chosen before
	const passing = await open("B");
	model.fire("change:state");
	await rest();
	assert.equal(asked().length, 1);
	passing.stop();
	list.set("index", 2);
	const last = await open("C");
	model.fire("change:state");
	await rest();
	assert.equal(asked().length, 2); // it has understood other settings of C
	last.stop();
});

test("a reader who waits for another problem hears that the kernel is gone", async () => {
	LABS.still = function* () {
		yield undefined;
		return { picture: { description: "", panels: [], words: [] }, measured: {} };
	};
	const model = new FakeModel({
		spec: { series: [], panels: [], words: [] },
		watched: [],
		places: { surface: "bowl" },
	});
	const said = new Map();
	const lab = /** @type {unknown} */ ({ notice: said.set.bind(said), show() {}, describe() {}, follow() {} });
	const surface = {
		name: "surface",
		kind: "choice",
		labels: ["bowl", "moons"],
		values: ["bowl", "moons"],
		here: "bowl",
	};
	const sent = { ...SENT, controls: [/** @type {Described} */ (/** @type {unknown} */ (surface))] };
	const page = new InPage(model.asModel(), /** @type {Mounted} */ (lab), sent);
	await new Promise(setImmediate);
	model.fire("comm:close");
	assert.equal(said.get("surface"), undefined); // nobody waits
	page.hear({ kind: "state", text: "still surface=moons" });
	assert.match(said.get("surface"), /^The kernel prepares/);
	model.fire("comm:close");
	assert.match(said.get("surface"), /^Another surface needs the kernel, which is gone/);
	page.stop();
});
