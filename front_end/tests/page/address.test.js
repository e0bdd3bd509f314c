import assert from "node:assert/strict";
import test from "node:test";
import { addressOf, placeIn, settingsIn, stateAddress } from "../../src/page/address.js";

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

test("all settings are read again, however much of them was encoded", () => {
	for (const text of ["race seed=1 start=1,2", "race points='0,1|é😀 #%2C'", ""]) {
		assert.equal(settingsIn(stateAddress(text)), text);
		assert.equal(settingsIn(`#${encodeURIComponent(text)}`), text);
	}
});

test("what is no encoding is no address", () => {
	assert.equal(settingsIn("#race %E0%A4%A"), "");
	assert.equal(placeIn("#%E0%A4%A=3")[0], "");
});
