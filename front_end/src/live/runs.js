// What labs read from a run.

/** @import { Run } from "../types.js" */

/** Where it ends. @param {Run} run */
export const finalOf = ({ params, steps }) => params.slice(params.length - params.length / steps.length);

/** @param {ArrayLike<number>} vector */
export const norm = (vector) => Math.sqrt(dot(vector, vector));

/** @param {ArrayLike<number>} one @param {ArrayLike<number>} other */
export function dot(one, other) {
	let sum = 0;
	for (let k = 0; k < one.length; k++) sum += one[k] * other[k];
	return sum;
}

/** @param {ArrayLike<number>} one @param {ArrayLike<number>} other */
export const distance = (one, other) => norm(Float64Array.from(one, (v, k) => v - other[k]));
