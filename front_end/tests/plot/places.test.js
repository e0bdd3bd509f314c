import assert from "node:assert/strict";
import test from "node:test";
import { besideHair, besideLine, besidePoint, besideRule } from "../../src/plot/places.js";
import { Generator } from "../../src/training/random.js";
import { BOX, Page, touched } from "../written.js";

/** @import { Pair } from "../../src/types.js" */
/** @import { Bent } from "../written.js" */

test("a name stands a little farther from its point before a line crosses it", () => {
	const lines = [175, 225].map(
		(x) =>
			/** @type {Bent} */ ([
				[x, 10],
				[x, 210],
			]),
	);
	const place = new Page(lines).write("name", besidePoint([200, 100]), { must: true });
	assert.ok(place && place.bottom > 60 && place.top < 140);
	assert.equal(touched(lines, place), 0);
});

test("among many lines six names cross few, and never one another", () => {
	const generator = new Generator(3);
	const at = () => /** @type {Pair} */ ([50 + 300 * generator.random(), 10 + 200 * generator.random()]);
	let crossed = 0;
	for (let scene = 0; scene < 50; scene++) {
		const lines = Array.from({ length: 6 }, () => /** @type {Bent} */ (Array.from({ length: 3 }, at)));
		const page = new Page(lines);
		const names = ["full batch", "SGD", "momentum", "Nesterov", "AdaGrad", "Adam"];
		const places = lines.map((line, k) => page.write(names[k], besidePoint(line[2]), { must: true }) ?? BOX);
		crossed += places.filter((place) => touched(lines, place)).length;
		for (const [k, one] of places.entries())
			for (const { left, top, right, bottom } of places.slice(0, k))
				assert.ok(one.left > right - 1 || one.right < left + 1 || one.top > bottom - 1 || one.bottom < top + 1);
	}
	assert.ok(crossed < 40, `${crossed} of 300`);
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

test("a name stands beside the end of its line, else beside an earlier place of it, and never over lines", () => {
	const way = /** @type {Bent} */ (Array.from({ length: 11 }, (_, k) => [60 + 20 * k, 100 + 5 * k]));
	const line = { points: way.flat(), length: way.length };
	const places = besideLine([260, 150], line);
	const near = new Page([way]).write("line", places);
	assert.ok(near && Math.abs(near.left - 260) < 15 && Math.abs((near.top + near.bottom) / 2 - 150) < 15);
	/** Upright lines with no room between them. @param {number} from @returns {Bent[]} */
	const dark = (from) =>
		Array.from({ length: 150 }, (_, k) => [
			[from + 2 * k, 10],
			[from + 2 * k, 210],
		]);
	const page = new Page([way, ...dark(155)]);
	const far = page.write("line", places);
	assert.ok(far && far.right < 157 && far.left > 60);
	assert.ok(Math.abs((far.top + far.bottom) / 2 - (100 + (far.right - 60) / 4)) < 20);
	assert.equal(touched(page.lines, far), 0);
	assert.deepEqual(page.next([way, ...dark(165)]).write("line", places), far, "it stays");
	const early = page.next().write("other", besideLine([260, 150], line, 0));
	assert.ok(early && early.left < 100, "it has been at its first point only");
	assert.equal(page.next([way, ...dark(51)]).write("line", places), undefined);
});

test("words stand above or below a level line: first at its ends, then every 16 pixels, then farther away", () => {
	const places = besideRule(100, { left: 10, top: 0, right: 200, bottom: 200 })({ wide: 100, high: 20 });
	const [first, ...others] = [79, 101, 71, 109].map((top) => places.filter((one) => one.top === top));
	assert.deepEqual(first, places.slice(0, 6));
	assert.deepEqual(
		first.map(({ left }) => left),
		[16, 94, 32, 48, 64, 80],
	);
	for (const row of others) assert.equal(row.length, 6);
	assert.ok(places.length === 24 && places.every((one) => one.right - one.left === 100 && one.bottom - one.top === 20));
});
