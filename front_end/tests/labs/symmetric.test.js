import assert from "node:assert/strict";
import test from "node:test";
import { evenly } from "../../src/basics/arrays.js";
import { Shelf } from "../../src/basics/shelf.js";
import { eigen } from "../../src/labs/symmetric.js";

// np.linalg.eigh
const KNOWN = /** @type {[[number, number, number], number[], number[][]][]} */ ([
	[
		[2, 1, 5],
		[1.6972243622680054, 5.302775637731995],
		[
			[-0.957092026489053, 0.28978414868843005],
			[0.28978414868843005, 0.957092026489053],
		],
	],
	[
		[5, -1, 2],
		[1.6972243622680054, 5.302775637731995],
		[
			[-0.28978414868843005, -0.957092026489053],
			[-0.957092026489053, 0.28978414868843005],
		],
	],
	[
		[3, 0, 1],
		[1, 3],
		[
			[0, 1],
			[1, 0],
		],
	],
	[
		[1, 0, 3],
		[1, 3],
		[
			[1, 0],
			[0, 1],
		],
	],
	[
		[-4, 1, -2],
		[-4.414213562373095, -1.585786437626905],
		[
			[-0.9238795325112867, 0.38268343236508984],
			[-0.38268343236508984, -0.9238795325112867],
		],
	],
	[
		[1, 1, 1],
		[0, 2],
		[
			[-0.7071067811865475, 0.7071067811865475],
			[0.7071067811865475, 0.7071067811865475],
		],
	],
]);

test("eigenvalues rise, and eigenvectors have the signs of LAPACK", () => {
	for (const [matrix, values, axes] of KNOWN) {
		const found = eigen(...matrix);
		for (const k of [0, 1]) {
			assert.ok(Math.abs(found.values[k] - values[k]) < 1e-14);
			for (const j of [0, 1]) assert.ok(Math.abs(found.axes[k][j] - axes[k][j]) < 1e-14, `${matrix}`);
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
