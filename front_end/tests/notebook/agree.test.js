import assert from "node:assert/strict";
import test from "node:test";
import { agreement } from "../../src/notebook/agree.js";

/** A page that shows `text`, and a kernel that has understood `state`. */
function pair() {
	const controls = [{ name: "surface", here: "bowl" }];
	const page = { state: "new", sent: { controls }, settings: { surface: "bowl" } };
	const kernel = { state: "old", told: /** @type {unknown[]} */ ([]) };
	const model = { get: () => kernel.state, send: (/** @type {unknown} */ message) => kernel.told.push(message) };
	const seen = { agreed: 0, waits: false, unanswered: false };
	const moved = agreement(
		/** @type {any} */ (model),
		/** @type {any} */ (page),
		() => seen.agreed++,
		() => seen.waits,
		() => seen.unanswered,
	);
	return { page, kernel, seen, moved };
}

test("a kernel that has understood something else is told all settings at rest, and no sooner", ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	const { kernel, seen, moved } = pair();
	moved();
	mock.timers.tick(400);
	moved();
	mock.timers.tick(499);
	assert.deepEqual(kernel.told, []);
	mock.timers.tick(1);
	assert.deepEqual(kernel.told, [{ kind: "state", text: "new" }]);
	assert.equal(seen.agreed, 0);
});

test("nothing is decided while the kernel has not answered all moves", ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	const { kernel, seen, moved } = pair();
	seen.unanswered = true;
	moved();
	for (let k = 0; k < 10; k++) mock.timers.tick(500);
	assert.deepEqual([kernel.told, seen.agreed], [[], 0]);
	seen.unanswered = false;
	kernel.state = "new";
	mock.timers.tick(500);
	assert.deepEqual([kernel.told, seen.agreed], [[], 1]);
});

test("while another problem comes, the kernel is not told the settings of this one", ({ mock }) => {
	mock.timers.enable({ apis: ["setTimeout"] });
	for (const chosen of [{ waits: true }, { surface: "valley" }]) {
		const { page, kernel, seen, moved } = pair();
		Object.assign(seen, chosen);
		Object.assign(page.settings, chosen);
		moved();
		mock.timers.tick(5000);
		assert.deepEqual([kernel.told, seen.agreed], [[], 0]);
	}
});
