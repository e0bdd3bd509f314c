import assert from "node:assert/strict";
import test from "node:test";
import { followModels, Listeners } from "../../src/notebook/models.js";
import { FakeModel } from "../fakes.js";
import { makeStar, pack } from "../stars.js";

test("a slider that alone has moved shows its stored frame at once", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, rate, shown } = await makeStar();
	rate.values.value = 0.2;
	star.moved("rate");
	assert.deepEqual(shown, ["kernel", "b"]);
	rate.values.value = 0.1; // back: a saved page has no kernel that would send its frame again
	star.moved("rate");
	assert.deepEqual(shown, ["kernel", "b", "kernel"]);
	star.moved("rate");
	assert.deepEqual(shown, ["kernel", "b", "kernel"]); // it is in the picture
});

test("with two sliders moved there is no stored frame", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, rate, size, shown } = await makeStar();
	size.values.index = 2;
	star.moved("size");
	rate.values.value = 0.3;
	star.moved("rate");
	assert.deepEqual(shown, ["kernel"]);
});

test("a ray of another family is not shown", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, rate, frame, shown } = await makeStar();
	star.take(frame({ family: { rate: 8 }, word: "other" }));
	rate.values.value = 0.2;
	star.moved("rate");
	assert.deepEqual(shown, ["kernel", "other"]);
});

test("an older answer does not replace a newer picture", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, rate, frame, shown } = await makeStar();
	rate.values.value = 0.2;
	star.moved("rate");
	star.take(frame({ word: "late" })); // still with the slider where it was
	assert.deepEqual(shown, ["kernel", "b"]);
	star.take(frame({ word: "late", request: 1 })); // it answers a move in the picture
	assert.deepEqual(shown, ["kernel", "b", "b"]);
	star.take(frame({ word: "now", request: 1, at: { rate: 1, size: 1 } }));
	assert.deepEqual(shown, ["kernel", "b", "b", "now"]);
});

test("after a rest it asks for the rays that are missing, and says which it has", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, frame, asked } = await makeStar();
	star.take(frame({ family: { rate: 7, size: 9 } }));
	t.mock.timers.tick(299);
	assert.deepEqual(asked, []);
	t.mock.timers.tick(1);
	assert.deepEqual(asked, [{ kind: "rest", has: { rate: 7 } }]);
	star.wait();
	t.mock.timers.tick(10_000);
	assert.equal(asked.length, 1); // not twice for one frame
});

test("while a slider is elsewhere than the kernel knows, it asks only after three seconds more", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, rate, asked } = await makeStar();
	rate.values.value = 0.2;
	star.moved("rate");
	t.mock.timers.tick(300);
	t.mock.timers.tick(2999);
	assert.deepEqual(asked, []);
	t.mock.timers.tick(1);
	assert.equal(asked.length, 1);
});

test("a late number of a busy kernel does not stay beside a slider", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, rate } = await makeStar();
	const number = new FakeModel({ value: 1 });
	const beside = { number: Object.assign(number.asModel(), { _pending_msgs: 1 }), numbers: [1, 10, 100] };
	star.follow({ name: "rate", stops: [0.1, 0.2, 0.3], model: rate.asModel(), trait: "value", ...beside });
	number.values.value = 100;
	star.moved(null, false);
	t.mock.timers.tick(300);
	assert.equal(number.values.value, 100); // typed, and the slider follows once the kernel has answered
	beside.number._pending_msgs = 0;
	star.wait();
	t.mock.timers.tick(300);
	assert.equal(number.values.value, 1); // where the slider and the kernel's picture are
});

test("the number beside a slider follows the reader's hand", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, rate } = await makeStar();
	const number = new FakeModel({ value: 1 });
	const waiting = { _buffered_state_diff: { value: 100 } }; // Jupyter notes what is set
	const beside = { number: Object.assign(number.asModel(), waiting), numbers: [1, 10, 100] };
	star.follow({ name: "rate", stops: [0.1, 0.2, 0.3], model: rate.asModel(), trait: "value", ...beside });
	rate.values.value = 0.3;
	star.moved("rate");
	assert.equal(number.values.value, 100);
	assert.deepEqual(beside.number._buffered_state_diff, {}); // else it would go with what is told next
});

