// The one front end of all labs.  Python sends a description (`spec`) once per problem, then states (`frame`);
// view.py documents both.  Text from a message enters the page as text, never as markup.
//
//   decode   a message becomes a state
//   mount    builds a lab in an element; lab.show(state) is the only way in
//   panels   kinds of pictures
//   Plot     what panels share: layers, axes, lines that grow, the tip
//   render   connects `mount` to a Jupyter widget

const SVG = "http://www.w3.org/2000/svg";
const PATIENCE = 8; // seconds
const DURATION = 6; // seconds of play at speed 1
const FAR = 1e5; // pixels; what diverges beyond keeps its direction

const STYLE = `.sgdlab {
	container-type: inline-size; width: 100%; padding: 6px 10px 10px; color: var(--ink); background: var(--jp-layout-color0, var(--page));
	font: 13px/1.5 var(--jp-ui-font-family, system-ui, sans-serif); font-variant-numeric: tabular-nums;
	&[data-theme="light"] { color-scheme: light; --page: #fff; --ink: #1f2328; --muted: #59636e; --rule: #d8dee4; --grid: #eceff2;
		--blue: #0067a8; --orange: #c44f00; --green: #00785c; --purple: #96478b; --gray: #6b7480; --alert: #a40e26; --alarm: #fff1f0;
		--valley: 250 253 251; --peak: 190 210 198; --contour: 140 166 151; }
	&[data-theme="dark"] { color-scheme: dark; --page: #111; --ink: #e8eaed; --muted: #a9b1ba; --rule: #3d444d; --grid: #262b31;
		--blue: #5cb8f0; --orange: #f5a33d; --green: #43c99f; --purple: #d79bcb; --gray: #98a1ab; --alert: #ffa198; --alarm: #3a1414;
		--valley: 18 23 23; --peak: 49 70 68; --contour: 76 106 104; }
	&, * { box-sizing: border-box; }
	[hidden] { display: none; }
	.sg-key, .sg-head, .sg-clock { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 18px; margin: 0 0 8px; padding: 0; }
	.sg-key li, label, p { display: flex; align-items: center; gap: 7px; margin: 0; }
	svg { flex: none; fill: currentColor; }
	.sg-panels, .sg-words { display: grid; grid-template-columns: minmax(0, 1fr); gap: 14px 28px; }
	.sg-head { justify-content: space-between; min-height: 28px; margin: 0; }
	section { align-self: end; }
	h3 { margin: 0; font: inherit; font-weight: 600; }
	label, .sg-note, output { color: var(--muted); }
	.sg-note { min-height: 1.5em; font-size: 12px; }
	.sg-plot { position: relative; }
	canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
	.sg-ring { position: absolute; width: 36px; height: 36px; margin: -18px; cursor: grab; touch-action: none; }
	.sg-ring::after { content: ""; position: absolute; inset: 10px; border: 2.5px solid var(--ink); border-radius: 50%;
		box-shadow: 0 0 0 1.5px var(--page), inset 0 0 0 1.5px var(--page); }
	.sg-tip { position: absolute; z-index: 2; padding: 3px 8px; pointer-events: none; white-space: pre; font-size: 12px;
		border: 1px solid var(--rule); border-radius: 4px; background: var(--page); }
	.sg-clock { gap: 6px 10px; margin: 10px 0; padding: 8px 0; border: solid var(--rule); border-width: 1px 0; }
	button { display: grid; place-items: center; width: 34px; height: 34px; padding: 0; color: inherit; background: none;
		border: 1px solid var(--rule); border-radius: 50%; cursor: pointer; }
	.sg-play { color: var(--page); background: var(--ink); }
	input { flex: 1 1 160px; min-width: 120px; height: 24px; margin: 0; accent-color: var(--muted); }
	output { min-width: 17em; margin-left: auto; text-align: right; }
	select { height: 26px; padding: 0 4px; font: inherit; color: var(--ink); background: var(--page); border: 1px solid var(--rule); border-radius: 4px; }
	:is(button, select, input, .sg-plot):focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
	.sg-words p { align-items: baseline; margin: 0 0 4px; }
	.sg-words svg { align-self: start; margin-top: 3px; }
	b { display: block; font-weight: 600; }
	table { width: 100%; border-collapse: collapse; }
	caption { text-align: left; font-weight: 600; }
	th, td { padding: 2px 0 2px 14px; text-align: right; font-weight: 400; border-top: 1px solid var(--rule); }
	:is(th, td):first-child { padding-left: 0; text-align: left; }
	tr:first-of-type * { border: 0; color: var(--muted); }
	.sg-alert p { margin: 0 0 8px; padding: 6px 10px; color: var(--alert); background: var(--alarm); border-left: 3px solid; }
	.sg-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
	@container (min-width: 700px) { .sg-panels, .sg-words { grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); } }
}`;

