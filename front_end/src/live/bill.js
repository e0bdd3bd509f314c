// What a run cost, in words, as `Bill` in sgdlab/run.py says it.

import { count } from "./words.js";

/** @import { Bill } from "../types.js" */

const COUNTED = /** @type {const} */ (["example_gradients", "loss_evaluations", "updates"]);

/** @param {Bill} bill @param {Record<string, string>} words */
export function billText(bill, words) {
	const parts = COUNTED.filter((name) => bill[name]).map((name) => count(bill[name], words[name]));
	if (bill.operations === null) parts.push(words.uncounted);
	return parts.join(", ") || words.free;
}
