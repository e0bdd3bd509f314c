// The bars panel: a cluster of bars for each group, or one group whose bars have names; with the values on them.

import { clamp, say } from "../basics/numbers.js";
import { assign, set } from "../page/elements.js";
import { drawAxes } from "../plot/axes.js";
import { explore } from "../plot/explore.js";
import { wrapped } from "../plot/labels.js";
import { Plot } from "../plot/plot.js";
import { rangeOfBars } from "./ranges.js";

/** @import { Margins } from "../plot/layout.js" */
/** @import { BarsSpec, Context, Lab, Pair, Part, Series } from "../types.js" */

/**
 * @typedef {{ left: number, width: number, top: number, height: number, value: number, style: Series }} Bar in pixels
 */

export class BarsPanel extends Plot {
	/** @type {number | null} the group whose text is shown */
	here = null;
	flat = 320;
	/** @type {Margins} */
	margins = [54, 16, 10, 36];

	/** @param {BarsSpec} spec @param {Lab} lab */
	constructor(spec, lab) {
		super(spec, lab);
		this.spec = spec;
		explore(this);
	}

	get groups() {
		return this.lab.value(this.spec.groups);
	}

	/** The width of a group. */
	get slot() {
		return (this.box.right - this.box.left) / this.groups.length;
	}

	/** Where bars begin. */
	get base() {
		return this.y.at(0);
	}

	/** @override */
	paint() {
		const { back: c, box, lab, spec, groups } = this;
		this.here = null;
		const heights = spec.bars.map(({ data }) => lab.value(data));
		const range = lab.value(spec.y.range) ?? rangeOfBars(heights);
		drawAxes(this, { range: [0, groups.length], ticks: [] }, { ...spec.y, range }, true);
		c.fillStyle = lab.color("muted");
		c.fillRect(box.left, Math.round(this.base), box.right - box.left, 1);
		assign(c, { fillStyle: lab.color("ink"), textAlign: "center", textBaseline: "top" });
		const names = groups[1] || !spec.bars[1] ? groups : spec.bars.map(({ series }) => lab.style(series).name);
		const room = (box.right - box.left) / names.length;
		for (const [k, name] of names.entries()) this.#writeName(name, box.left + room * (k + 0.5), room);
	}

	/** @override */
	mark() {
		const { front: c, box, slot, here, spec } = this;
		if (here !== null) {
			c.fillStyle = this.lab.color("grid");
			c.fillRect(box.left + slot * here, box.top, slot, box.bottom - box.top);
		}
		const { length } = spec.bars;
		const each = Math.min(64, slot * Math.min(0.5, 0.8 / length));
		const pitch = length > 1 && this.groups[1] ? each : slot / length;
		const aside = (/** @type {number} */ k) => (k - (length - 1) / 2) * pitch;
		const all = spec.bars.flatMap((part, k) => this.groups.map((_, g) => this.#bar(part, g, aside(k), each)));
		const shown = all.filter(({ value }) => !Number.isNaN(value));
		for (const { left, top, width, height, style } of shown) {
			c.fillStyle = this.lab.color(style.color);
			c.fillRect(left, top, width, height);
		}
		const look = { font: this.font(), lineWidth: 3, lineJoin: "round" };
		assign(c, { ...look, strokeStyle: this.lab.color("page"), fillStyle: this.lab.color("ink") });
		for (const bar of shown) writeValue(c, bar, pitch - 3);
		const texts = this.groups.map((_, g) => this.#say(g).replace("\n", ": ").replaceAll("\n", ", "));
		this.lab.later(() =>
			set(this.area, { "aria-label": `${spec.title}: ${spec.y.label}. ${texts.join("; ") || "No bars yet"}.` }),
		);
	}

	/**
	 * A bar of group g.
	 * @param {Part} part @param {number} g @param {number} aside pixels from the middle of the group
	 * @param {number} each pixels for a bar
	 * @returns {Bar}
	 */
	#bar(part, g, aside, each) {
		const { box, slot, base } = this;
		const value = this.lab.value(part.data)[g];
		const [from, to] = [base, this.y.at(value)].map((y) => clamp(y, box.top, box.bottom));
		const left = box.left + slot * (g + 0.5) + aside - each / 2;
		const style = this.lab.style(part.series);
		return { left: left + 1.5, width: each - 3, top: Math.min(from, to), height: Math.abs(to - from), value, style };
	}

	/** @param {string} name of a group, or of a bar @param {number} middle @param {number} room */
	#writeName(name, middle, room) {
		const c = this.back;
		const lines = wrapped(name, (text) => c.measureText(text).width <= room - 6);
		for (const [k, line] of lines.entries()) c.fillText(line, middle, this.box.bottom + 7 + 15 * k, room - 4);
	}

	/** The text of a group. @param {number} g */
	#say(g) {
		const { lab, spec } = this;
		const values = spec.bars.map(({ series, data }) => `${lab.style(series).name} ${say(lab.value(data)[g])}`);
		return [this.groups[g], ...values].join("\n");
	}

	/** @param {Pair | null} place @param {boolean} [aloud] */
	point(place, aloud) {
		this.here = place && this.groups.length ? this.#groupAt(place) : null; // there may be no bar yet
		this.tell(this.here === null ? "" : this.#say(this.here), place, aloud);
		this.move();
	}

	/** @param {Pair} place */
	#groupAt([x]) {
		return clamp(Math.floor((x - this.box.left) / this.slot), 0, this.groups.length - 1);
	}

	/** The arrow keys lead from group to group. @param {number} way */
	step(way) {
		const last = this.groups.length - 1;
		const g = this.here === null ? (way > 0 ? 0 : last) : clamp(this.here + way, 0, last);
		this.point([this.box.left + (g + 0.5) * this.slot, this.box.top + 40], true);
	}
}

/**
 * The value at the end of a bar; upward if there is no room across.
 * @param {Context} c @param {Bar} bar @param {number} room
 */
function writeValue(c, { left, width, top, height, value }, room) {
	const text = say(value);
	const wide = c.measureText(text).width;
	const narrow = wide > room;
	const above = narrow ? Math.max(top - 5, wide + 2) : top - 5;
	c.save();
	c.translate(left + width / 2, value < 0 ? top + height + 13 : above);
	if (narrow) c.rotate(-Math.PI / 2);
	assign(c, { textAlign: narrow ? "left" : "center", textBaseline: narrow ? "middle" : "alphabetic" });
	c.strokeText(text, 0, 0);
	c.fillText(text, 0, 0);
	c.restore();
}
