// The goal, above the picture: a sign, whether it is open or reached, and which one it is.

import { make, write } from "./page.js";

/** @import { Lab, Piece } from "./types.js" */

const SIGNS = { open: "○", reached: "✓" };

/**
 * What a frame says of the goal: its sign, whether it is reached, and the words of its line.
 * @param {string[]} lines the first is the goal's; what follows a newline says which goal
 * @param {boolean} reached
 */
export function goalOf([line = ""], reached) {
	/** @type {"open" | "reached"} */
	const state = reached ? "reached" : "open";
	return { state, sign: SIGNS[state], words: line.split("\n") };
}

/** The goal under a key of the frame, in a live region. @param {string} key @param {Lab} lab @returns {Piece} */
export function makeGoal(key, lab) {
	const sign = make("span", { "aria-hidden": "true" });
	const parts = [make("span"), make("span")];
	const line = make("p", {}, sign, ...parts);
	const element = make("div", { class: "sg-goal", "aria-live": "polite", "aria-atomic": "true" }, line);
	function draw() {
		const lines = /** @type {string[] | undefined} */ (lab.state[key]);
		const now = goalOf(lines ?? [], Boolean(lab.state.reached));
		element.dataset.state = now.state;
		write(sign, now.sign);
		for (const [k, text] of now.words.slice(0, 2).entries()) write(parts[k], text);
	}
	return { element, draw };
}
