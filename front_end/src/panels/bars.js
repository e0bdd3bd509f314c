// The bars panel: a cluster of bars for each group, with the values on them.

import { drawAxes } from "../axes.js";
import { clamp, say } from "../numbers.js";
import { plain, set } from "../page.js";
import { Plot } from "../plot.js";

export function bars(spec, lab) {
	const plot = new Plot(spec, lab, false),
		log = spec.y.scale === "log",
		{ area } = plot;
	const style = ({ series }) => lab.series.get(series),
		groups = () => lab.value(spec.groups);
	let here = null; // the group whose text is shown
	plot.margins = [54, 28, 10, 38];

	/** The bars of an entry, at the present moment if there are several. */
	function heights(part) {
		const data = lab.value(part.data),
			many = data.shape.at(-1),
			from = part.now ? lab.row(style(part), data.shape[0]) * many : 0;
		return data.subarray(from, from + many);
	}
	function yRange() {
		const all = spec.bars
			.flatMap(({ data }) => [...lab.value(data)])
			.filter((v) => Number.isFinite(v) && !(log && v <= 0));
		const [low, high] = [Math.min(...all), Math.max(...all)];
		if (!all.length) return log ? [0.1, 1] : [0, 1];
		if (log) return [10 ** Math.floor(Math.log10(low * 0.7)), 10 ** (Math.ceil(3 * Math.log10(high * 1.3)) / 3)];
		const room = 0.1 * (Math.max(0, high) - Math.min(0, low)) || 1;
		return [Math.min(0, low < 0 ? low - room : 0), Math.max(0, high > 0 ? high + room : 0)];
	}
	/** The place of the bar of group g and entry k: [left, width, top, height, value]. */
	function bar(part, g, k) {
		const slot = (plot.box.right - plot.box.left) / groups().length,
			each = Math.min(64, (slot * 0.8) / spec.bars.length);
		const value = heights(part)[g],
			base = plot.y.at(log ? plot.y.range[0] : 0),
			end = plot.y.at(value);
		const [from, to] = [base, Number.isFinite(end) ? end : log && value <= 0 ? base : plot.box.top].map((y) =>
			clamp(y, plot.box.top, plot.box.bottom),
		);
		const left = plot.box.left + slot * (g + 0.5) + each * (k - spec.bars.length / 2);
		return [left + 1.5, each - 3, Math.min(from, to), Math.abs(to - from), value];
	}
	function write(c, text, x, y, width) {
		// upward if there is no room across
		c.save();
		c.translate(x, y);
		const narrow = c.measureText(text).width > width;
		if (narrow) c.rotate(-Math.PI / 2);
		Object.assign(c, { textAlign: narrow ? "left" : "center", textBaseline: narrow ? "middle" : "alphabetic" });
		c.strokeText(text, 0, 0);
		c.fillText(text, 0, 0);
		c.restore();
	}
	function wrap(c, text, width) {
		// into at most two lines
		const words = text.split(" ");
		let first = words.shift();
		while (words.length && c.measureText(`${first} ${words[0]}`).width <= width) first += ` ${words.shift()}`;
		return words.length ? [first, words.join(" ")] : [first];
	}
	function fill(c, [left, width, top, height], { color, dash, faint }) {
		Object.assign(c, {
			fillStyle: lab.color(color),
			strokeStyle: lab.color(color),
			lineWidth: 1.5,
			globalAlpha: faint ? 0.4 : 1,
		});
		if (dash.length) {
			// hatched
			c.save();
			c.beginPath();
			c.rect(left, top, width, height);
			c.globalAlpha *= 0.22;
			c.fill();
			c.globalAlpha = 1;
			c.clip();
			c.beginPath();
			for (let x = left - height; x < left + width; x += 7) {
				c.moveTo(x, top + height);
				c.lineTo(x + height, top);
			}
			c.stroke();
			c.restore();
			c.strokeRect(left + 0.75, top + 0.75, Math.max(0, width - 1.5), Math.max(0, height - 1.5));
		} else c.fillRect(left, top, width, height);
		c.globalAlpha = 1;
	}

	plot.paint = () => {
		const { back: c, box } = plot,
			names = groups(),
			slot = (box.right - box.left) / names.length;
		drawAxes(
			plot,
			{ range: [0, names.length], ticks: [] },
			{ ...spec.y, range: lab.value(spec.y.range) ?? yRange() },
			true,
		);
		const base = Math.round(plot.y.at(log ? plot.y.range[0] : 0));
		c.fillStyle = lab.color("muted");
		c.fillRect(box.left, base, box.right - box.left, 1);
		Object.assign(c, { fillStyle: lab.color("ink"), textAlign: "center", textBaseline: "top" });
		names.forEach((name, g) =>
			wrap(c, name, slot - 6).forEach((line, k) =>
				c.fillText(line, box.left + slot * (g + 0.5), box.bottom + 7 + 15 * k, slot - 4),
			),
		);
	};
	plot.mark = () => {
		const c = plot.front,
			slot = (plot.box.right - plot.box.left) / groups().length;
		if (here !== null) {
			c.fillStyle = lab.color("grid");
			c.fillRect(plot.box.left + slot * here, plot.box.top, slot, plot.box.bottom - plot.box.top);
		}
		const all = spec.bars.flatMap((part, k) => groups().map((_, g) => [bar(part, g, k), style(part)]));
		for (const [box, look] of all) fill(c, box, look);
		for (const [[left, width, top, height, value]] of all) {
			Object.assign(c, {
				font: plot.font(),
				lineWidth: 3,
				lineJoin: "round",
				strokeStyle: lab.color("page"),
				fillStyle: lab.color("ink"),
			});
			write(c, say(value), left + width / 2, value < 0 ? top + height + 13 : top - 5, slot / spec.bars.length - 2);
		}
		area.setAttribute(
			"aria-label",
			`${spec.title}: ${spec.y.label}. ${groups()
				.map((name, g) => textOf(g).replace("\n", ": ").replaceAll("\n", ", "))
				.join("; ")}.`,
		);
	};
	const textOf = (g) =>
		[groups()[g], ...spec.bars.map((part) => `${style(part).name} ${say(heights(part)[g])}`)].join("\n");
	function point(g, place, aloud) {
		here = g;
		plot.tell(g === null ? "" : textOf(g), place, aloud);
		plot.move();
	}
	set(area, {
		role: "img",
		tabindex: "0",
		pointerleave() {
			point(null);
		},
		blur() {
			point(null);
		},
		pointermove(event) {
			const place = plot.place(event),
				{ left, right } = plot.box;
			point(
				plot.covers(place)
					? clamp(Math.floor(((place[0] - left) / (right - left)) * groups().length), 0, groups().length - 1)
					: null,
				place,
			);
		},
		keydown(event) {
			const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key],
				last = groups().length - 1,
				{ left, right, top } = plot.box;
			if (!way || !plain(event)) return;
			const g = here === null ? (way > 0 ? 0 : last) : clamp(here + way, 0, last);
			point(g, [left + ((g + 0.5) * (right - left)) / (last + 1), top + 40], true);
			event.preventDefault();
		},
	});
	return plot;
}
