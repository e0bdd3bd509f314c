// Single shapes and straight lines on a plot, in pixels and in colors by name.

import { assign } from "../page/elements.js";
import { isInside } from "./layout.js";
import { SHAPES } from "./marks.js";

/** @import { Context, Pair, Series } from "../types.js" */
/** @import { Plot } from "./plot.js" */

/**
 * A shape at a place in the box of a plot.
 * @param {Plot} plot @param {Context} context @param {string} shape @param {Pair} place
 * @param {{ edge: string, width: number, fill?: string, size?: number }} look
 */
export function drawShape({ lab, box }, context, shape, [x, y], { edge, width, fill, size = 5 }) {
	if (!isInside(box, x, y)) return;
	const path = new Path2D();
	path.addPath(new Path2D(shape), new DOMMatrix([size, 0, 0, size, x, y]));
	assign(context, { strokeStyle: lab.color(edge), lineWidth: width, fillStyle: lab.color(fill ?? edge) });
	context.stroke(path);
	if (fill) context.fill(path);
}

/**
 * The marker of a series: filled, with an edge in the color of the page, or a ring alone.
 * @param {Plot} plot @param {Context} context @param {Series} series @param {Pair} place
 * @param {{ size: number, width: number }} look
 */
export function drawMarker(plot, context, { marker, color }, place, look) {
	const ring = marker === "ring";
	const drawn = ring ? { edge: color, width: 1.5, size: 6.5 } : { ...look, edge: "page", fill: color };
	drawShape(plot, context, SHAPES[marker], place, drawn);
}

/** @typedef {{ color: string, dash?: number[], width?: number }} Stroke */

/** A straight line in front of a plot. @param {Plot} plot @param {Pair[]} ends @param {Stroke} stroke */
function drawRule({ front: c, lab }, ends, { color, dash = [], width = 1 }) {
	c.setLineDash(dash);
	assign(c, { strokeStyle: lab.color(color), lineWidth: width });
	c.beginPath();
	for (const [x, y] of ends) c.lineTo(Math.round(x) + 0.5, Math.round(y) + 0.5);
	c.stroke();
	c.setLineDash([]);
}

/** A line from the bottom of a plot to its top. @param {Plot} plot @param {number} x @param {Stroke} stroke */
export function drawHair(plot, x, stroke) {
	const { top, bottom } = plot.box;
	drawRule(
		plot,
		[top, bottom].map((y) => [x, y]),
		stroke,
	);
}

/** A line from the left of a plot to its right. @param {Plot} plot @param {number} y @param {Stroke} stroke */
export function drawLevel(plot, y, stroke) {
	const { left, right } = plot.box;
	drawRule(
		plot,
		[left, right].map((x) => [x, y]),
		stroke,
	);
}
