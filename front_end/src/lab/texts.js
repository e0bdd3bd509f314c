// The texts around the picture.

import { typeset } from "../basics/numbers.js";
import { atRest } from "../basics/rest.js";
import { make, set, write } from "../page/elements.js";
import { sampleFor } from "../plot/marks.js";

/** @import { Lab, Piece, Table, WordsSpec } from "../types.js" */

/**
 * A line: a sample of its series if it has one, its words, and in bold what follows a newline.
 * @param {string | undefined} series @param {Lab} lab
 */
function makeLine(series, lab) {
	const words = make("span", {}, make("span", { class: "sg-cell" }), make("b", { class: "sg-cell" }));
	return make("p", { "aria-atomic": true }, ...sampleFor(series, lab), words);
}

/** A row of a table; `first`: with the names of the columns. @param {string[]} row @param {boolean} first */
function makeRow(row, first) {
	const cells = row.map((text, k) => make(text && (first || !k) ? "th" : "td", { class: "sg-cell" }));
	return make("tr", { "aria-atomic": true }, ...cells);
}

/**
 * One list of lines or one table: only what changed is touched, because a live region is read aloud: a line or a row as a
 * whole, since half of it would not say what it is about.
 * @param {WordsSpec} spec @param {Lab} lab
 */
function makePart({ kind, data, series, longest, caption = "" }, lab) {
	const node = make(kind === "table" ? "table" : "div");
	let size = 0; // how many texts there are room for
	/** @param {string[]} texts @param {() => Node[]} build what holds them */
	function fill(texts, build) {
		if (texts.length !== size) node.replaceChildren(...(texts.length ? build() : []));
		size = texts.length;
		for (const [k, cell] of [...node.querySelectorAll(".sg-cell")].entries()) write(cell, typeset(String(texts[k])));
	}
	function draw() {
		const value = lab.state[data] ?? [];
		const { columns, rows } = /** @type {Table} */ (value);
		if (columns) {
			const all = [columns, ...rows];
			return fill(all.flat(), () => [make("caption", { text: caption }), ...all.map((row, k) => makeRow(row, !k))]);
		}
		const lines = /** @type {string[]} */ ([value].flat());
		const texts = lines.flatMap((line) => `${line}\n`.split("\n", 2));
		fill(texts, () => lines.map((_, k) => makeLine(series?.[k], lab)));
		const most = /** @type {string[]} */ (lab.value(longest) ?? []);
		for (const [k, text] of most.entries()) set(node.children[k], { "data-longest": typeset(text) });
	}
	return { kind, node, draw };
}

/** @param {HTMLElement} box */
const scrolls = (box) => box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth;

/**
 * Say once what has changed: each line and row that is none of those that were said before; at first there is nothing new.
 * @param {HTMLElement} region @param {Set<string> | undefined} said @returns {Set<string>} what is said by now
 */
function speak(region, said) {
	const parts = [...region.querySelectorAll("p, tr")];
	const texts = parts.map(({ textContent }) => textContent);
	set(region, { "aria-live": "polite" });
	for (const [k, one] of parts.entries()) {
		if (said?.has(texts[k]) ?? true) continue;
		for (const cell of one.querySelectorAll(".sg-cell")) cell.textContent = String(cell.textContent);
	}
	return new Set(texts);
}

/**
 * Lines and tables in a live region, which is read aloud at rest: not at each of the pictures while the clock plays.
 * @param {WordsSpec[]} specs @param {Lab} lab @param {string} [name] the class of the region
 * @returns {Piece}
 */
export function makeTexts(specs, lab, name = "sg-words") {
	const parts = specs.map((spec) => makePart(spec, lab));
	/** @param {string} kind */
	const box = (kind) => make("div", {}, ...parts.filter((part) => part.kind === kind).map(({ node }) => node));
	const boxes = [box("lines"), box("table")].filter((one) => one.firstChild);
	const element = make("div", { class: name, "aria-live": "off" }, ...boxes);
	const settle = atRest(() => {
		// At rest, because asking how high something is costs a layout.
		for (const one of [element, ...boxes]) set(one, { tabindex: scrolls(one) ? 0 : -1 });
		if (lab.clock?.playing) settle();
		else lab.said.set(name, speak(element, lab.said.get(name)));
	});
	return {
		element,
		draw() {
			set(element, { "aria-live": "off" });
			for (const part of parts) part.draw();
			settle();
		},
	};
}
