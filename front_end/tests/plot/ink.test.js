import assert from "node:assert/strict";
import test from "node:test";
import { Ink } from "../../src/plot/ink.js";

const BOX = { left: 50, top: 10, right: 250, bottom: 110 };

/** A line in pixels. @param {number[]} points */
const line = (...points) => ({ points, length: points.length / 2 });

/** A line with more points than get dots. @param {number} y */
const long = (y) => line(...Array.from({ length: 200 }, (_, k) => [50 + k, y]).flat());

test("a straight piece has ink also between its points, and none beside it", () => {
	const ink = new Ink(BOX).add([line(50, 10, 250, 110)]);
	for (let x = 60; x < 240; x += 7) {
		const y = 10 + (x - 50) / 2;
		assert.ok(ink.in({ left: x - 1, top: y - 1, right: x + 1, bottom: y + 1 }) > 0);
		assert.equal(ink.in({ left: x - 1, top: y + 5, right: x + 1, bottom: y + 15 }), 0);
	}
});

test("the ink of a level line is about as many square pixels as it is long, at two pixels a piece", () => {
	const ink = new Ink(BOX).add([long(60)]);
	const half = ink.in({ left: 100, top: 52, right: 200, bottom: 68 });
	assert.ok(Math.abs(half - 200) < 10, String(half));
	assert.equal(ink.in({ left: 100, top: 62, right: 200, bottom: 78 }), 0); // a box that begins below it
});

test("what runs far beyond the box is followed through the box alone", () => {
	const ink = new Ink(BOX).add([line(150, -1e5, 150, 1e5), line(-1e5, 500, 1e5, 500)]);
	assert.equal(ink.in({ left: 148, top: 10, right: 152, bottom: 110 }), 4 * 50);
	assert.equal(ink.in({ left: 50, top: 10, right: 147, bottom: 110 }), 0);
});

test("a straight piece has ink where it is in the box, whichever way it runs, and nowhere else", () => {
	for (let k = 0; k < 150; k++) {
		const [x, y, toX, toY] = [1, 2, 3, 4].map((n) => 150 * Math.sin(n * n * (k + 1)) + (n % 2 ? 150 : 60));
		const ink = new Ink(BOX).add([{ ...line(x, y, toX, toY), style: { faint: true } }]); // without dots
		const near = new Set();
		for (let part = 0; part <= 1; part += 5e-4) {
			const [left, top] = [x + part * (toX - x), y + part * (toY - y)];
			if (left < 50 || left > 250 || top < 10 || top > 110) continue;
			const around = { left: left - 2, top: top - 2, right: left + 2, bottom: top + 2 };
			assert.ok(ink.in(around) > 0, `no ink at ${[left, top]} of ${[x, y, toX, toY]}`);
			for (const far of [-0.3, 0, 0.3])
				for (const down of [-0.3, 0, 0.3])
					near.add((Math.floor((top + down - 10) / 2) + 1) * ink.columns + Math.floor((left + far - 50) / 2) + 1);
		}
		const spilt = [...ink.cells.keys()].filter((at) => ink.cells[at] && !near.has(at));
		assert.deepEqual(spilt, [], `ink beside ${[x, y, toX, toY]}`);
	}
});

test("a line has gaps where it is no number", () => {
	const ink = new Ink(BOX).add([line(60, 60, 100, Number.NaN, 140, 60, 180, 60)]);
	assert.equal(ink.in({ left: 70, top: 10, right: 130, bottom: 110 }), 0);
	assert.ok(ink.in({ left: 150, top: 10, right: 170, bottom: 110 }) > 0);
});

test("points of few have dots, and a faint line weighs little", () => {
	const ink = new Ink(BOX).add([line(100, 60)]);
	assert.ok(ink.in({ left: 96, top: 57, right: 104, bottom: 63 }) >= 24);
	assert.ok(ink.in({ left: 96, top: 58, right: 104, bottom: 60 }) > 0); // the upper part
	const faint = { ...long(60), style: { faint: true } };
	const full = new Ink(BOX).add([long(60)]).in(BOX);
	assert.equal(2 * new Ink(BOX).add([faint]).in(BOX), full);
	assert.equal(new Ink(BOX).add([long(60), faint]).in(BOX), full); // also over another line
	assert.equal(new Ink(BOX).add([{ ...line(100, 60), style: { faint: true } }]).in(BOX), 0);
});

test("what a box holds is the sum of its cells, also after more has been drawn", () => {
	const ink = new Ink(BOX);
	for (let k = 0; k < 40; k++) {
		ink.add([line(50 + 5 * k, 10, 250 - 3 * k, 110)]);
		const [left, top, right, bottom] = [2 * k - 10, (k % 30) - 5, 5 * k, 35 + (k % 30)]; // in cells, also beyond the box
		let sum = 0;
		for (let row = 0; row < ink.rows - 1; row++)
			for (let column = 0; column < ink.columns - 1; column++)
				if (row >= top && row < bottom && column >= left && column < right)
					sum += ink.cells[(row + 1) * ink.columns + column + 1];
		const box = { left: 50 + 2 * left, right: 50 + 2 * right, top: 10 + 2 * top, bottom: 10 + 2 * bottom };
		assert.equal(ink.in(box), sum);
	}
});
