// The texts around the picture.

import { typeset } from "../basics/numbers.js";
import { atRest } from "../basics/rest.js";
import { make, set, write } from "../page/elements.js";
import { sampleOf } from "../plot/marks.js";

/** @import { Lab, Piece, Table, WordsSpec } from "../types.js" */

/**
 * A line: a sample of its series if it has one, its words, and in bold what follows a newline.
 * @param {string | undefined} series @param {Lab} lab
 */
function makeLine(series, lab) {
	const style = series === undefined ? undefined : lab.series.get(series);
	const words = make("span", {}, make("span", { class: "sg-cell" }), make("b", { class: "sg-cell" }));
	return make("p", {}, ...(style ? [sampleOf(style, lab.spec.panels)] : []), words);
}

/** A row of a table; `first`: with the names of the columns. @param {string[]} row @param {boolean} first */
function makeRow(row, first) {
	const isHead = (/** @type {string} */ text, /** @type {number} */ k) => text && (first || !k);
	return make("tr", {}, ...row.map((text, k) => make(isHead(text, k) ? "th" : "td", { class: "sg-cell" })));
}

/**
 * One list of lines or one table: only what changed is touched, because a live region is read aloud.
 * @param {WordsSpec} spec @param {Lab} lab
 */
function makePart({ kind, data, series, caption = "" }, lab) {
	const node = make(kind === "table" ? "table" : "div");
	let size = 0; // how many texts there are room for
	/** @param {string[]} texts @param {() => Node[]} build what holds them */
	function fill(texts, build) {
		if (texts.length !== size) node.replaceChildren(...(texts.length ? build() : []));
		size = texts.length;
		for (const [k, cell] of [...node.querySelectorAll(".sg-cell")].entries()) write(cell, typeset(String(texts[k])));
	}
	/** @param {Table} table */
	const rowsOf = ({ columns, rows }) => [columns, ...rows].map((row, k) => makeRow(row, !k));
	function draw() {
		const value = /** @type {Table | string[] | string | undefined} */ (lab.state[data]) ?? [];
		if (typeof value === "object" && "columns" in value)
			return fill([value.columns, ...value.rows].flat(), () => [make("caption", { text: caption }), ...rowsOf(value)]);
		const lines = [value].flat();
		const texts = lines.flatMap((line) => `${line}\n`.split("\n", 2));
		return fill(texts, () => lines.map((_, k) => makeLine(series?.[k], lab)));
	}
	return { kind, node, draw };
}

/**
 * Lines and tables in a live region.
 * @param {WordsSpec[]} specs @param {Lab} lab @param {string} [name] the class of the region
 * @returns {Piece}
 */
export function makeTexts(specs, lab, name = "sg-words") {
	const parts = specs.map((spec) => makePart(spec, lab));
	/** @param {string} kind */
	const box = (kind) => make("div", {}, ...parts.filter((part) => part.kind === kind).map(({ node }) => node));
	const boxes = [box("lines"), box("table")].filter((one) => one.firstChild);
	const element = make("div", { class: name, "aria-live": "polite" }, ...boxes);
	const reach = atRest(() => {
		for (const one of [element, ...boxes]) set(one, { tabindex: one.scrollHeight > one.clientHeight ? 0 : -1 });
	}); // at rest, because asking how high something is costs a layout
	return {
		element,
		draw() {
			for (const part of parts) part.draw();
			reach();
		},
	};
}
