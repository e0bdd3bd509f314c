// Text for the clipboard.

import { write } from "./elements.js";

/** Copy a text, and say whether it worked. @param {string} text @param {HTMLElement} say */
export async function copyText(text, say) {
	try {
		await navigator.clipboard.writeText(text);
		write(say, "copied");
	} catch {
		write(say, "this browser does not allow it: select the text and copy it");
	}
	setTimeout(() => write(say, ""), 4000);
}
