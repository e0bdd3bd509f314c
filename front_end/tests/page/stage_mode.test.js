import assert from "node:assert/strict";
import test from "node:test";
import { stageZoom } from "../../src/page/stage_mode.js";
import { plotHeight } from "../../src/plot/layout.js";

test("on a stage, everything grows with the screen, and no wider than two plots beside the controls", () => {
	assert.equal(stageZoom(800, 600), 1);
	assert.equal(stageZoom(1920, 1080), 1.5);
	assert.equal(stageZoom(1280, 1024), 1.25);
	assert.equal(stageZoom(768, 1024), 1);
	assert.equal(stageZoom(3840, 2160), 3); // on a sharper projector of the same size, words are as large as before
});

test("rows of plots share their room, but none is too low to read or higher than need be", () => {
	assert.equal(plotHeight(500, 2), 250);
	assert.equal(plotHeight(501.9, 2), 250); // rounded up, they would push a pixel of the words out of the window
	assert.equal(plotHeight(100, 2), 140);
	assert.equal(plotHeight(100, 2, 105), 105);
	assert.equal(plotHeight(2000, 1), 440);
	assert.equal(plotHeight(0, 0), 440); // without plots
});
