// The losses of a map, on a grid over two parameters or over a plane in many [lossesOn].

import { lossOf } from "../program.js";
import { evenly } from "./evenly.js";
import { parametersAt } from "./plane.js";
import { grid } from "./wire.js";

/** @import { Grid, Pair, Recipe } from "../types.js" */
/** @import { Plane } from "./plane.js" */

/** @param {Recipe} recipe @param {Plane} plane @param {Pair[]} box the ends of both axes @param {number} side @returns {Grid} */
export function lossesOn(recipe, plane, box, side) {
	const loss = lossOf(recipe);
	const [across, up] = box.map((ends) => evenly(...ends, side));
	const losses = Float64Array.from({ length: side * side }, (_, k) =>
		loss(parametersAt(plane, [across[k % side], up[Math.floor(k / side)]])),
	);
	return grid(losses, [side, side]);
}
