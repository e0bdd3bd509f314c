// The surface panel.

import { paintContours, sampleGrid } from "../contours.js";
import { CROSS } from "../marks.js";
import { clamp, say } from "../numbers.js";
import { make, plain, set, unique, write } from "../page.js";
import { Plot } from "../plot.js";

/** Contour bands of a loss over two parameters, paths on it, and the start point to drag. */
export function surface(spec, lab) {
	const plot = new Plot(spec, lab, typeof spec.losses !== "string");
	const movable = lab.drags && spec.start, { area } = plot;
	const keys = make("p", { class: "sg-note", id: unique(),
		text: `${movable ? "Drag the ring, or use the arrow keys here (Shift: larger steps). " : ""}Space plays.` });
	const spoken = make("p", { class: "sg-unseen", "aria-live": "polite" });
	const ring = make("div", { class: "sg-ring", "aria-hidden": "true", hidden: "" });
	area.append(ring);
	plot.element.append(keys, spoken);
	let held = false, cross;

	const start = () => lab.hand ?? lab.value(spec.start);
	const tell = ([x, y]) => `${spec.x.label} ${say(x)}\n${spec.y.label} ${say(y)}\n`
		+ `${spec.value} ${say(sampleGrid(lab.value(spec.losses), [x, y], spec.x.range, spec.y.range))}`;
	function moveTo([x, y]) {
		lab.ask([clamp(x, ...spec.x.range), clamp(y, ...spec.y.range)]);
		place();
	}
	function place() {
		const point = start();
		ring.hidden = !point || !movable;
		if (point) Object.assign(ring.style, { left: `${plot.x.at(point[0])}px`, top: `${plot.y.at(point[1])}px` });
	}
	set(ring, {
		pointerdown(event) {
			if (event.button) return;
			held = true;
			ring.setPointerCapture(event.pointerId);
			area.focus({ preventScroll: true, focusVisible: false });
			event.preventDefault();
		},
		pointermove(event) { if (held) moveTo(plot.where(event)); },
		lostpointercapture() { held = false; },
	});
	set(area, {
		tabindex: "0", role: "application", "aria-roledescription": "loss surface", "aria-describedby": keys.id,
		"aria-label": `${spec.title}: ${spec.x.label} across, ${spec.y.label} up`,
		pointermove(event) { plot.tell(held ? tell(start()) : plot.covers(event) ? tell(plot.where(event)) : "", event); },
		pointerleave() { plot.tell(""); },
		keydown(event) {
			const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
			if (!way || !plain(event) || !movable || !start()) return;
			const step = event.shiftKey ? 0.05 : 0.01, ranges = [spec.x.range, spec.y.range];
			moveTo(ranges.map(([low, high], k) => start()[k] + way[k] * step * (high - low)));
			write(spoken, `start: ${tell(start()).replaceAll("\n", ", ")}`);
			event.preventDefault();
		},
	});

	plot.paint = () => {
		plot.axes(spec.x, spec.y, false);
		const losses = lab.value(spec.losses);
		if (losses) paintContours(plot, losses, lab.value(spec.levels), lab);
		plot.border();
	};
	plot.trace = () => spec.paths.flatMap(({ series, data }) => {
		const points = lab.value(data), rows = points?.shape.at(-2), lines = [];
		for (let from = 0; from < points?.length; from += 2 * rows) {
			lines.push(plot.line(lab.series.get(series), rows, (i) => points[from + 2 * i], (i) => points[from + 2 * i + 1]));
		}
		return lines;
	});
	plot.mark = () => {
		const low = lab.value(spec.minimum);
		cross = low ? (color, width) => plot.put(CROSS, plot.x.at(low[0]), plot.y.at(low[1]), color, width) : () => {};
		cross("page", 5);
		place();
	};
	plot.crown = () => cross("ink", 2); // above the heads
	return plot;
}
