import assert from "node:assert/strict";
import test from "node:test";
import { atRandom, staying, taken, textOf, told, valueIn, wished } from "../../src/live/controls.js";

/** @import { Described } from "../../src/labs/types.js" */
/** @import { Pair } from "../../src/types.js" */

test("a point that arrow keys moved away and back is where it began, and next to zero it is 0", () => {
	const ranges = [
		[-2.0061, 2.0061],
		[1e-5, 1],
	];
	const one = /** @type {Described} */ (
		/** @type {unknown} */ ({ kind: "handle", label: "start", ranges, first: [0, 0.5] })
	);
	let [x] = [0];
	for (const way of [1, 1, 1, -1, -1, -1]) [x] = /** @type {Pair} */ (taken(one, [x + way * 0.040122, 0.5]));
	assert.equal(x, 0);
	assert.deepEqual(taken(one, [-2.23e-5, 2.23e-5]), [0, 2.23e-5]); // where 0 is outside, small numbers stay
});

/** A control with what a test is about. @param {object} some @returns {any} */
const control = (some) => ({ label: "it", ...some });

const RATE = control({ kind: "slider", label: "learning rate", ends: [0.001, 10] });
const SEED = control({ kind: "whole", label: "seed", ends: [0, 99], whole: true });
const LIST = control({ kind: "choice", label: "by", labels: ["backprop", "SPSA"], values: ["b", null] });
const SIZES = control({ kind: "numbers", labels: ["width", "height"], ends: [-3, 3] });
const START = control({
	kind: "handle",
	label: "start",
	ranges: [
		[-2, 6],
		[10, 20],
	],
	snap: [1, 15],
	first: [5.0004, 12],
});
const KINDS = ["SGD", "Adam", "yours too"].map((name) => ({
	...{ key: name.toLowerCase(), name, takes: ["batch_size"], own: {}, rules: ["", ""] },
	lacking: name === "yours too",
}));
const RACE = control({
	kind: "runners",
	name: "runners",
	kinds: KINDS,
	most: 3,
	examples: 20,
	schedules: ["constant"],
});
const PRESSES = control({ kind: "presses", buttons: [["f"], ["b"], [null]] });
const TEXT = control({ kind: "text" });

test("a control takes what it can be, and refuses what it can't with words", () => {
	assert.equal(taken(LIST, null), null);
	assert.throws(() => taken(LIST, "x"), /^Error: by: choose one of backprop, SPSA$/);
	assert.deepEqual(taken(SIZES, [1, 9]), [1, 3]);
	assert.throws(() => taken(SIZES, [1, Number.NaN]), /^Error: height is a number from -3 to 3$/);
	assert.equal(taken(SEED, 7.9), 7);
	assert.equal(taken(TEXT, "a;b"), "a;b");
	assert.equal(taken(PRESSES, "3fb"), "3fb");
	assert.throws(() => taken(PRESSES, "x"), /not a list of presses/);
	assert.equal(taken(RACE, "adam; yours too"), "Adam");
	assert.throws(() => taken(START, [0, Infinity]), /^Error: start: .* such as \(0, 0\); got \(0, inf\)$/);
});

test("a point near the one that draws it is there, near its first place is exactly there, else it has three digits", () => {
	assert.deepEqual(taken(START, [1.05, 15.04]), [1, 15]); // 0.0075 of the ranges: 0.06 and 0.075
	assert.deepEqual(taken(START, [1.07, 15]), [1.07, 15]);
	assert.deepEqual(taken(START, [1, 15.08]), [1, 15.1]);
	assert.deepEqual(taken(START, [5.0041, 12.01]), [5.0004, 12]);
	assert.deepEqual(taken(START, [5.01, 12]), [5.01, 12]);
	assert.deepEqual(taken(START, [-9, 13.3333]), [-2, 13.3]);
	const far = control({
		kind: "handle",
		first: [0, 0],
		ranges: [
			[2012, 2014],
			[1e9, 1e9 + 1e-6],
		],
	});
	assert.deepEqual(taken(far, [2013.4567, 0]), [2013.46, 1e9]);
});

