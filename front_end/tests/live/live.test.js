import assert from "node:assert/strict";
import { test } from "node:test";
import { LABS } from "../../src/labs/all.js";
import { Live } from "../../src/live/live.js";

/** @import { Described, Sent } from "../../src/labs/types.js" */
/** @import { Frame } from "../../src/types.js" */

const DIAL = {
	name: "x",
	kind: /** @type {const} */ ("slider"),
	label: "x",
	help: "",
	places: [0, 1, 2, 3],
	resets: {},
};
const RESULT = { picture: { description: "", panels: [], words: [] }, measured: {} };
const SENT = /** @type {Sent} */ ({
	...{ lab: "slow", recipes: {}, facts: {}, words: {}, presets: {}, home: { x: 1 }, goals: [] },
	controls: [/** @type {Described} */ ({ ...DIAL, ends: [0, 3] })],
});

/** A lab that needs three frames of the screen, what it has shown, and a screen that is drawn by hand. */
function slowLab() {
	const [screen, shown] = [/** @type {(() => void)[]} */ ([]), /** @type {Frame[]} */ ([])];
	LABS.slow = function* () {
		for (let k = 0; k < 2; k++) {
			for (const began = performance.now(); performance.now() - began < 9; ); // longer than a slice
			yield () => RESULT;
		}
		return RESULT;
	};
	globalThis.requestAnimationFrame = (draw) => screen.push(() => draw(0));
	const spec = { name: "", series: [], panels: [], words: [] };
	const live = new Live(
		SENT,
		spec,
		(frame) => shown.push(frame),
		() => {},
	);
	let x = /** @type {unknown} */ (1);
	live.source = {
		read: () => x,
		write(_, value) {
			x = value;
		},
	};
	/** Draw frames of the screen until nothing is due. */
	function finish() {
		while (screen.length) screen.shift()?.();
		return shown.at(-1) ?? {};
	}
	return { live, shown, finish };
}

test("what is refused is said until the settings change, though a picture is still under way, or the kernel answers", () => {
	const { live, shown, finish } = slowLab();
	live.changed();
	live.hear({ kind: "state", text: "fast x=2" });
	assert.match(shown.at(-1)?.error ?? "", /state of the lab 'fast'/);
	const sentence = shown.at(-1)?.error;
	assert.deepEqual([finish().error, finish().refused], [undefined, sentence]); // the picture is whole, and it is told
	live.changed();
	live.take({});
	assert.equal(finish().refused, sentence);
	live.put({ x: 2 });
	assert.equal(finish().refused, undefined);
	live.put({ x: 2 }, {}, "no other problem");
	assert.equal(finish().refused, "no other problem");
	live.put({ x: 3 });
	assert.equal(finish().refused, undefined);
});

test("once another takes over, a job that is under way shows nothing more", () => {
	const { live, shown, finish } = slowLab();
	live.changed();
	const before = shown.length;
	live.stop();
	live.changed();
	finish();
	assert.equal(shown.length, before);
});

/** How many pictures 100 moves without a pause bring, and how long the longest of them works, in a lab that needs this many milliseconds for its first picture. @param {import("node:test").TestContext} t @param {number} first */
function dragged(t, first) {
	let now = 0;
	const { mock } = t.mock.method(performance, "now", () => now);
	const { live, shown, finish } = slowLab();
	live.compute = function* () {
		for (let k = 0; k < first; k++) {
			now++;
			yield undefined;
		}
		return RESULT;
	};
	let [next, longest] = [() => {}, 0];
	globalThis.requestAnimationFrame = (draw) => {
		next = () => draw(0);
		return 1;
	};
	for (let k = 0; k < 100; k++) {
		const before = now;
		live.changed();
		next();
		longest = Math.max(longest, now - before);
	}
	finish();
	mock.restore();
	return { pictures: shown.length, longest };
}

test("a hand that never rests sees a slow lab follow it, and is never held for long", (t) => {
	const quick = dragged(t, 5);
	assert.equal(quick.pictures, 100);
	const slow = dragged(t, 30);
	assert.ok(slow.pictures >= 20 && slow.longest <= 32, JSON.stringify(slow));
	const slower = dragged(t, 10_000);
	assert.ok(slower.pictures === 0 && slower.longest <= 100, JSON.stringify(slower));
});

