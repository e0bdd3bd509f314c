// Unpacks what sgdlab/labs/stage/ray.py packed, which says how: the frames at all places of one slider.

import { mapped } from "../basics/arrays.js";
import { remembered } from "../basics/shelf.js";
import { bytesOf, shaped } from "./messages.js";

/** @import { Frame } from "../types.js" */

/** @typedef {[bottom: number, top: number, log: boolean]} Coded one coordinate */
/** @typedef {{ shapes: (number[] | null)[], axes: Coded[] }} LineColumn */
/** @typedef {{ shapes: (number[] | null)[] }} ArrayColumn */
/**
 * @typedef {{ count: number, missing: number[], plain: Record<string, unknown[]>, lines: Record<string, LineColumn>,
 *     arrays: Record<string, ArrayColumn> }} Header
 */
/** @typedef {((k: number) => Frame | null) & { has: (k: number) => boolean }} Ray the frame at a place, or null */

const NOTHING = 65535; // the code of no number
const PLACES = 65534; // the code of the highest place

/** @param {string} packed base64 */
export async function inflate(packed) {
	const stream = new Blob([bytesOf(packed)]).stream().pipeThrough(new DecompressionStream("deflate"));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {string} packed base64 @returns {Promise<Ray>} */
export const unpackRay = async (packed) => readRay(await inflate(packed));

/** How many numbers a shape holds. @param {number[] | null} shape */
const size = (shape) => (shape ? shape.reduce((a, b) => a * b, 1) : 0);

/**
 * Where each array of each column begins, if they lie one after another; and where the last ends.
 * @param {Record<string, ArrayColumn>} columns
 */
function begins(columns) {
	/** @type {Record<string, number[]>} */
	const starts = {};
	let end = 0;
	for (const [key, { shapes }] of Object.entries(columns)) {
		starts[key] = [];
		for (const shape of shapes) {
			starts[key].push(end);
			end += size(shape);
		}
	}
	return { starts, end };
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Ray} */
function readRay(bytes) {
	const from = 4 + new DataView(bytes.buffer).getUint32(0, true);
	/** @type {Header} */
	const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, from)));
	const [codes, numbers] = [begins(header.lines), begins(header.arrays)];
	const high = bytes.subarray(from, from + codes.end);
	const low = bytes.subarray(from + codes.end, from + 2 * codes.end);
	/** @param {string} key @param {number} k */
	function array(key, k) {
		const start = from + 2 * codes.end + 4 * numbers.starts[key][k];
		return new Float32Array(bytes.slice(start, start + 4 * size(header.arrays[key].shapes[k])).buffer);
	}
	/** @param {string} key @param {number} k */
	function line(key, k) {
		const { axes, shapes } = header.lines[key];
		const start = codes.starts[key][k];
		const end = start + size(shapes[k]);
		return decodeLine(high.subarray(start, end), low.subarray(start, end), axes);
	}
	return frames(header, line, array);
}

/**
 * Numbers from the differences between codes, row by row.
 * @param {Uint8Array} high @param {Uint8Array} low @param {Coded[]} axes
 */
export function decodeLine(high, low, axes) {
	const codes = axes.map(() => 0);
	const values = new Float32Array(high.length);
	for (let i = 0; i < values.length; i++) {
		const axis = i % axes.length;
		const [bottom, top, log] = axes[axis];
		codes[axis] = (codes[axis] + (high[i] << 8) + low[i]) & 65535; // modulo 65,536
		const v = bottom + (codes[axis] / PLACES) * (top - bottom);
		values[i] = codes[axis] === NOTHING ? Number.NaN : log ? 10 ** v : v;
	}
	return values;
}

/**
 * The frames of a ray, each read when it is first asked for.
 * @param {Header} header @param {(key: string, k: number) => Float32Array} line
 * @param {(key: string, k: number) => Float32Array} array @returns {Ray}
 */
function frames(header, line, array) {
	/** @type {Map<number, Frame>} */
	const known = new Map();
	const missing = new Set(header.missing);
	/** What is the same at all places is there once. @param {unknown[]} column @param {number} k */
	const index = (column, k) => (column.length > 1 ? k : 0);
	/** @param {Record<string, ArrayColumn>} columns @param {typeof array} read @param {number} k */
	const arrays = (columns, read, k) =>
		mapped(columns, ({ shapes }, key) => {
			const at = index(shapes, k);
			const shape = shapes[at];
			return shape && shaped(read(key, at), shape);
		});
	/** @param {number} k */
	function read(k) {
		const plain = mapped(header.plain, (values) => values[index(values, k)]);
		return { ...plain, ...arrays(header.lines, line, k), ...arrays(header.arrays, array, k) };
	}
	const has = (/** @type {number} */ k) => k >= 0 && k < header.count && !missing.has(k);
	/** @param {number} k */
	const at = (k) => (has(k) ? remembered(known, k, () => read(k)) : null);
	return Object.assign(at, { has });
}
