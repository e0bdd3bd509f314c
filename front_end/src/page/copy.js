// Text for the clipboard.

import { atRest } from "../basics/rest.js";
import { write } from "./elements.js";

/** Returns what copies a text; `say` tells for a while whether it worked. @param {HTMLElement} say */
export function makeCopy(say) {
	const silence = atRest(() => write(say, ""), 4000);
	return async (/** @type {string} */ text) => {
		try {
			await navigator.clipboard.writeText(text);
			write(say, "copied");
		} catch {
			write(say, "this browser does not allow it: select the text and copy it");
		}
		silence();
	};
}
