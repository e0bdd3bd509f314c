import assert from "node:assert/strict";
import test from "node:test";
import { Steps } from "../../src/training/program.js";
import { finished, train, training } from "../../src/training/train.js";

/** @import { Recipe, TrainOptions } from "../../src/types.js" */
// tests/page compares hundreds of runs with sgdlab.train; here stands what only JavaScript has

/** w**2 / 2, with a rate that falls with a counter in the state. @type {Recipe} */
const BOWL = {
	step: `() => {
		const gradient = new Float64Array(1), next = new Float64Array(1), results = [0, gradient, next, 0];
		return (params, k, rate, taken) => {
			if (k !== taken) throw new Error("the number of the step is not that of the state");
			gradient[0] = params[0];
			next[0] = params[0] - rate / (1 + taken) * params[0];
			results[0] = params[0] ** 2 / 2;
			results[3] = taken + 1;
			return results;
		};
	}`,
	loss: "() => { const results = [0]; return (params) => { results[0] = params[0] ** 2 / 2; return results; }; }",
	parameters: 1,
	examples: 1,
	settings: { rate: 0.5 },
	state: [{ name: "taken", shape: [], values: Float64Array.of(0) }],
	data: [],
	batches: { size: null, replace: false, drop_last: false },
	charge: { example_gradients: [0, 1, 0, 0], loss_evaluations: [0, 0, 0, 0], operations: null },
};

/** The mean of (w - x)**2 over the examples x; the full batch, or another size. @type {Recipe} */
const MEAN = {
	...BOWL,
	step: `(B) => {
		const gradient = new Float64Array(1), next = new Float64Array(1), results = [0, gradient, next];
		return (params, k, rate, x) => {
			let value = 0, sum = 0;
			for (let i = 0; i < B; i++) { const d = params[0] - x[i]; value += d * d; sum += d; }
			gradient[0] = 2 * sum / B;
			next[0] = params[0] - rate * gradient[0];
			results[0] = value / B;
			return results;
		};
	}`,
	loss: `(B) => {
		const results = [0];
		return (params, x) => {
			results[0] = 0;
			for (let i = 0; i < B; i++) results[0] += (params[0] - x[i]) ** 2 / B;
			return results;
		};
	}`,
	examples: 40,
	settings: { rate: 0.1 },
	state: [],
	data: [{ name: "x", shape: [40], values: Float64Array.from({ length: 40 }, (_, k) => k) }],
};

test("steps, with a state that is a number", () => {
	const run = train(BOWL, { start: [8], steps: 2 });
	assert.deepEqual([...run.params], [8, 4, 3]);
	assert.deepEqual([...run.losses], [32, 8, 4.5]);
	assert.deepEqual([run.stopped_by, run.diverged_at, run.gradients], ["steps", null, null]);
	const bill = {
		loss_evaluations: 0,
		example_gradients: 2,
		operations: null,
		updates: 2,
	};
	assert.deepEqual(run.bill, bill);
	assert.deepEqual([...train(BOWL, { start: [8], steps: 2 }).params], [8, 4, 3], "the recipe is as it was");
});

test("one program serves runs one after the other: each begins with the state of the recipe", () => {
	const program = new Steps(BOWL);
	const [one, other] = [0, 1].map(() => finished(training(BOWL, { start: [8], steps: 2 }, program)));
	assert.deepEqual(other, one);
});

test("of a state of numbers and arrays each goes on from what the step made of it", () => {
	const zero = { name: "", shape: [], values: Float64Array.of(0) };
	const recipe = {
		...BOWL,
		step: `() => {
			const gradient = new Float64Array(1), next = new Float64Array(1), c = new Float64Array(2);
			const results = [0, gradient, next, 0, 0, c];
			return (params, k, rate, one, two, three) => {
				next[0] = params[0] + one + 10 * two + 100 * three[0] + 1000 * three[1];
				c[0] = three[0] + 3;
				c[1] = three[1] + 4;
				results[3] = one + 1;
				results[4] = two + 2;
				return results;
			};
		}`,
		loss: "() => () => [0]",
		state: [zero, zero, { name: "", shape: [2], values: new Float64Array(2) }],
	};
	const { params, states } = train(recipe, { start: [0], steps: 3, also: { states: true } });
	assert.deepEqual([...params], [0, 0, 4321, 3 * 4321]);
	assert.deepEqual([...(states ?? [])], [1, 2, 3, 4, 2, 4, 6, 8, 3, 6, 9, 12]);
});

test("settings, batches and what is recorded are chosen for each run", () => {
	const also = { gradients: true };
	const run = train(MEAN, { start: [0], steps: 2, settings: { rate: 0 }, batches: { size: 20 }, also });
	assert.equal(run.params.join(), "0,0,0");
	assert.notEqual(run.gradients?.[0], run.gradients?.[1]);
	assert.equal(
		run.gradients?.reduce((sum, g) => sum + g),
		-4 * 19.5,
	);
});

