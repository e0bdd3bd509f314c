// Points that the reader draws, types or pastes: a CSV as text, read by the rules and with the words of
// sgdlab/labs/race/points.py.

import { columnOf, endsOf } from "../../basics/arrays.js";
import { clamp } from "../../basics/numbers.js";
import { commas, count, fill, general } from "../../basics/words.js";

/** @import { Numbers, Pair } from "../../types.js" */

/** @typedef {{ key: string, kind: "line" | "classes", columns: string[], classes: string[], most: number }} Pen */
/**
 * Points between -1 and 1: x, y, x, y, …;  the classes 0 and 1, if there are any;  what is said of them.  A number of the
 * table is middle + half * place.
 * @typedef {{ places: Numbers, labels: Numbers | null, note: string, middle: number[], half: number[], names: string[],
 *     heads: number, axes: string[] }} Points  heads: 1 if the first line holds names;  axes: what both columns are called
 */
/** @typedef {Record<string, string>} Words */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const LARGEST = 1e99; // a number
const LONG = 40; // letters of a line that a refusal shows
const LINE_ENDS = /\r\n|\r|\n/;
const SAME = 1e-6; // of the picture: what a click hits is at the very place of a point

/** The points of a CSV; `few`: also if they are too few for a race, as they are. @param {string} text @param {Pen} pen @param {Words} words @param {boolean} [few] @returns {Points} */
export function readPoints(text, pen, words, few) {
	const { columns, kind } = pen;
	const least = kind === "line" ? 2 : 4;
	const [head, rows] = rowsOf(text, pen, words);
	const found = count(rows.length, "point");
	if (rows.length < least && !few)
		throw new Error(fill(words[rows.length ? "few" : "empty"], { found, least, columns: columns.join(", ") }));
	const names = kind === "classes" ? two(rows, words, few) : [];
	const labels = names.length ? Float64Array.from(rows, (row) => Number(row[2] === names[1])) : null;
	const numbers = Float64Array.from(rows.flatMap((row) => row.slice(0, 2).map(Number)));
	const fits = rows.length < least || numbers.every((v) => Math.abs(v) <= 1);
	const { middle, half } = fits ? { middle: [0, 0], half: [1, 1] } : middleAndHalf(numbers);
	const places = numbers.map((v, k) => (v - middle[k % 2]) / half[k % 2]);
	const note = [
		fill(words.taken, { count: found }),
		head.length && fill(words.header, { names: head.join(", ") }),
		names.length && fill(words.named, { first: names[0], second: names[1] }),
		words[fits ? "as is" : [0, 1].every((axis) => endsOf(columnOf(places, axis))[1]) ? "scaled" : "alike"],
	].filter(Boolean);
	const called = (head.length ? head : columns).slice(0, 2);
	const axes = called.map((name) => (fits ? name : fill(words.axis, { name })));
	return { places, labels, note: note.join(""), middle, half, names, heads: Number(head.length > 0), axes };
}

/** The points of a CSV, also if they are too few for a race: none, or those of a single class. @param {string} text @param {Pen} pen @param {Words} words @returns {Points} */
export const begun = (text, pen, words) => readPoints(text, pen, words, true);

/** The lines with words and their numbers, without a byte-order mark before the first. @param {string} text */
const linesOf = (text) =>
	text
		.replace(/^\ufeff/, "")
		.split(LINE_ENDS)
		.map((line, k) => ({ line, number: k + 1 }))
		.filter(({ line }) => /[^ ]/.test(line));

/** The names in the first line, if it holds any, and the fields of the others. @param {string} text @param {Pen} pen @param {Words} words @returns {[head: string[], rows: string[][]]} */
function rowsOf(text, pen, words) {
	const lines = linesOf(text).slice(0, pen.most + 2);
	const fields = lines.map(({ line }) => line.replace(/^ +| +$/g, "").split(/ *, */));
	const first = fields[0] ?? [""];
	const heads = Number(!first.slice(0, 2).some((one) => NUMBER.test(one)) && first.every(Boolean));
	const classes = [...new Set(fields.slice(heads).flatMap((row) => row.slice(2, 3)))];
	for (const [k, { line, number }] of lines.entries()) {
		const why = wrong(line, fields[k], k - heads, classes, pen, words);
		if (!why) continue;
		const options = line.includes(";") ? words.semicolons : line.includes("\t") ? words.tabs : "";
		const letters = [...line];
		const shown = letters.slice(0, LONG).join("") + (letters.length > LONG ? "…" : "");
		throw new Error(fill(words.line, { number, line: shown, why, options, arrays: words[`arrays of ${pen.kind}`] }));
	}
	return [heads ? first : [], fields.slice(heads)];
}

/** What is wrong with the line of the k-th point, or of the names if k is -1; "" if nothing is. @param {string} line @param {string[]} row @param {number} k @param {string[]} classes @param {Pen} pen @param {Words} words */
function wrong(line, row, k, classes, { columns, most }, words) {
	if (line.includes('"')) return words.quotes;
	if (row.length !== columns.length)
		return fill(words.fields, { found: count(row.length, "field"), columns: columns.join(", ") });
	if (k < 0) return "";
	const odd = row.slice(0, 2).findIndex((one) => !NUMBER.test(one) || Math.abs(Number(one)) > LARGEST);
	if (odd >= 0) return fill(words.number, { column: columns[odd] });
	if (!row.at(-1)) return words.unnamed;
	const [first, second, ...others] = classes;
	if (others.includes(row[2])) return fill(words.third, { first, second });
	return k >= most ? fill(words.long, { most: commas(most) }) : "";
}

/** The names of both classes; where there are few points, also of those without any. @param {string[][]} rows @param {Words} words @param {boolean} [few] */
function two(rows, words, few) {
	const found = [...new Set(rows.map((row) => row[2]))].sort();
	if (found.length === 2) return found;
	if (!few) throw new Error(fill(words["one class"], { found: found[0] }));
	return ["", "0", "1"].includes(found.join()) ? ["0", "1"] : [found[0], `${found[0]}2`];
}

/** The table with another point. @param {string} text @param {Points} points @param {Pair} where @param {number} label */
export function withPoint(text, { middle, half, names }, where, label) {
	const numbers = where.map((v, k) => general(middle[k] + half[k] * clamp(v, -1, 1), 4));
	const line = [...numbers, ...names.slice(label, label + 1)].join(",");
	return [...linesOf(text).map((one) => one.line), line].join("\n");
}

/** The table without the point at a place; null if there is none. @param {string} text @param {Points} points @param {Pair} where */
export function withoutPoint(text, { places, heads }, where) {
	const away = (/** @type {number} */ k) => Math.hypot(places[2 * k] - where[0], places[2 * k + 1] - where[1]);
	const found = [...places.keys()].findLast((k) => k < places.length / 2 && away(k) < SAME);
	if (found === undefined) return null;
	const lines = linesOf(text).map(({ line }) => line);
	return lines.toSpliced(heads + found, 1).join("\n");
}

/** The middle of each column, and half of its width; 1 where all numbers are the same. @param {Numbers} numbers */
function middleAndHalf(numbers) {
	const ends = [0, 1].map((axis) => endsOf(columnOf(numbers, axis)).map((v) => v / 2));
	return { middle: ends.map(([low, high]) => low + high), half: ends.map(([low, high]) => high - low || 1) };
}