// --- messages

/** A message as it came (nested; arrays as {shape, f32}) becomes a state to show. */
export function decode(message) {
	if (Array.isArray(message)) return message.map(decode);
	if (message === null || typeof message !== "object") return message;
	if ("f32" in message) return floats(message);
	return Object.fromEntries(Object.entries(message).map(([key, value]) => [key, decode(value)]));
}

function floats({ shape, f32 }) { // a DataView from a comm, or base64 text from a stored page
	const bytes = typeof f32 === "string" ? Uint8Array.from(atob(f32), (c) => c.charCodeAt(0)) : f32;
	const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength); // a copy is aligned
	return Object.assign(new Float32Array(copy), { shape });
}

// --- a lab

/**
 * Build a lab inside `element`.  `onStart(start, request)`, if given, is told where the start point was moved
 * to; the frame that answers carries the same `request`.  Returns {describe, show, notice, destroy}.
 */
export function mount(element, { spec, frame, onStart = null }) {
	const alert = make("div", { class: "sg-alert", role: "alert" }), body = make("div");
	const description = make("p", { class: "sg-unseen", id: unique() });
	const root = make("div", { class: "sgdlab", role: "group", "aria-describedby": description.id },
		make("style", { text: STYLE }), alert, description, body);
	element.append(root);

	let colors = {};
	const notices = {};
	function notice(kind, text) {
		if ((notices[kind] ?? "") === text) return;
		notices[kind] = text;
		alert.replaceChildren(...Object.values(notices).filter(Boolean).map((words) => make("p", { text: words })));
	}

	const courier = onStart && newestWins(onStart, (text) => notice("kernel", text));
	const lab = {
		state: {}, fraction: 1, parts: [], series: new Map(), clock: null, drags: Boolean(courier),
		hand: null, // the start point, until the kernel answers
		color: (name) => (colors[name] ??= getComputedStyle(root).getPropertyValue(`--${name}`).trim() || name),
		value: (key) => (typeof key === "string" ? lab.state[key] : key),
		row({ spent }, length) { // that the playhead has reached
			const moments = lab.value(spent);
			return moments ? clamp(lastAtMost(moments, lab.fraction + 1e-6), 0, length - 1) : Math.round(lab.fraction * (length - 1));
		},
		ask(start) { lab.hand = start; courier.ask(start); },
		move(fraction) { lab.fraction = fraction; for (const part of lab.parts) part.move?.(); },
	};

	let blank = true;
	function describe(message) {
		for (const part of lab.parts) part.destroy?.();
		const spec = (lab.spec = decode(message));
		lab.series = new Map(spec.series.map((series) => [series.key, series]));
		lab.hand = null;
		blank = true;
		root.setAttribute("aria-label", spec.name);
		root.style.setProperty("--columns", Math.min(2, spec.panels.length || 1));
		const pictures = spec.panels.map((panel) => panels[panel.kind](panel, lab));
		lab.clock = spec.clock ? makeClock(spec.clock, lab) : null;
		const rest = [lab.clock, makeWords(spec.words, lab)].filter(Boolean);
		lab.parts = [...pictures, ...rest];
		body.replaceChildren(makeLegend(lab), make("div", { class: "sg-panels" }, ...pictures.map((part) => part.element)),
			...rest.map((part) => part.element));
	}

	/** Show one consistent state.  An `error` in it leaves the last good picture where it is. */
	function show(state) {
		if (courier?.stale(state.request)) return;
		courier?.answered(state.request);
		if (!courier?.busy()) lab.hand = null;
		notice("kernel", "");
		notice("error", state.error ?? "");
		if (blank || !state.error) lab.state = state;
		blank &&= Boolean(state.error);
		write(description, lab.state.description ?? lab.spec.description);
		redraw();
	}

	function redraw(fresh) {
		if (fresh) colors = {};
		try {
			for (const part of lab.parts) part.draw?.(fresh);
			lab.move(lab.fraction);
		} catch (error) {
			notice("error", `The picture could not be drawn: ${error.message}`);
			console.error(error);
		}
	}

	describe(spec);
	const unwatch = [watchTheme(root, () => redraw(true)), mendControls(root)];
	show(decode(frame));
	function destroy() {
		courier?.stop();
		for (const stop of unwatch) stop();
		for (const part of lab.parts) part.destroy?.();
		root.remove();
	}
	return { describe, show, notice, destroy };
}

// --- the pictures

