// A wider frame of the map, for paths that leave it; sgdlab/labs/race/loss_map.py has the same in Python.

import { endsOf, lastOf, vector } from "../../basics/arrays.js";
import { Shelf } from "../../basics/shelf.js";
import { grid } from "../../frames/wire.js";
import { lossOf } from "../../training/program.js";
import { lossesByRow, parametersAt, pointsOf } from "../plane.js";

/** @import { Grid, Pair } from "../../types.js" */
/** @import { Race, Runs } from "./compute.js" */

/**
 * The frame of the map: the ends of its axes, the wider ones as multiples of it, the points of these along a side.
 * @typedef {{ box: [Pair, Pair], factors: number[], slack: number, across: number, levels: number, decades: number }} Frame
 */
/** @typedef {{ x: Pair, y: Pair, losses: Grid, levels: Grid }} Wider */

const SHOWN = "frame"; // which one was shown last

/** How many times as wide the frame has to be to hold the paths of runs. @param {Race} known @param {Runs} runs */
function neededBy({ facts: { frame, plane } }, runs) {
	const { box, factors, slack } = frame;
	const paths = Object.values(runs).map(({ params }) => pointsOf(plane, params));
	let far = 0;
	for (const [axis, [low, high]] of box.entries()) {
		const [middle, half] = [(low + high) / 2, (high - low) / 2];
		for (const path of paths)
			for (let k = axis; k < path.length; k += 2) far = Math.max(far, Math.abs(path[k] - middle) / half);
	}
	return factors.find((factor) => far <= factor + slack) ?? lastOf(factors);
}

/**
 * The wider frame that is shown; null for the usual one.  While runs are still going on, it doesn't become narrower: the
 * next one may need it, and the map would jump there and back.
 * @param {Race} known @param {Runs} runs @returns {Wider | null}
 */
export function widerFor(known, runs) {
	const shelf = Shelf.of(known.page);
	const factor = Math.max(neededBy(known, runs), known.all ? 1 : (shelf.get(SHOWN) ?? 1));
	const wider = factor > 1 ? shelf.get({ factor }) : undefined;
	shelf.set(SHOWN, wider ? factor : 1);
	return wider ?? null;
}

/** Compute the wider frame that runs need, once for each problem. @param {Race} known @param {Runs} runs */
export function* widen(known, runs) {
	const { page, facts } = known;
	const { frame, plane, minimum } = facts;
	const shelf = Shelf.of(page);
	const factor = neededBy(known, runs);
	if (factor === 1 || shelf.get({ factor })) return;
	const [recipe] = Object.values(page.recipes);
	const [x, y] = frame.box.map(([low, high]) => {
		const [middle, half] = [(low + high) / 2, (factor * (high - low)) / 2];
		return /** @type {Pair} */ ([middle - half, middle + half]);
	});
	const losses = yield* lossesByRow(recipe, plane, [x, y], frame.across);
	const lowest = minimum ? lossOf(recipe)(parametersAt(plane, minimum)) : null;
	const levels = levelsOf(losses, lowest, frame);
	shelf.set({ factor }, { x, y, losses: grid(losses, [frame.across, frame.across]), levels });
}

/** The levels of contours, as sgdlab/landscape/surface.py has them. @param {ArrayLike<number>} losses @param {number | null} known the lowest loss @param {{ levels: number, decades: number }} frame */
export function levelsOf(losses, known, { levels: count, decades }) {
	const [low, high] = endsOf(Array.from(losses).filter(Number.isFinite));
	const lowest = known ?? low;
	const height = high - lowest;
	const rise = (/** @type {number} */ k) => 10 ** ((decades * (k + 0.5 - count)) / count);
	const levels = vector(count, (k) => lowest + (height > 0 ? height : 1) * rise(k));
	return grid(Float64Array.from(new Set(levels))); // fewer where rounding makes some the same
}