test("what a control could not take as it was given is said, with what it took", () => {
	assert.equal(told(RATE, 0.5), "");
	assert.equal(told(RATE, 12.5), "learning rate: 12.5 is above 10, so 10 is taken");
	assert.equal(told(RATE, 0.00012345678912), "learning rate: 0.0001234567891 is below 0.001, so 0.001 is taken");
	for (const end of [0, 99]) assert.equal(told(SEED, end), "");
	assert.equal(told(SEED, 98.5), "seed: 98.5 is not a whole number, so 98 is taken");
	assert.equal(told(SEED, 99.5), "seed: 99.5 is above 99, so 99 is taken");
	assert.equal(told(SIZES, [1, 9]), "");
	for (const inside of [
		[-2, 10],
		[6, 20],
		[0.12345, 15],
	])
		assert.equal(told(START, inside), "");
	assert.equal(told(START, [0, 21]), "start: (0, 21) lies outside the picture, so (0, 20) is taken");
	assert.equal(told(RACE, "SGD"), "");
	assert.match(told(RACE, "SGD; yours too"), /^yours too can't race on this surface/);
});

test("who races goes along to another problem, with smaller batches and with those who can race only there", () => {
	assert.deepEqual(staying([RATE, RACE], { runners: "adam batch_size=50" }), { runners: "Adam batch_size=20" });
	assert.deepEqual(staying([RATE], { rate: 1 }), {});
	const settings = { runners: "SGD", rate: 1 };
	assert.deepEqual(wished([RATE, RACE], settings, { runners: "yours too; SGD" }), {
		runners: "yours too; SGD",
		rate: 1,
	});
	assert.equal(wished([RATE, RACE], settings, { rate: 2 }), settings);
});

test("the text of each value is one from which the control reads it again", () => {
	/** @type {[any, unknown, string][]} */
	const cases = [
		[RATE, 1e-5, "1e-05"],
		[SEED, 7, "7"],
		[LIST, null, "SPSA"],
		[SIZES, [1, -2.5], "1,-2.5"],
		[START, [0.5, 12], "0.5,12"],
		[control({ kind: "pick", shape: [4, 4, 4] }), [0, 2, 1], "0,2,1"],
		[RACE, "SGD; Adam batch_size=2", "SGD; Adam batch_size=2"],
		[PRESSES, "f10b", "f10b"],
		[TEXT, "0,1\na|b\\c", "0,1|a\\|b\\\\c"],
	];
	for (const [one, value, text] of cases) {
		assert.equal(textOf(one, value), text);
		assert.deepEqual(valueIn(one, text), value);
	}
	assert.equal(textOf(TEXT, "a\r\nb\rc"), "a|b|c");
	assert.equal(valueIn(RACE, "sgd;adam"), "SGD; Adam");
});

test("a text that a control can't read is refused, with what it could be", () => {
	assert.throws(() => valueIn(RATE, "x"), /^Error: 'x' is not a number$/);
	assert.throws(() => valueIn(LIST, "b"), /^Error: 'b' is not in the list; there are 'backprop', 'SPSA'$/);
	assert.throws(() => valueIn(PRESSES, "x"), /not a list of presses/);
	for (const text of ["1", "1,2,3", "1,x"])
		assert.throws(() => valueIn(START, text), {
			message: `'${text}' is not 2 numbers with commas between, such as 0,0`,
		});
	const one = control({ kind: "pick", shape: [3] });
	assert.throws(() => valueIn(one, "x"), { message: "'x' is not 1 number with commas between, such as 0" });
});

test("a surprise draws all but texts and the problem, each from all that it can be, and rates evenly by their powers", (t) => {
	const random = t.mock.method(Math, "random", () => 0);
	const controls = [
		...[{ ...RATE, drawn: "log" }, SEED, { ...SIZES, kind: "slider" }, START, TEXT, PRESSES, RACE],
		...[LIST, { ...LIST, at_random: ["b"] }, { ...LIST, here: "b" }],
	].map((one, k) => ({ ...one, name: "rate seed even start text presses runners by some here".split(" ")[k] }));
	const found = [0, 0.5, 0.999999].map((v) => {
		random.mock.mockImplementation(() => v);
		const lab = { sent: { controls }, settings: {}, compute: () => [][Symbol.iterator]() };
		return atRandom(/** @type {any} */ (lab));
	});
	/** @param {string} name */
	const all = (name) => found.map((settings) => Object(settings)[name]);
	assert.deepEqual(all("rate"), [0.001, 0.1, 10]);
	assert.deepEqual(all("seed"), [0, 50, 99]);
	assert.deepEqual(all("even"), [-3, 0, 3]);
	assert.deepEqual(all("start"), [
		[-2, 10],
		[2, 15],
		[6, 20],
	]);
	assert.deepEqual(all("by"), ["b", null, null]);
	assert.deepEqual(all("some"), ["b", "b", "b"]);
	assert.deepEqual(all("here"), ["b", "b", "b"]);
	assert.deepEqual(all("presses"), ["", "bbbb", "bbbbbbbb"]);
	assert.deepEqual(all("text"), [undefined, undefined, undefined]);
	assert.match(String(all("runners")[0]), /^SGD; Adam/);
});
