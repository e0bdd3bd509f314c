// The curves panel: series against a horizontal axis that the reader chooses, with bands, marks and rules.

import { lastOf, zipped } from "../basics/arrays.js";
import { clamp, lastAtMost, say } from "../basics/numbers.js";
import { make, makeList, on, set, write } from "../page/elements.js";
import { drawAxes, drawBorder } from "../plot/axes.js";
import { explore } from "../plot/explore.js";
import { lastPoint } from "../plot/heads.js";
import { besideHair, besideRule, boxesAt, widthOf, writeBeside, writeNames } from "../plot/labels.js";
import { inBox } from "../plot/layout.js";
import { FAR, fillBand, makeLine } from "../plot/lines.js";
import { Plot } from "../plot/plot.js";
import { drawMarker, drawRule } from "../plot/shapes.js";
import { BudgetLine } from "./budget.js";
import { rangeAcross, rangeUp } from "./ranges.js";

/** @import { Choice, CurveSpec, CurvesSpec, Grid, Lab, Pair } from "../types.js" */
/** @import { Curve } from "./ranges.js" */

const EARLY = 60; // pixels before the right side, before which a curve ends early

export class CurvesPanel extends Plot {
	/** @type {number | null} the value across that the reader points at */
	#hover = null;
	/** @type {Curve[]} */
	#shown = [];
	flat = 320;
	#note = make("p", { class: "sg-unseen sg-now" });

