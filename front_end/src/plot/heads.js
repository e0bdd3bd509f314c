// The ends of lines: where each is at the playhead, its name beside it, and which way it is where it left the picture.

import { assign } from "../page/elements.js";
import { boxesAt, writeNames } from "./labels.js";
import { inBox } from "./layout.js";
import { trace } from "./lines.js";
import { drawMarker, drawShape } from "./shapes.js";

/** @import { Box, Context, Lab, Line, Pair } from "../types.js" */
/** @import { Plot } from "./plot.js" */

const TAIL = 0.08; // of the budget: how long a runner's tail is while it plays
const PIECES = 6; // in which a tail fades
const ARROW = "M6 0-5-6V6z";
const EDGE = 7; // pixels from the border, where an arrow points to what has left the picture

/**
 * The last point of a line that is a number, up to the i-th and between two sides; null if there is none.
 * @param {Line} line @param {number} i @param {number} [left] @param {number} [right] @returns {Pair | null}
 */
export function lastPoint({ points }, i, left = -Infinity, right = Infinity) {
	for (let k = i; k >= 0; k--) {
		const [x, y] = points.subarray(2 * k, 2 * k + 2);
		if (Number.isFinite(x + y) && x >= left - 1 && x <= right + 1) return [x, y];
	}
	return null;
}

/**
 * The nearest place inside of a box, and the angle from there to a point outside; null for one inside or on the border.
 * Where another arrow is near, it stands beside that, along the border.
 * @param {Box} box @param {Pair} point @param {Pair[]} [others] where other arrows are
 */
export function wayOut(box, [x, y], others = []) {
	const { left, top, right, bottom } = box;
	if (x > left - 1 && x < right + 1 && y > top - 1 && y < bottom + 1) return null;
	const at = inBox(box, [x, y], EDGE);
	const near = (/** @type {Pair} */ [across, down]) => Math.hypot(across - at[0], down - at[1]) < 2 * EDGE;
	const along = Number(x < left || x > right); // 1: down, also from a corner, where a name stands at the side
	const inward = at[along] > (along ? top + bottom : left + right) / 2 ? -EDGE : EDGE;
	while (others.some(near)) at[along] += inward;
	return { at, angle: Math.atan2(y - at[1], x - at[0]) };
}

/** Where the lines end that are no background, and which way out the end is of one that has left. @param {Plot} plot */
function endsOf({ lines, box }) {
	/** @type {Pair[]} */
	const arrows = [];
	return lines.flatMap((line) => {
		const head = line.style.faint ? null : lastPoint(line, line.drawn);
		const out = head && wayOut(box, head, arrows);
		if (out) arrows.push(out.at);
		return head ? [{ line, style: line.style, at: out?.at ?? head, angle: out?.angle }] : [];
	});
}

/** The name of each line beside its head, and an arrow at the border for one that has left. @param {Plot} plot */
export function drawNames(plot) {
	const ends = endsOf(plot);
	for (const { style, at, angle } of ends)
		if (angle !== undefined && !style.spent) drawArrow(plot, at, angle, style.color);
	const texts = ends.map(({ style, angle }) => (angle === undefined ? style.name : `${style.name}, off the map`));
	writeNames(
		plot,
		ends.map((end, k) => ({ ...end, text: texts[k] })),
	);
}

/** @param {Plot} plot @param {Pair} at @param {number} angle @param {string} color */
const drawArrow = (plot, at, angle, color) =>
	drawShape(plot, plot.front, ARROW, at, { edge: "page", width: 2, fill: color, size: 1, angle });

/** The marks at the ends of lines that grow; at the border an arrow for a line that has left. @param {Plot} plot */
export function drawHeads(plot) {
	for (const { style, at, angle } of endsOf(plot)) {
		plot.words.taken.push(...boxesAt([at], 7));
		if (!style.spent) continue;
		if (angle === undefined) drawMarker(plot, plot.front, style, at);
		else drawArrow(plot, at, angle, style.color);
	}
}

/** While it plays, the way of the last moments of each runner, the brighter the newer. @param {Plot} plot */
export function drawTails(plot) {
	plot.inside(plot.front, (c) => {
		for (const line of plot.lines.filter(({ style }) => style.spent && !style.faint)) strokeTail(plot.lab, c, line);
	});
}

/** @param {Lab} lab @param {Context} c @param {Line} line */
function strokeTail(lab, c, { style, points, length, drawn }) {
	const from = lab.row(style, length, lab.fraction - TAIL);
	assign(c, { strokeStyle: lab.color(style.color), lineCap: "round" });
	let start = from;
	for (let k = 1; k <= PIECES; k++) {
		const share = k / PIECES;
		const end = from + Math.round((drawn - from) * share);
		assign(c, { globalAlpha: 0.35 * share, lineWidth: 3 + 5 * share });
		trace(c, points, start, end);
		start = end;
	}
}
