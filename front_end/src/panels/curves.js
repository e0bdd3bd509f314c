// The curves panel: series against a horizontal axis that the reader chooses, with bands, marks and rules.

import { drawAxes, drawBorder } from "../axes.js";
import { fillBand, makeLine } from "../lines.js";
import { clamp, lastAtMost, say } from "../numbers.js";
import { make, plain, set, write } from "../page.js";
import { Plot } from "../plot.js";

export function curves(spec, lab) {
	const plot = new Plot(spec, lab, false),
		{ title } = spec,
		log = spec.y.scale === "log";
	const note = make("p", { class: "sg-note" });
	let choice = spec.x[0],
		hover = null,
		shown = [];
	const main = () => shown.filter(({ style }) => !style.faint),
		runs = () => shown.some(({ style }) => style.spent);
	if (spec.x.length > 1) {
		const options = spec.x.map(({ key, label }) => make("option", { value: key, text: label }));
		plot.head.append(
			make(
				"label",
				{},
				"against",
				make(
					"select",
					{
						"aria-label": `${title}: horizontal axis`,
						change(event) {
							choice = spec.x.find(({ key }) => key === event.target.value);
							plot.draw();
							plot.move();
						},
					},
					...options,
				),
			),
		);
	}
	if (lab.spec.clock) plot.element.append(note);

	function yRange() {
		// the data's, but a run that diverges may leave through the top
		let low = Infinity,
			high = -Infinity,
			first = 0;
		for (const { y, style } of shown) {
			if (!style.faint) first = Math.max(first, y[0]);
			for (const v of y)
				if (Number.isFinite(v) && !(log && v <= 0)) {
					low = Math.min(low, v);
					high = Math.max(high, v);
				}
		}
		if (first > 0 && runs()) high = Math.min(high, 10 * first);
		if (!(low < high))
			[low, high] = low < Infinity && !log ? [low - 1, low + 1] : high > 0 ? [high / 10, high] : [0.1, 1];
		if (log)
			return [
				Math.floor(3 * Math.log10(Math.max(low, high * (runs() ? 1e-12 : 1e-30)))),
				Math.ceil(3 * Math.log10(high)),
			].map((third) => 10 ** (third / 3));
		return [low - 0.04 * (high - low), high + 0.04 * (high - low)];
	}
	function xRange() {
		const total = lab.value(choice.total) ?? 0,
			fit = choice.scale === "log" ? (v) => v > 0 : Number.isFinite;
		const ends = shown.flatMap(({ x }) => [x.find(fit), x.findLast(fit)]).filter(Number.isFinite);
		const low = runs() && choice.scale !== "log" ? 0 : Math.min(...ends),
			high = Math.max(total, ...ends);
		return low < high ? [low, high] : choice.scale === "log" ? [low / 2, low * 2] : [low, low + 1];
	}
	plot.paint = () => {
		hover = null;
		plot.tell("");
		shown = spec.curves
			.map(({ series, x = {}, y, low, high }) => {
				const style = lab.series.get(series),
					[xs, ys, lows, highs, spent, total] = [x[choice.key], y, low, high, style.spent, choice.total].map(lab.value);
				return { style, x: xs ?? spent?.map((part) => part * total), y: ys, low: lows, high: highs };
			})
			.filter(({ x, y }) => x?.length && y?.length);
		if (!shown.length) return;
		drawAxes(
			plot,
			{ ...choice, range: lab.value(choice.range) ?? xRange() },
			{ ...spec.y, range: lab.value(spec.y.range) ?? yRange() },
			true,
		);
		for (const curve of shown) if (curve.low && curve.high) fillBand(plot, curve);
		drawBorder(plot);
		const ends = main().map(({ style, y }) => `${style.name} from ${say(y[0])} to ${say(y.at(-1))}`);
		plot.area.setAttribute("aria-label", `${title}: ${spec.y.label} against ${choice.label}. ${ends.join("; ")}.`);
	};
	plot.trace = () =>
		shown.map(({ x, y, style }) =>
			makeLine(
				plot,
				style,
				y.length,
				(i) => x[i],
				(i) => y[i],
			),
		);
	plot.mark = () => {
		if (!shown.length) return;
		const { left, right, top } = plot.box,
			total = lab.value(choice.total);
		const now = main()
			.filter(({ style }) => style.spent)
			.map(({ style, y }) => `${style.name} ${say(y[lab.row(style, y.length)])}`);
		const marks = spec.marks
			.filter(({ axis = choice.key }) => axis === choice.key)
			.map((mark) => ({ ...mark, at: plot.x.at(lab.value(mark.x) ?? NaN) }))
			.filter(({ at }) => plot.within(at, top));
		const crowded = marks.some(({ at }) => at < left + 90); // at the top left
		for (const { y, label } of spec.rules) {
			const at = plot.y.at(lab.value(y) ?? NaN);
			if (!plot.within(left, at)) continue;
			plot.rule(
				[
					[left, at],
					[right, at],
				],
				"muted",
				[2, 3],
			);
			plot.label(label, crowded && at < top + 45 ? right : left, at - 9, 6, "muted"); // else at the right end
		}
		for (const { at, strong } of marks) plot.hair(at, "ink", strong ? [] : [5, 4], strong ? 2 : 1);
		const rows = []; // of labels: where each begins
		for (const { at, label } of marks) {
			const row = [...rows, []].findIndex((others) => others.every((other) => Math.abs(at - other) > 90));
			(rows[row] ??= []).push(at);
			plot.label(label, at, top + 11 + 16 * row, 5);
		}
		if (total && lab.fraction < 1) plot.hair(plot.x.at(lab.fraction * total), "muted");
		if (hover !== null) plot.hair(plot.x.at(hover), "ink");
		note.hidden = !now.length;
		write(note, `at the playhead: ${now.join(" · ")}`);
	};
	function index({ x, style }) {
		// of the point whose values are shown at the hair: the last step, or the nearest point
		const before = Math.max(0, lastAtMost(x, hover)),
			after = Math.min(x.length - 1, before + 1);
		return style.spent || plot.x.at(hover) * 2 <= plot.x.at(x[before]) + plot.x.at(x[after]) ? before : after;
	}
	function point(place, aloud) {
		hover = place && plot.x.back(place[0]);
		const lines = place ? main().map((curve) => `${curve.style.name} ${say(curve.y[index(curve)])}`) : [];
		plot.tell(place ? [`${choice.label} ${say(hover)}`, ...lines].join("\n") : "", place, aloud);
		plot.move();
	}
	set(plot.area, {
		role: "img",
		tabindex: "0",
		pointerleave() {
			point(null);
		},
		blur() {
			point(null);
		},
		pointermove(event) {
			const place = plot.place(event);
			point(plot.covers(place) ? place : null);
		},
		keydown(event) {
			// the arrow keys move the hair
			const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key],
				{ left, right, top } = plot.box;
			if (!way || !plain(event) || !shown.length) return;
			const from =
				hover === null
					? way > 0
						? left
						: right
					: plot.x.at(hover) + (way * (right - left)) / (event.shiftKey ? 10 : 50);
			point([clamp(from, left, right), top + 40], true);
			event.preventDefault();
		},
	});
	return plot;
}
