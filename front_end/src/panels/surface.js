// The surface panel: contour bands of a loss over two parameters, paths on it, points to drag.

import { drawAxes, drawBorder } from "../axes.js";
import { paintContours, sampleGrid } from "../contours.js";
import { makeHandles } from "../handles.js";
import { makeLines } from "../lines.js";
import { CROSS } from "../marks.js";
import { say } from "../numbers.js";
import { Plot } from "../plot.js";

export function surface(spec, lab) {
	const plot = new Plot(spec, lab, typeof spec.losses !== "string" && typeof spec.levels !== "string");
	const size = ({ range: [low, high] }) => high - low;
	if (spec.equal) plot.shape = size(spec.y) / size(spec.x);
	function tell([x, y]) {
		const { left, top, right, bottom } = plot.box,
			across = (plot.x.at(x) - left) / (right - left),
			up = (bottom - plot.y.at(y)) / (bottom - top);
		return `${spec.x.label} ${say(x)}\n${spec.y.label} ${say(y)}\n${spec.value} ${say(sampleGrid(lab.value(spec.losses), across, up))}`;
	}
	const handles = makeHandles(plot, tell);
	plot.area.setAttribute("aria-label", `${spec.title}: ${spec.x.label} across, ${spec.y.label} up`);

	plot.paint = () => {
		drawAxes(plot, spec.x, spec.y, false);
		const losses = lab.value(spec.losses);
		if (losses) paintContours(plot, losses, lab.value(spec.levels), lab);
		drawBorder(plot);
	};
	plot.trace = () => spec.paths.flatMap(({ series, data }) => makeLines(plot, lab.series.get(series), lab.value(data)));
	function cross(color, width) {
		const low = lab.value(spec.minimum);
		if (low) plot.put(plot.front, CROSS, plot.x.at(low[0]), plot.y.at(low[1]), color, width);
	}
	plot.mark = () => cross("page", 5);
	plot.crown = () => {
		// above the heads
		cross("ink", 2);
		handles.draw();
	};
	return plot;
}
