// The plane panel: two sides, points, lines, arrows, points to drag.

import { drawAxes, drawBorder, evenRanges } from "../axes.js";
import { paintSides, sampleGrid } from "../contours.js";
import { makeHandles } from "../handles.js";
import { makeLines, strokeLine } from "../lines.js";
import { SHAPES } from "../marks.js";
import { say } from "../numbers.js";
import { Plot } from "../plot.js";

const NEAR = 14; // pixels

export function plane(spec, lab) {
	const plot = new Plot(spec, lab, false);
	const style = ({ series }) => lab.series.get(series);
	let region = null; // pixels that it covers
	plot.dotted = false;

	/** Rows of an entry's data (…, N, width): all of them, or those of the present moment. */
	function rows(part, width) {
		const data = lab.value(part.data),
			size = data.shape.at(-2) * width,
			from = part.now ? lab.row(style(part), data.shape[0]) * size : 0;
		return Array.from({ length: data.shape.at(-2) }, (_, i) => data.subarray(from + i * width, from + (i + 1) * width));
	}
	function nearest(place) {
		let best = null,
			least = NEAR;
		for (const part of spec.points) {
			rows(part, 2).forEach(([x, y], i) => {
				const away = Math.hypot(plot.x.at(x) - place[0], plot.y.at(y) - place[1]);
				if (away < least) [best, least] = [[style(part).name, lab.value(part.names)?.[i], x, y], away];
			});
		}
		return best;
	}
	function tell([x, y], place) {
		const found = place && nearest(place),
			point = found ? found.slice(2) : [x, y];
		const lines = [`${spec.x.label} ${say(point[0])}`, `${spec.y.label} ${say(point[1])}`];
		if (found) lines.unshift(...found.slice(0, 2).filter(Boolean));
		else if (region) {
			const at = [plot.x.at(x), plot.y.at(y)],
				field = lab.value(spec.region),
				{ left, top, right, bottom } = region;
			const value = sampleGrid(field, (at[0] - left) / (right - left), (bottom - at[1]) / (bottom - top));
			lines.push(`${lab.series.get(spec.sides[value < 0 ? 0 : 1]).name}'s side`);
		}
		return lines.join("\n");
	}
	const handles = makeHandles(plot, tell);
	plot.area.setAttribute("aria-label", `${spec.title}: ${spec.x.label} across, ${spec.y.label} up`);

	function drawPoints(c, part) {
		const { marker, color, faint } = style(part),
			many = lab.value(part.data).shape.at(-2) > 60;
		c.globalAlpha = faint ? 0.4 : 1;
		for (const [x, y] of rows(part, 2))
			plot.put(
				c,
				SHAPES[marker],
				plot.x.at(x),
				plot.y.at(y),
				"page",
				faint ? 0.01 : 1.5,
				color,
				many || faint ? 3.2 : 4.5,
			);
		c.globalAlpha = 1;
	}
	function drawArrows(c, part) {
		const { color, faint } = style(part),
			head = faint ? 5 : 9;
		Object.assign(c, {
			strokeStyle: lab.color(color),
			fillStyle: lab.color(color),
			lineWidth: faint ? 1 : 2.5,
			lineCap: "butt",
			globalAlpha: faint ? 0.35 : 1,
		});
		for (const [x, y, dx, dy] of rows(part, 4)) {
			const [ax, ay, bx, by] = [plot.x.at(x), plot.y.at(y), plot.x.at(x + dx), plot.y.at(y + dy)],
				long = Math.hypot(bx - ax, by - ay);
			if (!(long > 0.5 && long < 1e5)) continue;
			const size = Math.min(head, long),
				[ux, uy] = [((bx - ax) / long) * size, ((by - ay) / long) * size];
			c.beginPath();
			c.moveTo(ax, ay);
			c.lineTo(bx - 0.8 * ux, by - 0.8 * uy);
			c.stroke();
			c.beginPath();
			c.moveTo(bx, by);
			c.lineTo(bx - ux + 0.45 * uy, by - uy - 0.45 * ux);
			c.lineTo(bx - ux - 0.45 * uy, by - uy + 0.45 * ux);
			c.fill();
		}
		c.globalAlpha = 1;
	}

	plot.paint = () => {
		let ranges = [spec.x, spec.y].map(({ range }) => lab.value(range));
		const asked = ranges;
		if (spec.equal) ranges = evenRanges(plot.box, ...ranges);
		drawAxes(plot, { ...spec.x, range: ranges[0] }, { ...spec.y, range: ranges[1] }, true);
		const field = lab.value(spec.region),
			[[x0, x1], [y0, y1]] = asked;
		region = field ? { left: plot.x.at(x0), right: plot.x.at(x1), top: plot.y.at(y1), bottom: plot.y.at(y0) } : null;
		if (field)
			paintSides(
				plot,
				region,
				field,
				spec.sides.map((key) => lab.series.get(key).color),
				lab,
			);
		drawBorder(plot);
		for (const part of spec.points) if (!part.now) drawPoints(plot.back, part);
		plot.inside(plot.back, (c) => {
			for (const part of spec.arrows) if (!part.now) drawArrows(c, part);
		});
	};
	plot.trace = () =>
		spec.lines.filter((part) => !part.now).flatMap((part) => makeLines(plot, style(part), lab.value(part.data)));
	plot.mark = () => {
		for (const part of spec.points) if (part.now) drawPoints(plot.front, part);
		plot.inside(plot.front, (c) => {
			for (const part of spec.lines) {
				if (!part.now) continue;
				const data = lab.value(part.data);
				for (const line of makeLines(plot, style(part), data, lab.row(style(part), data.shape[0]))) {
					strokeLine(plot, c, line, 0, line.length - 1, style(part).faint ? 0.3 : 1);
				}
			}
			for (const part of spec.arrows) if (part.now) drawArrows(c, part);
		});
	};
	plot.crown = handles.draw;
	return plot;
}
