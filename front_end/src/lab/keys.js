// The keys of a lab, wherever in it the focus is: the space bar plays, F fills the screen.

import { on, plain } from "../page/elements.js";

/** @import { LabView } from "./lab.js" */

const STEPPED = ".sg-plot, [role=slider], [type=range]"; // the space bar would scroll the page
const TYPED = "input:not([type=range]), select, textarea, details[open] *";

/** A saved page holds one lab, and hears them everywhere. @param {LabView} lab */
export function hearKeys(lab) {
	/** @param {KeyboardEvent} event */
	function keydown(event) {
		const target = /** @type {HTMLElement} */ (event.composedPath()[0]); // the event's is the host of a shadow tree
		const home = lab.root.closest("#lab") ? document : lab.stage.home;
		if (!plain(event) || !home.contains(target)) return;
		const once = event.repeat ? null : lab; // a key that is held down is one press
		if (event.key === " " && target.matches(STEPPED)) once?.clock?.toggle();
		else if (/^f$/i.test(event.key) && !target.matches(TYPED)) once?.stage.toggle();
		else return;
		event.preventDefault();
	}
	on(window, { keydown }, { capture: true, signal: lab.over.signal });
}
