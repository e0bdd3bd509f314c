// Axes: ticks, their numbers, and the names of both directions.

import { makeScale } from "./numbers.js";

/** Give the plot its scales and draw both axes; `grid`: rules across, else short ticks. */
export function drawAxes(plot, x, y, grid) {
	const { box, lab, back: c } = plot,
		{ left, top, right, bottom } = box;
	plot.x = makeScale(x, left, right);
	plot.y = makeScale(y, bottom, top);
	Object.assign(c, { font: plot.font(), fillStyle: lab.color("muted"), textAlign: "center", textBaseline: "top" });
	const rule = (...where) => {
		c.fillStyle = lab.color(grid ? "grid" : "rule");
		c.fillRect(...where);
		c.fillStyle = lab.color("muted");
	};
	for (const [value, label] of x.ticks ?? plot.x.ticks((right - left) / 70)) {
		const at = Math.round(plot.x.at(value)),
			half = c.measureText(label).width / 2;
		rule(at, grid ? top : bottom, 1, bottom + 4 - (grid ? top : bottom));
		c.fillText(label, Math.min(at, plot.width - half), bottom + 7);
	}
	Object.assign(c, { textAlign: "right", textBaseline: "middle" });
	for (const [value, label] of plot.y.ticks((bottom - top) / 45)) {
		const at = Math.round(plot.y.at(value));
		rule(left - 4, at, (grid ? right : left) + 4 - left, 1);
		c.fillText(label, left - 8, at);
	}
	Object.assign(c, { fillStyle: lab.color("ink"), textBaseline: "alphabetic" });
	if (x.label) c.fillText(`${x.label} →`, right, plot.height - 6, right - left);
	c.textAlign = "left";
	c.fillText(`↑ ${y.label}`, 4, 14, plot.width - 8);
}

export function drawBorder({ back, box: { left, top, right, bottom }, lab }) {
	Object.assign(back, { strokeStyle: lab.color("rule"), lineWidth: 1 });
	back.strokeRect(left - 0.5, top - 0.5, right - left + 1, bottom - top + 1);
}

/** Both ranges, the smaller one widened about its middle until both axes have one scale. */
export function evenRanges(box, across, up) {
	const pixels = [box.right - box.left, box.bottom - box.top],
		ranges = [across, up];
	const unit = Math.min(...ranges.map(([low, high], k) => pixels[k] / (high - low)));
	return ranges.map(([low, high], k) => [-1, 1].map((way) => (low + high) / 2 + (way * pixels[k]) / unit / 2));
}
