// Shapes of the marks, and samples of how a series is drawn.

import { drawing } from "./page.js";

export const CROSS = "M-1-1 1 1M-1 1 1-1";
export const SHAPES = {
	circle: "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z",
	square: "M-.9-.9H.9V.9H-.9z",
	diamond: "M0-1.3 1.3 0 0 1.3-1.3 0z",
	triangle: "M0-1.25 1.15.85H-1.15z",
};

const paint = (color) => (/^[a-z]+$/.test(color) ? `var(--${color}, ${color})` : color);

/** A piece of a series' line, with its marker if it has a head or dots. */
export function sample({ color, dash, marker, faint }, marked = !faint) {
	const line = {
		d: "M1 7H33",
		stroke: paint(color),
		"stroke-width": faint ? 6 : 2,
		opacity: faint ? 0.3 : 1,
		"stroke-dasharray": dash.join(" "),
	};
	return drawing(
		34,
		14,
		line,
		marked ? { d: SHAPES[marker], fill: paint(color), transform: "translate(17 7) scale(5)" } : {},
	);
}

const point = ({ color, marker, faint }) =>
	drawing(14, 14, {
		d: SHAPES[marker],
		fill: paint(color),
		transform: "translate(7 7) scale(5)",
		opacity: faint ? 0.5 : 1,
	});
const arrow = ({ color, faint }) =>
	drawing(34, 14, { d: "M1 6H24V2L33 7 24 12V8H1z", fill: paint(color), opacity: faint ? 0.5 : 1 });
const bar = ({ color, dash }) =>
	drawing(14, 14, {
		d: dash.length ? "M1 1H13V13H1zM1 7 7 1M1 13 13 1M7 13 13 7" : "M0 0H14V14H0z",
		fill: dash.length ? "none" : paint(color),
		stroke: paint(color),
		"stroke-width": dash.length ? 2 : 0,
	});

/** A sample of a series as the lists of the panels that draw it would. */
export function sampleOf(series, panels) {
	const has = (list) => panels.some((panel) => panel[list]?.some((part) => part.series === series.key));
	if (has("paths") || has("curves")) return sample(series);
	if (has("lines")) return sample(series, !series.faint && Boolean(series.spent || has("points")));
	return has("points") ? point(series) : has("arrows") ? arrow(series) : has("bars") ? bar(series) : sample(series);
}
