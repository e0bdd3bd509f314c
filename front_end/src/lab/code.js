// The code that reproduces what a lab shows, behind a button: a template with the texts of the controls, as in
// sgdlab/labs/stage/code.py, for the lines that train its runs; and one click further the programs in plain NumPy.

import { assigned, piecesOf } from "../basics/shell_words.js";
import { filled } from "../basics/words.js";
import { makeCopy } from "../page/copy.js";
import { make, makeBox, makeButton, on, set, write } from "../page/elements.js";

/** @import { CodeSpec, Frame, Lab, Piece } from "../types.js" */

/** The code of a state, in which the texts of all controls are. @param {CodeSpec} code @param {Frame} frame @param {Record<string, string>} [own] of one run */
export function codeOf(code, { state = "", counted = {} }, own = {}) {
	return filled(code, { ...Object.fromEntries(piecesOf(state).map(assigned)), ...counted, ...own });
}

const PLAIN = "All of training in NumPy alone";
const LOST = "# The kernel, which writes these programs, is gone. Run the cell again.";

/** The programs, one below the other, each under its name; or that of each run from the only one. @param {Lab} lab @param {Record<string, CodeSpec>} programs */
function programText(lab, programs) {
	const names = Object.keys(programs);
	const { each } = lab.state;
	if (!names.length) return "# There is no program in plain NumPy for this: a part of it can't be written down.\n";
	if (each)
		return each
			.map((own) => codeOf(programs[names[0]], lab.state, own))
			.join("\n\n")
			.trimStart();
	return names.map((name) => `# ${name}\n\n${codeOf(programs[name], lab.state)}`).join("\n\n");
}

/** The box of a lab, which stays while the lab is described anew. @param {Lab} lab @returns {Piece} */
export function makeCode(lab) {
	let plain = false;
	const text = make("pre", { tabindex: 0, role: "region", "aria-label": "code" });
	const { say, copyText } = makeCopy();
	const copy = makeButton("copy", "Copy these lines", () => copyText(text.textContent));
	const numpy = makeButton("plain NumPy", PLAIN, () => {
		plain = !plain;
		const { programs, askPrograms } = lab.beside;
		if (plain && !programs && !askPrograms?.()) lab.beside = {};
		draw();
	});
	const element = makeBox("sg-code", "as code", make("div", {}, make("p", {}, copy, numpy, say), text));
	function draw() {
		const { code } = lab.spec;
		element.hidden = !code;
		numpy.hidden = !code?.programs;
		if (!code || !element.open || !lab.state.state) return; // an error before the first picture has no state
		set(numpy, { "aria-pressed": plain });
		const { programs, askPrograms } = lab.beside;
		const instead = askPrograms ? "…" : LOST; // of programs that are not there yet
		write(text, plain ? (programs ? programText(lab, programs) : instead) : codeOf(code, lab.state));
	}
	on(element, { toggle: draw });
	return { element, draw };
}