const panels = {
	/** Contour bands of a loss over two parameters, paths on it, and the start point to drag. */
	surface(spec, lab) {
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
	},

	/** Series against a horizontal axis that the reader chooses, with optional bands. */
	curves(spec, lab) {
		const plot = new Plot(spec, lab, false), { title } = spec, log = spec.y.scale === "log";
		const note = make("p", { class: "sg-note" });
		let choice = spec.x[0], hover = null, curves = [];
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
			for (const { y, style } of curves) {
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
			curves = spec.curves.map(({ series, x, y, low, high }) => {
				const style = lab.series.get(series), [xs, ys, lows, highs, spent, total] = [x[choice.key], y, low, high, style.spent, choice.total].map(lab.value);
				return { style, x: xs ?? spent?.map((part) => part * total), y: ys, low: lows, high: highs };
			}).filter(({ x, y }) => x?.length && y?.length);
			if (!curves.length) return;
			const total = lab.value(choice.total) ?? 0, end = Math.max(total, ...curves.map(({ x }) => x.at(-1)));
			plot.axes({ ...choice, range: choice.range ?? [0, end || 1] }, { ...spec.y, range: lab.value(spec.y.range) ?? yRange() }, true);
			for (const curve of curves) if (curve.low && curve.high) plot.band(curve);
			plot.border();
			const ends = seen().map(({ style, y }) => `${style.name} from ${say(y[0])} to ${say(y.at(-1))}`);
			plot.area.setAttribute("aria-label", `${title}: ${spec.y.label} against ${choice.label}. ${ends.join("; ")}.`);
		};
		const seen = () => curves.filter(({ style }) => !style.faint);
		plot.trace = () => curves.map(({ x, y, style }) => plot.line(style, y.length, (i) => x[i], (i) => y[i]));
		plot.mark = () => {
			if (!curves.length) return;
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
	},
};

// --- what panels share

/** Layers: back (axes), trail (lines up to the playhead), front (heads).  A panel adds paint, trace, mark and crown. */
class Plot {
	constructor(spec, lab, still) {
		const canvases = [0, 1, 2].map(() => make("canvas", { "aria-hidden": "true" }));
		[this.back, this.trail, this.front, this.ghosts] = [...canvases, make("canvas")].map((canvas) => canvas.getContext("2d"));
		this.tip = make("div", { class: "sg-tip", hidden: "" });
		this.head = make("div", { class: "sg-head" }, make("h3", { text: spec.title }));
		this.area = make("div", { class: "sg-plot", keydown(event) {
			if (event.key !== " " || !lab.clock) return;
			lab.clock.toggle();
			event.preventDefault();
		} }, ...canvases, this.tip);
		this.element = make("section", { "aria-label": spec.title }, this.head, this.area);
		Object.assign(this, { lab, still, lines: [], width: 0, painted: false });
		this.watch = new ResizeObserver(() => {
			if (this.area.clientWidth === this.width) return;
			this.draw(true);
			this.move();
		});
		this.watch.observe(this.area);
	}

	destroy() { this.watch.disconnect(); }

	fit() {
		const width = this.area.clientWidth, ratio = window.devicePixelRatio, alone = this.lab.spec.panels.length < 2;
		const height = Math.round(clamp(width * 0.78, 250, alone && !this.still ? 320 : 440));
		Object.assign(this, { width, height, ratio, box: { left: 54, top: 28, right: width - 10, bottom: height - 42 } });
		this.area.style.height = `${height}px`;
		for (const context of [this.back, this.trail, this.front, this.ghosts]) {
			Object.assign(context.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
			context.setTransform(ratio, 0, 0, ratio, 0, 0);
		}
	}

	/** Draw a new state; `fresh`: size, theme or pixels may have changed too. */
	draw(fresh) {
		if (fresh || !this.width) { this.painted = false; this.fit(); }
		if (!this.width) return;
		if (!this.painted || !this.still) { this.wipe(this.back); this.paint(); this.painted = true; }
		this.lines = this.trace();
		this.wipe(this.ghosts);
		this.inside(this.ghosts, (c) => { for (const line of this.lines) this.stroke(c, line, 0, line.length - 1, line.style.faint ? 0.13 : 0.3); });
		this.rewind();
	}

	move() { // the playhead moved
		if (!this.width) return;
		if (this.ratio !== window.devicePixelRatio) this.draw(true); // zoomed
		this.advance();
		this.wipe(this.front);
		this.mark();
		const { left, top, right, bottom } = this.box;
		for (const { style, points, drawn } of this.lines) {
			const [x, y] = points.subarray(2 * drawn, 2 * drawn + 2);
			if (style.faint || !(x >= left && x <= right && y >= top && y <= bottom)) continue;
			this.put(SHAPES[style.marker], x, y, "page", 3, style.color);
		}
		this.crown?.();
	}

	wipe(context) { context.clearRect(0, 0, this.width, this.height); }

	put(shape, x, y, edge, lineWidth, fill) {
		const path = new Path2D(), { front, lab } = this;
		path.addPath(new Path2D(shape), new DOMMatrix([5, 0, 0, 5, x, y]));
		Object.assign(front, { strokeStyle: lab.color(edge), lineWidth, fillStyle: lab.color(fill ?? edge) });
		front.stroke(path);
		if (fill) front.fill(path);
	}

	axes(x, y, grid) {
		const { box, lab, back: c } = this, { left, top, right, bottom } = box;
		this.x = makeScale(x, left, right);
		this.y = makeScale(y, bottom, top);
		Object.assign(c, { font: `12px ${getComputedStyle(this.area).fontFamily}`, fillStyle: lab.color("muted"), textAlign: "center", textBaseline: "top" });
		const rule = (...box) => {
			c.fillStyle = lab.color(grid ? "grid" : "rule");
			c.fillRect(...box);
			c.fillStyle = lab.color("muted");
		};
		for (const [value, label] of this.x.ticks((right - left) / 70)) {
			const at = Math.round(this.x.at(value)), half = c.measureText(label).width / 2;
			rule(at, grid ? top : bottom, 1, bottom + 4 - (grid ? top : bottom));
			c.fillText(label, Math.min(at, this.width - half), bottom + 7);
		}
		Object.assign(c, { textAlign: "right", textBaseline: "middle" });
		for (const [value, label] of this.y.ticks((bottom - top) / 45)) {
			const at = Math.round(this.y.at(value));
			rule(left - 4, at, (grid ? right : left) + 4 - left, 1);
			c.fillText(label, left - 8, at);
		}
		Object.assign(c, { fillStyle: lab.color("ink"), textBaseline: "alphabetic" });
		c.fillText(`${x.label} →`, right, this.height - 6, right - left);
		c.textAlign = "left";
		c.fillText(`↑ ${y.label}`, 4, 14, this.width - 8);
	}

	border() {
		const { left, top, right, bottom } = this.box;
		Object.assign(this.back, { strokeStyle: this.lab.color("rule"), lineWidth: 1 });
		this.back.strokeRect(left - 0.5, top - 0.5, right - left + 1, bottom - top + 1);
	}

	inside(context, draw) {
		const { left, top, right, bottom } = this.box;
		context.save();
		context.beginPath();
		context.rect(left, top, right - left, bottom - top);
		context.clip();
		draw(context);
		context.restore();
	}

	/** A line in pixels; `runs` is its length so far, where dashes need it. */
	line(style, length, x, y) {
		const points = new Float64Array(2 * length), runs = style.dash.length ? new Float64Array(length) : null;
		for (let i = 0; i < length; i++) {
			const px = this.x.at(x(i)), py = this.y.at(y(i)), shrink = Math.max(1, Math.abs(px) / FAR, Math.abs(py) / FAR);
			points[2 * i] = px / shrink;
			points[2 * i + 1] = py / shrink;
			if (runs && i) runs[i] = runs[i - 1] + (Math.hypot(points[2 * i] - points[2 * i - 2], points[2 * i + 1] - points[2 * i - 1]) || 0);
		}
		return { style, points, length, runs, drawn: 0 };
	}

	stroke(c, { style, points, runs, length }, from, to, alpha) {
		const color = this.lab.color(style.color), few = length <= 80 && !style.faint && alpha === 1;
		Object.assign(c, { strokeStyle: color, fillStyle: color, globalAlpha: alpha, lineJoin: "round", lineDashOffset: runs ? runs[from] : 0,
			lineWidth: style.faint ? 1 : length > 150 ? 1.5 : 2, lineCap: runs || alpha < 1 ? "butt" : "round" });
		c.setLineDash(style.dash);
		c.beginPath();
		const dots = few ? new Path2D() : null; // so that the lengths of few steps are seen
		for (let i = from, pen = false; i <= to; i++) {
			const x = points[2 * i], y = points[2 * i + 1];
			if (pen) c.lineTo(x, y); else c.moveTo(x, y);
			pen = Number.isFinite(x + y);
			if (few && pen) dots.addPath(new Path2D(SHAPES[style.marker]), new DOMMatrix([2.6, 0, 0, 2.6, x, y]));
		}
		c.stroke();
		if (few) c.fill(dots);
	}

	band({ x, low, high, style }) {
		this.inside(this.back, (c) => {
			const edge = (y, i) => c.lineTo(this.x.at(x[i]), clamp(this.y.at(y[i]), -FAR, FAR));
			c.beginPath();
			for (let i = 0; i < x.length; i++) edge(high, i);
			for (let i = x.length - 1; i >= 0; i--) edge(low, i);
			Object.assign(c, { globalAlpha: 0.18, fillStyle: this.lab.color(style.color) });
			c.fill();
		});
	}

	rewind() { // all of every line as a ghost
		this.wipe(this.trail);
		this.trail.drawImage(this.ghosts.canvas, 0, 0, this.width, this.height);
		for (const line of this.lines) line.drawn = -1;
		this.advance();
	}

	advance() { // extend every line to the playhead
		const goals = this.lines.map(({ style, length }) => this.lab.row(style, length));
		if (goals.some((goal, k) => goal < this.lines[k].drawn)) return this.rewind();
		return this.inside(this.trail, (c) => this.lines.forEach((line, k) => {
			if (goals[k] > line.drawn) this.stroke(c, line, Math.max(0, line.drawn), goals[k], line.style.faint ? 0.3 : 1);
			line.drawn = goals[k];
		}));
	}

	hair(x, color) {
		this.front.fillStyle = this.lab.color(color);
		this.front.fillRect(Math.round(this.x.at(x)), this.box.top, 1, this.box.bottom - this.box.top);
	}

	at(event) {
		const { left, top } = this.area.getBoundingClientRect();
		return [event.clientX - left, event.clientY - top];
	}

	where(event) {
		const [x, y] = this.at(event);
		return [this.x.back(x), this.y.back(y)];
	}

	covers(event) {
		const [x, y] = this.at(event), { left, top, right, bottom } = this.box ?? {};
		return x >= left && x <= right && y >= top && y <= bottom && this.x;
	}

	tell(text, event) {
		this.tip.hidden = !text;
		if (!text) return;
		write(this.tip, text);
		const [x, y] = this.at(event), { offsetWidth: w, offsetHeight: h } = this.tip;
		Object.assign(this.tip.style, { left: `${x + 16 + w > this.width ? Math.max(0, x - w - 16) : x + 16}px`, top: `${clamp(y - h - 10, 0, this.height - h)}px` });
	}
}

const CROSS = "M-1-1 1 1M-1 1 1-1";
const SHAPES = { circle: "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z", square: "M-.9-.9H.9V.9H-.9z", diamond: "M0-1.3 1.3 0 0 1.3-1.3 0z",
	triangle: "M0-1.25 1.15.85H-1.15z" };

// --- contours

/** For each of `count` pixels: the four grid points around it, and their weights (Catmull-Rom). */
function cubic(count, points, flip) {
	return Array.from({ length: count }, (_, p) => {
		const at = ((flip ? count - p - 0.5 : p + 0.5) / count) * (points - 1), i = Math.min(points - 2, Math.floor(at)), t = at - i;
		return [Math.max(0, i - 1), i, i + 1, Math.min(points - 1, i + 2),
			(((2 - t) * t - 1) * t) / 2, ((3 * t - 5) * t * t + 2) / 2, (((4 - 3 * t) * t + 1) * t) / 2, ((t - 1) * t * t) / 2];
	});
}

/** Bands and thin lines, pixel by pixel: sharp at any zoom. */
function paintContours({ back, box, ratio }, losses, levels, lab) {
	const left = Math.round(box.left * ratio), top = Math.round(box.top * ratio);
	const width = Math.round(box.right * ratio) - left, height = Math.round(box.bottom * ratio) - top;
	const last = levels.length - 1, cap = 2 * levels[last] - levels[0], heights = losses.map((v) => (v < cap ? v : cap)); // NaN too
	const [ny, nx] = losses.shape, across = cubic(width, nx), up = cubic(height, ny, true);
	const [valley, peak, ink] = ["valley", "peak", "contour"].map((name) => lab.color(name).split(" ").map(Number));
	const bands = Array.from({ length: last + 2 }, (_, k) => valley.map((v, i) => v + ((peak[i] - v) * k) / (last + 1)));
	const image = back.createImageData(width, height), column = new Float64Array(nx);
	let above = new Float64Array(width + 1), row = new Float64Array(width + 1);
	function fill(target, py) {
		const [a, b, c, d, wa, wb, wc, wd] = up[py];
		for (let i = 0; i < nx; i++) column[i] = wa * heights[a * nx + i] + wb * heights[b * nx + i] + wc * heights[c * nx + i] + wd * heights[d * nx + i];
		for (let px = 0; px < width; px++) {
			const f = across[px];
			target[px] = f[4] * column[f[0]] + f[5] * column[f[1]] + f[6] * column[f[2]] + f[7] * column[f[3]];
		}
		target[width] = 2 * target[width - 1] - target[width - 2];
	}
	fill(row, 1);
	for (let py = 0, k = 0; py < height; py++) {
		if (py) [above, row] = [row, above]; else above.set(row);
		fill(row, py);
		for (let px = 0; px < width; px++) {
			const v = row[px], slope = Math.hypot(row[px + 1] - v, above[px] - v) || 1e-300;
			while (k <= last && levels[k] <= v) k++;
			while (k > 0 && levels[k - 1] > v) k--;
			const over = k ? (v - levels[k - 1]) / slope : Infinity, under = k <= last ? (levels[k] - v) / slope : Infinity;
			const line = 0.75 * clamp(0.5 * ratio + 0.5 - Math.min(over, under), 0, 1), at = 4 * (py * width + px), band = bands[k];
			for (let n = 0; n < 3; n++) image.data[at + n] = band[n] + line * (ink[n] - band[n]);
			image.data[at + 3] = 255;
		}
	}
	back.putImageData(image, left, top);
}

/** The grid at a point, bilinear. */
function sampleGrid(grid, [x, y], across, up) {
	const place = (v, [low, high], n) => clamp((v - low) / (high - low), 0, 1) * (n - 1), [ny, nx] = grid.shape;
	const px = place(x, across, nx), py = place(y, up, ny), i = Math.min(nx - 2, Math.floor(px)), j = Math.min(ny - 2, Math.floor(py));
	const row = (at) => grid[at] + (px - i) * (grid[at + 1] - grid[at]), low = row(j * nx + i);
	return low + (py - j) * (row(j * nx + nx + i) - low);
}

// --- scales and numbers

const clamp = (v, low, high) => Math.min(high, Math.max(low, v));

function makeScale({ scale, range }, from, to) {
	const log = scale === "log", f = log ? Math.log10 : (v) => v, back = log ? (v) => 10 ** v : f;
	const low = f(range[0]), unit = (to - from) / (f(range[1]) - low);
	const ticks = (count) => (log ? logTicks : linearTicks)(range, count);
	return { at: (v) => from + (f(v) - low) * unit, back: (p) => back(low + (p - from) / unit), ticks };
}

function linearTicks([low, high], count) {
	const rough = (high - low) / Math.max(2, count), ten = 10 ** Math.floor(Math.log10(rough));
	const step = ten * [1, 2, 5, 10].find((m) => m * ten >= rough * 0.999), digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9)), ticks = [];
	for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
		const v = k * step || 0, long = digits > 4 || Math.abs(v) >= 1e6, format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
		ticks.push([v, long ? say(v) : minus(v.toLocaleString("en-US", format))]);
	}
	return ticks;
}

