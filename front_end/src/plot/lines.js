// Lines in pixels, and the band around one.

import { times } from "../basics/arrays.js";
import { clamp } from "../basics/numbers.js";
import { assign } from "../page/elements.js";
import { isInside } from "./layout.js";
import { SHAPES } from "./marks.js";

/** @import { Context, Grid, Line, Scale, Series } from "../types.js" */
/** @import { Plot } from "./plot.js" */

export const FAR = 1e5; // pixels; what diverges beyond keeps its direction
const FEW = 80; // points that get dots
const MANY = 150; // points whose line is thinner

/**
 * A line of a series through points x, y, x, y, …
 * @param {{ x: Pick<Scale, "at">, y: Pick<Scale, "at"> }} scales @param {Series} style @param {ArrayLike<number>} numbers
 * @returns {Line}
 */
export function makeLine({ x, y }, style, numbers) {
	const length = numbers.length / 2;
	const points = new Float64Array(numbers.length);
	for (let i = 0; i < points.length; i += 2) {
		const px = x.at(numbers[i]);
		const py = y.at(numbers[i + 1]);
		const shrink = Math.max(1, Math.abs(px) / FAR, Math.abs(py) / FAR);
		points[i] = px / shrink;
		points[i + 1] = py / shrink;
	}
	return { style, points, length, runs: style.dash.length ? lengths(points) : null, drawn: 0 };
}

/**
 * The length of a line up to each of its points; where there is no number, nothing is added.
 * @param {Float64Array} points
 */
export function lengths(points) {
	const runs = new Float64Array(points.length / 2);
	for (let i = 1; i < runs.length; i++) {
		const step = Math.hypot(points[2 * i] - points[2 * i - 2], points[2 * i + 1] - points[2 * i - 1]);
		runs[i] = runs[i - 1] + (step || 0);
	}
	return runs;
}

/**
 * The lines of an array (T, 2) or (S, T, 2).
 * @param {{ x: Scale, y: Scale }} scales @param {Series} style @param {Grid | null | undefined} data @returns {Line[]}
 */
export function makeLines(scales, style, data) {
	if (!data) return [];
	const size = 2 * Number(data.shape.at(-2));
	return times(data.length / size, (k) => makeLine(scales, style, data.subarray(k * size, (k + 1) * size)));
}

/**
 * Draw a piece of a line.
 * @param {Plot} plot @param {Context} c @param {Line} line
 * @param {{ from?: number, to?: number, alpha?: number }} [piece]
 */
export function strokeLine({ lab, cased }, c, line, { from = 0, to = line.length - 1, alpha = 1 } = {}) {
	const { style, runs, length, points } = line;
	const lineWidth = style.faint ? 1 : length > MANY ? 1.5 : 2;
	const lineCap = runs || alpha < 1 ? "butt" : "round";
	assign(c, { globalAlpha: alpha, lineJoin: "round", lineCap, lineDashOffset: runs ? runs[from] : 0 });
	if (cased && !style.faint && alpha === 1) {
		assign(c, { strokeStyle: lab.color("page"), lineWidth: lineWidth + 2.4 }); // an edge, to be seen on any shade
		trace(c, points, from, to);
	}
	assign(c, { strokeStyle: lab.color(style.color), lineWidth });
	c.setLineDash(style.dash);
	trace(c, points, from, to);
	c.setLineDash([]);
}

/** The lines of the state that was kept as a ghost, in gray. @param {Plot} plot */
export function ghostsOf(plot) {
	const { lab } = plot;
	if (!lab.ghost) return [];
	const present = lab.state;
	lab.state = lab.ghost;
	const lines = plot.trace();
	lab.state = present;
	return lines.map((line) => ({ ...line, style: { ...line.style, color: "muted", dash: [] }, runs: null }));
}

/** Draw the ghosts, and all of every line that still grows: at its end nothing of that would be seen. @param {Plot} plot */
export function strokePale(plot) {
	const { lab } = plot;
	plot.inside(plot.trail, (c) => {
		for (const line of plot.ghosts) strokeLine(plot, c, line, { alpha: 0.6 });
		for (const line of plot.lines.filter(({ style, length }) => lab.row(style, length) < length - 1)) {
			strokeLine(plot, c, line, { alpha: line.style.faint ? 0.13 : 0.3 });
		}
	});
}

/** Draw a line from one of its points to another, but not across one that is no number. @param {Context} c @param {Float64Array} points @param {number} from @param {number} to */
export function trace(c, points, from, to) {
	c.beginPath();
	for (let i = from, pen = false; i <= to; i++) {
		const x = points[2 * i];
		const y = points[2 * i + 1];
		if (pen) c.lineTo(x, y);
		else c.moveTo(x, y);
		pen = Number.isFinite(x + y);
	}
	c.stroke();
}

/**
 * Dots at the points of a line show the lengths of few steps; those on the border stay whole.
 * @param {Plot} plot @param {Line} line @param {number} from @param {number} to
 */
export function fillDots({ trail: c, lab, box }, { points, style, length }, from, to) {
	if (length > FEW || style.faint || style.dash.length) return;
	const dots = new Path2D();
	const dot = new Path2D(SHAPES[style.marker]);
	for (let i = from; i <= to; i++) {
		const [x, y] = points.subarray(2 * i, 2 * i + 2);
		if (isInside(box, x, y)) dots.addPath(dot, new DOMMatrix([2.6, 0, 0, 2.6, x, y]));
	}
	c.fillStyle = lab.color(style.color);
	c.fill(dots);
}

/**
 * The band between two curves.
 * @param {Plot} plot
 * @param {{ x: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>, style: Series }} band
 */
export function fillBand(plot, { x, low, high, style }) {
	plot.inside(plot.back, (c) => {
		/** @param {ArrayLike<number>} y @param {number} i */
		const edge = (y, i) => c.lineTo(plot.x.at(x[i]), clamp(plot.y.at(y[i]), -FAR, FAR));
		c.beginPath();
		for (let i = 0; i < x.length; i++) edge(high, i);
		for (let i = x.length - 1; i >= 0; i--) edge(low, i);
		assign(c, { globalAlpha: 0.18, fillStyle: plot.lab.color(style.color) });
		c.fill();
	});
}
