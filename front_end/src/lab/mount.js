// Puts a lab into an element of a page.

import { decode } from "../frames/messages.js";
import { fixControls, watchPrinting, watchTheme } from "../page/surroundings.js";
import { hearKeys } from "./keys.js";
import { LabView } from "./lab.js";

/** @import { Beside, Drive, Frame } from "../types.js" */
/** @import { Send } from "./lab.js" */

/** @typedef {ReturnType<typeof mount>} Mounted */

/**
 * Build a lab inside of an element.  `send`, if given, takes what the reader moved or picked; the frame that answers
 * has the same `request`.  Only `show(state)` changes the picture.
 * @param {HTMLElement} element @param {{ spec: unknown, frame: unknown, send?: Send | null } & Beside} options
 */
export function mount(element, { spec, frame, send = null, ...beside }) {
	const lab = new LabView(element, send);
	lab.beside = beside;
	lab.describe(spec);
	const { signal } = lab.over;
	watchTheme(lab.root, () => lab.redraw(true), signal);
	fixControls(lab.root, signal);
	watchPrinting(lab.root, signal);
	hearKeys(lab);
	lab.show(/** @type {Frame} */ (decode(frame)));
	return {
		describe: (/** @type {unknown} */ message) => lab.describe(message),
		show: (/** @type {Frame} */ state) => lab.show(state),
		forget: () => lab.requests?.stop(),
		/** Let the clock move the controls of the page. @param {Drive} drive */
		follow(drive) {
			lab.drive = drive;
			lab.move(lab.fraction); // the clock knows its places now
		},
		learn(/** @type {Beside} */ beside) {
			lab.beside = beside;
			lab.redraw();
		},
		notice: (/** @type {string} */ kind, /** @type {string} */ text) => lab.notice(kind, text),
		/** A control of the page asks. @param {string} kind @param {Record<string, unknown>} content */
		wish: (kind, content) => lab.wish(kind, content, true),
		destroy: () => lab.destroy(),
	};
}