function logTicks([low, high], count) {
	const from = Math.floor(Math.log10(low)), to = Math.ceil(Math.log10(high)), ticks = [];
	for (let n = from; n <= to; n += Math.ceil((to - from) / Math.max(2, count))) {
		for (const m of high < 100 * low ? [1, 2, 5] : [1]) {
			const v = m * 10 ** n;
			if (v >= low * 0.999 && v <= high * 1.001) ticks.push([v, say(v).replace(/^1×/, "")]);
		}
	}
	return ticks;
}

const minus = (text) => text.replace("-", "−");
const raised = (n) => [...String(n)].map((d) => (d === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[d])).join("");

/** A number as one says it: three digits, powers of ten where it is tiny or huge. */
function say(v) {
	const size = Math.abs(v);
	if (!(size < 3.4e38)) return Number.isNaN(v) ? "undefined" : `beyond ${v < 0 ? "−" : ""}10³⁸`; // where float32 ends
	if (size >= 1000 && size < 1e7) return minus(Math.round(v).toLocaleString("en-US"));
	if (!size || (size >= 1e-3 && size < 1e7)) return minus(`${Number(v.toPrecision(3))}`);
	const [digits, power] = v.toExponential(2).split("e").map(Number);
	return `${minus(`${digits}`)}×10${raised(power)}`;
}

