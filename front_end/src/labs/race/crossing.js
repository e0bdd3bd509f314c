// Where full batch and SGD cross for good, and where the noise ends; sgdlab/labs/race/crossing.py has the same in Python.

import { lastOf } from "../../basics/arrays.js";
import { count, fill, NEGLIGIBLE, number } from "../../basics/words.js";
import { quantile, sortedLosses } from "../ensemble.js";
import { rateOf } from "../rate.js";
import { noiseFloor } from "./noise_floor.js";
import { drawing, manyOf, whose } from "./one_run.js";
import { pending } from "./words.js";

/** @import { Numbers, Pair, Run } from "../../types.js" */
/** @import { Facts, Race, Runs } from "./compute.js" */
/** @import { Noise } from "./noise_floor.js" */
/** @import { Racer } from "./one_run.js" */

/** What was spent by each row, and the loss there. @typedef {{ seen: Numbers, losses: Numbers }} Spent */
/** @typedef {{ crosses: number | null, predicted: number | null, lines: string[] }} Verdict */

const ROUNDING = 1e-9; // of two losses: nearer to each other nobody is ahead
const REST = 1e-22; // of the loss at the start: nearer to a minimum of 0, a rounded path differs by more than ROUNDING
const SELDOM = 0.25; // of the budgets before the last change: one who is ahead more often has led, too
const [HALF, LAST, LATE] = [0.5, 0.75, 0.9]; // of the steps; the noise floor is measured in the last quarter
const OFF = 3; // times higher or lower than the last tenth of the steps, an end doesn't show how high the noise is
const LEFT = 0.1; // of the noise floor: while the start adds more than that to the loss, the floor is not reached

/**
 * The budget from which on the leader stays the same, and at how many before it the loss of each is the lower; null if
 * the leader is the same all the time.
 * @param {Spent} one @param {Spent} other @returns {{ crosses: number, lower: Pair } | null}
 */
export function crossing(one, other) {
	const lower = /** @type {Pair} */ ([0, 0]);
	/** Where each was last ahead. @type {({ crosses: number, lower: Pair } | null)[]} */
	const left = [null, null];
	let [i, j] = [0, 0];
	for (;;) {
		const ahead = aheadAt(one.losses[i], other.losses[j], one.losses[0]);
		const budget = Math.max(one.seen[i], other.seen[j]);
		const next = Math.min(one.seen[i + 1] ?? Infinity, other.seen[j + 1] ?? Infinity);
		if (next === Infinity) return ahead ? left[ahead < 0 ? 1 : 0] : null;
		if (ahead) {
			const who = ahead < 0 ? 0 : 1;
			lower[who] += next - budget;
			left[who] = { crosses: next, lower: [...lower] };
		}
		while (one.seen[i + 1] <= next) i++;
		while (other.seen[j + 1] <= next) j++;
	}
}

/** Which loss is lower: -1 for the first, 1 for the second, 0 for neither. @param {number} a @param {number} b @param {number} first the loss at the start */
function aheadAt(a, b, first) {
	const near = ROUNDING * (Math.abs(a) + Math.abs(b)) + REST * Math.abs(first);
	return Math.abs(a - b) > near ? Math.sign(a - b) : 0;
}

/** The noise floor of gradient descent on a quadratic; null without a formula. @param {Facts} facts @param {Racer} runner */
function predictedFloor({ noise, examples }, { kind, values }) {
	const { batch_size, replace, schedule, learning_rate, momentum } = values;
	const nesterov = kind.key === "nesterov";
	if (!noise || batch_size === null || schedule !== "constant") return null;
	if (!nesterov && kind.program !== "descent") return null;
	if (rateOf({ learning_rate, momentum, nesterov }, lastOf(noise.curved)) >= 1) return null; // by rounding alone finite
	const found = noiseFloor(noise, { learning_rate, momentum, nesterov, examples, size: batch_size, replace });
	return found > NEGLIGIBLE && Number.isFinite(found) ? found : null; // examples on a line have no noise but rounding
}

/** What is said of full batch and a runner with noise. @param {Race} known @param {Runs} runs @returns {Verdict} */
export function verdictOf(known, runs) {
	const { facts } = known;
	const [[runner], many = null] = [drawing(known), manyOf(known)];
	const run = runner && runs[runner.key];
	if (!runner || !run) return { crosses: null, predicted: null, lines: [] };
	const predicted = predictedFloor(facts, runner);
	const { crosses, lines } = against(known, runner, runs, many);
	if (run.diverged_at === null && facts.floor !== null)
		lines.push(...noiseWords(known, runner, many ?? [run], predicted, facts.floor));
	return { crosses, predicted, lines };
}

/**
 * Where a runner and the full batch cross, in words; with many seeds it is their median that crosses.
 * @param {Race} known @param {Racer} runner @param {Runs} runs @param {Run[] | null} many
 * @returns {{ crosses: number | null, lines: string[] }}
 */
