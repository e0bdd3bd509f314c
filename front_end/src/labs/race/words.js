// What the race says of its runs; sgdlab/labs/race/words.py has the same in Python.

import { lastOf, mapped } from "../../basics/arrays.js";
import { beside, capital, commas, count, fill, general, number, place, unitOf } from "../../basics/words.js";
import { finalOf } from "../ensemble.js";
import { pointsOf } from "../plane.js";
import { ruleOf } from "./runners.js";

/** @import { Run } from "../../types.js" */
/** @import { Facts, Race, Runs, Settings } from "./compute.js" */
/** @import { Racer } from "./one_run.js" */
/** @import { Values } from "./runners.js" */

/** @typedef {Record<string, string>} Words */

/** The outcome of each runner, by its key. @param {Race} known @param {Runs} runs */
export function linesOf({ page: { words }, facts, settings, race }, runs) {
	const exact = race.find(({ key }) => key === "full");
	return mapped(runs, (run, key) => {
		const runner = race.find((one) => one.key === key);
		const parts = runner ? partsOf(words, facts, runner) : ownParts(words, facts, settings);
		const same = exact && runner && isAsFast(exact.values, runner.values);
		return outcome(words, facts, run, parts, runner, same ? runs.full : undefined);
	});
}

/** Whether both have the same learning rate, momentum and schedule. @param {Values} one @param {Values} other */
const isAsFast = (one, other) =>
	one.learning_rate === other.learning_rate && one.momentum === other.momentum && one.schedule === other.schedule;

/** The room of a line that many seeds will fill, so that the page does not jump. @param {number} seeds */
export const pending = (seeds) => (seeds > 1 ? ["\u00a0"] : []);

/** The outcome of every runner, with its name before it. @param {Words} words @param {Words} names @param {Words} lines */
export function described(words, names, lines) {
	const each = Object.entries(lines).map(([key, line]) => fill(words.described, { name: capital(names[key]), line }));
	return each.join(" ");
}

/** @param {Words} words @param {number | null} size @param {boolean} replace */
function batchesOf(words, size, replace) {
	if (size === null) return words.full;
	return fill(size === 1 ? words.one : words.some, { size }) + (replace ? words.replace : "");
}

/** The recipe of a runner in words. @param {Words} words @param {Facts} facts @param {Racer} runner */
function partsOf(words, facts, runner) {
	const { batch_size, replace } = runner.values;
	return fill(words.parts, { batches: batchesOf(words, batch_size, replace), optimizer: optimizerOf(facts, runner) });
}

/** The optimizer of a runner in words. @param {Facts} facts @param {Racer} runner */
export const optimizerOf = ({ optimizers }, { kind, values: { momentum, schedule }, steps }) =>
	fill(optimizers[`${ruleOf(kind, momentum)} ${schedule}`], {
		momentum: general(momentum),
		steps: count(steps, "step"),
	});

/** @param {Words} words @param {Facts} facts @param {Settings} settings */
const ownParts = (words, { yours }, { batch_size }) =>
	fill(/** @type {NonNullable<Facts["yours"]>} */ (yours).parts, { batches: batchesOf(words, batch_size, false) });

/**
 * What became of a runner; `full`: the run of the full batch, if that has the same learning rate and momentum.
 * @param {Words} words @param {Facts} facts @param {Run} run @param {string} parts @param {Racer} [runner] @param {Run} [full]
 */
function outcome(words, facts, { losses, steps, diverged_at }, parts, runner, full) {
	if (diverged_at === null) {
		const loss = lastOf(losses);
		const unit = unitOf(losses[0]);
		const above = (/** @type {number} */ floor) => number(loss - floor, Math.max(unit, Math.abs(loss))); // its rounding, too
		const excess = facts.floor === null ? "" : fill(words.excess, { excess: above(facts.floor) });
		const taken = count(lastOf(steps), "step");
		return fill(words.done, { parts, loss: number(loss, unit), excess, steps: taken });
	}
	const gone = fill(words.gone, { parts, step: commas(diverged_at) });
	const plain = runner && runner.kind.program === "descent" && runner.values.schedule === "constant";
	return plain ? tooFast(words, facts, runner.values, gone, full) : gone;
}

/** Of many runners, whose outcomes stand in the bill: why they diverged, each reason once. @param {Words} words @param {Racer[]} race @param {Words} lines */
export function reasons(words, race, lines) {
	/** @type {Map<string, string[]>} */
	const found = new Map();
	for (const { key, name } of race) {
		const why = (lines[key] ?? "").split("; ")[1] ?? "";
		found.set(why, [...(found.get(why) ?? []), name]);
	}
	found.delete("");
	return [...found].map(([why, some]) => fill(words.reason, { names: capital(some.join(", ")), why }));
}

/** Why gradient descent at a constant learning rate diverged. @param {Words} words @param {Facts} facts @param {Values} values @param {string} gone @param {Run} [full] */
function tooFast(words, { steepest }, { learning_rate, momentum, batch_size }, gone, full) {
	const fields = { gone, rate: general(learning_rate) };
	if (steepest === null) {
		const climbs = full && (full.diverged_at !== null || lastOf(full.losses) > full.losses[0]);
		return fill(words[climbs || batch_size === null ? "steep" : full ? "spared" : "noisy"], fields);
	}
	const edge = beside((2 + 2 * momentum) / steepest, learning_rate);
	const name = words[momentum ? "momentum edge" : "edge"];
	return fill(words[learning_rate > Number(edge) ? "above" : "below"], { ...fields, name, edge });
}

/** Where the paths start and end. @param {Words} words @param {Facts} facts @param {Settings} settings @param {Words} names @param {Runs} runs */
export function places(words, { plane, minimum, axes }, { start }, names, runs) {
	const ends = Object.entries(runs)
		.filter(([, { diverged_at }]) => diverged_at === null)
		.map(([key, run]) => /** @type {const} */ ([names[key], pointsOf(plane, finalOf(run))]));
	const unit = unitOf(...start, ...ends.flatMap(([, end]) => [...end]), ...(minimum ?? [])); // tiny data have tiny parameters
	const at = (/** @type {ArrayLike<number>} */ point) => place(point, axes, unit);
	const said = [fill(words.start, { place: at(start) })];
	said.push(...ends.map(([name, end]) => fill(words.end, { name, place: at(end) })));
	if (minimum) said.push(fill(words.minimum, { place: at(minimum) }));
	return `${said.join("; ")}.`;
}
