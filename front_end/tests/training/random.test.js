import assert from "node:assert/strict";
import test from "node:test";
import { epochs } from "../../src/training/drawing.js";
import { Generator } from "../../src/training/random.js";

// np.random.default_rng(np.random.SeedSequence(seed).spawn(3)[0]), NumPy 2.4; tests/page compares many more

test("a permutation is that of NumPy, for small and for large seeds", () => {
	assert.deepEqual([...new Generator(0).permutation(10)], [4, 9, 8, 7, 5, 3, 0, 1, 2, 6]);
	const large = "340282366920938463463374607431768211456123";
	assert.deepEqual([...new Generator(large).permutation(10)], [5, 9, 3, 7, 8, 1, 6, 4, 2, 0]);
	assert.deepEqual([...new Generator(BigInt(large)).permutation(10)], [5, 9, 3, 7, 8, 1, 6, 4, 2, 0]);
});

test("independent draws are those of NumPy, and what follows them, too", () => {
	const generator = new Generator(7);
	assert.deepEqual([...generator.integers(123, 5)], [37, 98, 25, 6, 100]); // half of the last 64 bits is left
	for (const one of [generator.copy(), generator]) {
		assert.equal(one.random(), 0.8688251433502354); // of 64 bits of its own
		assert.deepEqual([...one.integers(123, 3), ...one.permutation(5)], [72, 111, 89, 4, 2, 1, 0, 3]);
	}
});

test("of one example nothing is drawn", () => {
	const generator = new Generator(7);
	assert.deepEqual([...generator.integers(1, 3), ...generator.permutation(1)], [0, 0, 0, 0]);
	assert.deepEqual([...generator.integers(123, 5)], [37, 98, 25, 6, 100]);
});

test("epochs go on where those that are kept end, also for two runs at once", () => {
	for (const size of [null, 9000]) {
		const generator = new Generator(5);
		const runs = [epochs(5, 9000, size), epochs(5, 9000, size)];
		for (let k = 0; k < 6; k++) {
			// 3 are kept
			const order = size ? generator.integers(9000, size) : generator.permutation(9000);
			for (const run of runs) assert.deepEqual(run.next().value, order);
		}
		assert.deepEqual(epochs("5", 9000, size).next().value, epochs(5, 9000, size).next().value);
	}
});

test("only some seeds are kept, so memory stays bounded", () => {
	const first = epochs(0, 10).next().value;
	assert.equal(epochs(0, 10).next().value, first);
	for (let seed = 1; seed <= 128; seed++) epochs(seed, 10).next();
	const again = epochs(0, 10).next().value;
	assert.notEqual(again, first);
	assert.deepEqual(again, first);
});
