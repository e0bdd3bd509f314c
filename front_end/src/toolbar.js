// What a reader can do with a lab as a whole: presets, reset, a surprise, the last picture as a ghost, the state as text.

import { make, on, write } from "./page.js";

/** @import { Lab } from "./types.js" */

const GHOST = "Keep this picture as a ghost, and compare what comes next with it";

/** @param {string} text @param {string} title @param {() => void} click */
function makeButton(text, title, click) {
	return on(make("button", { type: "button", text, title }), { click });
}

/** The list of questions; one that is chosen shows its settings. @param {Lab} lab @param {string[]} presets */
function makePresets(lab, presets) {
	const options = ["try", ...presets].map((text) => make("option", { value: text, text }));
	const select = make(
		"select",
		{ "aria-label": "Presets", title: "A question, with settings in which to see the answer" },
		...options,
	);
	on(select, {
		change() {
			lab.wish("preset", { question: select.value });
			select.value = "try";
		},
	});
	return select;
}

/** The state as text, in a field behind a button: copied from it, or pasted into it. @param {Lab} lab */
function makeState(lab) {
	const field = make("input", { type: "text", "aria-label": "state", spellcheck: "false" });
	const say = make("output", { "aria-live": "polite" });
	const copy = makeButton("copy", "Copy all settings as one line of text", () => copyText(field.value, say));
	const box = make(
		"details",
		{ class: "sg-state" },
		make("summary", { text: "state" }),
		make("p", {}, field, copy, say),
	);
	let typed = false; // a text that the lab has not taken, because it is not complete or is refused
	/** @type {unknown} */
	let before = null;
	const draw = () => {
		typed &&= lab.state === before;
		if (!typed) field.value = lab.state.state ?? "";
	};
	on(field, {
		input() {
			[typed, before] = [true, lab.state];
		},
		change() {
			before = lab.state;
			if (lab.answers) lab.wish("state", { text: field.value });
		},
		keydown: (event) => event.stopPropagation(), // letters are no shortcuts here
	});
	field.readOnly = !lab.answers;
	return { box, draw };
}

/** @param {string} text @param {HTMLElement} say */
async function copyText(text, say) {
	try {
		await navigator.clipboard.writeText(text);
		write(say, "copied");
	} catch {
		write(say, "this browser does not allow it: select the text and copy it");
	}
	setTimeout(() => write(say, ""), 4000);
}

/**
 * The row of buttons; without a kernel, only what needs none.
 * @param {Lab} lab
 * @param {HTMLElement} stage the button of the stage mode
 */
export function makeToolbar(lab, stage) {
	const { presets = [] } = lab.spec;
	const ghost = makeButton("ghost", GHOST, () => {
		lab.haunt(lab.ghost ? null : lab.state);
		ghost.setAttribute("aria-pressed", String(lab.ghost !== null));
	});
	ghost.setAttribute("aria-pressed", "false");
	const state = makeState(lab);
	const asked = lab.answers
		? [
				...(presets.length ? [makePresets(lab, presets)] : []),
				makeButton("reset", "All settings as they were at the start", () => lab.wish("reset", {})),
				makeButton("surprise me", "Settings drawn at random", () => lab.wish("surprise", {})),
			]
		: [];
	const element = make(
		"div",
		{ class: "sg-tools", role: "toolbar", "aria-label": "The lab" },
		...asked,
		ghost,
		state.box,
		stage,
	);
	return { element, draw: state.draw };
}
