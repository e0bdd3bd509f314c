// Where full batch and SGD cross for good, and where the noise ends; sgdlab/labs/race/crossing.py has the same in Python.

import { lastOf } from "../arrays.js";
import { quantile, sortedLosses } from "./ensemble.js";
import { shareOf } from "./noise.js";
import { drawing, manyOf, programOf, whose } from "./race_runs.js";
import { pending } from "./race_words.js";
import { floorOf } from "./rate.js";
import { valuesOf } from "./runners.js";
import { capital, count, fill, NEGLIGIBLE, number } from "./words.js";

/** @import { Numbers, Run } from "../types.js" */
/** @import { Facts, Race, Runs } from "./race.js" */
/** @import { Runner, Values } from "./runners.js" */

/** What was spent by each row, and the loss there. @typedef {{ seen: Numbers, losses: Numbers }} Spent */
/** @typedef {{ crosses: number | null, predicted: number | null, lines: string[] }} Verdict */

const ROUNDING = 1e-9; // of two losses: nearer to each other nobody is ahead
const LAST = 0.75; // of the budget, from where on the noise floor is measured

/** The budget from which on the leader stays the same; null if it is the same all the time. @param {Spent} one @param {Spent} other */
export function crossing(one, other) {
	let [i, j] = [one.seen.length - 1, other.seen.length - 1];
	const leader = aheadAt(one.losses[i], other.losses[j]);
	let from = null; // back to where the leader has been found to be ahead
	while (leader && i >= 0 && j >= 0) {
		if (aheadAt(one.losses[i], other.losses[j]) === -leader) return from;
		from = Math.max(one.seen[i], other.seen[j]);
		while (one.seen[i] === from) i--;
		while (other.seen[j] === from) j--;
	}
	return null;
}

/** Which loss is lower: -1 for the first, 1 for the second, 0 for neither. @param {number} a @param {number} b */
const aheadAt = (a, b) => (Math.abs(a - b) > ROUNDING * (Math.abs(a) + Math.abs(b)) ? Math.sign(a - b) : 0);

/** The noise floor of gradient descent on a quadratic; null without a formula. @param {Facts} facts @param {Runner} runner @param {Values} values */
function predictedFloor({ noise, examples }, { kind }, { batch_size, replace, schedule, learning_rate, momentum }) {
	const nesterov = kind.key === "nesterov";
	if (!noise || batch_size === null || schedule !== "constant") return null;
	if (!nesterov && programOf(kind.key) !== "descent") return null;
	const share = shareOf(examples, batch_size, replace);
	const each = noise.variances.map((variance) => Math.sqrt(variance * share));
	const found = floorOf({ learning_rate, momentum, nesterov }, noise.curved, each);
	return found > NEGLIGIBLE && Number.isFinite(found) ? found : null; // examples on a line have no noise but rounding
}

/** What is said of full batch and a runner with noise. @param {Race} known @param {Runs} runs @returns {Verdict} */
export function verdictOf(known, runs) {
	const { facts, settings, page } = known;
	const [[runner], many = null] = [drawing(known), manyOf(known)];
	const run = runner && runs[runner.key];
	if (!runner || !run) return { crosses: null, predicted: null, lines: [] };
	const predicted = predictedFloor(facts, runner, valuesOf(runner, settings));
	const { crosses, lines } = against(known, runner, runs, many);
	if (predicted !== null && run.diverged_at === null) {
		const measured = number(measuredFloor(many ?? [run]) - (facts.floor ?? 0));
		lines.push(fill(page.words.floor, { predicted: number(predicted), measured, of_whom: ofWhom(known) }));
	}
	return { crosses, predicted, lines };
}

/**
 * Where a runner and the full batch cross, in words; with many seeds it is their median that crosses.
 * @param {Race} known @param {Runner} runner @param {Runs} runs @param {Run[] | null} many
 * @returns {{ crosses: number | null, lines: string[] }}
 */
function against(known, { key, name }, { full, [key]: run }, many) {
	const { page, facts, settings } = known;
	const { words } = page;
	if (!full || full.diverged_at !== null || run.diverged_at !== null) return { crosses: null, lines: [] };
	const mine = many ? medianOf(many) : { seen: run.examples_seen, losses: run.losses };
	const crosses = crossing({ seen: full.examples_seen, losses: full.losses }, mine);
	const lines = [];
	const ends = [full, mine].map(({ losses }) => lastOf(losses));
	if (crosses !== null) {
		const first = ends[0] > ends[1] ? "full batch" : many ? fill(words.median, { name }) : name;
		const epochs = number(crosses / facts.examples);
		const place = { epochs, several: epochs === "1" ? "" : "s", examples: count(crosses, "example-gradient") };
		lines.push(fill(words.crossing, { first: capital(first), ...place }));
	}
	if (!many) lines.push(...pending(settings.seeds));
	else {
		const lower = many.filter(({ losses }) => lastOf(losses) < ends[0] - ROUNDING * Math.abs(ends[0])).length;
		lines.push(fill(words["seeds ahead"], { lower, seeds: count(many.length, "seed"), of_whom: ofWhom(known) }));
	}
	return { crosses, lines };
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

/** The mean loss in the last quarter of the steps. @param {Run[]} many */
function measuredFloor(many) {
	const { steps } = longestOf(many);
	const first = steps.findIndex((step) => step >= LAST * lastOf(steps));
	let sum = 0;
	for (const { losses } of many)
		for (let row = first; row < steps.length; row++) sum += losses[Math.min(row, losses.length - 1)];
	return sum / many.length / (steps.length - first);
}
