import assert from "node:assert/strict";
import test from "node:test";
import { StageMode, stageZoom } from "../../src/page/stage_mode.js";
import { plotHeight } from "../../src/plot/layout.js";
import { FakeElement } from "../fakes.js";

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

/** A lab in a page whose browser gives the whole screen, or refuses it. @param {{ refuses?: string }} [how] */
function labInPage({ refuses } = {}) {
	const root = new FakeElement();
	const document = Object.assign(new EventTarget(), {
		fullscreenElement: /** @type {unknown} */ (null),
		createElement: () => new FakeElement(),
		exitFullscreen: () => fill(null),
	});
	/** @param {unknown} element */
	async function fill(element) {
		if (refuses) throw new Error(refuses);
		document.fullscreenElement = element;
		document.dispatchEvent(new Event("fullscreenchange"));
	}
	const window = Object.assign(new EventTarget(), { innerWidth: 2048, innerHeight: 1440 });
	Object.assign(globalThis, { document, window });
	const looks = { stage: false, zoom: "" };
	Object.assign(root, {
		closest: () => null,
		requestFullscreen: () => fill(root),
		classList: { toggle: (/** @type {string} */ _, /** @type {boolean} */ on) => (looks.stage = on) },
		style: { setProperty: (/** @type {"zoom"} */ name, /** @type {string} */ value) => (looks[name] = value) },
	});
	const said = /** @type {string[]} */ ([]);
	const over = new AbortController();
	const counted = { changes: 0 };
	const complain = (/** @type {string} */ sentence) => said.push(sentence);
	const stage = new StageMode(/** @type {any} */ (root), complain, () => counted.changes++, over.signal);
	const seen = () => ({ ...looks, pressed: stage.button.getAttribute("aria-pressed"), ...counted });
	return { root, stage, seen, said, over, document, window };
}

test("the lab fills the screen and leaves it again, which the button says", async () => {
	const { stage, seen, said } = labInPage();
	assert.deepEqual(seen(), { stage: false, zoom: "", pressed: "false", changes: 0 });
	stage.button.dispatchEvent(new Event("click"));
	await new Promise(setImmediate);
	assert.deepEqual(seen(), { stage: true, zoom: "2", pressed: "true", changes: 1 });
	await stage.toggle();
	assert.deepEqual(seen(), { stage: false, zoom: "", pressed: "false", changes: 2 });
	assert.deepEqual(said, ["", ""]); // what was said of an earlier try goes
});

test("a tablet that is turned gives a lab on a stage another size, and no lab that is elsewhere or over", async () => {
	const { stage, seen, over, document, window } = labInPage();
	const turn = () => window.dispatchEvent(new Event("resize"));
	turn();
	assert.equal(seen().changes, 0);
	await stage.toggle();
	window.innerHeight = 1080;
	turn();
	assert.deepEqual([seen().zoom, seen().changes], ["1.5", 2]);
	over.abort();
	turn();
	document.dispatchEvent(new Event("fullscreenchange"));
	assert.equal(seen().changes, 2);
});

test("a browser that refuses the whole screen is quoted", async () => {
	const { stage, seen, said } = labInPage({ refuses: "not allowed" });
	await stage.toggle();
	assert.deepEqual(said, ["", "The browser does not give the whole screen (not allowed)."]);
	assert.equal(seen().changes, 0);
});

test("what fills the screen is the lab with its controls: in a notebook, in a widget of its own, and elsewhere", () => {
	const { root, stage } = labInPage();
	assert.equal(stage.home, root);
	const alone = new FakeElement();
	Object.assign(root, { closest: (/** @type {string} */ selector) => (selector === ".sg-alone" ? alone : null) });
	assert.equal(stage.home, alone);
	const box = { querySelectorAll: () => [root] }; // with no other lab in it
	Object.assign(root, { parentElement: { closest: () => box } });
	assert.equal(stage.home, box);
});
