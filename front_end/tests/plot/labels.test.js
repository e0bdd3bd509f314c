import assert from "node:assert/strict";
import test from "node:test";
import { choose, halved, spaced, wrapped } from "../../src/plot/labels.js";
import { besideHair, besidePoint, besideRule, boxAt } from "../../src/plot/places.js";
import { BOX, EACH, Page, touched } from "../written.js";

/** @import { Bent } from "../written.js" */

/** @param {number} y @returns {Bent} */
const level = (y) => [
	[50, y],
	[350, y],
];
const comb = Array.from({ length: 21 }, (_, k) => level(10 + 10 * k)); // nothing fits in between

test("a text is wrapped into at most two lines, between words", () => {
	const fits = (/** @type {string} */ text) => text.length <= 12;
	assert.deepEqual(wrapped("one", fits), ["one"]);
	assert.deepEqual(wrapped("forward mode of all", fits), ["forward mode", "of all"]);
	assert.deepEqual(wrapped("incomprehensibilities are", fits), ["incomprehensibilities", "are"]);
});

test("a long text is halved where its middle is, a word is not", () => {
	assert.deepEqual(halved("grows above, shrinks below"), ["grows above,", "shrinks below"]);
	assert.deepEqual(halved("a threshold"), ["a", "threshold"]);
	assert.deepEqual(halved("threshold"), ["threshold"]);
});

test("a label beside an upright line stands between the other lines, as high up as it can", () => {
	const lines = [level(12), level(22), level(40), level(60), level(66)];
	const place = new Page(lines).write("mark", besideHair(200, BOX));
	assert.ok(place);
	assert.equal(touched(lines, place), 0);
	assert.ok(place.top > 40 && place.bottom < 60, "the first gap that is high enough");
});

test("a label at a threshold gives way to a line at one end, and to one on each side of it", () => {
	const falls = /** @type {Bent} */ ([
		[50, 60],
		[120, 100],
		[350, 110],
	]);
	const end = new Page([falls]).write("floor", besideRule(100, BOX));
	assert.ok(end && end.bottom <= 100 && end.right > 300);
	const both = [falls, level(95)];
	const below = new Page(both).write("floor", besideRule(100, BOX));
	assert.ok(below && below.top > 100);
	assert.equal(touched(both, below), 0);
});

test("a label that has no room in one line has it in two", () => {
	const lines = [0, 1, 2, 3].map(
		(k) =>
			/** @type {Bent} */ ([
				[50 + 100 * k, 10],
				[50 + 100 * k, 210],
			]),
	);
	const place = new Page(lines).write("length of the gradient", besideRule(100, BOX)); // 154 pixels wide
	assert.ok(place && place.right - place.left < 100 && place.bottom - place.top > 20);
	assert.equal(touched(lines, place), 0);
	const must = new Page(lines).write("length of the gradient", besideRule(100, BOX), { must: true });
	assert.ok(must && must.bottom - must.top < 20, "what must be read stays in one line");
});

test("where no place is free, a label is left out, and a name stands where it covers least", () => {
	assert.equal(new Page(comb).write("mark", besideHair(200, BOX)), undefined);
	assert.equal(new Page(comb).write("floor", besideRule(105, BOX)), undefined);
	const lines = [...comb, ...Array.from({ length: 40 }, (_, k) => level(10 + 2 * k))]; // darker above
	const place = new Page(lines).write("name", besidePoint([200, 100]), { must: true });
	assert.ok(place && place.top > 95);
});

test("words don't cover each other, nor the points that they name", () => {
	const page = new Page();
	page.words.taken.push({ left: 191, top: 91, right: 209, bottom: 109 });
	const names = ["one", "two", "three", "four", "five", "six"];
	const places = names.map((name) => page.write(name, besidePoint([200, 100]), { must: true }) ?? BOX);
	for (const [k, one] of places.entries()) {
		for (const { left, top, right, bottom } of [...places.slice(0, k), { left: 191, top: 91, right: 209, bottom: 109 }])
			assert.ok(one.left >= right || one.right <= left || one.top >= bottom || one.bottom <= top, names[k]);
	}
});

test("words in two lines have their edges below the letters of both", () => {
	const page = new Page();
	/** @type {string[]} */
	const done = [];
	const pen = (/** @type {string} */ kind) => (/** @type {string} */ text) => done.push(`${kind} ${text}`);
	Object.assign(page.front, { strokeText: pen("edge"), fillText: pen("letters") });
	const place = page.write("Adam,\noff the map", besidePoint([200, 100]));
	assert.ok(place && place.right - place.left === 11 * EACH + 4 && place.bottom - place.top > 20);
	page.words.write();
	assert.deepEqual(done, ["edge Adam,", "edge off the map", "letters Adam,", "letters off the map"]);
});

test("words stay while their place is free, also if a better one becomes free, and leave it when it is taken", () => {
	const page = new Page([level(15)]);
	const places = besideHair(200, BOX);
	let last = page.write("mark", places);
	assert.deepEqual(page.next([]).write("mark", places), last, "the place above is free now");
	let moves = 0;
	for (let y = 10; y < 60; y += 0.5) {
		const place = page.next([level(y)]).write("mark", places);
		assert.ok(place && last);
		assert.equal(touched([level(y)], place), 0);
		if (y < last.top - 2 || y > last.bottom + 2) assert.deepEqual(place, last);
		moves += Number(place.top !== last.top);
		last = place;
	}
	assert.ok(moves > 0 && moves < 5, String(moves));
});

test("where no place is free, words jump only to one where they cover much less", () => {
	const places = [boxAt(0, 0, 9, 9), boxAt(0, 20, 9, 9)];
	/** @param {number[]} costs of both places, in square pixels; they stood at the second */
	const chosen = (...costs) => choose(places, (place) => costs[places.indexOf(place)], 1, true);
	assert.deepEqual([chosen(30, 45), chosen(30, 55), chosen(0, 19)], [1, 0, 0]);
});

test("a name goes along with its point, on the same side", () => {
	const page = new Page();
	const wall = (/** @type {number} */ x) =>
		/** @type {Bent} */ ([
			[x + 15, 10],
			[x + 15, 210],
		]);
	const sides = [100, 110, 120, 130].map((x, k) => {
		const place = page.next(k === 1 ? [wall(x)] : []).write("name", besidePoint([x, 100]), { must: true });
		return Math.sign((place?.left ?? 0) - x);
	});
	assert.deepEqual(sides, [1, -1, -1, -1]); // it gives way to the wall, and stays there
});

test("names that would touch are moved apart about their middle, inside of the box", () => {
	assert.deepEqual(spaced([50, 50, 90], 10, [0, 100]), [45, 55, 90]);
	assert.deepEqual(spaced([98, 99], 10, [0, 100]), [90, 100]);
	assert.deepEqual(spaced([2, 3, 4], 10, [0, 15]), [0, 10, 20]); // too many: from the low end on
	assert.deepEqual(spaced([], 10, [0, 100]), []);
});