/** Index of the last entry of a rising array that is at most x; −1 if none is. */
function lastAtMost(array, x) {
	let low = 0, high = array.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (array[middle] <= x) low = middle + 1; else high = middle;
	}
	return low - 1;
}

// --- the clock

const ICONS = { play: "M4 2.5v11l9-5.5z", pause: "M4 2.5h3v11H4zM9 2.5h3v11H9z", back: "M3 3h2v10H3zM13 3v10L6 8z", forward: "M11 3h2v10h-2zM3 3v10l7-5z" };

/** Play, pause, step, scrub, speed: one playhead for all panels, in fractions of the budget. */
function makeClock(spec, lab) {
	const calm = matchMedia("(prefers-reduced-motion: reduce)");
	const button = (name, label, click) => make("button", { type: "button", "aria-label": label, title: label, click },
		drawing(16, 16, { d: ICONS[name] }));
	const play = button("play", "Play", () => toggle());
	play.classList.add("sg-play");
	const scrub = make("input", { type: "range", min: 0, max: 1, step: 0.001, "aria-label": "Playhead", input() { pause(); lab.move(Number(scrub.value)); } });
	const speed = make("select", { "aria-label": "Speed" }, ...[0.25, 0.5, 1, 2, 4].map((v) => make("option", { value: v, text: `${v}×` })));
	speed.value = 1;
	const output = make("output", { "aria-live": "off" });
	const element = make("div", { class: "sg-clock", role: "group", "aria-label": "Playback" }, button("back", "Step back", () => step(-1)),
		play, button("forward", "Step forward", () => step(1)), scrub, make("label", {}, "speed", speed), output);
	let ticket = 0, before = 0, rested = 0; // ticket: the animation frame asked for; 0 when paused

	function pause() {
		cancelAnimationFrame(ticket);
		ticket = 0;
		dress();
	}
	function dress() {
		const label = ticket ? "Pause" : "Play";
		set(play, { "aria-label": label, title: label });
		play.querySelector("path").setAttribute("d", ICONS[label.toLowerCase()]);
	}
	function toggle() {
		if (ticket) return pause();
		if (lab.fraction >= 1) lab.move(0);
		[before, rested] = [performance.now(), 0];
		ticket = requestAnimationFrame(tick);
		return dress();
	}
	function tick(now) {
		rested += (Math.max(0, now - before) / 1000) * (Number(speed.value) / DURATION);
		before = now;
		if (rested >= (calm.matches ? 0.1 : 0)) { // reduced motion: ten jumps, no glide
			lab.move(Math.min(1, lab.fraction + rested));
			rested = 0;
		}
		if (lab.fraction >= 1) pause(); else if (ticket) ticket = requestAnimationFrame(tick);
	}
	function step(way) { // to the next moment at which anything moves
		pause();
		let next = way > 0 ? 1 : 0;
		for (const { spent } of lab.series.values()) {
			for (const t of lab.value(spent) ?? []) if (way * (t - lab.fraction) > 2e-6 && way * (next - t) > 0) next = t;
		}
		lab.move(next);
	}
	function move() {
		const total = lab.value(spec.total), { fraction } = lab;
		const text = total ? `${say(fraction * total)} of ${say(total)} ${spec.unit}` : `${Math.round(100 * fraction)} % of the budget`;
		scrub.value = fraction;
		scrub.setAttribute("aria-valuetext", text);
		write(output, text);
	}
	return { element, move, toggle, destroy: pause };
}

