import assert from "node:assert/strict";
import test from "node:test";
import { drawHeads, drawNames, lastPoint, wayOut } from "../../src/plot/heads.js";
import { overlap, Page } from "../written.js";

/** @import { Plot } from "../../src/plot/plot.js" */
/** @import { Line } from "../../src/types.js" */

const BOX = { left: 0, top: 0, right: 100, bottom: 100 };

/** @param {number[]} points */
const line = (points) => /** @type {Line} */ ({ points: Float64Array.from(points) });

test("the head is the last point that is a number", () => {
	assert.deepEqual(lastPoint(line([1, 2, 3, 4, 5, 6]), 2), [5, 6]);
	assert.deepEqual(lastPoint(line([1, 2, 3, 4, Number.NaN, 6]), 2), [3, 4]);
	assert.deepEqual(lastPoint(line([1, 2, 3, 4, 5, 6]), 0), [1, 2]);
	assert.equal(lastPoint(line([Number.NaN, 2]), 0), null);
});

test("a line ends where it was last between two sides", () => {
	assert.deepEqual(lastPoint(line([0, 1, 10, 2, 20, 3]), 2, 0, 12), [10, 2]);
	assert.deepEqual(lastPoint(line([0, 1, 10, Number.NaN]), 1, 0, 12), [0, 1]);
	assert.equal(lastPoint(line([50, 1]), 0, 0, 12), null);
});

test("what has left the picture is shown at its border, with the way to it", () => {
	assert.equal(wayOut(BOX, [50, 100]), null);
	const out = wayOut(BOX, [193, 50]);
	assert.deepEqual(out?.at, [93, 50]);
	assert.equal(out?.angle, 0);
	assert.equal(wayOut(BOX, [50, -200])?.angle, -Math.PI / 2);
	assert.deepEqual(wayOut(BOX, [-50, 50])?.at, [7, 50]);
	assert.deepEqual(wayOut(BOX, [50, 150])?.at, [50, 93]);
	assert.equal(wayOut(BOX, [100.0001, 50]), null); // on the border
});

test("two that left the picture on the same side have arrows beside each other, along the border", () => {
	const gone = /** @type {const} */ ([
		[900, -900], // the corner
		[900, 50],
		[50, -900],
		[-900, 80],
		[80, 900],
	]);
	for (const point of gone) {
		/** @type {[number, number][]} */
		const arrows = [];
		for (let k = 0; k < 3; k++)
			arrows.push(/** @type {{ at: [number, number] }} */ (wayOut(BOX, [...point], arrows)).at);
		for (const [k, [x, y]] of arrows.entries()) {
			assert.ok(
				[x, y].some((one) => one === 7 || one === 93),
				`${x}, ${y} is not at the border`,
			);
			assert.ok(
				[x, y].every((one) => one >= 7 && one <= 93),
				`${x}, ${y} is not whole`,
			);
			for (const [u, v] of arrows.slice(0, k)) assert.ok(Math.hypot(x - u, y - v) >= 14);
		}
	}
});

test("the arrows of a picture stand side by side, and a background has none", () => {
	const ends = [false, false, true].map((faint) => ({ ...line([900, 50]), drawn: 0, style: { faint } }));
	const page = Object.assign(new Page(), { box: BOX, lines: ends });
	drawHeads(/** @type {Plot} */ (/** @type {unknown} */ (page)));
	const [one, other, ...more] = page.words.taken;
	assert.deepEqual(one, { left: 86, top: 43, right: 100, bottom: 57 }); // seven pixels from the border, and as many around
	assert.ok(one.bottom <= other.top || one.top >= other.bottom);
	assert.deepEqual(more, []);
});

test("a name off the map says so, and stands apart from one inside", () => {
	const ends = /** @type {const} */ ([
		["SGD", 10, 5],
		["Newton", -50, -50],
	]);
	const lines = ends.map(([name, ...end]) => {
		const style = { key: name, name, spent: "spent", faint: false };
		return { ...line([...end]), length: 1, drawn: 0, style };
	});
	const page = Object.assign(new Page(), { box: { left: 0, top: 0, right: 200, bottom: 50 }, lines });
	/** @type {string[]} */
	const said = [];
	Object.assign(page.front, { strokeText: () => {}, fillText: (/** @type {string} */ text) => said.push(text) });
	drawNames(/** @type {Plot} */ (/** @type {unknown} */ (page)));
	page.words.write();
	assert.deepEqual(said, ["SGD", "Newton, off the map"]);
	const [one, other] = page.words.taken;
	assert.ok(!overlap(one, other));
});
