import assert from "node:assert/strict";
import test from "node:test";
import { normals } from "../../src/training/normal.js";
import { Generator } from "../../src/training/random.js";

// np.random.default_rng(seed), NumPy 2.4; tests/page compares many more

test("without a part, a generator is default_rng of a seed, or of several", () => {
	const draw = (/** @type {Generator} */ generator, /** @type {number} */ count) =>
		Array.from({ length: count }, () => generator.random());
	assert.deepEqual(draw(new Generator([3, 64], []), 3), [0.27243432509247856, 0.8541689620327128, 0.23391132950881355]);
	assert.deepEqual(draw(new Generator([0, 64], []), 2), [0.7667093538750986, 0.059479915611172274]);
});

test("numbers from whole 64 bits leave the half that is unused where it is", () => {
	const generator = new Generator(7, []);
	assert.deepEqual([...generator.integers(123, 1)], [116]);
	assert.equal(generator.random(), 0.8972138009695755);
	assert.deepEqual([...generator.integers(123, 1)], [76]);
});

test("normal numbers are those of NumPy but for the last digits, in the tail too", () => {
	const first = [0.1257302210933933, -0.1321048632913019, 0.6404226504432821, 0.10490011715303971, -0.535669373161111];
	const drawn = normals(new Generator(0, []), 5);
	for (const [k, v] of first.entries()) assert.ok(Math.abs(drawn[k] - v) < 1e-14);
	const many = normals(new Generator(5, []), 200_000);
	assert.ok(Math.abs(many[141_008] + 4.820175842608121) < 1e-13); // the farthest of them
	assert.equal(many.filter((v) => Math.abs(v) > 3.654).length, 50);
});
