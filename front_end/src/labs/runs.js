// What labs read from a run.

import { clamp } from "../basics/numbers.js";

/** @import { Run } from "../types.js" */

/** Where it ends. @param {Run} run */
export const finalOf = ({ params, steps }) => params.slice(params.length - params.length / steps.length);

/** How many of some diverged. @param {Run[]} runs */
export const lostOf = (runs) => runs.filter(({ diverged_at }) => diverged_at !== null).length;

/** An angle in degrees, whatever rounding has done to its cosine. @param {number} cosine */
export const degrees = (cosine) => (Math.acos(clamp(cosine, -1, 1)) * 180) / Math.PI;
