// What pictures with axes share: layers, lines that grow, heads, the tip.

import { drawHeads, drawTails } from "./heads.js";
import { isInside, plotSize } from "./layout.js";
import { fillDots, strokeLine } from "./lines.js";
import { assign, make, on, plain } from "./page.js";
import { makeScale } from "./scales.js";
import { zoomOf } from "./stage_mode.js";
import { makeTip, placeIn } from "./tip.js";

/** @import { Box, Context, Lab, Line, Pair, PlotSpec } from "./types.js" */
/** @import { Margins } from "./layout.js" */

const TALL = 36; // pixels between two rows, which a plot that spans them has too

/** A canvas that fills the area, and what draws on it. */
function makeLayer() {
	const canvas = make("canvas", { "aria-hidden": "true" });
	return /** @type {Context} */ (canvas.getContext("2d"));
}

/**
 * Layers: back (axes), trail (lines up to the playhead), front (heads), words (names).  A panel adds paint, trace, mark and crown, and
 * the shape of its box, height by width, where that is not free.
 */
export class Plot {
	back = makeLayer();
	trail = makeLayer();
	front = makeLayer();
	words = makeLayer(); // names and labels, in front of all
	ghosts = makeLayer(); // all of every line, pale; never in the page itself
	x = makeScale({ range: [0, 1] }, 0, 1);
	y = makeScale({ range: [0, 1] }, 0, 1);
	scaled = false; // whether x and y are those of a picture
	/** @type {Line[]} */
	lines = [];
	/** @type {Box} */
	box = { left: 0, top: 0, right: 0, bottom: 0 };
	/** @type {Margins} */
	margins = [54, 8, 10, 24];
	/** @type {number | null} */
	shape = null;
	dotted = true; // whether lines without a head show their points
	cased = false; // whether lines have an edge in the color of the page, because they lie on shades
	unit = make("span", { class: "sg-unit" }); // what the vertical axis counts
	still = false; // whether no frame changes what `paint` draws
	highest = 440;
	stretch = 1; // how many rows it spans
	width = 0;
	height = 0;
	ratio = 1;
	zoom = 1; // of the page in stage mode
	painted = false;
	family = ""; // of the font; read once, because it takes long

	/** @param {PlotSpec} spec @param {Lab} lab */
	constructor(spec, lab) {
		this.lab = lab;
		const canvases = [this.back, this.trail, this.front, this.words].map(({ canvas }) => canvas);
		const title = make("h3", { text: spec.title });
		this.head = make("div", { class: "sg-head" }, make("div", {}, title, this.unit));
		this.area = make("div", { class: "sg-plot" }, ...canvases);
		on(this.area, { keydown: (event) => this.playBySpace(event) });
		this.tell = makeTip(this.area);
		this.element = make("div", { role: "group", "aria-label": spec.title }, this.head, this.area);
		this.watch = new ResizeObserver(() => this.resized());
		this.watch.observe(this.area);
	}

	/** Draw what only a new state changes, on the layer at the back. */
	paint() {}
	/** The lines of the state, in pixels. @returns {Line[]} */
	trace() {
		return [];
	}
	/** The lines of the state that was kept as a ghost, in gray. */
	haunting() {
		const { lab } = this;
		if (!lab.ghost) return [];
		const present = lab.state;
		lab.state = lab.ghost;
		const lines = this.trace();
		lab.state = present;
		return lines.map((line) => ({ ...line, style: { ...line.style, color: "muted", dash: [] }, runs: null }));
	}
	/** Draw what the playhead changes, below the heads of the lines. */
	mark() {}
	/** Draw what lies above the heads. */
	crown() {}

	destroy() {
		this.watch.disconnect();
		this.width = 0; // a pointer that leaves it now moves nothing: the lab is another one
	}

	/** @param {KeyboardEvent} event */
	playBySpace(event) {
		if (event.key !== " " || !this.lab.clock || !plain(event)) return;
		this.lab.clock.toggle();
		event.preventDefault();
	}

	resized() {
		if (this.area.clientWidth === this.width || !this.lab.complete) return;
		this.draw(true);
		this.move();
	}

	/** Whether it has a row of its own. */
	get alone() {
		return this.element.classList.contains("sg-wide");
	}

	/** How many pixels of the screen a pixel of the page has. */
	sharp() {
		return window.devicePixelRatio * this.zoom;
	}

