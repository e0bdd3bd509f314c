// Puts a lab into an element of a page.

import { decode } from "../frames/messages.js";
import { fixControls, watchPrinting, watchTheme } from "../page/surroundings.js";
import { hearKeys } from "./keys.js";
import { LabView } from "./lab.js";

/** @import { Beside, Frame } from "../types.js" */
/** @import { Send } from "./lab.js" */

/** @typedef {ReturnType<typeof mount>} Mounted */

/**
 * Build a lab inside of an element.  `send`, if given, takes what the reader moved or picked; the frame that answers
 * has the same `request`.  Only `show(state)` changes the picture.
 * @param {HTMLElement} element @param {{ spec: unknown, frame: unknown, send?: Send } & Beside} options
 */
export function mount(element, { spec, frame, send, ...beside }) {
	const lab = new LabView(element, send);
	lab.beside = beside;
	lab.describe(spec);
	const { signal } = lab.over;
	watchTheme(lab.root, () => lab.redraw(true), signal);
	fixControls(lab.root, signal);
	watchPrinting(lab.root, signal);
	hearKeys(lab);
	lab.show(/** @type {Frame} */ (decode(frame)));
	return lab;
}
