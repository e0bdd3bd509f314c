import assert from "node:assert/strict";
import test from "node:test";
import { evenly } from "../../src/basics/arrays.js";
import { Shelf } from "../../src/basics/shelf.js";
import { eigen } from "../../src/labs/symmetric.js";

test("a matrix times an eigenvector is the eigenvalue times it; eigenvalues rise, and are exact where they are tiny", () => {
	/** @type {[number, number, number, number][]} with the smaller eigenvalue, by np.linalg.eigvalsh */
	const known = [
		[2, 1, 5, 1.6972243622680054],
		[5, -1, 2, 1.6972243622680054],
		[3, 0, 1, 1],
		[1, 0, 3, 1],
		[1, 1, 1, 0],
		[2, 0, 2, 2],
		[0, 0, 0, 0],
		[1e-12, 1e-9, 1, 9.99999e-13],
	];
	for (const [a, b, c, least] of known) {
		const { values, axes } = eigen(a, b, c);
		assert.ok(Math.abs(values[0] - least) <= 1e-15 * (least || 1) && values[0] <= values[1], `${values}`);
		for (const [k, [x, y]] of axes.entries()) {
			assert.ok(Math.abs(Math.hypot(x, y) - 1) < 1e-15);
			assert.ok(Math.hypot(a * x + b * y - values[k] * x, b * x + c * y - values[k] * y) < 1e-15 * (a + c || 1));
		}
	}
});

test("even steps end where they should", () => {
	assert.deepEqual([...evenly(0, 0.3, 4)], [0, 0.09999999999999999, 0.19999999999999998, 0.3]);
});

test("a shelf keeps the results that were used last", () => {
	/** @type {Shelf<number>} */
	const shelf = Shelf.of({});
	for (let k = 0; k < 20; k++) {
		shelf.set({ k }, k);
		shelf.get({ k: 0 });
	}
	assert.equal(shelf.get({ k: 0 }), 0);
	assert.equal(shelf.get({ k: 1 }), undefined);
	assert.equal(shelf.get({ k: 19 }), 19);
});
