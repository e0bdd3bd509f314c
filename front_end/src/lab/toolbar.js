// What a reader can do with a lab as a whole: presets, reset, a surprise, the last picture as a ghost, the state as text.

import { stateAddress } from "../page/address.js";
import { makeCopy } from "../page/copy.js";
import { make, makeBox, makeButton, makeList, on, set } from "../page/elements.js";

/** @import { Lab, Piece } from "../types.js" */

const LINK = "Copy the address of a page that opens with this picture";
const GHOST = "Keep this picture, pale, while you go on";

/** The list of questions; one that is chosen shows its settings. @param {Lab} lab @param {string[]} presets */
function makePresets(lab, presets) {
	const select = makeList(["try", ...presets].map((text) => [text, text]));
	set(select, { "aria-label": "Presets", title: "A question, with settings in which to see the answer" });
	on(select, {
		change() {
			lab.wish("preset", { question: select.value });
			select.value = "try";
		},
	});
	return select;
}

/** What makes a link of a state: on a page its own address, in a notebook that of the site, if there is one. @param {Lab} lab */
function linkOf({ beside, spec: { page } }) {
	return beside.link ?? (page ? (/** @type {string} */ state) => page + stateAddress(state) : null);
}

/**
 * The state as text, in a field behind a button: copied from it, or pasted into it.  It stays while the lab is described
 * anew, and a text that somebody is typing stays whatever the lab shows.
 * @param {Lab} lab @returns {Piece}
 */
export function makeState(lab) {
	const field = make("input", { type: "text", "aria-label": "state", spellcheck: "false" });
	const { say, copyText } = makeCopy();
	const copy = makeButton("copy", "Copy all settings as one line of text", () => copyText(field.value));
	const copyLink = makeButton("copy link", LINK, () => copyText(linkOf(lab)?.(lab.state.state ?? "") ?? ""));
	const element = makeBox("sg-state", "state", make("p", {}, field, copy, copyLink, say));
	/** @type {unknown} what the lab showed when it was given the text: one that it refuses stays; true while it is typed */
	let typed = null;
	function draw() {
		if (typed !== true && typed !== lab.state && !(lab.state.refused || lab.state.error)) typed = null;
		if (!typed) field.value = lab.state.state ?? "";
		copyLink.hidden = !(navigator.clipboard && linkOf(lab)); // nor over plain http: no text that is shown is the link
		field.readOnly = !lab.answers;
	}
	on(field, {
		input() {
			typed = true;
		},
		change() {
			typed = lab.state;
			if (lab.answers) lab.wish("state", { text: field.value });
		},
		blur() {
			if (typed === true) typed = null; // nothing was changed in the end
		},
		keydown({ key }) {
			if (key !== "Escape") return;
			typed = null; // or what was typed would count as entered once the box is closed
			draw();
		},
	});
	return { element, draw };
}

/**
 * The row of buttons; without a kernel, only what needs none.
 * @param {Lab} lab @param {HTMLElement[]} others what stays while the lab is described anew
 */
export function makeToolbar(lab, ...others) {
	const { presets = [] } = lab.spec;
	const ghost = makeButton("ghost", GHOST, () => {
		lab.ghost = lab.ghost ? null : lab.state;
		lab.redraw();
		dress();
	});
	const dress = () => set(ghost, { "aria-pressed": lab.ghost !== null });
	dress();
	const asked = lab.answers
		? [
				...(presets.length ? [makePresets(lab, presets)] : []),
				makeButton("reset", "All settings as they were at the start", () => lab.wish("reset", {})),
				makeButton("surprise me", "Settings drawn at random", () => lab.wish("surprise", {})),
			]
		: [];
	return make("div", { class: "sg-tools", role: "toolbar", "aria-label": "The lab" }, ...asked, ghost, ...others);
}
