import assert from "node:assert/strict";
import test from "node:test";
import { arrange, inBox, isInside, placeAt, plotSize, sharesOf, wholeRows } from "../../src/plot/layout.js";

/** @import { Piece } from "../../src/types.js" */

test("two panels share a row, and one without a neighbor has it alone", () => {
	assert.deepEqual(wholeRows([]), []);
	assert.deepEqual(wholeRows([false]), [true]);
	assert.deepEqual(wholeRows([false, false]), [false, false]);
	assert.deepEqual(wholeRows([false, false, false]), [false, false, true]);
	assert.deepEqual(wholeRows([false, true, false, false]), [true, true, false, false]);
	assert.deepEqual(wholeRows([true, false, true]), [true, true, true]);
});

/** Where panels stand: hidden, in half a row, in a whole one, or at the left. @param {[dataset: object, holds?: boolean | string, hidden?: boolean][]} panels */
function placed(...panels) {
	const pieces = panels.map(([dataset, holds = false, hidden = false]) => {
		const held = holds === true ? ".sg-relief" : holds;
		const classes = /** @type {Record<string, boolean>} */ ({});
		const classList = { toggle: (/** @type {string} */ name, /** @type {boolean} */ on) => (classes[name] = on) };
		return {
			element: {
				dataset,
				hidden,
				classes,
				classList,
				querySelector: (/** @type {string} */ what) => (what === held ? {} : null),
			},
		};
	});
	const shown = arrange(/** @type {Piece[]} */ (/** @type {unknown} */ (pieces)));
	return shown.map((one) =>
		Object.entries(/** @type {any} */ (one).classes)
			.flatMap(([name, on]) => (on ? name : []))
			.join(),
	);
}

test("of three panels one has the left half, and the others share the right one", () => {
	assert.deepEqual(placed([{}], [{}], [{}]), ["", "", "sg-wide"]);
	assert.deepEqual(placed([{ tall: "true" }], [{}], [{}]), ["sg-tall", "", ""]);
	assert.deepEqual(placed([{}], [{}, true], [{}]), ["sg-tall", "", ""]); // beside its relief
	assert.deepEqual(placed([{}], [{}], [{}, true]), ["", "", "sg-wide"]);
	assert.deepEqual(placed([{}], [{}], [{ pen: "true" }]), ["", "", "sg-tall"]);
	assert.deepEqual(placed([{ tall: "true" }], [{ pen: "true" }], [{}]), ["", "sg-tall", ""]);
	assert.deepEqual(placed([{ pen: "true" }], [{}], [{}]), ["", "", "sg-wide"]);
	assert.deepEqual(placed([{ tall: "true" }], [{ wide: "true" }], [{}]), ["sg-tall", "", ""]);
	assert.deepEqual(placed([{ tall: "true" }], [{}]), ["", ""]);
	assert.deepEqual(placed([{ tall: "true" }], [{}], [{}], [{}]), ["", "", "", ""]);
	assert.deepEqual(placed([{}, false, true], [{ tall: "true" }], [{}], [{}]), ["sg-tall", "", ""]);
});

test("beside a relief no panel has a row that it could share", () => {
	assert.deepEqual(placed([{}], [{}, true], [{}], [{ wide: "true" }]), ["", "", "", ""]);
	const third = "sg-third";
	assert.deepEqual(placed([{}], [{}], [{}], [{}, true], [{}]), [third, third, "", "", third]);
	assert.deepEqual(placed([{}], [{}, true], [{}], [{}], [{}]), ["", "", third, third, third]);
	const six = placed([{}], [{}, true], [{}], [{}, true], [{}], [{ wide: "true" }]);
	assert.deepEqual([...new Set(six)], ["sg-column"]);
	const table = placed([{ wide: "true" }, ".sg-cells"], [{}], [{}, true], [{}]);
	assert.deepEqual(table, ["sg-wide", third, third, third]);
	assert.deepEqual(placed([{ wide: "true" }, ".sg-cells"], [{}], [{}]), ["sg-wide", "", ""]);
	assert.deepEqual(placed([{ wide: "true" }, ".sg-cells"], [{}], [{}, true]), ["sg-wide", third, third]);
	assert.deepEqual(placed([{}], [{}], [{}], [{}], [{}]), ["", "", "", "", "sg-wide"]); // none among five
	assert.deepEqual(placed([{}], [{}], [{}], [{}], [{}], [{}]), ["", "", "", "", "", ""]);
});

test("a plot's height follows its width, between 250 pixels and the highest", () => {
	assert.equal(plotSize(200, [54, 28, 10, 42], 0, 440).height, 250);
	assert.equal(plotSize(500, [54, 28, 10, 42], 0, 440).height, 390);
	assert.equal(plotSize(900, [54, 28, 10, 42], 0, 440).height, 440);
	assert.equal(plotSize(900, [54, 28, 10, 42], 0, 320).height, 320);
	assert.equal(plotSize(900, [54, 28, 10, 42], 0, 140).height, 140); // in a low window
	assert.equal(plotSize(333, [54, 28, 10, 42], 0, 440).height, 260); // whole pixels
});

test("the margins are left free", () => {
	const { height, box } = plotSize(500, [54, 28, 10, 42], 0, 440);
	assert.deepEqual(box, { left: 54, top: 28, right: 490, bottom: height - 42 });
});

test("a box with a shape keeps it, however wide the panel is, and fills the panel where it may be as high", () => {
	const filled = { left: 54, top: 28, right: 590, bottom: 296 };
	assert.deepEqual(plotSize(600, [54, 28, 10, 42], 0.5, 440), { height: 338, box: filled });
	for (const width of [260, 400, 900]) {
		const { height, box } = plotSize(width, [54, 28, 10, 42], 0.5, 440);
		const [wide, high] = [box.right - box.left, box.bottom - box.top];
		assert.ok(Math.abs(high - 0.5 * wide) < 1e-9);
		assert.ok(box.right <= width - 10 && box.bottom <= height - 42 + 0.5);
	}
});

test("a place in a box is counted in shares from its left end and its bottom, and found again", () => {
	const box = { left: 50, top: 10, right: 250, bottom: 110 };
	assert.deepEqual(sharesOf(box, [100, 100]), [0.25, 0.1]);
	assert.deepEqual(placeAt(box, [0.25, 0.1]), [100, 100]);
	assert.deepEqual(placeAt(box, [1, 1]), [250, 10]);
});

test("a place beside a box on any side is not inside, and is brought to its edge or so far from it", () => {
	const box = { left: 50, top: 10, right: 250, bottom: 110 };
	for (const [x, y, ...nearest] of [
		[49, 60, 50, 60],
		[251, 60, 250, 60],
		[60, 9, 60, 10],
		[60, 111, 60, 110],
	]) {
		assert.ok(!isInside(box, x, y));
		assert.ok(isInside(box, nearest[0], nearest[1]));
		assert.deepEqual(inBox(box, [x, y]), nearest);
	}
	assert.deepEqual(inBox(box, [0, 500], 6), [56, 104]);
	assert.deepEqual(inBox(box, [900, 0], 6), [244, 16]);
});
