// The loop in which the three jobs meet, as in sgdlab.train: to its end [train], or in slices that leave time to draw
// [training].  What is trained comes as a recipe, with programs that sgdlab has written: see `Recipe` in types.js.

import { Batches } from "./drawing.js";
import { Steps } from "./program.js";
import { Record } from "./record.js";
import { RunSoFar } from "./so_far.js";

/** @import { Recipe, Run, TrainOptions } from "../types.js" */

const SLICE = 250_000; // products (example x parameter) between two yields: about a millisecond
const BESIDES = 20; // what else a step costs, counted in products

/** Train to the end. @param {Recipe} recipe @param {TrainOptions} options @returns {Run} */
export const train = (recipe, options) => finished(training(recipe, options));

/** What work in slices comes to. @template T @param {Generator<unknown, T>} slices */
export function finished(slices) {
	let slice = slices.next();
	while (!slice.done) slice = slices.next();
	return slice.value;
}

/**
 * Train in slices.  After each one yield a function that returns the run so far; who has seen enough asks for no more.
 * @param {Recipe} recipe @param {TrainOptions} options
 * @param {Steps} [program] of these settings; runs that go on at the same time have one each
 * @returns {Generator<() => Run, Run>}
 */
export function* training(recipe, options, program = new Steps(recipe, options.settings)) {
	const batches = new Batches(recipe, { ...recipe.batches, ...options.batches }, options.seed ?? 0);
	const now = new RunSoFar(recipe, options, program, batches);
	const record = new Record(recipe, options);
	const steps = Math.ceil(SLICE / (recipe.parameters * batches.largest + BESIDES));
	const rows = Math.ceil(SLICE / (recipe.parameters * recipe.examples));
	const soFar = () => result(now, record);
	while (descend(now, batches, record, steps)) {
		record.evaluate(rows); // at most as much work as the steps
		yield soFar;
	}
	now.judgeTheEnd();
	record.close(now);
	while (!record.evaluate(rows)) yield soFar;
	record.leaveOutInfinite(now);
	return soFar();
}

/**
 * Take some steps; return whether there are more to take.
 * @param {RunSoFar} now @param {Batches} batches @param {Record} record @param {number} steps
 */
function descend(now, batches, record, steps) {
	const end = now.step + steps;
	while (now.step < end) {
		if (now.spent()) return false;
		batches.next(); // which examples?
		const most = Math.min(now.unwatched, batches.following, end - 1 - now.step);
		now.evaluate(...record.ahead(now.step, most)); // which way is up, and how far to move?
		if (now.diverged() || now.stopped()) return false;
		record.keep(now);
		now.move();
	}
	return true;
}

/** The record as far as its losses are known. @param {RunSoFar} now @param {Record} record @returns {Run} */
function result(now, record) {
	const { reason = "", diverged_at = null } = now.end ?? {};
	return { ...record.columns(), stopped_by: reason, diverged_at, bill: now.bill };
}