test("a setting that is a function is a schedule", () => {
	const run = train(MEAN, { start: [0], steps: 3, settings: { rate: (k) => 0.5 / (k + 1) } });
	assert.deepEqual([...run.params], [0, 19.5, 19.5, 19.5]);
	const slow = train(MEAN, { start: [0], steps: 2, settings: { rate: (k) => 0.25 / (k + 1) } });
	assert.deepEqual([...slow.params], [0, 9.75, 12.1875]);
});

test("a long run comes in slices: what is there so far can be drawn, and ends as it does in one piece", () => {
	const options = { start: [0], steps: 200_000, batches: { size: 1 }, settings: { rate: 0.01 } };
	const whole = train(MEAN, options);
	const slices = training(MEAN, options);
	let [count, last] = [0, 0];
	let slice = slices.next();
	for (; !slice.done; slice = slices.next()) {
		const { steps, losses, params, bill } = slice.value();
		assert.ok(steps.length === losses.length && params.length === losses.length);
		assert.ok(losses.every(Number.isFinite) && bill.updates > last && (steps.at(-1) ?? 0) < bill.updates);
		last = bill.updates;
		count++;
	}
	assert.ok(count > 5, `${count} slices`);
	assert.deepEqual(slice.value, whole);
	assert.ok(whole.steps.length > 900 && whole.steps.length < 2000);
});

test("a record that is full keeps every second row, as often as it takes", () => {
	const { steps, losses, params } = train(BOWL, { start: [8], steps: 40_000 });
	assert.deepEqual([...steps], [...Array.from({ length: 1250 }, (_, k) => 32 * k), 40_000]);
	assert.ok(losses.every((loss, k) => loss === params[k] ** 2 / 2));
});

test("a record of every step keeps them all, also more than it has room for at first", () => {
	const { steps, losses, params } = train(BOWL, { start: [8], steps: 5000, record_every: 1 });
	assert.deepEqual([...steps], [...Array(5001).keys()]);
	assert.ok(losses.every((loss, k) => loss === params[k] ** 2 / 2));
});

test("of many examples it keeps fewer rows, until their losses cost no more than the steps", () => {
	const { steps, losses, params } = train({ ...BOWL, examples: 50_000_000 }, { start: [8], steps: 100 });
	assert.deepEqual(
		[...steps],
		Array.from({ length: 26 }, (_, k) => 4 * k),
	);
	assert.ok(losses.every((loss, k) => loss === params[k] ** 2 / 2));
});

test("rows at the end whose loss is not finite are left out, and the run diverged at the first of them", () => {
	const beyond = "params[0] < 3 ? params[0] : -Infinity";
	for (const [value, taken] of /** @type {const} */ ([
		["0", 5], // a batch that does not show it
		[beyond, 3],
	])) {
		const step = `() => (params) => [${value}, [0], [params[0] + 1], 0]`;
		const recipe = { ...BOWL, step, loss: `() => (params) => [${beyond}]` };
		const run = train(recipe, { start: [0], steps: 5, record_every: 1 });
		for (const column of [run.steps, run.losses, run.examples_seen]) assert.equal(column.join(), "0,1,2");
		assert.deepEqual([run.stopped_by, run.diverged_at, run.bill.updates], ["diverged at step 3", 3, taken]);
	}
});

test("a run with stop rules and no number of steps ends by a rule alone", () => {
	const run = train(BOWL, { start: [8], stop: [{ rule: "gradient_norm", below: 0.1 }] });
	assert.equal(run.stopped_by, "gradient norm at most 0.1");
	assert.ok(run.bill.updates > 100 && Math.abs(run.params.at(-1) ?? 1) <= 0.1);
	assert.equal(train(BOWL, { start: [8] }).bill.updates, 100);
});

test("a run that was abandoned takes no more steps", () => {
	const slices = training(MEAN, { start: [0], steps: 10 ** 9, batches: { size: 1 } });
	assert.equal(slices.next().done, false);
	slices.return(train(BOWL, { start: [1], steps: 0 }));
	assert.equal(slices.next().done, true);
});

test("what can't be trained is refused, with what was given", () => {
	/** @type {[Partial<TrainOptions>, RegExp][]} */
	const wrong = [
		[{ start: [Number.NaN] }, /the loss at the start \(nan\) is nan/],
		[{ settings: { momentum: 0 } }, /no setting momentum, only rate/],
		[{ batches: { size: 41 } }, /minibatch\(41\) asks for 41 of 40 examples: use 1 to 40, or full_batch/],
		[{ batches: { size: 0 } }, /minibatch\(0\)/],
		[{ batches: { size: 2.5 } }, /minibatch\(2.5\)/],
	];
	for (const [options, message] of wrong) {
		assert.throws(() => train(MEAN, { start: [0], batches: { size: 2 }, ...options }), { message });
	}
});

test("a loss that is not finite at the start is refused in the words of the kernel", () => {
	const message = "the loss at the start (1e+200) is inf: choose a start where it is finite";
	assert.throws(() => train(BOWL, { start: [1e200], steps: 2 }), { message });
});
