import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnRunners, fitting, readRunners, valuesOf, writeRunners } from "../../../src/labs/race/runners.js";
import { staying, taken, told, valueIn, wished } from "../../../src/live/controls.js";

/** @import { Described, Settings } from "../../../src/labs/types.js" */
/** @import { Kind } from "../../../src/types.js" */

const takes = ["learning_rate", "batch_size", "momentum"];
/** @type {Omit<Kind, "program" | "rules">[]} */
const SOME = [
	{ key: "full", name: "full batch", takes: ["learning_rate"], own: { batch_size: "full" } },
	{ key: "sgd", name: "SGD", takes, own: {} },
	{ key: "momentum", name: "momentum", takes, own: { momentum: 0.9 } },
	{ key: "adam", name: "Adam", takes: ["learning_rate", "schedule", "replace"], own: {} },
	{ key: "search", name: "random search", takes: ["scale"], own: {} },
];
/** @type {Kind[]} */
const KINDS = SOME.map((kind) => ({ ...kind, program: kind.key, rules: [kind.key, kind.key] }));
const ROSTER = { kinds: KINDS, schedules: ["constant", "cosine"], most: 6, examples: 10 };
const SHARED = { learning_rate: 0.1, batch_size: 8, momentum: 0.5 };

test("a runner has values of its own, and shares the others", () => {
	const [full, sgd, second] = readRunners("full batch; SGD; sgd batch_size=1 learning_rate=1e-3", ROSTER);
	assert.equal(valuesOf(full, SHARED).batch_size, null);
	assert.deepEqual(valuesOf(sgd, SHARED), { ...SHARED, schedule: "constant", replace: false });
	assert.deepEqual([second.key, second.name], ["sgd2", "SGD 2"]);
	const [usual, given] = readRunners("momentum; momentum momentum=0.3", ROSTER);
	assert.deepEqual([valuesOf(usual, SHARED).momentum, valuesOf(given, SHARED).momentum], [0.9, 0.3]);
	assert.equal(writeRunners([second]), "SGD learning_rate=0.001 batch_size=1");
});

test("what is wrong is said with what is allowed", () => {
	assert.throws(() => readRunners("SGD batch_size=11", ROSTER), /a whole number from 1 to 10 is needed, or full/);
	assert.throws(() => readRunners("Adam momentum=0.5", ROSTER), /it can have learning_rate, schedule, replace/);
	assert.throws(() => readRunners("Eve", ROSTER), /there is no runner 'Eve'; there are full batch, SGD/);
	assert.throws(() => readRunners(Array(7).fill("SGD").join(";"), ROSTER), /1 to 6 runners.*these are 7/);
});

test("batches that are too large for another problem have all of its examples", () => {
	const text = "SGD learning_rate=0.5 batch_size=64; full batch; SGD batch_size=full; SGD batch_size=4";
	assert.equal(writeRunners(fitting(text, ROSTER)), text.replace("64", "10"));
	const controls = /** @type {Described[]} */ (
		/** @type {unknown} */ ([
			{ name: "momentum", kind: "slider" },
			{ name: "runners", kind: "runners", ...ROSTER },
		])
	);
	assert.deepEqual(staying(controls, { runners: text, momentum: 0.5 }), { runners: text.replace("64", "10") });
	assert.deepEqual(staying(controls, {}), {});
	assert.deepEqual(staying(controls.slice(0, 1), { runners: text }), {});
});

test("without a kernel a lab leaves out those whose program it lacks, and says so", () => {
	const kinds = KINDS.map((kind) => ({ ...kind, lacking: kind.key === "adam" }));
	const one = /** @type {Described} */ (
		/** @type {unknown} */ ({ name: "runners", kind: "runners", ...ROSTER, kinds })
	);
	const text = valueIn(one, "full batch; adam; SGD; Adam learning_rate=1"); // as a link has it
	assert.equal(told(one, text), "Adam, Adam 2 can't race on this surface in a saved page, only in a notebook");
	assert.equal(taken(one, text), "full batch; SGD");
	assert.equal(taken(one, "Adam"), "full batch; SGD");
	assert.deepEqual([taken(one, "random search"), told(one, "random search")], ["random search", ""]);
	assert.throws(() => valueIn(one, "Eve"), /there is no runner 'Eve'/);
	const of = (/** @type {string} */ runners, /** @type {Settings} */ wish) => wished([one], { runners }, wish).runners;
	assert.equal(of("full batch; SGD", { runners: text }), text.replace("adam", "Adam")); // another problem may have it
	assert.equal(of("SGD", { runners: text }), "SGD; Adam; Adam learning_rate=1");
	assert.equal(of(Array(6).fill("SGD").join("; "), { runners: text }), Array(6).fill("SGD").join("; "));
	assert.equal(of("full batch", {}), "full batch");
});

test("a surprise can be read", () => {
	const sizes = Array.from({ length: 60 }, () => readRunners(drawnRunners(ROSTER), ROSTER).length);
	assert.deepEqual([...new Set(sizes)].sort(), [2, 3, 4]);
});

test("a runner that is drawn is no twin of another one: it has a learning rate of its own", () => {
	const drawn = Array.from({ length: 50 }, () => readRunners(drawnRunners(ROSTER), ROSTER).slice(2)).flat();
	assert.ok(drawn.length > 10);
	assert.ok(drawn.every(({ own }) => Number(own.learning_rate) >= 0.001 && Number(own.learning_rate) <= 1));
	assert.ok(drawn.every(({ own }) => Object.keys(own).every((name) => takes.includes(name))));
});