// --- legend and words

/** A piece of a series' line. */
function sample({ color, dash, marker, faint }) {
	const paint = /^[a-z]+$/.test(color) ? `var(--${color}, ${color})` : color;
	const line = { d: "M1 7H33", stroke: paint, "stroke-width": faint ? 6 : 2, opacity: faint ? 0.3 : 1, "stroke-dasharray": dash.join(" ") };
	return drawing(34, 14, line, faint ? {} : { d: SHAPES[marker], fill: paint, transform: "translate(17 7) scale(5)" });
}

function makeLegend(lab) {
	const has = (name) => lab.spec.panels.some((panel) => panel[name]);
	const entries = [...lab.series.values()].map((series) => make("li", {}, sample(series), series.name));
	if (lab.drags && has("start")) entries.push(make("li", {}, "◯ start: drag it"));
	if (has("minimum")) entries.push(make("li", {}, "✕ minimum"));
	return make("ul", { class: "sg-key", "aria-label": "Legend" }, ...entries);
}

/** Lines (\n: the rest is bold) and tables in a live region; only what changed is touched. */
function makeWords(specs, lab) {
	const boxes = { lines: make("div"), table: make("div") };
	const builders = {
		lines: ({ series }, rows) => rows.map((_, k) => {
			const style = lab.series.get(series?.[k]);
			const text = ["span", "b"].map((tag) => make(tag, { class: "sg-cell" }));
			return make("p", {}, ...(style ? [sample(style)] : []), make("span", {}, ...text));
		}),
		table: ({ caption }, rows) => [make("caption", { text: caption }), ...rows.map((row, i) =>
			make("tr", {}, ...row.map((text, k) => make((i && k) || !text ? "td" : "th", { class: "sg-cell" }))))],
	};
	const parts = specs.map((spec) => {
		const node = make(spec.kind === "table" ? "table" : "div");
		boxes[spec.kind].append(node);
		return { spec, node, size: 0 };
	});
	function draw() {
		for (const part of parts) {
			const { spec, node } = part, value = lab.state[spec.data] ?? [];
			const rows = value.columns ? [value.columns, ...value.rows] : [value].flat();
			const texts = value.columns ? rows.flat() : rows.flatMap((row) => `${row}\n`.split("\n", 2));
			if (texts.length !== part.size) node.replaceChildren(...(texts.length ? builders[spec.kind](spec, rows) : []));
			part.size = texts.length;
			node.querySelectorAll(".sg-cell").forEach((cell, k) => write(cell, texts[k]));
		}
	}
	const element = make("div", { class: "sg-words", "aria-live": "polite" }, ...Object.values(boxes).filter((box) => box.firstChild));
	return { element, draw };
}

