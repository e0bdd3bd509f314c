import assert from "node:assert/strict";
import test from "node:test";
import { followModels, Listeners, programsOf } from "../../src/notebook/models.js";
import { FakeModel } from "../fakes.js";

/** @import { Found } from "../../src/notebook/models.js" */

const ALONE = [{ kind: "alone" }];
const WATCHED = [{ name: "rate", stops: null, model: "IPY_MODEL_one", trait: "index", number: null }];

const lost = { get_model: () => Promise.reject(new Error("widget model not found")) };
const HOMES = {
	"has no manager": {},
	"has no manager, and says so at each look": {
		get widget_manager() {
			throw new Error("widget_manager not supported");
		},
	},
	"refuses at once": {
		widget_manager: {
			get_model() {
				throw new Error("not here");
			},
		},
	},
	"refuses later": { widget_manager: lost },
};

/** @param {FakeModel} model */
function follow(model) {
	/** @type {Found[][]} */
	const found = [];
	const moved = /** @type {unknown[]} */ ([]);
	const heard = new Listeners();
	followModels(heard, model.asModel(), { found: (list) => found.push(list), moved: (...one) => moved.push(one) });
	return { found, moved, letGo: () => heard.letGo() };
}

const soon = () => new Promise(setImmediate);

for (const [what, home] of Object.entries(HOMES)) {
	test(`where the home ${what}, the picture asks for controls of its own`, async () => {
		const model = new FakeModel({ watched: WATCHED });
		Object.defineProperties(model, Object.getOwnPropertyDescriptors(home));
		const { found, letGo } = follow(model);
		await soon();
		assert.deepEqual([model.sent, found], [ALONE, []]);
		letGo();
	});
}

test("without a kernel that could be asked, nothing is raised", async () => {
	const model = Object.assign(new FakeModel({ watched: WATCHED }), {
		send() {
			throw new Error("closed");
		},
	});
	follow(model).letGo();
	const { letGo } = follow(model);
	await soon();
	assert.equal(programsOf(model.asModel()).askPrograms?.(), false);
	letGo();
});

test("a control that was closed meanwhile is no reason to ask: its successor comes", async () => {
	const one = new FakeModel({ index: 0 });
	const manager = { get_model: async (/** @type {string} */ id) => (id === "one" ? one : lost.get_model()) };
	const model = Object.assign(new FakeModel({ watched: WATCHED }), { widget_manager: manager });
	const { found, letGo } = follow(model);
	await soon();
	model.set("watched", [{ ...WATCHED[0], model: "IPY_MODEL_closed" }]);
	await soon();
	model.set("watched", WATCHED);
	await soon();
	assert.deepEqual([model.sent, found.length, one.heard], [[], 2, 1]); // its moves are heard once
	letGo();
	assert.equal(one.heard, 0);
});

test("who has let go before the home refuses asks for nothing", async () => {
	const model = Object.assign(new FakeModel({ watched: WATCHED }), { widget_manager: lost });
	follow(model).letGo();
	await soon();
	assert.deepEqual(model.sent, []);
});

test("a slider and the number beside it are both heard, and which of them was moved", async () => {
	const models = { one: new FakeModel({ value: 0 }), two: new FakeModel({ value: 0 }) };
	const manager = { get_model: async (/** @type {"one" | "two"} */ id) => models[id] };
	const slider = { name: "rate", stops: [0, 1], model: "IPY_MODEL_one", trait: "value", number: "IPY_MODEL_two" };
	const model = Object.assign(new FakeModel({ watched: [slider] }), { widget_manager: manager });
	const { moved } = follow(model);
	assert.equal(programsOf(model.asModel()).askPrograms?.(), true); // also before the controls are found
	await soon();
	models.one.set("value", 1, { updated_view: {} });
	models.two.set("value", 1, { updated_view: {} });
	models.two.set("value", 2);
	assert.deepEqual(moved, [
		["rate", true, false],
		["rate", true, true],
		["rate", false, true],
	]);
});

test("of two lists of controls the later one counts, also if its controls are found first", async () => {
	const [one, two] = [new FakeModel({ index: 0 }), new FakeModel({ index: 0 })];
	let find = (/** @type {FakeModel} */ _) => {};
	const late = new Promise((resolve) => {
		find = resolve;
	});
	const manager = { get_model: (/** @type {string} */ id) => (id === "one" ? late : two) };
	const model = Object.assign(new FakeModel({ watched: WATCHED }), { widget_manager: manager });
	const { found } = follow(model);
	model.set("watched", [{ ...WATCHED[0], model: "IPY_MODEL_two" }]);
	await soon();
	find(one);
	await soon();
	assert.deepEqual([found.map(([{ model }]) => model), one.heard, two.heard], [[two], 0, 1]);
});
