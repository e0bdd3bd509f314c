// The playhead as a line to drag through the losses: who is ahead, if the budget ends here?

import { clamp, say } from "../basics/numbers.js";
import { sideways } from "../page/arrows.js";
import { hold, isHeld, make, on, plain, putAt, set } from "../page/elements.js";
import { besideHair, writeBeside } from "../plot/labels.js";
import { drawRule } from "../plot/shapes.js";

/** @import { CurvesPanel } from "./curves.js" */
/** @import { Curve } from "./ranges.js" */

export class BudgetLine {
	/** @param {CurvesPanel} panel @param {string} ahead such as "{name} is ahead" */
	constructor(panel, ahead) {
		this.panel = panel;
		this.ahead = ahead;
		this.element = make("div", { class: "sg-budget", role: "slider", tabindex: 0, "aria-label": "Budget" });
		set(this.element, { "aria-valuemin": 0, "aria-valuemax": 100 });
		// Beside the area, which is a picture to a screen reader.
		panel.element.append(make("div", { class: "sg-with-budget" }, panel.area, this.element));
		on(this.element, {
			pointerdown: (event) => hold(this.element, event),
			pointermove: (event) => isHeld(this.element, event) && this.#moveTo(panel.place(event)[0]),
			keydown: (event) => this.#step(event),
		});
	}

	/** Draw it where the playhead is. @param {Curve[]} curves @param {number} total of the axis */
	draw(curves, total) {
		const { panel, element } = this;
		const { box, lab } = panel;
		const at = this.#at(total);
		drawRule(panel, { x: at }, { color: "ink" });
		const parts = [`${panel.choice.label} ${say(lab.fraction * total)}`, this.words(curves)];
		const text = parts.filter(Boolean).join(": ");
		const percent = Math.round(100 * lab.fraction);
		lab.later(() => {
			putAt(element, at, box.top);
			set(element, { "aria-valuenow": percent, "aria-valuetext": text });
		});
	}

	/** Say who is ahead, beside the line, where the words cover nothing: once all others have their places. @param {Curve[]} curves @param {number} total */
	say(curves, total) {
		const words = this.words(curves);
		if (words) writeBeside(this.panel, words, besideHair(this.#at(total), this.panel.box));
	}

	/** Where the playhead is, in pixels. @param {number} total of the axis */
	#at(total) {
		const { x, lab, box } = this.panel;
		return clamp(x.at(lab.fraction * total), box.left, box.right);
	}

	/** Who is lowest at the playhead, and lower than it began; nobody alone, nobody if two are. @param {Curve[]} curves */
	words(curves) {
		const runs = curves.filter(({ style }) => style.spent && !style.faint);
		const all = runs.map(({ style, y }) => ({ style, y, loss: y[this.panel.lab.row(style, y.length)] }));
		const [first, second] = all.filter(({ loss }) => Number.isFinite(loss)).sort((a, b) => a.loss - b.loss);
		const leads = second && first.loss < Math.min(second.loss, first.y[0]);
		return leads ? this.ahead.replace("{name}", first.style.name) : "";
	}

	/** @param {number} x in pixels; before the first picture it is nowhere */
	#moveTo(x) {
		const { panel } = this;
		if (!panel.total || Number.isNaN(x)) return;
		const { left, right } = panel.box;
		if (panel.lab.clock?.playing) panel.lab.clock.toggle();
		panel.lab.move(clamp(panel.x.back(clamp(x, left, right)) / panel.total, 0, 1));
	}

	/** The arrow keys; with Shift far, Home and End to the ends. @param {KeyboardEvent} event */
	#step(event) {
		const { left, right } = this.panel.box;
		const way = sideways(event);
		const here = Number.parseFloat(this.element.style.left);
		const ends = plain(event) ? { Home: left, End: right }[event.key] : undefined;
		if (!way && ends === undefined) return;
		this.#moveTo(ends ?? here + way * (event.shiftKey ? 0.1 : 0.01) * (right - left));
		event.preventDefault();
	}
}
