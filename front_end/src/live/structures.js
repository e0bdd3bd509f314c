// Pictures of one lab that differ in more than their values [structured]; sgdlab/labs/stage/live.py finds where.

/** @import { Structures } from "../labs/types.js" */
/** @import { Spec } from "../types.js" */

/** The structure of that name, made from another one. @param {Spec} spec @param {Structures} structures @param {string} name */
export function structured(spec, { values, of }, name) {
	let made = /** @type {Spec} */ (spec);
	for (const [path, k] of Object.entries(of[name]))
		made = /** @type {Spec} */ (put(made, path.split("."), k === null ? undefined : values[k]));
	return made;
}

/** A copy with another value at a path. @param {any} one @param {string[]} path @param {unknown} value */
function put(one, [key, ...rest], value) {
	const copy = Array.isArray(one) ? [...one] : { ...one };
	if (rest.length) copy[key] = put(copy[key], rest, value);
	else if (value !== undefined) copy[key] = value;
	else if (Array.isArray(copy)) copy.length = Math.min(copy.length, Number(key));
	else delete copy[key];
	return copy;
}
