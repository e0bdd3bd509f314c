import assert from "node:assert/strict";
import { test } from "node:test";
import { checkKnown, leaveToKernel } from "../../src/live/unfit.js";
import { InPage } from "../../src/notebook/in_page.js";
import { FakeModel } from "../fakes.js";

/** @import { Mounted } from "../../src/lab/mount.js" */
/** @import { Sent } from "../../src/labs/types.js" */

/** What a kernel sends, and what is wrong with it. @param {object} [more] @returns {Sent} */
const sent = (more = {}) =>
	/** @type {Sent} */ ({
		...{ lab: "ravine", recipes: {}, facts: {}, words: {}, controls: [], presets: {}, home: {}, goals: [] },
		...more,
	});

/** A lab that keeps what it is told. */
function fakeLab() {
	const told = /** @type {string[]} */ ([]);
	const shown = /** @type {unknown[]} */ ([]);
	/** @param {string} _kind @param {string} text */
	const notice = (_kind, text) => told.push(text);
	const lab = { notice, show: (/** @type {unknown} */ frame) => shown.push(frame), follow() {}, describe() {} };
	return { lab: /** @type {Mounted} */ (/** @type {unknown} */ (lab)), told, shown };
}

test("a page refuses what it does not know, by name", () => {
	checkKnown(sent());
	const slider = { name: "x", kind: "slider", label: "x", help: "" };
	/** @type {[object, RegExp][]} */
	const newer = [
		[{ gestures: [] }, /does not know “gestures”/],
		[{ recipes: { all: { step: "", sparse: true } } }, /“sparse”/],
		[{ controls: [{ ...slider, kind: "dial" }] }, /“dial”/],
		[{ controls: [{ ...slider, unit: "g" }] }, /“unit”/],
	];
	for (const [more, message] of newer) assert.throws(() => checkKnown(sent(more)), { message });
});

test("a lab that the page does not know is refused before anything is told to the kernel", () => {
	const model = new FakeModel({ spec: {}, watched: [] });
	assert.throws(() => new InPage(model.asModel(), fakeLab().lab, sent({ lab: "new" })), /does not know “new”/);
	assert.deepEqual([model.sent, model.heard], [[], 0]);
});

test("a page that can't go on says so, keeps its picture, and has the kernel compute", async () => {
	const { lab, told, shown } = fakeLab();
	const model = new FakeModel({ spec: { series: [], panels: [], words: [] }, watched: [] });
	const page = new InPage(model.asModel(), lab, sent()); // a recipe is missing
	await new Promise(setImmediate);
	assert.deepEqual(model.sent, [{ kind: "alive" }, { kind: "unable" }]);
	assert.match(told.join(), /The kernel computes this lab, because the page can't; .* reload the page/);
	assert.deepEqual(shown, []);
	page.stop();
});

test("where the page's policy forbids programs, the kernel computes without a word", () => {
	const allowed = globalThis.Function;
	const said = /** @type {unknown[]} */ ([]);
	const { lab, told } = fakeLab();
	globalThis.Function = /** @type {any} */ (
		class {
			constructor() {
				throw new EvalError("refused"); // as browsers do
			}
		}
	);
	try {
		new InPage(new FakeModel({ spec: {}, watched: [] }).asModel(), lab, sent());
		assert.fail("it is not refused");
	} catch (error) {
		leaveToKernel(lab, error, { send: (message) => said.push(message) });
	} finally {
		globalThis.Function = allowed;
	}
	assert.deepEqual([told, said], [[], [{ kind: "unable" }]]);
});
