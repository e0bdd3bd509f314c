// The losses of a map, on a grid over two parameters or over a plane in many [lossesOn], row by row [lossesByRow].

import { grid } from "../frames/wire.js";
import { lossOf } from "../training/program.js";
import { finished } from "../training/train.js";
import { evenly } from "./evenly.js";
import { parametersAt } from "./plane.js";

/** @import { Grid, Pair, Recipe } from "../types.js" */
/** @import { Plane } from "./plane.js" */

/**
 * Yields after each row, so that the work can be interrupted.
 * @param {Recipe} recipe @param {Plane} plane @param {Pair[]} box the ends of both axes @param {number} side
 * @returns {Generator<undefined, Float64Array>}
 */
export function* lossesByRow(recipe, plane, box, side) {
	const loss = lossOf(recipe);
	const [across, up] = box.map((ends) => evenly(...ends, side));
	const losses = new Float64Array(side * side);
	for (let row = 0; row < side; row++) {
		for (let k = 0; k < side; k++) losses[row * side + k] = loss(parametersAt(plane, [across[k], up[row]]));
		yield undefined;
	}
	return losses;
}

/** @param {Recipe} recipe @param {Plane} plane @param {Pair[]} box @param {number} side @returns {Grid} */
export const lossesOn = (recipe, plane, box, side) =>
	grid(finished(lossesByRow(recipe, plane, box, side)), [side, side]);
