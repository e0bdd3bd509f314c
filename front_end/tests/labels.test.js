import assert from "node:assert/strict";
import test from "node:test";
import { halved, spaced, Words, wrapped, writeBeside } from "../src/labels.js";
import { besideHair, besideLine, besidePoint, besideRule } from "../src/places.js";

/** @import { Places } from "../src/places.js" */
/** @import { Plot } from "../src/plot.js" */
/** @import { Box, Pair } from "../src/types.js" */

const BOX = { left: 50, top: 10, right: 350, bottom: 210 };
const EACH = 7; // pixels: how wide a letter is here

/** @typedef {Pair[]} Bent points of a line */

/** A picture of lines on which words are written, without a page. */
class Page {
	words = new Words();
	box = BOX;
	front = { font: "", measureText: (/** @type {string} */ text) => ({ width: EACH * text.length }) };

	/** @param {Bent[]} lines */
	constructor(lines = []) {
		this.lines = lines;
	}

	font() {
		return "12px sans-serif";
	}

	/** @param {import("../src/ink.js").Ink} ink */
	soak(ink) {
		return ink.add(this.lines.map((line) => ({ points: line.flat(), length: line.length })));
	}

	/** The next frame: other lines, or the same. @param {Bent[]} lines */
	next(lines = this.lines) {
		this.lines = lines;
		this.words.ink = null;
		this.words.clear();
		return this;
	}

	/** Where words are written; undefined if they are left out. @param {string} text @param {Places} places @param {{ must?: boolean }} [look] */
	write(text, places, look) {
		const before = this.words.taken.length;
		writeBeside(/** @type {Plot} */ (/** @type {unknown} */ (this)), text, places, look);
		return this.words.taken.slice(before).at(0);
	}
}

/** How many of the points along lines, a tenth of a pixel apart, are in a box. @param {Bent[]} lines @param {Box} box */
function touched(lines, { left, top, right, bottom }) {
	let count = 0;
	for (const line of lines)
		for (let i = 1; i < line.length; i++) {
			const [[x, y], [toX, toY]] = [line[i - 1], line[i]];
			const many = Math.ceil(10 * Math.hypot(toX - x, toY - y));
			for (let k = 0; k <= many; k++) {
				const [across, down] = [x + ((toX - x) * k) / many, y + ((toY - y) * k) / many];
				if (across > left && across < right && down > top && down < bottom) count++;
			}
		}
	return count;
}

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

test("next to an edge words stay in the box", () => {
	for (const x of [50, 52, 200, 348, 350]) {
		for (const y of [10, 12, 100, 208, 210]) {
			const place = new Page().write("a name", besidePoint([x, y]), { must: true });
			assert.ok(
				place && place.left >= 48 && place.right <= 352 && place.top >= 10 && place.bottom <= 210,
				`${x}, ${y}`,
			);
		}
		const beside = new Page().write("a mark", besideHair(x, BOX));
		assert.ok(beside && (beside.left > x || beside.right < x) && beside.left >= 48 && beside.right <= 352);
	}
	const wide = "a".repeat(50); // wider than the box
	assert.equal(new Page().write(wide, besideHair(200, BOX)), undefined);
	assert.ok(new Page().write(wide, besidePoint([200, 100]), { must: true }), "a name is always written");
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

test("the name of a line stands beside its end, else beside the line", () => {
	const way = /** @type {Bent} */ (Array.from({ length: 11 }, (_, k) => [60 + 10 * k, 100 + 5 * k]));
	const line = { points: way.flat(), length: way.length };
	const [x, y] = [160, 150];
	const near = new Page([way]).write("line", besideLine(line, BOX), { must: true });
	assert.ok(near && Math.abs(near.left - x) < 15 && Math.abs((near.top + near.bottom) / 2 - y) < 15);
	const dark = Array.from(
		{ length: 60 },
		(_, k) =>
			/** @type {Bent} */ ([
				[115 + 2 * k, 80],
				[115 + 2 * k, 210],
			]),
	);
	const far = new Page([way, ...dark]).write("line", besideLine(line, BOX), { must: true });
	assert.ok(far && far.right < 117);
	assert.equal(touched([way, ...dark], far), 0);
	const above = { points: [60, -900, 200, -900], length: 2 }; // has left the box through its top
	const out = new Page().write("line", besideLine(above, BOX), { must: true });
	assert.ok(out && Math.abs(out.left - 200) < 15 && out.top < 20);
});

test("names that would touch are moved apart about their middle, inside of the box", () => {
	assert.deepEqual(spaced([50, 50, 90], 10, [0, 100]), [45, 55, 90]);
	assert.deepEqual(spaced([98, 99], 10, [0, 100]), [90, 100]);
	assert.deepEqual(spaced([], 10, [0, 100]), []);
});
