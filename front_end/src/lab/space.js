// The space bar plays.

import { on, plain, targetOf } from "../page/elements.js";

/** @import { LabView } from "./lab.js" */

/** Wherever arrow keys move something and the space bar has no other meaning: there it would scroll the page. @param {LabView} lab */
export function playBySpace(lab) {
	on(lab.root, {
		keydown(event) {
			const here = targetOf(event).matches(".sg-plot, .sg-ring, .sg-budget, [type=range]");
			if (event.key !== " " || !here || !lab.clock || !plain(event)) return;
			lab.clock.toggle();
			event.preventDefault();
		},
	});
}
