import assert from "node:assert/strict";
import { test } from "node:test";
import { gradientAt, Steps } from "../../src/training/program.js";

/** @import { Recipe } from "../../src/types.js" */

/** The mean of (w - x)² over the examples, by gradient descent with momentum. @returns {Recipe} */
const recipe = () => ({
	step: `(B) => {
		const gradient = new Float64Array(1), next = new Float64Array(1), velocity_1 = new Float64Array(1);
		const results = [0, gradient, next, velocity_1];
		return (params, k, learning_rate, momentum, velocity, x) => {
			results[0] = gradient[0] = 0;
			for (let i = 0; i < B; i++) {
				results[0] += (params[0] - x[i]) ** 2 / B;
				gradient[0] += (2 * (params[0] - x[i])) / B;
			}
			return results;
		};
	}`,
	loss: "() => () => [0]",
	parameters: 1,
	examples: 3,
	settings: { learning_rate: 0.1, momentum: 0.5 },
	state: [{ name: "velocity", shape: [1], values: new Float64Array(1) }],
	data: [{ name: "x", shape: [3], values: Float64Array.of(0, 3, 6) }],
	batches: { size: 1, replace: false, drop_last: false },
	charge: { example_gradients: [0, 1, 0, 0], loss_evaluations: [0, 0, 0, 0], operations: [1, 0, 0, 0] },
});

test("one gradient is that of all examples", () => {
	const { value, gradient } = gradientAt(recipe(), Float64Array.of(2));
	assert.equal(Math.round(value * 1e9), 7e9); // (4 + 1 + 16) / 3
	assert.ok(Math.abs(gradient[0] + 2) < 1e-12); // 2 (2 - 3)
});

test("a setting that is unknown is refused by name", () => {
	assert.throws(() => new Steps(recipe(), { rate: 1 }), /no setting rate, only learning_rate, momentum/);
});