// --- small parts

/** Attributes; functions are listeners. */
function set(node, attributes) {
	for (const [name, value] of Object.entries(attributes)) {
		if (typeof value === "function") node.addEventListener(name, value); else node.setAttribute(name, value);
	}
	return node;
}

function make(tag, { text, ...attributes } = {}, ...children) {
	const node = set(document.createElement(tag), attributes);
	if (text !== undefined) node.textContent = text;
	node.append(...children);
	return node;
}

function drawing(width, height, ...paths) {
	const node = (tag, attributes) => set(document.createElementNS(SVG, tag), attributes);
	const svg = node("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" });
	svg.append(...paths.map((attributes) => node("path", attributes)));
	return svg;
}

function write(node, text) {
	if (node.textContent !== String(text)) node.textContent = text;
}

const unique = () => `sgdlab-${Math.random().toString(36).slice(2)}`;
const plain = (event) => !(event.ctrlKey || event.metaKey || event.altKey);

/** One request at a time; of those that come meanwhile the newest is sent. */
function newestWins(send, complain) {
	let number = 0, underWay = null, waiting = null, timer = 0;
	function done() {
		clearTimeout(timer);
		underWay = null;
	}
	function fail(sentence) {
		done();
		waiting = null;
		complain(`${sentence} The picture shows its last answer.`);
	}
	function go() {
		if (waiting === null) return;
		const start = waiting;
		[underWay, waiting] = [++number, null];
		timer = setTimeout(fail, 1000 * PATIENCE, `The kernel has not answered for ${PATIENCE} seconds.`);
		try {
			send(start, number);
		} catch (error) {
			fail(`The kernel cannot be reached (${error.message}).`);
		}
	}
	return {
		ask(start) { waiting = start; if (underWay === null) go(); },
		answered(request = 0) {
			number = Math.max(number, request); // a reloaded page goes on counting
			if (underWay === null) return;
			done();
			go();
		},
		stale: (request = 0) => underWay !== null && request < underWay,
		busy: () => underWay !== null,
		stop: done,
	};
}

