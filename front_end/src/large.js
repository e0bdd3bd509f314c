// Larger text and lines, for a projector.

import { make, on, set } from "./page.js";
import { outermost } from "./surroundings.js";

const FACTOR = 1.75;

/** How many pixels of the page a pixel of a node is. @param {HTMLElement} node */
export const zoomOf = (node) => node.currentCSSZoom ?? 1;

/**
 * A button that enlarges the lab with its controls; none where a browser does not tell how large it shows a node.
 * @param {HTMLElement} root
 */
export function makeLarge(root) {
	if (root.currentCSSZoom === undefined) return [];
	const title = "Larger text and lines, for a projector";
	const button = make("button", { type: "button", class: "sg-large", "aria-pressed": "false", text: "large", title });
	on(button, {
		click() {
			const larger = button.getAttribute("aria-pressed") === "false";
			set(button, { "aria-pressed": larger });
			const home = outermost(root) ?? root.closest("main") ?? root;
			home.style.setProperty("zoom", larger ? String(FACTOR) : "");
		},
	});
	return [button];
}