function against(known, { key, name }, { full, [key]: run }, many) {
	const { page, settings } = known;
	const { words } = page;
	if (!full || full.diverged_at !== null || run.diverged_at !== null) return { crosses: null, lines: [] };
	const mine = many ? medianOf(many) : { seen: run.examples_seen, losses: run.losses };
	const all = { seen: full.examples_seen, losses: full.losses };
	const found = crossing(all, mine);
	const names = ["full batch", many ? fill(words.median, { name }) : name];
	const lines = found ? [crossingWords(known, all, mine, found, names)] : [];
	if (!many) lines.push(...pending(settings.seeds));
	else {
		const [first, end] = [full.losses[0], lastOf(full.losses)];
		const lower = many.filter(({ losses }) => aheadAt(lastOf(losses), end, first) < 0).length;
		lines.push(fill(words["seeds ahead"], { lower, seeds: count(many.length, "seed"), of_whom: ofWhom(known) }));
	}
	return { crosses: found?.crosses ?? null, lines };
}

/**
 * Who leads up to the crossing; or, if the lead has changed often, who takes it then and who had it before.
 * @param {Race} known @param {Spent} one @param {Spent} other @param {{ crosses: number, lower: Pair }} found @param {string[]} names
 */
function crossingWords({ page: { words }, facts }, one, other, { crosses, lower }, names) {
	const last = lastOf(one.losses) > lastOf(other.losses) ? 1 : 0;
	const often = lower[1] > lower[0] ? 1 : 0;
	const epochs = number(crosses / facts.examples);
	const place = { epochs, several: epochs === "1" ? "" : "s", examples: count(crosses, "example-gradient") };
	const atTheEnd = crosses === Math.max(lastOf(one.seen), lastOf(other.seen));
	if (!atTheEnd && lower[last] <= SELDOM * (lower[0] + lower[1]))
		return fill(words.crossing, { first: names[1 - last], ...place });
	const percent = Math.floor((100 * lower[often]) / crosses); // rounded down: 100 would say that the lead never changed
	const led = often === last ? "it" : names[often];
	return fill(words[atTheEnd ? "overtakes" : "changes"], { last: names[last], often: led, percent, ...place });
}

/** @param {Race} known */
const ofWhom = (known) => whose(known) && ` of ${whose(known)}`;

/** @param {Run[]} many */
const longestOf = (many) => many.reduce((one, other) => (other.steps.length > one.steps.length ? other : one));

/** The median of runs at each row; one that has ended stays where it is. @param {Run[]} many @returns {Spent} */
function medianOf(many) {
	const { examples_seen: seen } = longestOf(many);
	return { seen, losses: Float64Array.from(sortedLosses(many), (losses) => quantile(losses, 0.5)) };
}

/** How high the noise keeps runs, if that is known, or is not what their end shows. @param {Race} known @param {Racer} runner @param {Run[]} many @param {number | null} predicted @param {number} floor */
function noiseWords(known, runner, many, predicted, floor) {
	const { words } = known.page;
	const excess = (/** @type {number} */ since, /** @type {number} */ until) => meanLoss(many, since, until) - floor;
	const fields = { predicted: number(predicted ?? 0), of_whom: ofWhom(known) };
	if (predicted !== null && isSettled(known.facts, runner, many, predicted, excess(HALF, LAST)))
		return [fill(words.floor, { ...fields, measured: number(excess(LAST, 1)) })];
	const said = predicted === null ? [] : [fill(words.falling, fields)];
	const [before, late, end] = [excess(LAST, LATE), excess(LATE, 1), excess(1, 1)];
	const off = (end < late / OFF || end > late * OFF) && aheadAt(late + floor, end + floor, many[0].losses[0]);
	if (off && before < 2 * late) said.push(fill(words.late, { ...fields, measured: number(late) })); // it isn't falling
	return said;
}

/** Whether runs have forgotten where they started. @param {Facts} facts @param {Racer} runner @param {Run[]} many @param {number} predicted @param {number} excess in the third quarter */
function isSettled({ noise }, { kind, values }, many, predicted, excess) {
	const chosen = { ...values, nesterov: kind.key === "nesterov" };
	const slowest = Math.max(.../** @type {Noise} */ (noise).curved.map((one) => rateOf(chosen, one)));
	return slowest ** (lastOf(longestOf(many).steps) / 2) * excess <= LEFT * predicted;
}

/** The mean loss between two shares of the steps. @param {Run[]} many @param {number} since @param {number} until */
function meanLoss(many, since, until) {
	const { steps } = longestOf(many);
	const [first, last] = [since, until].map((share) => steps.findIndex((step) => step >= share * lastOf(steps)));
	let sum = 0;
	for (const { losses } of many)
		for (let row = first; row <= last; row++) sum += losses[Math.min(row, losses.length - 1)];
	return sum / many.length / (last + 1 - first);
}
