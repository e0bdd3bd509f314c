// Boxes that a reader can pick, in a graph and in a table.

import { make, on } from "../page.js";

/** @import { Lab } from "../types.js" */

/**
 * A box: a button if something can be picked here.
 * @param {string} name its class
 * @param {{ spec: { pick?: string }, lab: Lab, move: () => void }} panel
 * @param {number[]} index what it stands for
 * @param {HTMLElement[]} parts
 * @returns {HTMLElement}
 */
export function makeBox(name, panel, index, parts) {
	const { pick } = panel.spec;
	if (!pick) return make("div", { class: name }, ...parts);
	const button = make("button", { class: name, type: "button" }, ...parts);
	function click() {
		panel.lab.ask("pick", /** @type {string} */ (pick), index);
		panel.move();
	}
	return panel.lab.answers ? on(button, { click }) : button;
}
