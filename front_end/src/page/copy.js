// Text for the clipboard.

import { atRest } from "../basics/rest.js";
import { make, write } from "./elements.js";

/** What copies a text, and the words that say for a while whether it worked. */
export function makeCopy() {
	const say = make("output", { "aria-live": "polite" });
	const silence = atRest(() => write(say, ""), 4000);
	async function copyText(/** @type {string} */ text) {
		try {
			await navigator.clipboard.writeText(text);
			write(say, "copied");
		} catch {
			write(say, "this browser does not allow it: select the text and copy it");
		}
		silence();
	}
	return { say, copyText };
}
