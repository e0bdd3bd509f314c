import assert from "node:assert/strict";
import test from "node:test";
import { structured } from "../../src/live/structures.js";

/** @import { Spec } from "../../src/types.js" */

test("a structure is made of another one: names, what one has more, longer and shorter lists", () => {
	const structures = {
		values: ["Adam", "AdaGrad", { kind: "curves" }, [4]],
		of: {
			one: { "series.0.name": 0, "series.0.dash": null, "panels.1": null, "panels.2": null },
			two: { "series.0.name": 1, "series.0.dash": 3, "panels.1": 2, "panels.2": 0 },
		},
	};
	const one = /** @type {Spec} */ (
		/** @type {unknown} */ ({ series: [{ name: "Adam", color: "blue" }], panels: ["map"] })
	);
	const two = structured(one, structures, "two");
	assert.deepEqual(two, {
		series: [{ name: "AdaGrad", color: "blue", dash: [4] }],
		panels: ["map", { kind: "curves" }, "Adam"],
	});
	assert.deepEqual(structured(two, structures, "one"), one);
	assert.equal(one.series[0].name, "Adam"); // which stays as it was
});
