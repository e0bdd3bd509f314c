// Many buttons that are one stop of the Tab key; the arrow keys lead from one to the next.

import { plain, set } from "./page.js";

export const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** `next(k, way)` is the number of the button to which an arrow leads from the k-th.  Returns stop(k): Tab stops at the k-th. */
export function moveByArrows(box, buttons, next) {
	const stop = (k) => buttons().forEach((button, n) => button.setAttribute("tabindex", n === k ? "0" : "-1"));
	const here = (event) => buttons().indexOf(event.target.closest("button"));
	set(box, {
		focusin(event) {
			if (here(event) >= 0) stop(here(event));
		},
		keydown(event) {
			const way = WAYS[event.key],
				from = here(event);
			if (!way || from < 0 || !plain(event)) return;
			buttons()[next(from, way)]?.focus();
			event.preventDefault();
		},
	});
	return stop;
}
