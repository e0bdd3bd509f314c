import assert from "node:assert/strict";
import test from "node:test";
import { endsOf, stopsOf } from "../../src/plot/scale_bar.js";

test("a scale has a strip for every shade, each as wide as the next", () => {
	const stops = stopsOf([1, 2, 5]).split(",");
	assert.deepEqual(
		stops.map((stop) => stop.match(/[\d.]+%/g)),
		[
			["0%", "25%"],
			["25%", "50%"],
			["50%", "75%"],
			["75%", "100%"],
		],
	);
	assert.equal(new Set(stops.map((stop) => stop.slice(0, stop.indexOf(")")))).size, 4);
});

test("a scale says what lies beyond its levels", () => {
	assert.deepEqual(endsOf([0.25, 1, 1234.4]), ["< 0.25", "> 1,234"]);
});
