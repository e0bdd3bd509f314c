// What pictures with axes share: layers, lines that grow, heads, the tip.

import { assign, fitLayer, group, make, makeHead, makeLayer } from "../page/elements.js";
import { sharpnessOf } from "../page/stage_mode.js";
import { makeTip, placeIn } from "../page/tip.js";
import { drawHeads, drawTails } from "./heads.js";
import { Words } from "./labels.js";
import { isInside, plotSize } from "./layout.js";
import { fillDots, ghostsOf, strokeLine, strokePale } from "./lines.js";
import { makeScale } from "./scales.js";

/** @import { Box, Context, Lab, Line, Pair, PlotSpec } from "../types.js" */
/** @import { Margins } from "./layout.js" */

const TALL = 36; // pixels between two rows, which a plot that spans them has too

/**
 * Layers: back (axes), trail (lines up to the playhead), front (heads, and then all words).  A panel adds paint, trace,
 * mark and crown.
 */
export class Plot {
	back = makeLayer();
	trail = makeLayer();
	front = makeLayer();
	words = new Words();
	x = makeScale({ range: [0, 1] }, 0, 1);
	y = makeScale({ range: [0, 1] }, 0, 1);
	scaled = false; // whether x and y are those of a picture
	/** @type {Line[]} */
	lines = [];
	/** @type {Line[]} of the state that was kept as a ghost */
	ghosts = [];
	/** @type {unknown[]} what was painted last */
	#painted = [];
	#blank = true; // nothing is drawn on the trail
	/** @type {Box} */
	box = { left: 0, top: 0, right: 0, bottom: 0 };
	/** @type {Margins} */
	margins = [54, 8, 10, 24];
	shape = 0; // of the box, height by width; 0: that is free
	dotted = true; // whether lines without a head show their points
	cased = false; // whether lines have an edge in the color of the page, because they lie on shades
	unit = make("span", { class: "sg-unit" }); // what the vertical axis counts
	flat = Infinity; // pixels that it may be high where it has a row of its own
	width = 0;
	height = 0;
	ratio = 1;
	family = ""; // of the font; read once, because it takes long
	spacing = ""; // of its letters and words, which a reader may have made wider

	/** @param {PlotSpec} spec @param {Lab} lab */
	constructor(spec, lab) {
		this.lab = lab;
		const canvases = [this.back, this.trail, this.front].map(({ canvas }) => canvas);
		const title = make("h3", { text: spec.title });
		this.head = makeHead(make("div", {}, title, this.unit));
		this.area = make("div", { class: "sg-plot" }, ...canvases);
		this.tell = makeTip(this.area);
		this.element = group(spec.title, {}, this.head, this.area);
	}

	/** Draw what only a new state changes, on the layer at the back. */
	paint() {}
	/** What `paint` draws, if the same things always look the same. @returns {unknown[]} */
	shows() {
		return [{}];
	}
	/** The lines of the state, in pixels. @returns {Line[]} */
	trace() {
		return [];
	}
	/** Draw what the playhead changes, below the heads of the lines. */
	mark() {}
	/** Draw what lies above the heads. */
	crown() {}

	destroy() {
		this.width = 0; // a pointer that leaves it now moves nothing: the lab is another one
	}

	font() {
		if (!this.family) {
			const { fontFamily, letterSpacing, wordSpacing } = getComputedStyle(this.area);
			assign(this, { family: fontFamily, spacing: `${letterSpacing} ${wordSpacing}` });
		}
		return `12px ${this.family}`;
	}

	fit() {
		this.width = this.area.clientWidth;
		this.ratio = sharpnessOf(this.area);
		const [alone, spans] = ["sg-wide", "sg-tall"].map((name) => this.element.classList.contains(name));
		const rows = spans ? 2 : 1;
		const { tallest, tall } = this.lab.room;
		const highest = Math.min(alone ? this.flat : Infinity, tallest) * rows + TALL * (rows - 1);
		assign(this, plotSize(this.width, this.margins, this.shape, highest, tall));
		this.area.style.height = `${this.height}px`;
		for (const one of [this.back, this.trail, this.front]) fitLayer(one, this.width, this.height, this.ratio);
	}

	/** Draw a new state; `fresh`: size, theme or pixels may have changed too. @param {boolean} [fresh] */
	draw(fresh) {
		if (fresh || !this.width) {
			this.#painted = [];
			this.words = new Words();
			this.family = "";
			this.fit();
		}
		if (!this.width) return;
		const shown = this.shows();
		if (shown.some((one, k) => one !== this.#painted[k])) {
			this.wipe(this.back);
			this.paint();
			this.#painted = shown;
			this.lab.later(() => this.tell("")); // it says what was there before
		}
		this.lines = this.trace();
		this.ghosts = ghostsOf(this);
		this.rewind();
	}

	/** The playhead moved. */
	move() {
		if (!this.width) return;
		if (this.ratio !== sharpnessOf(this.area)) this.draw(true); // on another screen
		this.advance();
		this.wipe(this.front);
		this.words.clear();
		this.mark();
		if (this.lab.clock?.playing) drawTails(this);
		drawHeads(this);
		this.crown();
		this.words.write();
	}

	/** Begin again: all of every line, pale. */
	rewind() {
		if (!this.#blank) this.wipe(this.trail);
		this.#blank = !this.lines.length && !this.ghosts.length;
		strokePale(this);
		for (const line of this.lines) line.drawn = -1;
	}

	/** Extend every line to the playhead. */
	advance() {
		const goals = this.lines.map(({ style, length }) => this.lab.row(style, length));
		if (goals.some((goal, k) => goal < this.lines[k].drawn)) this.rewind();
		const grown = this.lines.flatMap((line, k) =>
			goals[k] > line.drawn ? [{ line, from: Math.max(0, line.drawn), to: goals[k] }] : [],
		);
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

	/** Where the pointer is in the box; null if it is elsewhere. @param {MouseEvent} event */
	pointer(event) {
		const place = this.place(event);
		return this.covers(place) ? place : null;
	}
}
