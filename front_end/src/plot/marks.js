// Shapes of the marks, and samples of how a series is drawn.

import { drawing } from "../page/elements.js";

/** @import { Attributes } from "../page/elements.js" */
/** @import { Lab, Marker, PanelSpec, Series } from "../types.js" */

const CIRCLE = "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z";
export const CROSS = "M-1-1 1 1M-1 1 1-1";

/** @type {Record<Marker, string>} */
export const SHAPES = {
	circle: CIRCLE,
	square: "M-.9-.9H.9V.9H-.9z",
	diamond: "M0-1.3 1.3 0 0 1.3-1.3 0z",
	triangle: "M0-1.25 1.15.85H-1.15z",
	ring: CIRCLE, // around a point that is there already: only its edge is drawn
};

const FAINT = 0.75; // of a sample: 3 : 1 with the page, where the picture has hundreds of them over one another

/** @param {string} color */
const paint = (color) => `var(--${color})`;

/**
 * A piece of a series' line, with its marker if it has a head or dots.
 * @param {Series} series @param {boolean} [marked]
 */
function line({ color, dash, marker, faint }, marked = !faint) {
	const piece = {
		d: "M1 7H33",
		stroke: paint(color),
		"stroke-width": faint ? 6 : 2,
		opacity: faint ? FAINT : 1,
		"stroke-dasharray": dash.join(" "),
	};
	return drawing(34, 14, piece, ...(marked ? [head(color, marker, 17)] : []));
}

/** The marker of a series. @param {string} color @param {Marker} marker @param {number} x */
function head(color, marker, x) {
	/** @type {Attributes} */
	const look = marker === "ring" ? { fill: "none", stroke: paint(color), "stroke-width": 0.3 } : { fill: paint(color) };
	return { d: SHAPES[marker], transform: `translate(${x} 7) scale(5)`, ...look };
}

/** @param {Series} series */
const point = ({ color, marker, faint }) => drawing(14, 14, { ...head(color, marker, 7), opacity: faint ? FAINT : 1 });

/** @param {Series} series */
const arrow = ({ color, faint }) =>
	drawing(34, 14, { d: "M1 6H24V2L33 7 24 12V8H1z", fill: paint(color), opacity: faint ? FAINT : 1 });

/** @param {Series} series */
const bar = ({ color }) => drawing(14, 14, { d: "M0 0H14V14H0z", fill: paint(color) });

/** In which lists of the panels a series is drawn. @param {Series} series @param {PanelSpec[]} panels */
export function listsOf({ key }, panels) {
	/** @param {unknown} list */
	const draws = (list) => Array.isArray(list) && list.some((part) => part === key || part?.series === key);
	const lists = panels.flatMap((panel) => Object.entries(panel)).filter(([, list]) => draws(list));
	return new Set(lists.map(([name]) => name));
}

/**
 * A sample of a series as the lists of the panels that draw it would.
 * @param {Series} series @param {PanelSpec[]} panels
 */
export function sampleOf(series, panels) {
	const lists = listsOf(series, panels);
	if (lists.has("paths") || lists.has("curves")) return line(series);
	if (lists.has("lines")) return line(series, lists.has("points"));
	if (lists.has("points") || lists.has("sides")) return point(series);
	if (lists.has("arrows")) return arrow(series);
	return bar(series);
}

/** The sample of a series by its key, if the lab has one of it. @param {string | undefined} key @param {Lab} lab */
export function sampleFor(key, { series, spec: { panels } }) {
	const one = series.get(/** @type {string} */ (key));
	return one ? [sampleOf(one, panels)] : [];
}
