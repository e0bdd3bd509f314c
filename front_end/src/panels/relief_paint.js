// What a relief is painted of: cells of the surface, pieces of lines, dots.

import { cornersOf } from "../basics/grids.js";
import { clamp } from "../basics/numbers.js";
import { assign } from "../page/elements.js";
import { css, shadeOf } from "../page/theme.js";

/** @import { Rgb } from "../page/theme.js" */
/** @import { Context, Grid, Lab, Pair } from "../types.js" */
/** @import { Place } from "./relief_geometry.js" */

/** @typedef {(place: Place) => Pair} At from a place to pixels */

/**
 * One cell of the surface, lighter where it rises to the right.
 * @param {Context} c @param {At} at @param {Grid} heights @param {Pair} cell its column and its row
 */
export function fillCell(c, at, heights, cell) {
	const cells = heights.shape[0] - 1;
	const corners = cornersOf(...cell);
	const tops = corners.map(([x, y]) => heights[y * (cells + 1) + x]);
	const light = clamp(1 + 0.9 * (tops[1] + tops[2] - tops[0] - tops[3]), 0.8, 1.12);
	const shade = shadeOf((tops[0] + tops[1] + tops[2] + tops[3]) / 4);
	const color = css(/** @type {Rgb} */ (shade.map((part) => Math.min(255, part * light))));
	assign(c, { fillStyle: color, strokeStyle: color, lineWidth: 0.7 });
	c.beginPath();
	for (const [k, [x, y]] of corners.entries()) c.lineTo(...at([(2 * x) / cells - 1, (2 * y) / cells - 1, tops[k]]));
	c.closePath();
	c.fill();
	c.stroke();
}

/**
 * Pieces of a line that lie in one cell.
 * @param {{ context: Context, lab: Lab, lifted: (ground: Pair) => Place }} relief @param {At} at @param {string} color
 * @param {[Pair, Pair][]} pieces
 */
export function strokePieces({ context: c, lab, lifted }, at, color, pieces) {
	if (!pieces.length) return;
	c.beginPath();
	for (const [from, to] of pieces) {
		c.moveTo(...at(lifted(from)));
		c.lineTo(...at(lifted(to)));
	}
	for (const [edge, lineWidth] of [
		["page", 3.6],
		[color, 1.8],
	]) {
		assign(c, { strokeStyle: lab.color(String(edge)), lineWidth, lineCap: "round" });
		c.stroke();
	}
}

/**
 * @param {Context} c @param {Lab} lab @param {Pair} place @param {{ color: string, size: number, ring: boolean }} look
 */
export function drawDot(c, lab, [x, y], { color, size, ring }) {
	c.beginPath();
	c.arc(x, y, size, 0, 2 * Math.PI);
	assign(c, { lineWidth: ring ? 4 : 2.5, strokeStyle: lab.color("page"), fillStyle: lab.color(color) });
	c.stroke();
	assign(c, { lineWidth: 2, strokeStyle: lab.color(color) });
	if (ring) c.stroke();
	else c.fill();
}
