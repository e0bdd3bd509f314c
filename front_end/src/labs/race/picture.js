// The picture of the race; sgdlab/labs/race/picture.py has the same in Python.

import { lastOf, mapped } from "../../basics/arrays.js";
import { commas, fill, fixed, number } from "../../basics/words.js";
import { points } from "../../frames/wire.js";
import { bandOf, lostOf, spread } from "../ensemble.js";
import { outside, pointsOf } from "../plane.js";
import { verdictOf } from "./crossing.js";
import { learnedBy } from "./learned.js";
import { widerFor } from "./loss_map.js";
import { drawing, manyOf, whose } from "./one_run.js";
import { bestRates, tuningOf } from "./tuning.js";
import { described, linesOf, pending, places, reasons } from "./words.js";

/** @import { Picture, Values } from "../../frames/wire.js" */
/** @import { Numbers, Run } from "../../types.js" */
/** @import { Facts, Race, Runs } from "./compute.js" */
/** @import { Verdict } from "./crossing.js" */

/** @typedef {Record<string, string>} Names what stands at the lines, by the key of the runner */

/** @param {Race} known @param {Names} names @param {Runs} runs @returns {Picture} */
export function pictureOf(known, names, runs) {
	const { facts, grids, race } = known;
	const total = totalOf(known, runs);
	const verdict = verdictOf(known, runs);
	const moments = mapped(runs, (run) => spent(run, total));
	return {
		...wordsOf(known, names, runs, verdict),
		spent: moments,
		total,
		panels: [
			{
				data: mapped(runs, ({ params }) => points(pointsOf(facts.plane, params))),
				...facts.ground,
				wider: widerFor(known, runs) ?? { x: null, y: null, losses: null, levels: null },
			},
			{ ...besideCurves(known, total, verdict), curves: curvesOf(known, runs) },
			...(facts.learned ? [learnedBy(facts.learned, runs, moments, facts.points)] : []),
			...(grids ? [tuningOf(race, grids, facts.floor ?? 0)] : []),
		],
	};
}

/** The losses of each runner, with a band of many seeds behind those that draw. @param {Race} known @param {Runs} runs */
function curvesOf({ facts, bands }, runs) {
	const floor = facts.floor ?? 0;
	return mapped(runs, (run, key) => ({
		y: run.losses.map((loss) => loss - floor),
		x: acrossOf(run),
		...bandOf(bands[key], run, floor),
	}));
}

/** The description, and what stands below the picture. @param {Race} known @param {Names} names @param {Runs} runs @param {Verdict} verdict */
function wordsOf(known, names, runs, verdict) {
	const { facts, settings, page, grids, race, all } = known;
	const { words } = page;
	const lines = linesOf(known, runs);
	const few = Object.keys(names).length <= facts.few;
	const many = manyOf(known);
	const luck = many ? [spread(many, words, whose(known))] : drawing(known).length ? pending(settings.seeds) : [];
	const best = grids ? [bestRates(all ? words.best : words.by_now, race, grids)] : [];
	const crossed = verdict.crosses === null ? [] : verdict.lines.slice(0, 1);
	const where = places(words, facts, settings, names, runs);
	const outcomes = few
		? Object.keys(names).map((key) => (lines[key] ?? names[key]).replace(": ", "\n"))
		: reasons(words, race, lines);
	return {
		description: [described(words, names, lines), where, ...best, ...crossed, ...(many ? luck : [])].join(" "),
		words: [
			[...outcomes, ...best, ...verdict.lines, ...luck],
			...(facts.note ? [[facts.note]] : []),
			...(facts.plane.words ? [[unseen(words, facts, names, runs)]] : []),
			few ? bill(words, names, runs) : billOfMany(known, names, runs),
		],
	};
}

/** How many example-gradients are shown: the budget, or as far as the last runner gets if all diverge. @param {Race} known @param {Runs} runs */
function totalOf({ facts, settings }, runs) {
	const all = Object.values(runs);
	if (lostOf(all) < all.length) return settings.epochs * facts.examples;
	return Math.max(1, ...all.map(lastSeen));
}

/** What the panel of the losses has besides its curves. @param {Race} known @param {number} total @param {Verdict} verdict @returns {Values} */
const besideCurves = ({ facts: { examples } }, total, { crosses, predicted }) => ({
	x: { examples: { total }, log: { total }, epochs: { total: total / examples } },
	marks: {
		"crossing examples": { x: crosses },
		"crossing log": { x: crosses },
		"crossing epochs": { x: crosses && crosses / examples },
	},
	rules: { "noise floor": { y: predicted } },
});

/** Where the rows of a run are on the axes. @param {Run} run @returns {Record<string, Numbers>} */
function acrossOf({ steps, bill: { operations, updates } }) {
	if (operations === null) return { steps };
	return { steps, operations: steps.map((step) => step * (operations / Math.max(1, updates))) };
}

/** @param {Run} run */
const lastSeen = ({ examples_seen }) => lastOf(examples_seen);

/** @param {Run} run @param {number} total */
function spent(run, total) {
	if (lastSeen(run) > 0) return run.examples_seen.map((v) => Math.min(v / total, 1));
	return run.steps.map((step) => step / Math.max(1, lastOf(run.steps)));
}

/**
 * How much of each run the picture does not show.
 * @param {Record<string, string>} words @param {Facts} facts @param {Names} names @param {Runs} runs
 */
function unseen(words, { plane }, names, runs) {
	const shares = Object.entries(runs).map(([name, run]) =>
		fill(words.share, { name: names[name], share: fixed(100 * outside(plane, run), 1) }),
	);
	return fill(words.outside, { plane: plane.words, shares: shares.join(", ") });
}

/** @param {Record<string, string>} words @param {Names} names @param {Runs} runs */
function bill(words, names, runs) {
	const all = Object.values(runs);
	/** @param {string} name @param {"example_gradients" | "loss_evaluations" | "updates" | "operations"} what */
	const row = (name, what) => [name, ...all.map((run) => counted(words, run.bill[what]))];
	const rows = [
		row("example-gradients", "example_gradients"),
		...(lostOf(all) ? [[words.unused, ...all.map(unused)]] : []),
		...(all.some(({ bill }) => bill.loss_evaluations) ? [row("loss evaluations", "loss_evaluations")] : []),
		row("updates", "updates"),
		row("array operations", "operations"),
		["stopped by", ...all.map(({ stopped_by }) => stopped_by)],
	];
	return { columns: ["", ...Object.keys(runs).map((key) => names[key])], rows };
}

/** The bill of many runners, a row for each. @param {Race} known @param {Names} names @param {Runs} runs */
function billOfMany({ page: { words }, facts: { floor } }, names, runs) {
	const { paid, updates, operations, ended } = words;
	const rows = Object.entries(runs).map(([key, { bill, losses, diverged_at, stopped_by }]) => [
		names[key],
		diverged_at === null ? number(lastOf(losses) - (floor ?? 0)) : "",
		...[bill.example_gradients || bill.loss_evaluations, bill.updates, bill.operations].map((v) => counted(words, v)),
		stopped_by,
	]);
	return { columns: ["", floor === null ? "loss" : "excess", paid, updates, operations, ended], rows };
}

/** @param {Record<string, string>} words @param {number | null} v */
const counted = (words, v) => (v === null ? words["not counted"] : commas(v));

/** @param {Run} run */
function unused(run) {
	const paid = run.bill.example_gradients;
	return run.diverged_at === null || !paid ? "0" : commas(Math.max(0, paid - lastSeen(run)));
}
