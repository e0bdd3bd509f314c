// Larger text and lines, for a projector.

import { make, set } from "./page.js";
import { outermost } from "./surroundings.js";

const FACTOR = 1.75;

/** How many pixels of the page a pixel of a node is. */
export const zoomOf = (node) => node.currentCSSZoom ?? 1;

/** A button that enlarges the lab with its controls; none where a browser does not tell how large it shows a node. */
export function makeLarge(root) {
	if (root.currentCSSZoom === undefined) return [];
	const button = make("button", {
		type: "button",
		class: "sg-large",
		"aria-pressed": "false",
		text: "large",
		title: "Larger text and lines, for a projector",
		click() {
			const on = button.getAttribute("aria-pressed") === "false";
			set(button, { "aria-pressed": on });
			(outermost(root) ?? root.closest("main") ?? root).style.zoom = on ? FACTOR : "";
		},
	});
	return [button];
}
