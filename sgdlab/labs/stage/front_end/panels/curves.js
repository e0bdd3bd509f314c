// The curves panel.

import { lastAtMost, say } from "../numbers.js";
import { make, set, write } from "../page.js";
import { Plot } from "../plot.js";

/** Series against a horizontal axis that the reader chooses, with optional bands. */
export function curves(spec, lab) {
	const plot = new Plot(spec, lab, false), { title } = spec, log = spec.y.scale === "log";
	const note = make("p", { class: "sg-note" });
	let choice = spec.x[0], hover = null, shown = [];
	if (spec.x.length > 1) {
		const options = spec.x.map(({ key, label }) => make("option", { value: key, text: label }));
		plot.head.append(make("label", {}, "against", make("select", { "aria-label": `${title}: horizontal axis`, change(event) {
			choice = spec.x.find(({ key }) => key === event.target.value);
			plot.draw();
			plot.move();
		} }, ...options)));
	}
	plot.element.append(note);

	function yRange() { // the data's, but what diverges may leave through the top
		let low = Infinity, high = -Infinity, first = 0;
		for (const { y, style } of shown) {
			if (!style.faint) first = Math.max(first, y[0]);
			for (const v of y) if (Number.isFinite(v) && !(log && v <= 0)) { low = Math.min(low, v); high = Math.max(high, v); }
		}
		if (first > 0) high = Math.min(high, 10 * first);
		if (!(low < high)) [low, high] = low < Infinity && !log ? [low - 1, low + 1] : high > 0 ? [high / 10, high] : [0.1, 1];
		if (log) return [Math.floor(3 * Math.log10(Math.max(low, high * 1e-12))), Math.ceil(3 * Math.log10(high))].map((third) => 10 ** (third / 3));
		return [low - 0.04 * (high - low), high + 0.04 * (high - low)];
	}
	plot.paint = () => {
		hover = null;
		plot.tell("");
		shown = spec.curves.map(({ series, x, y, low, high }) => {
			const style = lab.series.get(series), [xs, ys, lows, highs, spent, total] = [x[choice.key], y, low, high, style.spent, choice.total].map(lab.value);
			return { style, x: xs ?? spent?.map((part) => part * total), y: ys, low: lows, high: highs };
		}).filter(({ x, y }) => x?.length && y?.length);
		if (!shown.length) return;
		const total = lab.value(choice.total) ?? 0, end = Math.max(total, ...shown.map(({ x }) => x.at(-1)));
		plot.axes({ ...choice, range: choice.range ?? [0, end || 1] }, { ...spec.y, range: lab.value(spec.y.range) ?? yRange() }, true);
		for (const curve of shown) if (curve.low && curve.high) plot.band(curve);
		plot.border();
		const ends = seen().map(({ style, y }) => `${style.name} from ${say(y[0])} to ${say(y.at(-1))}`);
		plot.area.setAttribute("aria-label", `${title}: ${spec.y.label} against ${choice.label}. ${ends.join("; ")}.`);
	};
	const seen = () => shown.filter(({ style }) => !style.faint);
	plot.trace = () => shown.map(({ x, y, style }) => plot.line(style, y.length, (i) => x[i], (i) => y[i]));
	plot.mark = () => {
		if (!shown.length) return;
		const total = lab.value(choice.total), now = seen().map((curve) => ({ ...curve, i: lab.row(curve.style, curve.y.length) }));
		if (total && lab.fraction < 1) plot.hair(lab.fraction * total, "muted");
		if (hover !== null) plot.hair(hover, "ink");
		write(note, `at the playhead: ${now.map(({ style, y, i }) => `${style.name} ${say(y[i])}`).join(" · ")}`);
	};
	function point(x, event) {
		hover = x;
		const lines = seen().map((curve) => `${curve.style.name} ${say(curve.y[Math.max(0, lastAtMost(curve.x, x))])}`);
		plot.tell(x === null ? "" : [`${choice.label} ${say(x)}`, ...lines].join("\n"), event);
		plot.move();
	}
	set(plot.area, { role: "img", tabindex: "0", pointerleave() { point(null); },
		pointermove(event) { point(plot.covers(event) ? plot.where(event)[0] : null, event); } });
	return plot;
}
