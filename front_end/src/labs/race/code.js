// The lines that train the runners of the race, as code; sgdlab/labs/race/code.py has the same in Python, programs.py
// what each fills into its program in plain NumPy.

import { lastOf } from "../../basics/arrays.js";
import { capital, filled, plainly } from "../../basics/words.js";
import { repeated, stepsOf } from "./one_run.js";
import { ruleOf } from "./runners.js";
import { optimizerOf } from "./words.js";

/** @import { Run } from "../../types.js" */
/** @import { Race, Runs } from "./compute.js" */
/** @import { Racer } from "./one_run.js" */

const LONG = 100; // characters: a call that would be longer takes several lines

/** What the code needs besides the settings. @param {Race} known */
export function countedOf(known) {
	const { facts, settings, race } = known;
	const lines = race.map((one) => lineOf(known, one, one.key));
	for (const [k, one] of repeated(known).entries())
		lines.push(lineOf(known, one, k ? `${one.key}_many` : "many", `, seeds=${settings.seeds}`));
	const steps = String(stepsOf(facts, settings.epochs, settings.batch_size));
	return { runs: lines.join("\n"), steps, ...(facts.pen ? pointsOf(known) : {}) };
}

/** The features and the targets of points that are drawn, as lists. @param {Race} known */
function pointsOf({ page, facts }) {
	const [{ data }] = Object.values(page.recipes);
	const [X, y] = data.map(({ values }) => Array.from(values, plainly));
	const width = X.length / y.length;
	const rows = y.map((_, k) => X.slice(k * width, k * width + (facts.pen?.kind === "line" ? 1 : 2)).join(", "));
	return { xs: `[${rows.map((row) => `[${row}]`).join(", ")}]`, ys: `[${y.join(", ")}]` };
}

/** @param {Race} known @param {Racer} runner @param {string} key @param {string} [many] */
function lineOf(known, runner, key, many = "") {
	const [line, lines, choices] = known.facts.code;
	const texts = { ...textsFor(known, runner), key, seed: String(known.settings.seed), many };
	const found = filled({ text: line, choices }, texts);
	return found.length <= LONG ? found : filled({ text: lines, choices }, texts);
}

/** What the first lines say, which all programs share, and what each runner fills in; yours comes last. @param {Race} known @param {Runs} runs */
export function textsOf(known, { yours, ...runs }) {
	const { learning_rate, batch_size } = known.settings;
	const shared = { learning_rate: plainly(learning_rate), batch_size: String(batch_size) };
	const own = yours ? [{ name: "yours", form: "yours", taken: takenBy(yours), ...shared }] : [];
	const racing = known.race.filter(({ key }) => runs[key]);
	const each = racing.map((one) => ({ ...textsFor(known, one), taken: takenBy(runs[one.key]) }));
	return [{ form: "taken" }, ...each, ...own];
}

/** @param {Run} run */
const takenBy = ({ steps }) => String(lastOf(steps));

/** @param {Race} known @param {Racer} runner */
function textsFor({ facts, settings }, runner) {
	const { batch_size: size, momentum, schedule, replace, learning_rate } = runner.values;
	const { key } = runner.kind;
	const form = size === null ? "all" : "drawn";
	return {
		name: runner.name,
		form: key === "newton" ? `newton ${form}` : form,
		rule: ruleOf(runner.kind, momentum),
		how: capital(optimizerOf(facts, runner)).replaceAll(",", ""), // of 1,230 steps
		schedule,
		learning_rate: plainly(learning_rate),
		momentum: plainly(momentum),
		size: String(size ?? "None"),
		replace: replace ? "yes" : "no",
		epochs: String(settings.epochs),
		steps: String(runner.steps),
		parameters: String(facts.plane.origin?.length ?? 2),
	};
}
