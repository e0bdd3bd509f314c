// The arrow keys, and many buttons that are one stop of the Tab key: the arrow keys lead from one to the next.

import { on, plain, targetOf } from "./elements.js";

/** @import { Pair } from "../types.js" */

/** @type {Record<string, Pair>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Where an arrow key points, across and down; nothing for other keys, and with Ctrl. @param {KeyboardEvent} event */
export const wayOf = (event) => (plain(event) ? WAYS[event.key] : undefined);

/** −1 for the left arrow, 1 for the right, 0 for all other keys. @param {KeyboardEvent} event */
export const sideways = (event) => wayOf(event)?.[0] ?? 0;

/**
 * Lead from button to button.  Returns stop(k), after which Tab stops at the k-th.
 * @param {HTMLElement} box @param {() => HTMLElement[]} buttons
 * @param {(k: number, way: Pair) => number} next the button to which an arrow leads from the k-th
 */
export function moveByArrows(box, buttons, next) {
	/** @param {number} k */
	function stop(k) {
		for (const [n, button] of buttons().entries()) button.setAttribute("tabindex", n === k ? "0" : "-1");
	}
	/** @param {Event} event */
	function here(event) {
		const button = targetOf(event).closest("button");
		return button ? buttons().indexOf(button) : -1;
	}
	on(box, {
		focusin(event) {
			if (here(event) >= 0) stop(here(event));
		},
		keydown(event) {
			const way = wayOf(event);
			const from = here(event);
			if (!way || from < 0) return;
			buttons()[next(from, way)]?.focus();
			event.preventDefault();
		},
	});
	return stop;
}
