// The goal, above the picture: a sign, whether it is open or reached, and which one it is.

import { make, write } from "./page.js";

const MARKS_OF_GOAL = { open: "○", reached: "✓" };

/** The line of text under the key `goal` (\n: the rest says which goal), in a live region. */
export function makeGoal(key, lab) {
	const sign = make("span", { "aria-hidden": "true" }),
		parts = [make("span"), make("span")];
	const element = make(
		"div",
		{ class: "sg-goal", "aria-live": "polite", "aria-atomic": "true" },
		make("p", {}, sign, ...parts),
	);
	function draw() {
		const [line = ""] = lab.state[key] ?? [],
			state = lab.state.reached ? "reached" : "open";
		element.dataset.state = state;
		write(sign, MARKS_OF_GOAL[state]);
		line.split("\n").forEach((text, k) => write(parts[k], text));
	}
	return { element, draw };
}
