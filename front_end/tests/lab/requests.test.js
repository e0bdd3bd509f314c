import assert from "node:assert/strict";
import test from "node:test";
import { Requests } from "../../src/lab/requests.js";

/** @import { Request } from "../../src/types.js" */

/** @param {string} key @param {number} x @returns {Request} */
const move = (key, x) => ({ kind: "move", key, point: [x, 0] });

/** Requests whose messages and complaints are kept. */
function makeRequests() {
	/** @type {(Request & { request: number })[]} */
	const sent = [];
	/** @type {string[]} */
	const said = [];
	const requests = new Requests(
		(message) => sent.push(message),
		(sentence) => said.push(sentence),
	);
	return { requests, sent, said, xs: () => sent.map(({ point }) => /** @type {number[] | undefined} */ (point)?.[0]) };
}

test("one request at a time, and only the newest about a key goes next", (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { requests, sent, said, xs } = makeRequests();
	for (const x of [1, 2, 3]) requests.ask(move("start", x));
	requests.ask(move("probe", 9));
	assert.deepEqual(xs(), [1]);
	requests.answered(1);
	assert.deepEqual(xs(), [1, 3]);
	requests.answered(2);
	assert.deepEqual(xs(), [1, 3, 9]);
	assert.deepEqual(
		sent.map(({ request }) => request),
		[1, 2, 3],
	);
	requests.answered(3);
	assert.ok(!requests.busy);
	t.mock.timers.tick(60_000);
	assert.deepEqual(said, []); // all were answered in time
});

test("what waited when another one took over goes to that one, and not ahead of a later move", (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { requests, xs } = makeRequests();
	for (const x of [1, 2]) requests.ask(move("start", x));
	requests.stop();
	requests.answered();
	assert.deepEqual(xs(), [1, 2]);
});

test("a frame that is older than the request under way is stale", (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { requests } = makeRequests();
	assert.ok(!requests.stale(0));
	requests.ask(move("start", 1));
	assert.ok(requests.stale());
	assert.ok(!requests.stale(1));
});

test("a reloaded page goes on counting where the kernel is", (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { requests, sent } = makeRequests();
	requests.answered(41);
	requests.answered(7); // an older frame, and one that answers nothing, change nothing
	requests.answered();
	requests.ask(move("start", 1));
	assert.equal(sent[0].request, 42);
	assert.ok(requests.stale());
});

test("after 8 seconds without an answer it says so, and what waited goes once the kernel is free", (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { requests, said, xs } = makeRequests();
	for (const x of [1, 2, 3]) requests.ask(move("start", x)); // where a hand has dragged a point
	t.mock.timers.tick(7999);
	assert.deepEqual(said, []);
	t.mock.timers.tick(1);
	assert.deepEqual(said, ["The kernel has not answered for 8 seconds. The picture shows its last answer."]);
	assert.ok(!requests.stale(1));
	requests.answered(1);
	assert.deepEqual(xs(), [1, 3]);
});

test("after 8 seconds without an answer, a later move goes instead of the one that waited", (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { requests, xs } = makeRequests();
	for (const x of [1, 2]) requests.ask(move("start", x));
	t.mock.timers.tick(8000);
	requests.ask(move("start", 3));
	assert.ok(requests.stale(1));
	requests.answered(2);
	assert.deepEqual(xs(), [1, 3]);
});

test("a kernel that cannot be reached is named", () => {
	/** @type {string[]} */
	const said = [];
	const requests = new Requests(
		() => {
			throw new Error("comm is closed");
		},
		(sentence) => said.push(sentence),
	);
	requests.ask(move("start", 1));
	assert.match(said[0], /^The kernel cannot be reached \(comm is closed\)\./);
	assert.ok(!requests.busy);
});
