// Lines in pixels, and the band around one.

import { SHAPES } from "./marks.js";
import { clamp } from "./numbers.js";

const FAR = 1e5; // pixels; what diverges beyond keeps its direction

/** A line of a series; x and y give the i-th point.  `runs` is its length so far, where dashes need it. */
export function makeLine(plot, style, length, x, y) {
	const points = new Float64Array(2 * length),
		runs = style.dash.length ? new Float64Array(length) : null;
	for (let i = 0; i < length; i++) {
		const px = plot.x.at(x(i)),
			py = plot.y.at(y(i)),
			shrink = Math.max(1, Math.abs(px) / FAR, Math.abs(py) / FAR);
		points[2 * i] = px / shrink;
		points[2 * i + 1] = py / shrink;
		if (runs && i)
			runs[i] =
				runs[i - 1] + (Math.hypot(points[2 * i] - points[2 * i - 2], points[2 * i + 1] - points[2 * i - 1]) || 0);
	}
	return { style, points, length, runs, drawn: 0 };
}

/** The lines of an array (T, 2) or (S, T, 2); of `row` alone if one is given. */
export function makeLines(plot, style, data, row) {
	const rows = data?.shape.at(-2),
		size = 2 * rows,
		lines = [];
	for (
		let from = row === undefined ? 0 : row * size;
		from < (row === undefined ? data?.length : (row + 1) * size);
		from += size
	) {
		lines.push(
			makeLine(
				plot,
				style,
				rows,
				(i) => data[from + 2 * i],
				(i) => data[from + 2 * i + 1],
			),
		);
	}
	return lines;
}

/** Draw a piece of a line; `dots` at its points show the lengths of few steps. */
export function strokeLine({ lab }, c, { style, points, runs, length }, from, to, alpha, dotted) {
	const color = lab.color(style.color),
		dots = dotted && length <= 80 && !style.faint && alpha === 1 ? new Path2D() : null;
	Object.assign(c, {
		strokeStyle: color,
		fillStyle: color,
		globalAlpha: alpha,
		lineJoin: "round",
		lineDashOffset: runs ? runs[from] : 0,
		lineWidth: style.faint ? 1 : length > 150 ? 1.5 : 2,
		lineCap: runs || alpha < 1 ? "butt" : "round",
	});
	c.setLineDash(style.dash);
	c.beginPath();
	for (let i = from, pen = false; i <= to; i++) {
		const x = points[2 * i],
			y = points[2 * i + 1];
		if (pen) c.lineTo(x, y);
		else c.moveTo(x, y);
		pen = Number.isFinite(x + y);
		if (dots && pen) dots.addPath(new Path2D(SHAPES[style.marker]), new DOMMatrix([2.6, 0, 0, 2.6, x, y]));
	}
	c.stroke();
	c.setLineDash([]);
	if (dots) c.fill(dots);
}

export function fillBand(plot, { x, low, high, style }) {
	plot.inside(plot.back, (c) => {
		const edge = (y, i) => c.lineTo(plot.x.at(x[i]), clamp(plot.y.at(y[i]), -FAR, FAR));
		c.beginPath();
		for (let i = 0; i < x.length; i++) edge(high, i);
		for (let i = x.length - 1; i >= 0; i--) edge(low, i);
		Object.assign(c, { globalAlpha: 0.18, fillStyle: plot.lab.color(style.color) });
		c.fill();
	});
}
