import assert from "node:assert/strict";
import test from "node:test";
import { besideHair, besidePoint, besideRule, crosses, spaced, wrapped } from "../../src/plot/labels.js";
import { Generator } from "../../src/training/random.js";
import { BOX, EACH, overlap, Page } from "../written.js";

/** @import { Bent } from "../written.js" */
/** @import { Box, Pair } from "../../src/types.js" */

/** @param {number} y @returns {Bent} */
const level = (y) => [
	[50, y],
	[350, y],
];
const SIX = ["full batch", "SGD", "momentum", "Nesterov", "AdaGrad", "Adam"];

/** @param {Box[]} boxes */
function assertApart(boxes) {
	for (const [k, one] of boxes.entries())
		for (const other of boxes.slice(0, k)) assert.ok(!overlap(one, other), `${JSON.stringify([one, other])}`);
}

test("a text is wrapped into at most two lines, between words", () => {
	const fits = (/** @type {string} */ text) => text.length <= 12;
	assert.deepEqual(wrapped("one", fits), ["one"]);
	assert.deepEqual(wrapped("forward mode of all", fits), ["forward mode", "of all"]);
	assert.deepEqual(wrapped("incomprehensibilities are", fits), ["incomprehensibilities", "are"]);
});

test("six names of lines stand apart in the box, in the order of the ends, wherever these are", () => {
	const generator = new Generator(3);
	for (let scene = 0; scene < 100; scene++) {
		const spread = scene % 4 ? 1 : 0.02; // or the ends lie together
		const at = () => /** @type {Pair} */ ([50 + 300 * generator.random(), 10 + 200 * generator.random()]);
		const [x, y] = at();
		const ends = SIX.map(() => at().map((v, k) => v * spread + (k ? y : x) * (1 - spread)));
		const named = Object.fromEntries(SIX.map((name, k) => [name, [at(), at(), /** @type {Pair} */ (ends[k])]]));
		const boxes = new Page().name(named);
		assertApart(boxes);
		const order = SIX.toSorted((a, b) => named[a][2][1] - named[b][2][1]);
		for (const [k, { left, right, top, bottom }] of boxes.entries()) {
			assert.ok(left >= 50 && right <= 350.001 && top >= 9.999 && bottom <= 210.001, order[k]);
			assert.ok(Math.abs(right - left - EACH * order[k].length) < 1e-9, `${order[k]} is in its place`);
		}
	}
});

test("names of ends that lie together are a column on the side from which most lines don't come", () => {
	/** @param {number} from @returns {Bent} */
	const line = (from) => [
		[from, 20],
		[from, 60],
		[200, 100],
	];
	const left = (/** @type {number[]} */ ...from) =>
		new Page().name(Object.fromEntries(from.map((x, k) => [`name ${k}`, line(x)]))).map((box) => box.left);
	assert.deepEqual(left(100, 120, 300), [211, 211, 211]);
	assert.deepEqual(left(300, 310, 100), Array(3).fill(189 - 6 * EACH));
	const [edge] = new Page().name({ name: [[60, 50], [60, 50], [345, 50]] }); // biome-ignore format: a line
	assert.equal(edge.right, 334, "at the right border there is room on the left alone");
	assert.equal(new Page().name({ name: line(100) }, 360)[0].left, 360, "names of curves begin beyond the box");
});

test("a label stands at the first place that is free of lines, words and points", () => {
	const lines = [level(12), level(22), level(40), level(60), level(66)];
	const place = new Page(lines).write("mark", besideHair(200, BOX));
	assert.ok(place && place.top > 40 && place.bottom < 60, "the first gap that is high enough");
	const falls = /** @type {Bent} */ ([
		[50, 60],
		[120, 100],
		[350, 110],
	]);
	const end = new Page([falls]).write("floor", besideRule(100, BOX));
	assert.ok(end && end.bottom <= 100 && end.right > 300);
	const below = new Page([falls, level(95)]).write("floor", besideRule(100, BOX));
	assert.ok(below && below.top > 100);
});

test("where lines are everywhere a label stands over them, and where words are, it is left out unless it must be read", () => {
	const comb = new Page(Array.from({ length: 21 }, (_, k) => level(10 + 10 * k)));
	assert.ok(comb.write("mark", besideHair(200, BOX)));
	const full = new Page();
	full.words.taken.push(BOX);
	assert.equal(full.write("mark", besideHair(200, BOX)), undefined);
	assert.ok(full.write("mark", besideHair(200, BOX), { must: true }));
	assert.equal(new Page().write("a".repeat(50), besideHair(200, BOX)), undefined, "it is wider than the box");
});

test("labels don't cover each other, nor the points that they name, and stay in the box", () => {
	for (const [x, y] of [
		[200, 100],
		[50, 10],
		[350, 210],
		[52, 208],
	]) {
		// biome-ignore format: a line
		const page = new Page();
		const point = { left: x - 9, top: y - 9, right: x + 9, bottom: y + 9 };
		page.words.taken.push(point);
		const places = SIX.slice(0, 2).map((name) => page.write(name, besidePoint([x, y])));
		for (const place of places) {
			assert.ok(place);
			assert.ok(place.left >= 50 && place.right <= 350 && place.top >= 9 && place.bottom <= 211, `${x}, ${y}`);
		}
		assertApart([...places.flatMap((place) => place ?? []), point]);
	}
});

test("words stay while their place is free, also if a better one becomes free, and leave it when it is taken", () => {
	const page = new Page([level(15)]);
	const places = besideHair(200, BOX);
	const last = page.write("mark", places);
	assert.deepEqual(page.next([]).write("mark", places), last, "the place above is free now");
	assert.notDeepEqual(page.next([level((last?.top ?? 0) + 8)]).write("mark", places), last);
});

test("a line crosses a box if a piece of it does, and not where it has no number", () => {
	const box = { left: 10, top: 10, right: 20, bottom: 20 };
	const of = (/** @type {number[]} */ ...points) =>
		crosses({ points: Float64Array.from(points), length: points.length / 2 }, box);
	assert.deepEqual(
		[of(0, 0, 30, 30), of(0, 30, 30, 0), of(15, 0, 15, 30), of(12, 12, 13, 13)],
		[true, true, true, true],
	);
	assert.deepEqual([of(0, 0, 30, 5), of(0, 25, 9, 10), of(25, 0, 25, 30), of(15, 15)], [false, false, false, false]);
	assert.equal(of(0, Number.NaN, 30, 15), false);
});

test("names that would touch are moved apart about their middle, inside of the box", () => {
	assert.deepEqual(spaced([50, 50, 90], 10, [0, 100]), [45, 55, 90]);
	assert.deepEqual(spaced([98, 99], 10, [0, 100]), [90, 100]);
	assert.deepEqual(spaced([2, 3, 4], 10, [0, 15]), [0, 10, 20]); // too many: from the low end on
	assert.deepEqual(spaced([], 10, [0, 100]), []);
});