	/** @param {CurvesSpec} spec @param {Lab} lab */
	constructor(spec, lab) {
		super(spec, lab);
		this.spec = spec;
		this.chooser = spec.x.length > 1 ? this.#chooser() : null;
		if (this.chooser) this.head.append(this.chooser);
		if (lab.spec.clock) this.element.append(this.#note);
		this.budget = spec.ahead ? new BudgetLine(this, spec.ahead) : null;
		explore(this);
	}

	/** @override */
	fit() {
		const names = this.spec.curves.map(({ series }) => this.lab.style(series)).filter(({ faint }) => !faint);
		const widest = Math.max(0, ...names.map(({ name }) => widthOf(this, name, true)));
		this.margins[2] = widest + 16;
		super.fit();
	}

	/** @override */
	paint() {
		const { spec, lab, choice } = this;
		this.#hover = null;
		this.#shown = this.#curves();
		if (!this.#shown.length) return;
		const across = lab.value(choice.range) ?? rangeAcross(this.#shown, this.total, choice.scale === "log");
		const up = lab.value(spec.y.range) ?? rangeUp(this.#shown, spec.y.scale === "log", spec.follows);
		const label = this.chooser ? "" : choice.label; // its numbers have all the room
		drawAxes(this, { ...choice, label, range: across }, { ...spec.y, range: up }, true);
		for (const { low, high, ...curve } of this.#shown) if (low && high) fillBand(this, { ...curve, low, high });
		drawBorder(this);
		const ends = this.#main().flatMap(({ style, y }) => {
			const there = y.filter((v) => !Number.isNaN(v));
			return there.length ? [`${style.name} from ${say(there[0])} to ${say(lastOf(there))}`] : [];
		});
		const says = `${spec.title}: ${spec.y.label} against ${choice.label}. ${ends.join("; ")}.`;
		lab.later(() => set(this.area, { "aria-label": says }));
	}

	/** The names of the curves, to the right of the box, or beside one that ends early; then the labels of marks and rules. @override */
	crown() {
		const { box } = this;
		const { left, right } = box;
		const ends = new Map(this.lines.filter(({ style }) => !style.faint).map((line) => [line.style.key, line]));
		const named = [...ends.values()].flatMap((line) => {
			const end = lastPoint(line, line.length - 1, left, right);
			return end ? [{ line, style: line.style, at: inBox(box, end) }] : [];
		});
		const [late, early] = [true, false].map((is) => named.filter(({ at }) => at[0] > right - EARLY === is));
		writeNames(this, late, right + 8);
		writeNames(this, early);
		for (const { at, label, strong } of this.#marks()) writeBeside(this, label, besideHair(at, box), { must: strong });
		for (const { at, label } of this.#rules()) writeBeside(this, label, besideRule(at, box), { color: "muted" });
		this.budget?.say(this.#shown, this.total);
	}

	/** @override */
	trace() {
		const up = { at: (/** @type {number} */ v) => clamp(this.y.at(v), -FAR, FAR) }; // what diverges keeps its place across
		return this.#curves().map(({ x, y, style }) => makeLine({ x: this.x, y: up }, style, zipped(x, y)));
	}

	/** @override */
	mark() {
		if (!this.#shown.length) return;
		const { left, right, top, bottom } = this.box;
		for (const { at } of this.#rules()) {
			drawRule(this, { y: at }, { color: "muted", dash: [2, 3] });
			this.words.taken.push({ left, top: at - 1, right, bottom: at + 1 });
		}
		for (const { at, strong } of this.#marks()) {
			drawRule(this, { x: at }, { color: "ink", dash: strong ? [] : [5, 4], width: strong ? 2 : 1 });
			this.words.taken.push({ left: at - 1, top, right: at + 1, bottom });
		}
		this.#markPoints();
		const { fraction } = this.lab;
		if (this.budget) this.budget.draw(this.#shown, this.total);
		else if (this.total && fraction < 1) drawRule(this, { x: this.x.at(fraction * this.total) }, { color: "muted" });
		if (this.#hover !== null) drawRule(this, { x: this.x.at(this.#hover) }, { color: "ink" });
		this.lab.later(() => this.#sayNow());
	}

	/** The marker of each curve at its point that is marked; at the border, if that is below it, as 0 is on a logarithmic axis. */
	#markPoints() {
		for (const { x, y, style, marked: k } of this.#shown) {
			if (k === undefined || Number.isNaN(y[k])) continue;
			const [across, down] = this.pixelsOf([x[k], y[k]]);
			const { bottom } = this.box;
			/** @type {Pair} */
			const place = [across, Number.isNaN(down) ? bottom : Math.min(down, bottom)];
			drawMarker(this, this.front, style, place);
			this.words.taken.push(...boxesAt([place], 7));
		}
	}

	/** The list of the horizontal axes, beside the title: below the picture it would hide the numbers at the end. */
	#chooser() {
		const select = makeList(this.spec.x.map(({ key, label }) => [key, label]));
		select.value = this.choice.key;
		set(select, { class: "sg-axis", "aria-label": `${this.spec.title}: horizontal axis` });
		on(select, {
			change: () => {
				this.lab.chosen.set(this.spec.title, select.value);
				this.draw();
				this.move();
			},
		});
		return make("label", {}, make("span", { text: "against" }), select);
	}

	/** The curves that are no background. */
	#main() {
		return this.#shown.filter(({ style }) => !style.faint);
	}

	/** The axis that the reader has chosen. @returns {Choice} */
	get choice() {
		const { x, title } = this.spec;
		return x.find(({ key }) => key === this.lab.chosen.get(title)) ?? x[0];
	}

	get total() {
		return this.lab.value(this.choice.total) ?? 0;
	}

	#curves() {
		return this.spec.curves.flatMap((curve) => this.#curve(curve));
	}

	/** A curve as it is drawn against the present axis; none if it can't be. @param {CurveSpec} curve @returns {Curve[]} */
	#curve({ series, x, y, low, high, marked }) {
		const { lab, choice } = this;
		const style = lab.style(series);
		const spent = /** @type {Grid | undefined} */ (lab.value(style.spent));
		const xs = lab.value(x[choice.key]) ?? spent?.map((part) => part * this.total);
		const ys = lab.value(y);
		if (!xs?.length || !ys?.length) return [];
		return [{ style, x: xs, y: ys, low: lab.value(low), high: lab.value(high), marked: lab.value(marked) }];
	}

	/** The marks on the present axis, where they are in the box. */
	#marks() {
		const { lab, choice, box } = this;
		return this.spec.marks
			.filter(({ axis = choice.key }) => axis === choice.key)
			.map((mark) => ({ ...mark, at: this.x.at(lab.value(mark.x) ?? Number.NaN) }))
			.filter(({ at }) => at > box.left - 1 && at < box.right + 1) // a rounded one can lie beside the end
			.map((mark) => ({ ...mark, at: clamp(mark.at, box.left, box.right) }));
	}

	/** The level lines, where they are in the box. */
	#rules() {
		return this.spec.rules
			.map(({ y, label }) => ({ label, at: this.y.at(this.lab.value(y) ?? Number.NaN) }))
			.filter(({ at }) => this.within(this.box.left, at));
	}

	/** What the series are at the playhead. */
	#sayNow() {
		const grow = this.#main().filter(({ style }) => style.spent);
		const now = grow.map(({ style, y }) => `${style.name} ${say(y[this.lab.row(style, y.length)])}`);
		this.#note.hidden = !now.length;
		const ahead = this.budget?.words(this.#shown);
		write(this.#note, `at the playhead: ${now.join(" · ")}${ahead ? `; ${ahead}` : ""}`);
	}

	/**
	 * The number of the point whose value is shown: the last step, or the nearest point.
	 * @param {Curve} curve @param {number} at
	 */
	#index({ x, style }, at) {
		const before = Math.max(0, lastAtMost(x, at));
		const after = Math.min(x.length - 1, before + 1);
		const isNearer = this.x.at(at) * 2 <= this.x.at(x[before]) + this.x.at(x[after]);
		return style.spent || isNearer ? before : after;
	}

	/** @param {Pair | null} place @param {boolean} [aloud] */
	point(place, aloud) {
		const at = place && this.x.back(place[0]);
		this.#hover = at;
		const values = at === null ? [] : this.#main().map((one) => ({ ...one.style, v: one.y[this.#index(one, at)] }));
		const there = values.filter(({ v }) => !Number.isNaN(v)).map(({ name, v }) => `${name} ${say(v)}`);
		this.tell(at === null ? "" : [`${this.choice.label} ${say(at)}`, ...there].join("\n"), place, aloud);
		this.move();
	}

	/** The arrow keys move the hair. @param {number} way @param {KeyboardEvent} event */
	step(way, { shiftKey }) {
		const { left, right, top } = this.box;
		const share = way / (shiftKey ? 10 : 50); // of the width
		if (!this.#shown.length) return;
		const from = this.#hover === null ? (share > 0 ? left : right) : this.x.at(this.#hover) + share * (right - left);
		this.point([clamp(from, left, right), top + 40], true);
	}
}
