import assert from "node:assert/strict";
import test from "node:test";
import { nextCell } from "../../src/panels/cells.js";

test("arrow keys lead from cell to cell and stop at the edges", () => {
	// 0 1 2
	// 3 4 5
	assert.equal(nextCell(0, [1, 0], 3, 6), 1);
	assert.equal(nextCell(2, [1, 0], 3, 6), 2); // not to the next row
	assert.equal(nextCell(3, [-1, 0], 3, 6), 3);
	assert.equal(nextCell(1, [0, 1], 3, 6), 4);
	assert.equal(nextCell(4, [0, 1], 3, 6), 4);
	assert.equal(nextCell(1, [0, -1], 3, 6), 1);
});
