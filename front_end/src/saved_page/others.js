// Other problems in a saved page: small, because the page computes their maps and their first pictures by itself.

import { decode } from "../frames/messages.js";
import { inflate } from "../frames/ray.js";
import { withData } from "../frames/wire.js";
import { lossesOn } from "../labs/plane.js";

/** @import { Plane } from "../labs/plane.js" */
/** @import { Sent } from "../labs/types.js" */
/** @import { Spec, SurfaceSpec } from "../types.js" */
/** @import { Problem } from "./open.js" */

const SIDE = 81; // of a map, or fewer where a loss is slow
const WORK = 5_000_000; // products (example x parameter x place) that a map may take
const FEWEST = 41;

/**
 * The problem of a name, among those that are packed.
 * @param {string} packed @param {string} name @param {(text: string) => unknown} parsed @returns {Promise<Problem>}
 */
export async function unpacked(packed, name, parsed) {
	const text = new TextDecoder().decode(await inflate(packed));
	const { forms, ...others } = /** @type {Record<string, Problem> & { forms: Record<string, Problem["forms"]> }} */ (
		parsed(text)
	);
	const { spec, live, values, frame } = others[name];
	const sent = /** @type {Sent} */ (decode(live));
	return { spec: withMap(decode(spec), sent), live: sent, values, frame, forms: forms[name], bare: true };
}

/** The description with the losses of its map, which the page computes. @param {Spec} spec @param {Sent} sent @returns {Spec} */
function withMap(spec, { recipes, facts }) {
	const [map, ...panels] = spec.panels;
	const { x, y, losses } = /** @type {SurfaceSpec} */ (map);
	if (losses) return spec; // they change with the settings
	const [recipe] = Object.values(withData(recipes));
	const products = recipe.examples * recipe.parameters * SIDE ** 2;
	const side = products > WORK ? FEWEST : SIDE;
	const plane = /** @type {Plane} */ (facts.plane);
	return {
		...spec,
		panels: [
			{ .../** @type {SurfaceSpec} */ (map), losses: lossesOn(recipe, plane, [x.range, y.range], side) },
			...panels,
		],
	};
}
