import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { Clock, nextMoment, played, sayMoment } from "../../src/lab/clock.js";
import { FakeElement } from "../fakes.js";

/** @import { Lab } from "../../src/types.js" */

const FULL = [0, 0.25, 0.5, 0.75, 1];
const SGD = [0, 0.1, 0.2, 0.3];

test("a step leads to the next moment at which any series moves", () => {
	assert.equal(nextMoment([FULL, SGD], 0, 1), 0.1);
	assert.equal(nextMoment([FULL, SGD], 0.2, 1), 0.25);
	assert.equal(nextMoment([FULL, SGD], 0.3, -1), 0.25);
	assert.equal(nextMoment([FULL, undefined], 0.3, 1), 0.5);
});

test("beyond the last moment is the end, and before the first the beginning", () => {
	assert.equal(nextMoment([SGD], 0.3, 1), 1);
	assert.equal(nextMoment([], 0.3, -1), 0);
	assert.equal(nextMoment([FULL], 0.25 + 1e-7, -1), 0); // float32 is as good as there
});

test("the playhead is said in the unit of the budget, or in percent", () => {
	assert.equal(sayMoment(0.5, 1230, "example-gradients", 615), "615 of 1,230 example-gradients");
	assert.equal(sayMoment(0.4, 123, "example-gradients", 49.2), "49 of 123 example-gradients"); // there is no part of one
	assert.equal(sayMoment(0.256, undefined, "steps", Number.NaN), "26 % of the budget");
});

test("time in which no picture was shown, because the page was hidden or the machine slept, is not played", () => {
	assert.equal(played(1000, 1020), 0.02);
	assert.equal(played(1000, 2000), 1); // a slow machine plays as long as others
	const leap = played(1000, 3_601_000);
	assert.ok(leap > 0 && leap <= 0.2, `${leap} s`); // a reader who comes back sees it go on from where it was
	assert.equal(played(1000, 990), 0); // the frame may have begun before the press
});

/** A clock of a lab, and a screen that shows its next picture this many milliseconds later. @param {object} lab @param {{ control?: string, calm?: boolean }} [more] */
function clockOf(lab, { control, calm = false } = {}) {
	let [now, next] = [0, (/** @type {number} */ _) => {}];
	FakeElement.stand();
	Object.assign(globalThis, {
		matchMedia: () => ({ matches: calm }),
		requestAnimationFrame: (/** @type {typeof next} */ draw) => {
			next = draw;
			return 1;
		},
		cancelAnimationFrame() {
			next = () => {};
		},
	});
	mock.method(performance, "now", () => now);
	const spec = { total: 100, unit: "steps", control };
	const rest = { value: () => 100, series: new Map(), state: {} };
	const clock = new Clock(spec, /** @type {Lab} */ (/** @type {unknown} */ (Object.assign(lab, rest))));
	const [back, play, forward, scrub, speed, output] = /** @type {any} */ (clock.element).children;
	/** @param {number} later */
	function pass(later) {
		const draw = next;
		now += later;
		next = () => {};
		draw(now);
	}
	return { clock, back, play, forward, scrub, speed: speed.children[1], output, pass };
}

/** A lab whose playhead is at a fraction. @param {number} fraction */
const labAt = (fraction) => ({
	fraction,
	move(/** @type {number} */ to) {
		this.fraction = to;
	},
});

/** A lab whose clock moves a control of some places. @param {number} place @param {number} [many] */
function drivenAt(place, many = 5) {
	const drive = { at: place, rested: 0, count: () => many, place: () => drive.at, put, play: put, number, rest };
	function put(/** @type {string} */ _, /** @type {number} */ to) {
		drive.at = to;
	}
	function number() {
		return 10 * drive.at;
	}
	function rest() {
		drive.rested++;
	}
	return { drive, fraction: 0 };
}

const near = (/** @type {number} */ one, /** @type {number} */ other) =>
	assert.ok(Math.abs(one - other) < 1e-9, `${one}`);

test("a whole budget plays in six seconds, faster at a higher speed, and from the start again at its end", () => {
	const lab = labAt(1);
	const { clock, play, speed, pass } = clockOf(lab);
	play.does("click");
	assert.equal(lab.fraction, 0);
	assert.equal(play.attributes.title, "Pause");
	pass(600);
	near(lab.fraction, 0.1);
	speed.value = "4";
	pass(600);
	near(lab.fraction, 0.5);
	play.does("click");
	assert.ok(!clock.playing);
	pass(600);
	play.does("click");
	pass(800); // a little longer than is left
	assert.equal(lab.fraction, 1);
	assert.ok(!clock.playing);
	assert.equal(play.attributes.title, "Play");
});

test("a reader who wants little motion sees ten jumps", () => {
	const lab = labAt(0);
	const { play, pass } = clockOf(lab, { calm: true });
	play.does("click");
	for (const [later, fraction] of [
		[500, 0],
		[300, 0.8 / 6],
		[500, 0.8 / 6],
		[200, 1.5 / 6],
	]) {
		pass(later);
		near(lab.fraction, fraction);
	}
});

test("a control is moved by a place at a time, and the kernel hears where it rests", () => {
	const lab = drivenAt(0);
	const { play, pass, scrub, back, forward, output, clock } = clockOf(lab, { control: "momentum" });
	play.does("click");
	/** @type {number[]} */
	const places = [];
	for (let k = 0; k < 4; k++) {
		pass(450); // half of what a place takes
		places.push(lab.drive.at);
	}
	assert.deepEqual(places, [1, 1, 2, 2]);
	assert.equal(lab.drive.rested, 0);
	play.does("click");
	assert.equal(lab.drive.rested, 1);
	clock.move();
	assert.deepEqual([scrub.value, scrub.attributes.max, output.textContent], ["2", "4", "20 of 100 steps"]);
	for (const [press, place] of /** @type {const} */ ([
		[back, 1],
		[forward, 2],
		[forward, 3],
		[forward, 4],
		[forward, 4],
	])) {
		press.does("click");
		assert.equal(lab.drive.at, place);
	}
	scrub.does("input", "1");
	assert.equal(lab.drive.at, 1);
	assert.equal(lab.drive.rested, 1); // nothing has played since
});

test("a control that the reader moves takes the clock with it, also by one place", () => {
	const lab = drivenAt(1);
	const { play, pass, scrub, clock } = clockOf(lab, { control: "momentum" });
	for (const place of [2, 3]) {
		lab.drive.at = place;
		clock.move();
		assert.equal(scrub.value, String(place));
		play.does("click");
		pass(20);
		assert.equal(lab.drive.at, place);
		pass(100); // on the way to the next place
		play.does("click");
	}
});

test("a slow machine passes over places only where there are many", () => {
	for (const [many, at] of [
		[5, 1],
		[601, 400],
	]) {
		const lab = drivenAt(0, many);
		const { play, speed, pass } = clockOf(lab, { control: "momentum" });
		play.does("click");
		speed.value = "4";
		pass(1000); // 4 seconds at speed 1
		assert.equal(lab.drive.at, at);
	}
});
