import assert from "node:assert/strict";
import test from "node:test";
import { withNumber } from "../stars.js";

test("a number between two places stays as it was typed, and a late move of its slider does not change it", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, rate, number } = await withNumber();
	number.values.value = 12;
	star.moved(null); // by hand
	rate.values.value = 0.2; // the kernel follows
	star.moved("rate", false);
	t.mock.timers.tick(300);
	assert.equal(number.values.value, 12);
	number.values.value = 90;
	star.moved(null);
	star.moved("rate", false); // the kernel's answer to the number before
	assert.equal(number.values.value, 90);
});

test("a number shows the place of its slider as long as the kernel has not answered, and then what Python sets", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, rate, number, frame } = await withNumber();
	for (const [value, shown] of [
		[0.3, 100],
		[0.1, 1], // back where the kernel's frame is
		[0.2, 10],
	]) {
		rate.values.value = value;
		star.moved("rate");
		assert.equal(number.values.value, shown);
	}
	number.values.value = 100; // the kernel's answer to the first move
	star.moved(null, false);
	assert.equal(number.values.value, 10);
	star.take(frame({ at: { rate: 1, size: 1 } }));
	number.values.value = 85; // Python sets it, and its slider follows
	star.moved(null, false);
	rate.values.value = 0.3;
	star.moved("rate", false);
	t.mock.timers.tick(300);
	assert.equal(number.values.value, 85);
});

test("a clock sees the places of a slider and their numbers, and tells the kernel where it puts it", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { star, rate, size, saved } = await withNumber();
	assert.deepEqual([star.count("rate"), star.number("rate", 2)], [3, 100]);
	star.put("rate", 2);
	assert.deepEqual([rate.values.value, star.place("rate"), saved()], [0.3, 2, 1]);
	star.put("size", 2); // a list has no stops
	assert.equal(size.values.index, 2);
});

test("a clock that plays for long tells the kernel twice a second, and when another one takes over", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	let now = 1000;
	t.mock.method(performance, "now", () => now);
	const { star, saved } = await withNumber();
	star.rest();
	const told = [400, 200, 400, 200, 100].map((later) => {
		now += later;
		star.play("rate", 1);
		return saved();
	});
	assert.deepEqual(told, [0, 1, 1, 2, 2]);
	star.stop();
	assert.equal(saved(), 3);
});

test("where Python moves a slider after the clock has passed there, it stays", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	t.mock.method(performance, "now", () => 0);
	const { star, rate } = await withNumber();
	for (const place of [1, 2]) star.play("rate", place);
	star.rest();
	rate.values.value = 0.2;
	star.moved("rate", false);
	assert.equal(star.place("rate"), 1);
	star.play("rate", 2);
	rate.values.value = 0.2; // where this play has not been
	star.moved("rate", false);
	assert.equal(star.place("rate"), 1);
});
