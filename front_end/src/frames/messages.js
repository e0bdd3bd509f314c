// A message becomes a state.

import { mapped } from "../basics/arrays.js";

/** @import { Grid } from "../types.js" */

/**
 * A message as it came (nested; arrays as {shape, f32}) becomes a description or a frame.
 * @template T
 * @param {unknown} message @returns {T}
 */
export const decode = (message) => /** @type {T} */ (decoded(message));

/** @param {unknown} message @returns {unknown} */
function decoded(message) {
	if (Array.isArray(message)) return message.map(decoded);
	if (message === null || typeof message !== "object" || ArrayBuffer.isView(message)) return message;
	if ("f32" in message) return floats(/** @type {Packed} */ (message));
	if ("f64" in message) return new Float64Array(copyOf(/** @type {Exact} */ (message).f64));
	return mapped(/** @type {Record<string, unknown>} */ (message), decoded);
}

/** @typedef {{ shape: number[], f32: DataView<ArrayBuffer> | string }} Packed as sent, or as base64 in a saved page */

/** @typedef {{ f64: DataView<ArrayBuffer> | string }} Exact numbers to compute with */

/** @param {Packed} packed */
const floats = ({ shape, f32 }) => shaped(new Float32Array(copyOf(f32)), shape);

/** A copy, which is aligned. @param {DataView<ArrayBuffer> | string} bytes */
function copyOf(bytes) {
	const { buffer, byteOffset, byteLength } = typeof bytes === "string" ? bytesOf(bytes) : bytes;
	return buffer.slice(byteOffset, byteOffset + byteLength);
}

/** The bytes of a base64 text. @param {string} text */
export function bytesOf(text) {
	const raw = atob(text);
	const bytes = new Uint8Array(raw.length);
	for (let k = 0; k < raw.length; k++) bytes[k] = raw.charCodeAt(k); // `Uint8Array.from` takes thirty times as long
	return bytes;
}

/** @param {Float32Array} numbers @param {number[]} shape @returns {Grid} */
export const shaped = (numbers, shape) => Object.assign(numbers, { shape });
