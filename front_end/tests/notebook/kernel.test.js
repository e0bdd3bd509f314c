import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { fromKernel } from "../../src/notebook/kernel.js";
import { FakeModel } from "../fakes.js";

/** @import { Mounted } from "../../src/lab/mount.js" */
/** @import { Drive } from "../../src/types.js" */

/** A ray of two places with a word for each, as Python sends it. */
function ray() {
	const header = Buffer.from(JSON.stringify({ count: 2, missing: [], plain: { word: ["a", "b"] }, arrays: {} }));
	const length = Buffer.alloc(4);
	length.writeUInt32LE(header.length);
	return deflateSync(Buffer.concat([length, header])).toString("base64");
}

test("a ray arrives in a home that loses the buffers of messages", { timeout: 20_000 }, async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const slider = new FakeModel({ index: 0 });
	const watched = [{ name: "rate", stops: null, model: slider, trait: "index", number: null }];
	const model = new FakeModel({ watched });
	const shown = /** @type {unknown[]} */ ([]);
	const said = new Map([["kernel", "The kernel has not answered for 8 seconds."]]);
	const notice = said.set.bind(said);
	const lab = { show: (/** @type {{ word: string }} */ { word }) => shown.push(word), follow() {}, notice };
	const answers = fromKernel(model.asModel(), /** @type {Mounted} */ (/** @type {unknown} */ (lab)));
	answers.take({ word: "kernel", at: { rate: 0 }, family: { rate: 7 } });
	await new Promise(setImmediate);
	model.fire("msg:custom", { name: "rate", family: 7, packed: ray() }, []);
	slider.set("index", 1, { updated_view: {} });
	while (shown.length < 2) await new Promise(setImmediate);
	assert.deepEqual(shown, ["kernel", "b"]);
	model.fire("comm:close");
	assert.match([...said.values()].join(), /^,The kernel is gone/); // and no more that it is late
	answers.stop();
	answers.take({ word: "late" });
	assert.deepEqual([shown.length, model.heard, slider.heard], [2, 0, 0]);
});

test("a lab that was restored from a notebook's file says that its kernel is gone, though sending raises nothing", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const slider = Object.assign(new FakeModel({ index: 0 }), { comm_live: false });
	const watched = [{ name: "rate", stops: null, model: slider, trait: "index", number: null }];
	const said = /** @type {string[]} */ ([]);
	const notice = (/** @type {string} */ _, /** @type {string} */ text) => said.push(text);
	const lab = /** @type {unknown} */ ({ show() {}, follow() {}, notice });
	const answers = fromKernel(new FakeModel({ watched }).asModel(), /** @type {Mounted} */ (lab));
	answers.take({ word: "stored", at: { rate: 0 }, family: { rate: 7 } });
	await new Promise(setImmediate);
	t.mock.timers.tick(300);
	assert.match(said.join(""), /^The kernel is gone/);
	answers.stop();
});

test("the number beside a slider goes with the reader's hand, and a number that is typed is the reader's", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const [slider, number] = [new FakeModel({ value: 0 }), new FakeModel({ value: 0 })];
	const watched = [{ name: "rate", stops: [0, 1], model: slider, trait: "value", number, numbers: [0, 10] }];
	const followed = /** @type {Drive[]} */ ([]);
	const follow = (/** @type {Drive} */ one) => followed.push(one);
	const lab = /** @type {unknown} */ ({ show() {}, notice() {}, follow });
	const model = new FakeModel({ watched });
	const answers = fromKernel(model.asModel(), /** @type {Mounted} */ (lab));
	answers.take({ at: { rate: 0 } });
	await new Promise(setImmediate);
	assert.equal(followed[0].place("rate"), 0);
	slider.set("value", 1, { updated_view: {} });
	assert.equal(number.values.value, 10);
	number.set("value", 2, { updated_view: {} });
	number.set("value", 3); // as the kernel takes it
	assert.equal(number.values.value, 3);
	answers.hear({ kind: "reset" });
	assert.deepEqual(model.sent.at(-1), { kind: "reset" });
	answers.stop();
	assert.equal(number.heard, 0);
});
