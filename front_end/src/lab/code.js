// The code that reproduces what a lab shows: a template with the texts of the controls; sgdlab/labs/stage/code.py has the
// same in Python.

import { piecesOf } from "../basics/shell_words.js";

/** @import { CodeSpec, Frame } from "../types.js" */

/** @typedef {Record<string, string>} Texts by field */

/** A template, filled with texts. @param {CodeSpec} code @param {Texts} texts @returns {string} */
export function filled({ text, choices }, texts) {
	return text.replace(/\{(\w+)\}/g, (_, name) => {
		if (!Object.hasOwn(choices, name)) return texts[name].replaceAll(/,(?=\S)/g, ", ");
		const [control, known, otherwise] = choices[name];
		const chosen = texts[control];
		return filled({ text: Object.hasOwn(known, chosen) ? known[chosen] : otherwise, choices }, texts);
	});
}

/** The code of a state, in which the texts of all controls are. @param {CodeSpec} code @param {Frame} frame @param {Texts} [own] of one run */
export function codeOf(code, { state = "", counted = {} }, own = {}) {
	return filled(code, { ...Object.fromEntries(piecesOf(state).map(splitOnce)), ...counted, ...own });
}

/** @param {string} piece such as "seed=3" @returns {[string, string]} */
function splitOnce(piece) {
	const at = piece.indexOf("=");
	return [piece.slice(0, at), piece.slice(at + 1)];
}
