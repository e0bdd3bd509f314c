// The lines that train the runners of the race, as code; sgdlab/labs/race/code.py has the same in Python, programs.py
// what each fills into its program in plain NumPy.

import { lastOf } from "../../basics/arrays.js";
import { capital, fill, plainly } from "../../basics/words.js";
import { programOf, repeated, stepsOf } from "./one_run.js";
import { optimizerOf } from "./words.js";

/** @import { Run } from "../../types.js" */
/** @import { Race, Runs } from "./compute.js" */
/** @import { Racer } from "./one_run.js" */

const LONG = 100; // characters: a call that would be longer takes several lines

/** What the code needs besides the settings. @param {Race} known */
export function countedOf(known) {
	const { facts, settings, race } = known;
	const { seed, seeds } = facts.code;
	const lines = race.map((one) => lineOf(known, one, one.key, seed));
	for (const [k, one] of repeated(known).entries())
		lines.push(lineOf(known, one, k ? `${one.key}_many` : "many", seed + seeds));
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

/** @param {Race} known @param {Racer} runner @param {string} key @param {string} seed */
function lineOf({ facts, settings }, { kind, values }, key, seed) {
	const { code } = facts;
	const { batch_size: size, schedule, replace } = values;
	const steps = stepsOf(facts, settings.epochs, size, kind.key);
	const shared = { epochs: settings.epochs, steps, seed: settings.seed, seeds: settings.seeds };
	const rate = fill(code[schedule], { rate: plainly(values.learning_rate), ...shared });
	const momentum = values.momentum ? fill(code.momentum, { momentum: plainly(values.momentum) }) : "";
	const own = code[kind.key === "nesterov" && !momentum ? "descent" : programOf(kind.key)];
	const fields = {
		key,
		optimizer: fill(own, { rate, momentum }),
		batches: size === null ? "" : fill(code.batches, { size, replace: replace ? code.replace : "" }),
		steps,
		stop: replace ? fill(code.stop, shared) : "",
		seed: size === null ? "" : fill(seed, shared),
	};
	const line = fill(code.line, fields);
	return line.length <= LONG ? line : fill(code.lines, fields);
}

/** What the first lines say, which all programs share, and what each runner fills in; yours comes last. @param {Race} known @param {Runs} runs */
export function textsOf(known, { yours, ...runs }) {
	const { learning_rate, batch_size } = known.settings;
	const shared = { learning_rate: plainly(learning_rate), batch_size: String(batch_size) };
	const own = yours ? [{ name: "yours", form: "yours", taken: takenBy(yours), ...shared }] : [];
	const racing = known.race.filter(({ key }) => runs[key]);
	return [{ form: "taken" }, ...racing.map((one) => textsFor(known, one, runs[one.key])), ...own];
}

/** @param {Run} run */
const takenBy = ({ steps }) => String(lastOf(steps));

/** @param {Race} known @param {Racer} runner @param {Run} run */
function textsFor({ page, facts, settings }, runner, run) {
	const { batch_size: size, momentum, schedule, replace, learning_rate } = runner.values;
	const { key } = runner.kind;
	const form = size === null ? "all" : "drawn";
	const program = programOf(key);
	return {
		name: runner.name,
		form: key === "newton" ? `newton ${form}` : form,
		rule: momentum ? (program === "descent" ? "momentum" : program) : key === "nesterov" ? "descent" : program,
		how: capital(optimizerOf(page.words, facts, settings, runner)).replaceAll(",", ""), // of 1,230 steps
		schedule,
		learning_rate: plainly(learning_rate),
		momentum: plainly(momentum),
		size: String(size ?? "None"),
		replace: replace ? "yes" : "no",
		epochs: String(settings.epochs),
		steps: String(stepsOf(facts, settings.epochs, size, key)),
		taken: takenBy(run),
		parameters: String(facts.plane.origin?.length ?? 2),
	};
}
