// Single shapes and straight lines on a plot, in pixels and in colors by name.

import { assign } from "../page/elements.js";
import { isInside } from "./layout.js";
import { SHAPES } from "./marks.js";

/** @import { Context, Pair, Series } from "../types.js" */
/** @import { Plot } from "./plot.js" */

/**
 * A shape at a place in the box of a plot.
 * @param {Plot} plot @param {Context} context @param {string} shape @param {Pair} place
 * @param {{ edge: string, width: number, fill?: string, size?: number, angle?: number }} look
 */
export function drawShape({ lab, box }, context, shape, [x, y], { edge, width, fill, size = 5, angle = 0 }) {
	if (!isInside(box, x, y)) return;
	const path = new Path2D();
	path.addPath(new Path2D(shape), new DOMMatrix([size, 0, 0, size, x, y]).rotate((angle * 180) / Math.PI));
	assign(context, { strokeStyle: lab.color(edge), lineWidth: width, fillStyle: lab.color(fill ?? edge) });
	context.stroke(path);
	if (fill) context.fill(path);
}

/**
 * The marker of a series: filled, with an edge in the color of the page, or a ring alone.
 * @param {Plot} plot @param {Context} context @param {Series} series @param {Pair} place
 * @param {{ size: number, width: number }} [look]
 */
export function drawMarker(plot, context, { marker, color }, place, look = { size: 5, width: 3 }) {
	const ring = marker === "ring";
	const drawn = ring ? { edge: color, width: 1.5, size: 6.5 } : { ...look, edge: "page", fill: color };
	drawShape(plot, context, SHAPES[marker], place, drawn);
}

/** @typedef {{ color: string, dash?: number[], width?: number }} Stroke */

/**
 * A straight line in front of a plot, from one side of its box to the other: upright at an x, level at a y.
 * @param {Plot} plot @param {{ x?: number, y?: number }} at @param {Stroke} stroke
 */
export function drawRule({ front: c, lab, box }, { x, y }, { color, dash = [], width = 1 }) {
	c.setLineDash(dash);
	assign(c, { strokeStyle: lab.color(color), lineWidth: width });
	c.beginPath();
	c.moveTo(Math.round(x ?? box.left) + 0.5, Math.round(y ?? box.top) + 0.5);
	c.lineTo(Math.round(x ?? box.right) + 0.5, Math.round(y ?? box.bottom) + 0.5);
	c.stroke();
	c.setLineDash([]);
}
