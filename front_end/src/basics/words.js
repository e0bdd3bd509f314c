// Numbers and sentences as the kernel writes them: sgdlab/figures/sentences.py has the same in Python.

import { evenAt, general, withCommas } from "./numbers.js";

export { general, withCommas as commas };

/** @import { Bill, CodeSpec } from "../types.js" */

const COUNTED = /** @type {const} */ (["example_gradients", "loss_evaluations", "updates"]);

export const NEGLIGIBLE = 1e-12; // below this there is only rounding, which a sentence must not show

/** A template with the fields in braces filled in. @param {string} template @param {Record<string, unknown>} fields */
export const fill = (template, fields) => template.replace(/\{(\w+)\}/g, (_, name) => String(fields[name]));

/** A number with some digits behind the point, a tie rounded to the even one. @param {number} v @param {number} digits */
export function fixed(v, digits) {
	if (!Number.isFinite(v)) return general(v);
	const exact = v.toFixed(99);
	return evenAt(exact, exact.indexOf(".") + 1 + digits) ?? v.toFixed(digits);
}

/** Rounded to a whole number, with commas. @param {number} v */
export const whole = (v) => (Number.isFinite(v) ? withCommas(Number(fixed(v, 0))) : general(v));

/** A number with some significant digits, from 1,000 to a million in full. @param {number} v @param {number} [digits] */
export const inFull = (v, digits = 3) => (Math.abs(v) >= 999.5 && Math.abs(v) < 1e6 ? whole(v) : general(v, digits));

/** A number with three digits, large ones in full; far below the unit there is only rounding. @param {number} v @param {number} [unit] */
export function number(v, unit = 1) {
	if (Math.abs(v) < NEGLIGIBLE * unit || v === 0) return "0";
	return inFull(v);
}

/** A number with some digits, and with as many more, up to 12, as show on which side of another it is. @param {number} v @param {number} other @param {number} [digits] @returns {string} */
export function beside(v, other, digits = 3) {
	const text = general(v, digits);
	const told = digits === 12 || Math.sign(Number(text) - other) === Math.sign(v - other);
	return told ? text : beside(v, other, digits + 1);
}

/** Three significant digits: what the number field shows is what is run. @param {number} v */
export const threeDigits = (v) => Number(general(v, 3));

/** The unit in which to read losses, from those at the start: 1 or less. @param {number[]} first */
export const unitOf = (...first) => Math.min(1, Math.max(...first.map(Math.abs)));

/**
 * A distance or another size; where only rounding is left, how small.  `limit`: one that it is shown beside.
 * @param {number} v @param {Record<string, string>} words @param {number} [limit]
 */
export const size = (v, words, limit = 0) => (v < NEGLIGIBLE ? words.rounding : beside(v, limit, 2));

/** @param {string} text */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Lines as the sentences of a description. @param {string[]} lines */
export const sentencesOf = (lines) => lines.map((line) => capital(line.replace("\n", ": ")));

/** A count with its noun. @param {number} value @param {string} noun */
export const count = (value, noun) => `${withCommas(value)} ${noun}${value === 1 ? "" : "s"}`;

/** What a run cost, as `Bill` in sgdlab/run.py says it. @param {Partial<Bill>} bill @param {Record<string, string>} words */
export function billText(bill, words) {
	const parts = COUNTED.filter((name) => bill[name]).map((name) => count(bill[name] ?? 0, words[name]));
	if (bill.operations === null) parts.push(words.uncounted);
	return parts.join(", ") || words.free;
}

/** A point: w = 0.546, b = 4.14. @param {ArrayLike<number>} point @param {string[]} names @param {number} [unit] */
export const place = (point, names, unit) => names.map((name, k) => `${name} = ${number(point[k], unit)}`).join(", ");

/** A number from which the same number can be read, as Python writes it. @param {number} v */
export function plainly(v) {
	const size = Math.abs(v);
	if (Number.isInteger(v) && size < 1e16) return String(v);
	const text = size >= 1e-4 && size < 1e16 ? String(v) : v.toExponential();
	return text.replace(/e([+-])(\d)$/, "e$10$2");
}

/** The number in a text, as the kernel reads it. @param {string} text */
export function readNumber(text) {
	const word = text.trim().replace(/^([+-]?)inf(inity)?$/i, "$1Infinity");
	const v = /^(0[box].*)?$/i.test(word) ? Number.NaN : Number(word); // 0x10 is 16 to JavaScript alone
	if (Number.isNaN(v)) throw new Error(`'${text}' is not a number`);
	return v;
}

/** A template, filled with texts. @param {CodeSpec} code @param {Record<string, string>} texts @returns {string} */
export function filled({ text, choices }, texts) {
	return text.replace(/\{(\w+)\}/g, (_, name) => {
		if (!Object.hasOwn(choices, name)) return texts[name].replaceAll(/,(?=\S)/g, ", ");
		const [control, known, otherwise] = choices[name];
		const chosen = texts[control];
		return filled({ text: Object.hasOwn(known, chosen) ? known[chosen] : otherwise, choices }, texts);
	});
}
