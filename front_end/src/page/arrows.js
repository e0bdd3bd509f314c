// The arrow keys.

import { plain } from "./elements.js";

/** @import { Pair } from "../types.js" */

/** @type {Record<string, Pair>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Where an arrow key points, across and down; nothing for other keys, and with Ctrl. @param {KeyboardEvent} event */
export const wayOf = (event) => (plain(event) ? WAYS[event.key] : undefined);

/** Hears the arrow keys alone: `go` is told where one points. @param {(way: Pair, event: KeyboardEvent) => void} go */
export const arrows = (go) => (/** @type {KeyboardEvent} */ event) => {
	const way = wayOf(event);
	if (!way) return;
	go(way, event);
	event.preventDefault();
};

/** −1 for the left arrow, 1 for the right, 0 for all other keys. @param {KeyboardEvent} event */
export const sideways = (event) => wayOf(event)?.[0] ?? 0;
