// The ends of lines: where each is at the playhead, its name beside it, and which way it is where it left the picture.

import { nameBeside } from "./labels.js";
import { clamp } from "./numbers.js";
import { assign } from "./page.js";
import { drawMarker } from "./shapes.js";

/** @import { Box, Context, Line, Pair } from "./types.js" */
/** @import { Plot } from "./plot.js" */

const TAIL = 0.08; // of the budget: how long a runner's tail is while it plays
const PIECES = 6; // in which a tail fades
const EDGE = 7; // pixels from the border, where an arrow points to what has left the picture

/** The last point of a line that is a number, up to the playhead. @param {Line} line @returns {Pair | null} */
export function headOf({ points, drawn }) {
	for (let i = drawn; i >= 0; i--) {
		const [x, y] = points.subarray(2 * i, 2 * i + 2);
		if (Number.isFinite(x + y)) return [x, y];
	}
	return null;
}

/**
 * The nearest place inside of a box, and the angle from there to a point outside; null for one inside or on the border.
 * @param {Box} box
 * @param {Pair} point
 */
export function wayOut({ left, top, right, bottom }, [x, y]) {
	const at = /** @type {Pair} */ ([clamp(x, left + EDGE, right - EDGE), clamp(y, top + EDGE, bottom - EDGE)]);
	if (x > left - 1 && x < right + 1 && y > top - 1 && y < bottom + 1) return null;
	return { at, angle: Math.atan2(y - at[1], x - at[0]) };
}

/** The name of each line beside its head; an arrow at the border for one that has left. @param {Plot} plot @param {Box[]} taken */
export function drawNames(plot, taken) {
	for (const line of plot.lines.filter(({ style }) => !style.faint)) {
		const head = headOf(line);
		if (!head) continue;
		const out = wayOut(plot.box, head);
		if (out && !line.style.spent) drawArrow(plot, out.at, out.angle, line.style.color);
		const text = out ? `${line.style.name}, off the map` : line.style.name;
		nameBeside(plot, text, out?.at ?? head, taken, line.style);
	}
}

/** @param {Plot} plot @param {Pair} at @param {number} angle @param {string} color */
function drawArrow(plot, [x, y], angle, color) {
	const c = plot.front;
	c.save();
	c.translate(x, y);
	c.rotate(angle);
	assign(c, { fillStyle: plot.lab.color(color), strokeStyle: plot.lab.color("page"), lineWidth: 2 });
	const arrow = new Path2D("M6 0-5-6V6z");
	c.stroke(arrow);
	c.fill(arrow);
	c.restore();
}

/** The marks at the ends of lines that grow; at the border an arrow for a line that has left. @param {Plot} plot */
export function drawHeads(plot) {
	for (const line of plot.lines.filter(({ style }) => style.spent && !style.faint)) {
		const head = headOf(line);
		const out = head && wayOut(plot.box, head);
		if (out) drawArrow(plot, out.at, out.angle, line.style.color);
		else if (head) drawMarker(plot, plot.front, line.style, head, { width: 3, size: 5 });
	}
}

/** While it plays, the way of the last moments of each runner, the brighter the newer. @param {Plot} plot */
export function drawTails(plot) {
	plot.inside(plot.front, (c) => {
		for (const line of plot.lines.filter(({ style }) => style.spent && !style.faint)) {
			const from = plot.lab.row(line.style, line.length, plot.lab.fraction - TAIL);
			for (let k = 0; k < PIECES; k++) {
				const [start, end] = [k, k + 1].map((part) => from + Math.round(((line.drawn - from) * part) / PIECES));
				if (end > start) strokeTail(plot, c, line, start, end, (k + 1) / PIECES);
			}
		}
	});
}

/** @param {Plot} plot @param {Context} c @param {Line} line @param {number} from @param {number} to @param {number} share */
function strokeTail(plot, c, { points, style }, from, to, share) {
	assign(c, {
		strokeStyle: plot.lab.color(style.color),
		globalAlpha: 0.35 * share,
		lineWidth: 3 + 5 * share,
		lineCap: "round",
	});
	c.beginPath();
	for (let i = from; i <= to; i++) c.lineTo(points[2 * i], points[2 * i + 1]);
	c.stroke();
	c.globalAlpha = 1;
}