test("the stock controls are followed by their models, until they are let go", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, shown } = await makeStar();
	const slider = new FakeModel({ value: 0.1 });
	const watched = [{ name: "rate", stops: [0.1, 0.2, 0.3], model: "IPY_MODEL_one", trait: "value", number: null }];
	const widget = new FakeModel({ watched });
	const manager = { get_model: async (/** @type {string} */ id) => (id === "one" ? slider : null) };
	let followed = 0;
	const heard = new Listeners();
	followModels(heard, Object.assign(widget, { widget_manager: manager }).asModel(), {
		found(list) {
			for (const control of list) star.follow(control);
			followed++;
		},
		moved: (name, byHand, typed) => star.moved(typed ? null : name, byHand),
	});
	await new Promise((done) => setImmediate(done));
	assert.equal(followed, 1);
	slider.set("value", 0.3, { updated_view: {} });
	assert.deepEqual(shown, ["kernel", "c"]);
	heard.letGo();
	assert.deepEqual([slider.heard, widget.heard], [0, 0]);
});

test("while the clock plays, the kernel learns where it is at a place without a frame, and at rest", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	t.mock.method(performance, "now", () => 0); // however slow the machine is
	const { star, rate, frame, shown } = await makeStar();
	let saved = 0;
	const model = Object.assign(rate.asModel(), { save_changes: () => saved++ });
	star.follow({ name: "rate", stops: [0.1, 0.2, 0.3], model, trait: "value" });
	star.play("rate", 1);
	star.moved("rate");
	assert.deepEqual([shown.at(-1), saved], ["b", 0]);
	star.play("rate", 2);
	star.moved("rate");
	assert.deepEqual([shown.at(-1), saved], ["c", 0]);
	rate.values.value = 0.2; // the kernel answers to where the clock was
	star.moved("rate", false);
	assert.equal(star.place("rate"), 2);
	star.rest();
	assert.equal(saved, 1);
	star.take(frame({ family: { rate: 8 } })); // none of the stored frames belongs to it
	star.play("rate", 1);
	assert.deepEqual([star.place("rate"), saved], [1, 2]);
});

test("what is still unpacked when another one takes over is neither shown nor followed by a question", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, rate, shown, asked } = await makeStar();
	rate.values.value = 0.2;
	const unpacking = star.store("rate", 7, pack(["d", "e", "f"]));
	star.stop();
	await unpacking;
	t.mock.timers.tick(10_000);
	assert.deepEqual([shown, asked], [["kernel"], []]);
});

test("a kernel that has sent all is asked nothing, and one whose picture is not at rest is asked once", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, frame, asked } = await makeStar();
	t.mock.timers.tick(10_000);
	assert.deepEqual(asked, []);
	star.take(frame({ rested: false }));
	for (let k = 0; k < 5; k++) t.mock.timers.tick(3000);
	assert.equal(asked.length, 1);
});

test("a kernel on its way to the slider is not asked for rays before it is late, and then once", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, rate, frame, asked } = await makeStar();
	star.take(frame({ family: { rate: 7, size: 9 } }));
	rate.values.value = 0.2;
	star.moved("rate");
	t.mock.timers.tick(300);
	t.mock.timers.tick(2999);
	assert.deepEqual(asked, []);
	for (let k = 0; k < 5; k++) t.mock.timers.tick(3000);
	assert.equal(asked.length, 1);
});

test("the kernel sends one ray for each question, so it is asked again after each", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, frame, asked } = await makeStar();
	star.take(frame({ family: { rate: 7, size: 9, seed: 4 } }));
	t.mock.timers.tick(300);
	await star.store("size", 9, pack(["d", "e", "f"]));
	t.mock.timers.tick(1);
	assert.deepEqual(asked, [
		{ kind: "rest", has: { rate: 7 } },
		{ kind: "rest", has: { rate: 7, size: 9 } },
	]);
});
