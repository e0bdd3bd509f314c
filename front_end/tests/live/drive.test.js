import assert from "node:assert/strict";
import test from "node:test";
import { driveOf } from "../../src/live/drive.js";

test("the clock moves a control from place to place, and says so until it rests", () => {
	const values = { rate: 0.3 };
	const live = {
		sent: { controls: [{ name: "seed" }, { name: "rate", places: [0.1, 0.2, 0.4] }] },
		source: { read: () => values.rate },
		put: (/** @type {{ rate: number }} */ given) => Object.assign(values, given),
		playing: false,
	};
	const drive = driveOf(/** @type {any} */ (live));
	assert.deepEqual([drive.count("rate"), drive.number("rate", 2)], [3, 0.4]);
	drive.put("rate", 1);
	assert.deepEqual([values.rate, drive.place("rate"), live.playing], [0.2, 1, false]);
	drive.play("rate", 2);
	assert.deepEqual([values.rate, drive.place("rate"), live.playing], [0.4, 2, true]);
	drive.rest();
	assert.deepEqual([values.rate, live.playing], [0.4, false]);
});