/** JupyterLab's theme, else the system's. */
function watchTheme(root, changed) {
	const system = matchMedia("(prefers-color-scheme: dark)");
	function apply() {
		const { jpThemeLight } = document.body.dataset, theme = (jpThemeLight ? jpThemeLight === "true" : !system.matches) ? "light" : "dark";
		if (root.dataset.theme === theme) return;
		root.dataset.theme = theme;
		changed();
	}
	const watch = new MutationObserver(apply);
	watch.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
	system.addEventListener("change", apply);
	apply();
	return () => { watch.disconnect(); system.removeEventListener("change", apply); };
}

/** Stock sliders' handles have no name, and stock lists lose their keys: mend both, now and later. */
function mendControls(root) {
	function label(box) {
		for (const handle of box.querySelectorAll(".widget-slider .noUi-handle")) {
			const text = handle.closest(".widget-slider").querySelector(".widget-label")?.textContent.trim();
			if (text) set(handle, { "aria-label": text });
		}
	}
	let watch = null, home = root;
	function keep(event) { // or Notebook 7 takes the key
		if (home.contains(event.target)) event.target.toggleAttribute("data-lm-suppress-shortcuts", plain(event));
	}
	addEventListener("keydown", keep, true);
	const found = new ResizeObserver(() => { // fires once the lab is in the page
		let box = null; // the outermost
		for (let node = root; (node = node.parentElement?.closest(".widget-box")); ) box = node;
		if (watch || !box) return;
		watch = new MutationObserver(() => label(box));
		watch.observe(box, { childList: true, subtree: true, characterData: true });
		home = set(box, { keydown(event) { if (plain(event)) event.stopPropagation(); } }); // or JupyterLab does
		label(box);
	});
	found.observe(root);
	return () => { found.disconnect(); watch?.disconnect(); removeEventListener("keydown", keep, true); };
}

// --- Jupyter

const LOST = "The kernel is gone. The picture shows its last answer; run the cell again to go on.";

function render({ model, el }) {
	let spec = model.get("spec");
	const lab = mount(el, { spec, frame: model.get("frame"), onStart: (start, request) => model.send({ kind: "start", start, request }) });
	const sync = () => { // spec and frame may arrive together: never draw one with the other's past
		if (model.get("spec") !== spec) lab.describe((spec = model.get("spec")));
		lab.show(decode(model.get("frame")));
	};
	const lost = () => lab.notice("lost", LOST);
	const heard = Object.entries({ "change:spec": sync, "change:frame": sync, "comm:close": lost, comm_live_update: lost });
	for (const [event, listener] of heard) model.on(event, listener);
	return () => {
		for (const [event, listener] of heard) model.off(event, listener);
		lab.destroy();
	};
}

export default { render };
