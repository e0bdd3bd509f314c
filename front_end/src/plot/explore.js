// What the pointer and the arrow keys find in a plot that is read as a whole.

import { sideways } from "../page/arrows.js";
import { on, set } from "../page/elements.js";

/** @import { Pair } from "../types.js" */
/** @import { Plot } from "./plot.js" */

/**
 * `point` is told where the pointer is, or that it is nowhere; `step` where an arrow key leads: -1 or 1.
 * @param {Plot & { point: (place: Pair | null) => void, step: (way: number, event: KeyboardEvent) => void }} plot
 */
export function explore(plot) {
	const leave = () => plot.point(null);
	const here = (/** @type {MouseEvent} */ event) => plot.point(plot.pointer(event));
	set(plot.area, { role: "img", tabindex: "0" });
	on(plot.area, {
		pointermove: here,
		click: here, // a finger that taps it has left it by now
		pointerleave: leave,
		blur: leave,
		keydown(event) {
			const way = sideways(event);
			if (!way) return;
			plot.step(way, event);
			event.preventDefault();
		},
	});
}
