import assert from "node:assert/strict";
import test from "node:test";
import { addressOf, placeIn } from "../src/address.js";

test("an address names a slider and its place, and is read again", () => {
	assert.equal(addressOf({ name: "momentum", place: 12 }), "#momentum=12");
	for (const slider of [
		{ name: "momentum", place: 12 },
		{ name: 'β1 = "x"', place: 0 },
	]) {
		assert.deepEqual(placeIn(addressOf(slider)), [slider.name, slider.place]);
	}
});

test("any other end of an address is none", () => {
	for (const hash of ["", "#", "#top", "#momentum=", "#momentum=-1", "#momentum=<b>", "#a=1e9x"]) {
		assert.deepEqual(placeIn(hash), ["", 0]);
	}
});
