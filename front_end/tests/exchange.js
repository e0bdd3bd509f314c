// What a test in Python asks, and its answer: JSON, with arrays as bytes of float64; tests/in_node.py is the other end.

import { readFileSync } from "node:fs";
import { decode } from "../src/frames/messages.js";

export const asked = decode(JSON.parse(readFileSync(0, "utf8")));

/** @param {unknown} value */
export const answer = (value) => process.stdout.write(JSON.stringify(value, packed));

/** Numbers that JSON has no word for become texts. @param {string} _key @param {unknown} value */
function packed(_key, value) {
	if (ArrayBuffer.isView(value)) return { f64: bytesOf(/** @type {Float64Array} */ (value)).toString("base64") };
	return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** @param {ArrayLike<number>} array */
const bytesOf = (array) => Buffer.from(Float64Array.from(array).buffer);
