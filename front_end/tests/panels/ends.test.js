import assert from "node:assert/strict";
import test from "node:test";
import { clearerEnd, crosses, heightAt, lastInside } from "../../src/panels/ends.js";

/** A line in pixels. @param {number[]} points */
function line(...points) {
	const style = { key: "a", name: "a", color: "blue", dash: [], marker: /** @type {const} */ ("circle"), faint: false };
	return { style, points: Float64Array.from(points), length: points.length / 2, runs: null, drawn: 0 };
}

test("the height of a line between its points", () => {
	assert.equal(heightAt(line(0, 10, 10, 30), 5), 20);
	assert.equal(heightAt(line(0, 10, 10, 30, 20, 30), 20), 30);
	assert.ok(Number.isNaN(heightAt(line(0, 10, 10, 30), 11)));
	assert.ok(Number.isNaN(heightAt(line(), 11)));
});

test("a label stands where the lines are farther away: at the left, unless there is more room at the right", () => {
	const label = { height: 50, wide: 40 };
	const falls = line(0, 40, 200, 140); // near the label at the left
	assert.equal(clearerEnd([falls], [], [0, 200], label), 200);
	assert.equal(clearerEnd([line(0, 140, 200, 60)], [], [0, 200], label), 0);
	assert.equal(clearerEnd([], [], [0, 200], label), 0);
	assert.equal(clearerEnd([], [10], [0, 200], label), 200); // a mark's label is at the left
});

test("a line runs through a box also where none of its points lies in it", () => {
	const box = { left: 10, top: 10, right: 20, bottom: 20 };
	assert.ok(crosses(line(0, 15, 30, 15), box));
	assert.ok(crosses(line(0, 0, 30, 30), box));
	assert.ok(crosses(line(15, 0, 15, 40), box)); // straight down
	assert.ok(!crosses(line(0, 18, 8, 18, 8, 30, 30, 30), box)); // around a corner
	assert.ok(!crosses(line(0, 0, 12, 0, 30, 12), box)); // over it: at 20 across it is 5 down
	assert.ok(!crosses(line(0, Number.NaN, 30, 15), box));
	assert.ok(!crosses(line(15, 15), box)); // one point is no line
});

test("a line ends where it was last between two sides", () => {
	assert.equal(lastInside(line(0, 1, 10, 2, 20, 3), 0, 12)?.y, 2);
	assert.equal(lastInside(line(0, 1, 10, Number.NaN), 0, 12)?.y, 1);
	assert.equal(lastInside(line(50, 1), 0, 12), null);
});
