// Points that the reader draws, types or pastes: a table as text, read by the rules and with the words of
// sgdlab/labs/race/points.py.

import { columnOf, endsOf } from "../../basics/arrays.js";
import { clamp } from "../../basics/numbers.js";
import { commas, count, fill, general } from "../../basics/words.js";

/** @import { Numbers, Pair } from "../../types.js" */

/** @typedef {{ key: string, kind: "line" | "classes", columns: string[], classes: string[], most: number }} Pen */
/**
 * Points between -1 and 1: x, y, x, y, …;  the classes 0 and 1, if there are any;  what was taken and left out.  A number
 * of the table is middle + half * place.
 * @typedef {{ places: Numbers, labels: Numbers | null, note: string, middle: number[], half: number[], names: string[],
 *     separator: string, lines: number[], index: number, axes: string[] }} Points  lines: the number of each point's line, among those with words;
 * index: how many columns that number the rows come before the others;  axes: what the two columns of numbers are called
 */
/** @typedef {Record<string, string>} Words */

const MISSING = /^(|#?N\/A|n\/a|NA|<NA>|NaN|nan|NULL|null|None|\?)$/;
const NUMBER = /^[+-]?(\d{1,99}(\.\d*)?|\.\d+)([eE]([+-]?\d\d?|-\d{3}))?$/;
const COMMA = /^[+-]?\d+,\d+$/;
const THOUSANDS = /^[+-]?[1-9]\d{0,2},\d{3}$/;
const INDEX = /^(|id|index|unnamed: 0(\.\d+)?)$/i; // the last: one that pandas saved again
const REMARK = /^(#(?!N\/A)|"?sep=)/i; // a line that is no point; sep= tells Excel what separates fields
const LINE_ENDS = /\r\n|\r|\n/;
const SAME = 1e-6; // of the picture: what a click hits is at the very place of a point

/** The points of a table; `few`: also if they are too few for a race, as they are. @param {string} text @param {Pen} pen @param {Words} words @param {boolean} [few] @returns {Points} */
export function readPoints(text, { kind, columns, most }, words, few) {
	const [rows, names, separator, own, index, aside] = split(text, { columns, most }, words, few);
	const [taken, kept, missing, odd] = sorted(rows.length ? rows : [names], columns.length);
	const least = kind === "line" ? 2 : 4;
	const long = own.length > most ? fill(words.long, { most: commas(most), lines: commas(own.length) }) : "";
	const left = counted(words, "missing", missing) + counted(words, "strange", odd.length, odd[0]) + aside + long;
	if (taken.length < least && !few) {
		const lines = count(rows.length || 1, "line");
		throw told(words, "few", { kept: taken.length, lines, least, columns: columns.join(", "), left });
	}
	const both = kind === "classes" ? two(taken, words, few, left) : [];
	const numbers = Float64Array.from(taken.flatMap((row) => [Number(row[0]), Number(row[1])]));
	const labels = both.length ? Float64Array.from(taken, (row) => Number(row[2] === both[1])) : null;
	const fits = taken.length < least || numbers.every((v) => Math.abs(v) <= 1);
	const { middle, half } = fits ? { middle: [0, 0], half: [1, 1] } : middleAndHalf(numbers);
	const places = numbers.map((v, k) => (v - middle[k % 2]) / half[k % 2]);
	const known = names.slice(0, columns.length).filter(Boolean).join(", ");
	const note = [
		fill(words.taken, { count: count(taken.length, "point") }),
		known && fill(words.header, { names: known }),
		names[0] === "" && fill(words.unnamed, { column: columns[0] }),
		counted(words, "index", index, "", "column"),
		rows.some((row) => row.slice(columns.length).join("")) && fill(words["more columns"], { width: columns.length }),
		left,
		both.length && fill(words.named, { first: both[0], second: both[1] }),
		words[fits ? "as is" : [0, 1].every((axis) => endsOf(columnOf(places, axis))[1]) ? "scaled" : "alike"],
	].filter(Boolean);
	const lines = kept.map((k) => own[k]);
	const called = columns.slice(0, 2).map((column, k) => names[k] || column);
	const axes = called.map((name) => (fits ? name : fill(words.axis, { name })));
	return { places, labels, note: note.join(""), middle, half, names: both, separator, lines, index, axes };
}

/** How many were taken or left out, and an example; nothing if there are none. @param {Words} words @param {string} word @param {number} many @param {string} [field] @param {string} [noun] */
const counted = (words, word, many, field = "", noun = "line") =>
	many ? fill(words[word], { count: count(many, noun), field }) : "";

/** The points of a table, also if they are too few for a race: none, or those of a single class. @param {string} text @param {Pen} pen @param {Words} words @returns {Points} */
export const begun = (text, pen, words) => readPoints(text, pen, words, true);

/** @param {string} text */
const linesOf = (text) =>
	text
		.replaceAll("\ufeff", "") // which begins a file, and each of several that were joined
		.replaceAll("\u2212", "-") // a minus sign, as pages write it
		.split(LINE_ENDS)
		.filter((line) => line.trim());

/** The separator in the second line, which is no title, or else in the first. @param {string[]} lines */
function separatorOf([first, second = first]) {
	const bare = [second, first].map((line) => line.trim().replace(/"[^"]*"/g, ""));
	return bare.flatMap((line) => ["\t", ";", ","].filter((one) => line.includes(one)))[0] ?? " ";
}

/** The fields of each line. @param {string[]} lines @param {string} separator */
function fieldsOf(lines, separator) {
	const spaces = separator === " ";
	const between = spaces ? "\\s+" : separator;
	const field = new RegExp(`${between}((?:"[^"]*"|(?!${between}).)*)`, "gs");
	const fields = (/** @type {string} */ line) => [...(separator + (spaces ? line.trim() : line)).matchAll(field)];
	return lines.map((line) => fields(line).map(([, one]) => one.trim().replace(/^"+|"+$/g, "")));
}

/** The table with another point. @param {string} text @param {Points} points @param {Pair} where @param {number} label */
export function withPoint(text, { middle, half, names, separator, index }, where, label) {
	const numbers = where.map((v, k) => general(middle[k] + half[k] * clamp(v, -1, 1), 4));
	const name = names.slice(label, label + 1).map((one) => (one.includes(separator) ? `"${one}"` : one));
	const line = [...Array(index).fill("-"), ...numbers, ...name].join(separator);
	return [...linesOf(text), line].join("\n");
}

/** The table without the point at a place; null if there is none. @param {string} text @param {Points} points @param {Pair} where */
export function withoutPoint(text, { places, lines }, where) {
	const away = (/** @type {number} */ k) => Math.hypot(places[2 * k] - where[0], places[2 * k + 1] - where[1]);
	const line = lines.findLast((_, k) => away(k) < SAME);
	if (line === undefined) return null;
	return linesOf(text)
		.filter((_, k) => k !== line)
		.join("\n");
}

/** The fields of the first lines, their names, what separates them, the numbers of all lines, `index` of Points. @param {string} text @param {{ columns: string[], most: number }} pen @param {Words} words @param {boolean} [few] @returns {[rows: string[][], names: string[], separator: string, own: number[], index: number, aside: string]} */
function split(text, { columns, most }, words, few) {
	const least = columns.length;
	const whole = linesOf(text);
	if (!whole.length && few) return [[], [], ",", [], 0, ""];
	if (!whole.length) throw told(words, "empty", { columns: columns.join(", ") });
	const own = whole.flatMap((line, k) => (REMARK.test(line) ? [] : k));
	if (!own.length) own.push(0); // remarks alone are refused
	const above = own[0];
	const remark = whole[above && above - 1].replace(/^(#+ *|"?sep=.*)/i, "");
	const lines = own.slice(0, 2 * most).map((k) => whole[k]);
	const separator = separatorOf(lines);
	const [said, ...all] = fieldsOf([remark, ...lines], separator);
	const [titles, first] = aboveOf(all);
	const heads = first > titles;
	const head = heads ? all[titles] : above && said.length === all[first].length ? said : [];
	const body = all.slice(first, first + most);
	const wide = (body[0] ?? head).length;
	if (wide < least) throw told(words, "columns", { columns: columns.join(", "), found: count(wide, "column") });
	const narrow = Number(separator < "!" && head.length >= least && head.length < wide); // R names no column of row names
	const unnamed = [...head, "."].findIndex((name) => !INDEX.test(name));
	const index = Math.min(narrow + unnamed, wide - least);
	const names = head.slice(index - narrow);
	const rows = body.map((row) => row.slice(index));
	const wholeRows = [names, ...rows].filter((row) => row.length >= least).map((row) => row.slice(0, least));
	refuseCommas(wholeRows.flat(), words);
	const fit = names.length === wide - index;
	const aside =
		counted(words, "title", fit && heads ? titles : first, all[0][0]) +
		counted(words, "remarks", whole.length - above - own.length);
	return [rows, fit ? names : [], separator, own.slice(first), index, aside];
}

/** A decimal comma, or one between thousands, is refused. @param {string[]} fields @param {Words} words */
function refuseCommas(fields, words) {
	const field = fields.find((one) => COMMA.test(one)) ?? "";
	const [better, whole] = [".", ""].map((mark) => field.replace(",", mark));
	if (field) throw told(words, THOUSANDS.test(field) ? "thousands" : "comma", { field, better, whole });
}

/** How many lines stand above the names, or a first one of words above numbers; and above the points. @param {string[][]} rows */
function aboveOf(rows) {
	const start = [...rows, ["0"]].findIndex((row) => row.some((one) => NUMBER.test(one)));
	const widths = rows.slice(0, start).map((row) => row.findLastIndex(Boolean));
	const titles = widths.indexOf(Math.max(...widths));
	if (start) return [titles, titles + 1];
	const odd = rows[0].some((one, k) => /^\p{L}/u.test(one) && !MISSING.test(one) && NUMBER.test(rows[1]?.[k])) ? 1 : 0;
	return [odd, odd];
}

/** The rows that can be used, and their numbers; how many have a missing value; what others have instead of a number. @param {string[][]} rows @param {number} width @returns {[taken: string[][], kept: number[], missing: number, odd: string[]]} */
function sorted(rows, width) {
	/** @type {string[][]} */
	const taken = [];
	const kept = [];
	const odd = [];
	let missing = 0;
	for (const [k, row] of rows.entries()) {
		const fields = row.slice(0, width);
		const other = fields.slice(0, 2).find((field) => !NUMBER.test(field));
		if (fields.length < width || fields.some((field) => MISSING.test(field))) missing++;
		else if (other !== undefined) odd.push(other);
		else {
			taken.push(fields);
			kept.push(k);
		}
	}
	return [taken, kept, missing, odd];
}

/** The names of both classes. @param {string[][]} rows @param {Words} words @param {boolean | undefined} few @param {string} left */
function two(rows, words, few, left) {
	const found = [...new Set(rows.map((row) => row[2]))].sort();
	if (found.length === 2) return found;
	if (few && found.length < 2) return ["", "0", "1"].includes(found.join()) ? ["0", "1"] : [found[0], `${found[0]}2`];
	throw told(words, "classes", { found: found.slice(0, 5).join(", ") + (found.length > 5 ? ", …" : "") + left });
}

/** The middle of each column, and half of its width; 1 where all numbers are the same. @param {Numbers} numbers */
function middleAndHalf(numbers) {
	const ends = [0, 1].map((axis) => endsOf(columnOf(numbers, axis)).map((v) => v / 2));
	return { middle: ends.map(([low, high]) => low + high), half: ends.map(([low, high]) => high - low || 1) };
}

/** @param {Words} words @param {string} word @param {Record<string, unknown>} fields */
const told = (words, word, fields) => new Error(fill(words[word], fields));
