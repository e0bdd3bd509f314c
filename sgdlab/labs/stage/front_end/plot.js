// What pictures with axes share: layers, axes, lines that grow, the tip.

import { SHAPES } from "./marks.js";
import { clamp, makeScale } from "./numbers.js";
import { make, write } from "./page.js";

const FAR = 1e5; // pixels; what diverges beyond keeps its direction

/** Layers: back (axes), trail (lines up to the playhead), front (heads).  A panel adds paint, trace, mark and crown. */
export class Plot {
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