	font() {
		this.family ||= getComputedStyle(this.area).fontFamily;
		return `12px ${this.family}`;
	}

	fit() {
		this.width = this.area.clientWidth;
		this.family = "";
		this.zoom = zoomOf(this.area);
		this.ratio = this.sharp();
		this.stretch = this.element.classList.contains("sg-tall") ? 2 : 1;
		const highest = Math.min(this.highest, this.lab.tallest) * this.stretch + TALL * (this.stretch - 1);
		assign(this, plotSize(this.width, this.margins, this.shape, highest));
		this.area.style.height = `${this.height}px`;
		for (const context of [this.back, this.trail, this.front, this.words, this.ghosts]) {
			context.canvas.width = Math.round(this.width * this.ratio);
			context.canvas.height = Math.round(this.height * this.ratio);
			context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
		}
	}

	/**
	 * Scales from the ranges of two axes to the box.
	 * @param {{ range: Pair, scale?: "linear" | "log" }} x
	 * @param {{ range: Pair, scale?: "linear" | "log" }} y
	 */
	setScales(x, y) {
		this.x = makeScale(x, this.box.left, this.box.right);
		this.y = makeScale(y, this.box.bottom, this.box.top);
		this.scaled = true;
	}

	/** Draw a new state; `fresh`: size, theme or pixels may have changed too. @param {boolean} [fresh] */
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
			for (const line of this.haunting()) strokeLine(this, c, line, { alpha: 0.6 });
			for (const line of this.lines.filter(({ style }) => style.spent)) {
				strokeLine(this, c, line, { alpha: line.style.faint ? 0.13 : 0.3 });
			}
		});
		this.rewind();
	}

	/** The playhead moved. */
	move() {
		if (!this.width) return;
		if (this.ratio !== this.sharp()) this.draw(true); // zoomed
		this.advance();
		this.wipe(this.front);
		this.wipe(this.words);
		this.mark();
		if (this.lab.clock?.playing) drawTails(this);
		drawHeads(this);
		this.crown();
	}

	/** Begin again: all of every line as a ghost, then each up to the playhead. */
	rewind() {
		this.wipe(this.trail);
		this.trail.drawImage(this.ghosts.canvas, 0, 0, this.width, this.height);
		for (const line of this.lines) line.drawn = -1;
		this.advance();
	}

	/** Extend every line to the playhead. */
	advance() {
		const goals = this.lines.map(({ style, length }) => this.lab.row(style, length));
		if (goals.some((goal, k) => goal < this.lines[k].drawn)) {
			this.rewind();
			return;
		}
		const pieces = this.lines.map((line, k) => ({ line, from: Math.max(0, line.drawn), to: goals[k] }));
		const grown = pieces.filter(({ line, to }) => to > line.drawn);
		this.inside(this.trail, (c) => {
			for (const { line, from, to } of grown)
				strokeLine(this, c, line, { from, to, alpha: line.style.faint ? 0.3 : 1 });
		});
		for (const { line, from, to } of grown) {
			if (this.dotted || line.style.spent) fillDots(this, line, from, to);
			line.drawn = to;
		}
	}

	/** @param {Context} context */
	wipe(context) {
		context.clearRect(0, 0, this.width, this.height);
	}

	/** Draw inside of the box alone. @param {Context} context @param {(context: Context) => void} draw */
	inside(context, draw) {
		const { left, top, right, bottom } = this.box;
		context.save();
		context.beginPath();
		context.rect(left, top, right - left, bottom - top);
		context.clip();
		draw(context);
		context.restore();
	}

	/** @param {number} x @param {number} y */
	within(x, y) {
		return isInside(this.box, x, y);
	}

	/** Where an event happened, in pixels. @param {MouseEvent} event */
	place(event) {
		return placeIn(this.area, event);
	}

	/** The pixels of a point. @param {ArrayLike<number>} point @returns {Pair} */
	pixelsOf(point) {
		return [this.x.at(point[0]), this.y.at(point[1])];
	}

	/** The point at a place. @param {Pair} place @returns {Pair} */
	pointAt([x, y]) {
		return [this.x.back(x), this.y.back(y)];
	}

	/** @param {Pair} place */
	covers(place) {
		return this.scaled && this.within(...place);
	}
}
