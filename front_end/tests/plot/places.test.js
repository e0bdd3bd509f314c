import assert from "node:assert/strict";
import test from "node:test";
import { besideHair, besideLine, besidePoint } from "../../src/plot/places.js";
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
