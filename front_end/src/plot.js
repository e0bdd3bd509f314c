// What pictures with axes share: layers, lines that grow, heads, the tip.

import { zoomOf } from "./large.js";
import { strokeLine } from "./lines.js";
import { SHAPES } from "./marks.js";
import { clamp } from "./numbers.js";
import { make, plain } from "./page.js";
import { makeTip, placeIn } from "./tip.js";

/**
 * Layers: back (axes), trail (lines up to the playhead), front (heads).  A panel adds paint, trace, mark and crown, and
 * the shape of its box, height by width, where that is not free.
 */
export class Plot {
	constructor(spec, lab, still) {
		const canvases = [0, 1, 2].map(() => make("canvas", { "aria-hidden": "true" }));
		[this.back, this.trail, this.front, this.ghosts] = [...canvases, make("canvas")].map((canvas) =>
			canvas.getContext("2d"),
		);
		this.head = make("div", { class: "sg-head" }, make("h3", { text: spec.title }));
		this.area = make(
			"div",
			{
				class: "sg-plot",
				keydown(event) {
					if (event.key !== " " || !lab.clock || !plain(event)) return;
					lab.clock.toggle();
					event.preventDefault();
				},
			},
			...canvases,
		);
		this.tell = makeTip(this.area);
		this.element = make("div", { role: "group", "aria-label": spec.title }, this.head, this.area);
		Object.assign(this, {
			spec,
			lab,
			still,
			lines: [],
			width: 0,
			painted: false,
			dotted: true,
			shape: null,
			margins: [54, 28, 10, 42],
		});
		this.watch = new ResizeObserver(() => {
			if (this.area.clientWidth === this.width) return;
			this.draw(true);
			this.move();
		});
		this.watch.observe(this.area);
	}

	destroy() {
		this.watch.disconnect();
	}
	trace() {
		return [];
	}
	sharp() {
		return window.devicePixelRatio * zoomOf(this.area);
	}
	font() {
		return `12px ${getComputedStyle(this.area).fontFamily}`;
	}

	fit() {
		const width = this.area.clientWidth,
			ratio = this.sharp(),
			[left, top, right, bottom] = this.margins;
		const alone = this.spec.wide || this.lab.spec.panels.length < 2,
			low = alone && ["curves", "bars"].includes(this.spec.kind);
		const across = width - left - right,
			height = Math.round(clamp(this.shape ? across * this.shape + top + bottom : width * 0.78, 250, low ? 320 : 440));
		const wide = this.shape ? Math.min(across, (height - top - bottom) / this.shape) : across,
			high = this.shape ? wide * this.shape : height - top - bottom;
		Object.assign(this, { width, height, ratio, box: { left, top, right: left + wide, bottom: top + high } });
		this.area.style.height = `${height}px`;
		for (const context of [this.back, this.trail, this.front, this.ghosts]) {
			Object.assign(context.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
			context.setTransform(ratio, 0, 0, ratio, 0, 0);
		}
	}

	/** Draw a new state; `fresh`: size, theme or pixels may have changed too. */
	draw(fresh) {
		if (fresh || !this.width) {
			this.painted = false;
			this.fit();
		}
		if (!this.width) return;
		if (!this.painted || !this.still) {
			this.wipe(this.back);
			this.paint();
			this.painted = true;
		}
		this.lines = this.trace();
		this.wipe(this.ghosts);
		this.inside(this.ghosts, (c) => {
			for (const line of this.lines)
				if (line.style.spent) strokeLine(this, c, line, 0, line.length - 1, line.style.faint ? 0.13 : 0.3);
		});
		this.rewind();
	}

	move() {
		// the playhead moved
		if (!this.width) return;
		if (this.ratio !== this.sharp()) this.draw(true); // zoomed
		this.advance();
		this.wipe(this.front);
		this.mark?.();
		for (const { style, points, drawn } of this.lines) {
			const [x, y] = points.subarray(2 * drawn, 2 * drawn + 2);
			if (style.spent && !style.faint) this.put(this.front, SHAPES[style.marker], x, y, "page", 3, style.color);
		}
		this.crown?.();
	}

	rewind() {
		// all of every line as a ghost
		this.wipe(this.trail);
		this.trail.drawImage(this.ghosts.canvas, 0, 0, this.width, this.height);
		for (const line of this.lines) line.drawn = -1;
		this.advance();
	}

	advance() {
		// extend every line to the playhead
		const goals = this.lines.map(({ style, length }) => this.lab.row(style, length));
		if (goals.some((goal, k) => goal < this.lines[k].drawn)) return this.rewind();
		return this.inside(this.trail, (c) =>
			this.lines.forEach((line, k) => {
				if (goals[k] > line.drawn) {
					strokeLine(
						this,
						c,
						line,
						Math.max(0, line.drawn),
						goals[k],
						line.style.faint ? 0.3 : 1,
						this.dotted || line.style.spent,
					);
				}
				line.drawn = goals[k];
			}),
		);
	}

	wipe(context) {
		context.clearRect(0, 0, this.width, this.height);
	}

	inside(context, draw) {
		const { left, top, right, bottom } = this.box;
		context.save();
		context.beginPath();
		context.rect(left - 3, top - 3, right - left + 6, bottom - top + 6); // dots on the edge stay whole
		context.clip();
		draw(context);
		context.restore();
	}

	within(x, y) {
		const { left, top, right, bottom } = this.box;
		return x >= left && x <= right && y >= top && y <= bottom;
	}

	/** A shape at a place in the box, its edge and its fill in colors by name. */
	put(context, shape, x, y, edge, lineWidth, fill, size = 5) {
		if (!this.within(x, y)) return;
		const path = new Path2D();
		path.addPath(new Path2D(shape), new DOMMatrix([size, 0, 0, size, x, y]));
		Object.assign(context, { strokeStyle: this.lab.color(edge), lineWidth, fillStyle: this.lab.color(fill ?? edge) });
		context.stroke(path);
		if (fill) context.fill(path);
	}

	/** Words beside a place, in front of all, readable on anything; on its left where there is no room on its right. */
	label(text, x, y, gap, color = "ink") {
		const c = this.front;
		Object.assign(c, {
			font: this.font(),
			textBaseline: "middle",
			textAlign: "left",
			lineWidth: 4,
			lineJoin: "round",
			strokeStyle: this.lab.color("page"),
			fillStyle: this.lab.color(color),
		});
		const wide = c.measureText(text).width,
			room = x + gap + wide < this.width - 2,
			left = room ? x + gap : Math.max(2, x - gap - wide);
		const at = clamp(y, 8, this.height - 8);
		c.strokeText(text, left, at);
		c.fillText(text, left, at);
	}

	hair(x, color, dash, wide) {
		this.rule(
			[
				[x, this.box.top],
				[x, this.box.bottom],
			],
			color,
			dash,
			wide,
		);
	}

	/** A straight line in pixels. */
	rule(ends, color, dash = [], wide = 1) {
		const c = this.front;
		c.setLineDash(dash);
		Object.assign(c, { strokeStyle: this.lab.color(color), lineWidth: wide });
		c.beginPath();
		for (const [x, y] of ends) c.lineTo(Math.round(x) + 0.5, Math.round(y) + 0.5);
		c.stroke();
		c.setLineDash([]);
	}

	place(event) {
		return placeIn(this.area, event);
	}
	pointAt([x, y]) {
		return [this.x.back(x), this.y.back(y)];
	}
	covers(place) {
		return Boolean(this.x) && this.within(...place);
	}
}
