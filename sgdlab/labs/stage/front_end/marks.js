// Shapes of the marks, and samples of the lines.

import { drawing } from "./page.js";

export const CROSS = "M-1-1 1 1M-1 1 1-1";
export const SHAPES = { circle: "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z", square: "M-.9-.9H.9V.9H-.9z", diamond: "M0-1.3 1.3 0 0 1.3-1.3 0z",
	triangle: "M0-1.25 1.15.85H-1.15z" };

/** A piece of a series' line. */
export function sample({ color, dash, marker, faint }) {
	const paint = /^[a-z]+$/.test(color) ? `var(--${color}, ${color})` : color;
	const line = { d: "M1 7H33", stroke: paint, "stroke-width": faint ? 6 : 2, opacity: faint ? 0.3 : 1, "stroke-dasharray": dash.join(" ") };
	return drawing(34, 14, line, faint ? {} : { d: SHAPES[marker], fill: paint, transform: "translate(17 7) scale(5)" });
}
