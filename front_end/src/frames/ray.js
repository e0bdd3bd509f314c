// Unpacks what sgdlab/labs/stage/ray.py packed, which says how: the frames at all places of one slider.

import { mapped } from "../basics/arrays.js";
import { remembered } from "../basics/shelf.js";
import { bytesOf, shaped } from "./messages.js";

/** @import { Frame } from "../types.js" */

/** @typedef {{ from: number, width: number, shapes: (number[] | null)[] }} Arrays of one key: a table in the body */
/**
 * @typedef {{ count: number, missing: number[], plain: Record<string, unknown[]>, arrays: Record<string, Arrays> }} Header
 */
/** @typedef {((k: number) => Frame | null) & { has: (k: number) => boolean }} Ray the frame at a place, or null */

/** @param {string} packed base64 */
export async function inflate(packed) {
	const stream = new Blob([bytesOf(packed)]).stream().pipeThrough(new DecompressionStream("deflate"));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {string} packed base64 @returns {Promise<Ray>} */
export const unpackRay = async (packed) => readRay(await inflate(packed));

/** How many numbers arrays hold. @param {(number[] | null)[]} shapes */
const size = (shapes) => shapes.reduce((sum, shape) => sum + (shape?.reduce((a, b) => a * b, 1) ?? 0), 0);

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Ray} */
function readRay(bytes) {
	const from = 4 + new DataView(bytes.buffer).getUint32(0, true);
	/** @type {Header} */
	const { count, missing, plain, arrays } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, from)));
	const body = bytes.subarray(from);
	/** @type {Map<number, Frame>} */
	const known = new Map(); // each frame is read when it is first asked for
	/** @param {number} k @returns {Frame} */
	const read = (k) => ({
		...mapped(plain, (values) => values[indexOf(k, values)]),
		...mapped(arrays, (column) => arrayAt(indexOf(k, column.shapes), column, body)),
	});
	const has = (/** @type {number} */ k) => k >= 0 && k < count && !missing.includes(k);
	const at = (/** @type {number} */ k) => (has(k) ? remembered(known, k, () => read(k)) : null);
	return Object.assign(at, { has });
}

/** What is the same at all places is there once. @param {number} k @param {unknown[]} column */
const indexOf = (k, column) => (column.length > 1 ? k : 0);

/**
 * The array of a place: its rows of the table, which is stored column by column of its bytes.
 * @param {number} k @param {Arrays} column @param {Uint8Array} body
 */
function arrayAt(k, { from, width, shapes }, body) {
	const shape = shapes[k];
	if (!shape) return null;
	const [before, rows, all] = [shapes.slice(0, k), [shape], shapes].map((some) => size(some) / width);
	const numbers = new Float32Array(rows * width);
	const bytes = new Uint8Array(numbers.buffer);
	let to = 0;
	for (let row = before; row < before + rows; row++) {
		for (let b = 0; b < 4 * width; b++) bytes[to++] = body[from + b * all + row];
	}
	return shaped(numbers, shape);
}
