// What a picture of the race is made of: it changes with what is raced on, and only then.

import assert from "node:assert/strict";
import test from "node:test";
import { structureOf } from "../../../src/labs/race/structure.js";

/** @import { Race } from "../../../src/labs/race/compute.js" */
/** @import { PlaneSpec, Spec } from "../../../src/types.js" */

const PLANE = { kind: "plane", x: { label: "ab" }, y: { label: "c" }, points: [], lines: [] };
const SPEC = /** @type {Spec} */ (/** @type {unknown} */ ({ panels: [{}, {}, PLANE], series: [], words: [] }));

test("the axes of the data take other names, also if they are spelled alike, and the same ones change nothing", () => {
	for (const named of [["ab", "c"], ["a", "bc"], ["ab", "d"], ["b", "c"], undefined]) {
		const facts = { looks: { own: {}, others: [] }, few: 3, tuning: {}, named };
		const race = /** @type {Race} */ (/** @type {unknown} */ ({ facts, race: [], grids: null }));
		const found = structureOf({}, race)(SPEC);
		const { x, y } = /** @type {PlaneSpec} */ (found.panels[2]);
		assert.deepEqual([x.label, y.label], named ?? ["ab", "c"]);
		assert.equal(found === SPEC, !named || named.join() === "ab,c");
	}
});
