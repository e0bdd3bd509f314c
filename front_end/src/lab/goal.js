// The goals, one at a time: a sign, whether the present one is open or reached, which one it is, and a way to the next.

import { times } from "../basics/arrays.js";
import { typeset } from "../basics/numbers.js";
import { make, on, set, write } from "../page/elements.js";

/** @import { Lab, Piece, SaidGoal, ShownGoal } from "../types.js" */

const SIGNS = { open: "○", reached: "✓" };

/**
 * How far a reader is with the goals of a lab: which one is shown, and the texts of those that were reached while they
 * were shown.  What is reached stays so, whatever the settings are by now.  Another surface begins at its first open goal.
 */
export class Progress {
	shown = 0;
	/** @type {Set<string>} */
	reached = new Set();
	#all = "";

	/** What is said of the shown goal, once the page shows these. @param {ShownGoal[]} goals @returns {SaidGoal} */
	at(goals) {
		const [all, open] = [goals.map(({ text }) => text).join(), goals.findIndex(({ text }) => !this.reached.has(text))];
		if (all !== this.#all) this.shown = open < 0 ? goals.length - 1 : open;
		this.#all = all;
		const [place, goal] = [this.shown, goals[this.shown]];
		if (goal.reached) this.reached.add(goal.text);
		const state = this.reached.has(goal.text) ? "reached" : "open";
		const [several, last, done] = [goals.length > 1, place === goals.length - 1, state === "reached"];
		const [end, next] = [several && last && done, done && !last];
		const count = end ? " the last goal" : several ? ` ${place + 1} of ${goals.length}` : "";
		const words = ["goal", `, ${state}`, count, typeset(goal.text)]; // 10⁻¹⁰ is not broken at its sign
		return { state, sign: SIGNS[state], words, unseen: [end || next, several, next], next };
	}
}

/** The goals under a key of the frame, in a live region. @param {string} key @param {Lab} lab @returns {Piece} */
export function makeGoal(key, lab) {
	const sign = make("span", { "aria-hidden": "true" });
	const parts = times(4, () => make("span"));
	const next = make("button", { text: "next goal" });
	const line = make("p", { tabindex: -1 }, sign, make("span", {}, ...parts.slice(0, 3)), next, parts[3]);
	const element = make("div", { class: "sg-goal", "aria-live": "polite", "aria-atomic": "true" }, line);
	on(next, {
		click() {
			lab.progress.shown++;
			draw();
			line.focus(); // since the button is gone
		},
	});
	function draw() {
		const goals = /** @type {ShownGoal[]} */ (lab.state[key] ?? []);
		element.hidden = !goals.length;
		if (element.hidden) return;
		const now = lab.progress.at(goals);
		set(element, { "data-state": now.state });
		next.hidden = !now.next;
		// The line is never wider than at first, or the lab could become higher; the sign says what is not seen.
		for (const [k, part] of parts.entries()) {
			set(part, { class: now.unseen[k] ? "sg-unseen" : "" });
			write(part, now.words[k]);
		}
		write(sign, now.sign);
	}
	return { element, draw };
}