test("what is refused is forgotten once something else is done, even if the settings stay", () => {
	const { live, finish } = slowLab();
	live.hear({ kind: "state", text: "slow x=none" });
	live.changed();
	assert.match(finish().refused ?? "", /x=none/);
	live.hear({ kind: "state", text: live.state });
	assert.equal(finish().refused, undefined);
});

test("a surprise that the lab refuses is drawn again", (t) => {
	let drawn = 0;
	t.mock.method(Math, "random", () => (drawn++ * 0.618) % 1); // the same numbers in every run, spread evenly
	const { live, shown, finish } = slowLab();
	const refused = new Set();
	// biome-ignore lint/correctness/useYield: it is done at once
	live.compute = function* (_, { x }) {
		if (x < 1.5) {
			refused.add(x);
			throw new Error("too little");
		}
		return RESULT;
	};
	for (let k = 0; k < 20; k++) {
		live.hear({ kind: "surprise" });
		finish();
	}
	assert.ok(refused.size > 0);
	assert.ok(shown.every(({ error }) => !error));
});

test("what is thrown is said, also if it is no error but a text, and the last picture stays", () => {
	const { live, shown } = slowLab();
	live.source.write = () => {
		throw "no comm channel defined";
	};
	live.hear({ kind: "reset" });
	assert.deepEqual(shown.at(-1), { error: "no comm channel defined", request: undefined });
});

test("of a job that is under way nothing more is shown once another problem is chosen, which is wanted until something else is", () => {
	const { live, shown, finish } = slowLab();
	const menu = /** @type {Described} */ ({ ...DIAL, kind: "choice", labels: ["one", "two"], values: ["one", "two"] });
	live.sent = { ...live.sent, controls: [{ ...menu, here: "one" }] };
	live.source.write("x", "one");
	const asked = /** @type {(() => boolean)[]} */ ([]);
	live.prepare = (_name, _text, _here, wanted) => asked.push(wanted);
	live.changed();
	const before = shown.length;
	live.source.write("x", "two");
	live.changed();
	finish();
	assert.equal(shown.length, before);
	live.changed();
	assert.deepEqual(
		asked.map((wanted) => wanted()),
		[false, true],
	);
	live.source.write("x", "one");
	live.changed();
	assert.deepEqual(
		asked.map((wanted) => wanted()),
		[false, false],
	);
});

test("a question begins with the settings at the start, to which reset leads back", () => {
	const values = /** @type {Record<string, unknown>} */ ({ x: 3, y: 3 });
	const [x, y] = ["x", "y"].map((name) => /** @type {Described} */ ({ ...DIAL, name, ends: [0, 3] }));
	LABS.still = function* () {
		yield undefined;
		return RESULT;
	};
	globalThis.requestAnimationFrame = () => 0;
	const sent = { ...SENT, lab: "still", controls: [x, y], home: { x: 1, y: 1 }, presets: { Why: { y: 2 } } };
	const live = new Live(
		sent,
		{ series: [], panels: [], words: [] },
		(frame) => shown.push(frame.request),
		() => {},
	);
	const shown = /** @type {unknown[]} */ ([]);
	live.source = { read: (name) => values[name], write: (name, value) => Object.assign(values, { [name]: value }) };
	live.hear({ kind: "preset", question: "Why", request: 4 });
	assert.deepEqual(values, { x: 1, y: 2 });
	live.hear({ kind: "reset", request: 5 });
	assert.deepEqual(values, { x: 1, y: 1 });
	assert.equal(shown[0], 4); // the first is answered in the same frame of the screen
});

test("what the kernel computed with an error is shown, and its remarks stay while its settings do", () => {
	const { live, shown, finish } = slowLab();
	live.take({ error: "too slow" });
	assert.deepEqual(shown, [{ error: "too slow" }]);
	live.take({ state: "slow x=1", said: ["0.999 is taken"] });
	assert.deepEqual(finish().said, ["0.999 is taken"]);
	live.put({ x: 2 });
	assert.deepEqual(finish().said, []);
});
