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
 * index: how many columns without a name come before the others;  axes: what the two columns of numbers are called
 */
/** @typedef {Record<string, string>} Words */

const MISSING = ["", "NA", "N/A", "#N/A", "<NA>", "NaN", "nan", "NULL", "null", "None", "?"];
const NUMBER = /^[+-]?(\d{1,99}(\.\d*)?|\.\d+)([eE]([+-]?\d\d?|-\d{3}))?$/;
const COMMA = /^[+-]?\d+,\d+$/;
const THOUSANDS = /^[+-]?[1-9]\d{0,2},\d{3}$/;
const UNNAMED = /^(Unnamed: 0(\.\d+)?)?$/; // an index, or one that pandas saved again
const REMARK = /^(#(?!N\/A)|"?sep=)/i; // a line that is no point; sep= tells Excel what separates fields
const LINE_ENDS = /\r\n|\r|\n/;
const SAME = 1e-6; // of the picture: what a click hits is at the very place of a point

/** The points of a table; `few`: also if they are too few for a race, as they are. @param {string} text @param {Pen} pen @param {Words} words @param {boolean} [few] @returns {Points} */
export function readPoints(text, { kind, columns, most }, words, few = false) {
	const { rows, names, separator, own, index, remarks } = split(text, { columns, most }, words, few);
	const { kept: taken, numbers: kept, missing, odd } = sorted(rows.length ? rows : [names], columns.length);
	const least = kind === "line" ? 2 : 4;
	const aside = remarks ? fill(words.remarks, { lines: count(remarks, "line") }) : "";
	if (taken.length < least && !few) {
		const why = odd.length ? fill(words.why, { columns: columns.join(", "), field: odd[0] }) : "";
		throw told(words, "few", { kept: taken.length, lines: count(rows.length || 1, "line"), least, why: why + aside });
	}
	const long = aside + (own.length > most ? fill(words.long, { most: commas(most), lines: commas(own.length) }) : "");
	const both = kind === "classes" ? two(taken, words, few, long) : [];
	const numbers = Float64Array.from(taken.flatMap((row) => [Number(row[0]), Number(row[1])]));
	const labels = both.length ? Float64Array.from(taken, (row) => Number(row[2] === both[1])) : null;
	const fits = taken.length < least || numbers.every((v) => Math.abs(v) <= 1);
	const { middle, half } = fits ? { middle: [0, 0], half: [1, 1] } : middleAndHalf(numbers);
	const places = numbers.map((v, k) => (v - middle[k % 2]) / half[k % 2]);
	const note = [
		fill(words.taken, { count: count(taken.length, "point") }),
		...saidOf(names, rows[0]?.length ?? Infinity, columns, words),
		index && fill(words.index, { columns: count(index, "column") }),
		rows.some((row) => row.length > columns.length) && fill(words["more columns"], { width: columns.length }),
		missing && fill(words.missing, { lines: count(missing, "line") }),
		odd.length && fill(words.strange, { field: odd[0], lines: count(odd.length, "line") }),
		long,
		both.length && fill(words.named, { first: both[0], second: both[1] }),
		words[fits ? "as is" : [0, 1].every((axis) => endsOf(columnOf(places, axis))[1]) ? "scaled" : "alike"],
	].filter(Boolean);
	const lines = kept.map((k) => own[k]);
	const named = names.length === rows[0]?.length ? names : columns; // else it isn't known which names are whose
	const called = named.slice(0, 2).map((name, k) => name || columns[k]);
	const axes = called.map((name) => (fits ? name : fill(words.axis, { name })));
	return { places, labels, note: note.join(""), middle, half, names: both, separator, lines, index, axes };
}

/** What the line of names says of the columns that are taken. @param {string[]} names @param {number} width @param {string[]} columns @param {Words} words */
function saidOf(names, width, columns, words) {
	if (names.length > width)
		return [fill(words.many, { names: count(names.length, "name"), columns: count(width, "column") })];
	const known = names.slice(0, columns.length).filter(Boolean).join(", ");
	return [
		known && fill(words.header, { names: known }),
		names[0] === "" && fill(words.unnamed, { column: columns[0] }),
	];
}

/** The points of a table, also if they are too few for a race: none, or those of a single class. @param {string} text @param {Pen} pen @param {Words} words @returns {Points} */
export const begun = (text, pen, words) => readPoints(text, pen, words, true);

/** @param {string} text */
const linesOf = (text) =>
	text
		.replaceAll("\ufeff", "") // which begins a file, and each of several that were joined
		.replaceAll("\u2212", "-") // a minus sign, as pages write it
		.split(LINE_ENDS)
		.filter((line) => line.trim());

/** The numbers of the lines that are no remarks; of remarks alone the first, which is refused. @param {string[]} lines */
function unremarked(lines) {
	const own = lines.flatMap((line, k) => (REMARK.test(line) ? [] : k));
	return own.length ? own : [0];
}

/** The separator in the second line, which is no title, or else in the first. @param {string[]} lines */
const separatorOf = ([first, second = first]) =>
	[second, first].flatMap((line) =>
		["\t", ";", ","].filter((one) =>
			line
				.trim()
				.replace(/"[^"]*"/g, "")
				.includes(one),
		),
	)[0];

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

/** The fields of the first lines, their names, what separates them, the numbers of all lines, `index` of Points. @param {string} text @param {{ columns: string[], most: number }} pen @param {Words} words @param {boolean} few */
function split(text, { columns, most }, words, few) {
	const least = columns.length;
	const whole = linesOf(text);
	if (!whole.length && few) return { rows: [], names: [], separator: ",", own: [], index: 0, remarks: 0 };
	if (!whole.length) throw told(words, "empty", { columns: columns.join(", ") });
	const own = unremarked(whole);
	const above = own[0];
	const remark = whole[Math.max(above - 1, 0)].replace(/^(#+ *|"?sep=.*)/i, "");
	const lines = own.map((k) => whole[k]);
	const separator = separatorOf(lines) ?? " ";
	const between = separator === " " ? "\\s+" : separator;
	const field = new RegExp(`${between}((?:"[^"]*"|(?!${between}).)*)`, "gs");
	const cut = [remark, ...lines.slice(0, most + 1)].map((line) => separator + (separator === " " ? line.trim() : line));
	const all = cut.map((line) => Array.from(line.matchAll(field), ([, one]) => one.trim().replace(/^"+|"+$/g, "")));
	const said = all.shift();
	const heads = !all[0].some((field) => NUMBER.test(field));
	const head = (heads ? all.shift() : above && said?.length === all[0].length && said) || [];
	const wide = (all[0] ?? head).length;
	const narrow = separator < "!" && head.length >= least && head.length < wide; // R names no column of row names
	const named = head.findIndex((name) => !UNNAMED.test(name));
	const index = Math.min(Number(narrow) + (named < 0 ? head.length : named), Math.max(0, wide - least));
	const names = head.slice(Math.max(0, index - Number(narrow)));
	const rows = all.slice(0, most).map((row) => row.slice(index));
	const full = [names, ...rows].filter((row) => row.length >= least);
	const comma = full.flatMap((row) => row.slice(0, least)).find((one) => COMMA.test(one));
	if (comma) {
		const [better, joined] = [".", ""].map((mark) => comma.replace(",", mark));
		throw told(words, THOUSANDS.test(comma) ? "thousands" : "comma", { field: comma, better, whole: joined });
	}
	const width = wide - index;
	if (width < least) throw told(words, "columns", { columns: columns.join(", "), found: count(width, "column") });
	return { rows, names, separator, own: own.slice(Number(heads)), index, remarks: whole.length - above - own.length };
}

/** The rows that can be used, and their numbers; how many have a missing value; what others have instead of a number. @param {string[][]} rows @param {number} width */
function sorted(rows, width) {
	/** @type {string[][]} */
	const kept = [];
	const numbers = [];
	const odd = [];
	let missing = 0;
	for (const [k, row] of rows.entries()) {
		const fields = row.slice(0, width);
		const other = fields.slice(0, 2).find((field) => !NUMBER.test(field));
		if (fields.length < width || fields.some((field) => MISSING.includes(field))) missing++;
		else if (other !== undefined) odd.push(other);
		else {
			kept.push(fields);
			numbers.push(k);
		}
	}
	return { kept, numbers, missing, odd };
}

/** The names of both classes. @param {string[][]} rows @param {Words} words @param {boolean} few @param {string} long */
function two(rows, words, few, long) {
	const found = [...new Set(rows.map((row) => row[2]))].sort();
	if (found.length === 2) return found;
	if (few && found.length < 2) return ["", "0", "1"].includes(found.join()) ? ["0", "1"] : [found[0], `${found[0]}2`];
	throw told(words, "classes", { found: found.slice(0, 5).join(", ") + (found.length > 5 ? ", …" : "") + long });
}

/** The middle of each column, and half of its width; 1 where all numbers are the same. @param {Numbers} numbers */
function middleAndHalf(numbers) {
	const ends = [0, 1].map((axis) => endsOf(columnOf(numbers, axis)).map((v) => v / 2));
	return { middle: ends.map(([low, high]) => low + high), half: ends.map(([low, high]) => high - low || 1) };
}

/** @param {Words} words @param {string} word @param {Record<string, unknown>} fields */
const told = (words, word, fields) => new Error(fill(words[word], fields));
