import assert from "node:assert/strict";
import test from "node:test";
import COLORS from "../../../sgdlab/scene/colors.json" with { type: "json" };
import { between, css, pixel, shadeOf, THEMES, unpixel } from "../../src/page/theme.js";

test("the shades of losses go from the first color to the last, and beyond them stay there", () => {
	const hex = (/** @type {number[]} */ color) =>
		`#${color.map((v) => Math.round(v).toString(16).padStart(2, "0")).join("")}`;
	const { losses } = COLORS;
	assert.equal(hex(shadeOf(0)), losses[0]);
	assert.equal(hex(shadeOf(-1)), losses[0]);
	assert.equal(hex(shadeOf(0.5)), losses[(losses.length - 1) / 2]);
	assert.equal(hex(shadeOf(2)), losses.at(-1));
	assert.equal(css([1.2, 0, 255]), "rgb(1 0 255)");
});

test("both themes name the same colors, those of the pictures in notebooks", () => {
	assert.deepEqual(Object.keys(COLORS.light), Object.keys(COLORS.dark));
	assert.ok(THEMES.includes(`.sgdlab[data-theme="dark"]{color-scheme:dark;--blue:${COLORS.dark.blue};`));
	for (const name of Object.keys(COLORS.light)) assert.equal(THEMES.split(`--${name}:`).length, 3);
});

test("a color between two is mixed", () => {
	assert.deepEqual(between([0, 100, 200], [100, 100, 0], 0.25), [25, 100, 150]);
});

test("a pixel has alpha, blue, green and red, as the bytes of a canvas", () => {
	const bytes = new Uint8Array(Uint32Array.of(pixel([10, 20, 30], [10, 20, 30], 0.5)).buffer);
	assert.deepEqual([...bytes], [10, 20, 30, 255]);
	const mixed = new Uint8Array(Uint32Array.of(pixel([0, 0, 0], [200, 100, 50], 0.5)).buffer);
	assert.deepEqual([...mixed], [100, 50, 25, 255]);
	assert.deepEqual(unpixel(pixel([255, 129, 18], [0, 0, 0], 0)), [255, 129, 18]);
});
