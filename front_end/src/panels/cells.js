// The cells panel: a table whose cells are shaded and signed, and can be picked.

import { times } from "../basics/arrays.js";
import { arrows } from "../page/arrows.js";
import { group, make, makeHead, on, set, targetOf, write } from "../page/elements.js";
import { makeTip, placeIn } from "../page/tip.js";
import { makeScaleBar } from "../plot/scale_bar.js";

/** @import { Cell, CellsSpec, Lab, Pair } from "../types.js" */

const SHADES = "var(--page), color-mix(in srgb, var(--blue) 55%, var(--page))";
const MANY = 6; // columns; where more of them are narrow: small names, shades without numbers

/**
 * The cell to which an arrow leads, in rows of `wide` cells; the same at an edge.
 * @param {number} from @param {Pair} way @param {number} wide @param {number} count
 */
export function nextCell(from, [across, down], wide, count) {
	const column = (from % wide) + across;
	const to = from + across + down * wide;
	return column < 0 || column >= wide || to < 0 || to >= count ? from : to;
}

export class CellsPanel {
	/** @type {HTMLElement[]} row by row */
	#boxes = [];
	#wide = 0;
	#shape = ""; // the names of rows and columns that the table has
	#table = make("table");
	#area = make("div", { class: "sg-cells" }, this.#table);
	#tell = makeTip(this.#area);
	#bar = makeScaleBar("");

	/** @param {CellsSpec} spec @param {Lab} lab */
	constructor(spec, lab) {
		this.spec = spec;
		this.lab = lab;
		const head = makeHead(make("h3", { text: spec.title }));
		if (spec.scale) head.append(this.#bar.element);
		this.element = group(spec.title, {}, head, this.#area);
		set(this.#table, { "aria-label": spec.title });
		on(this.#table, {
			click: (event) => this.#pick(this.#placeOf(event)),
			pointerover: (event) => this.#say(event),
			pointerleave: (event) => this.#say(event),
			focusin: (event) => {
				this.#stop(this.#placeOf(event));
				this.#say(event);
			},
			focusout: () => this.#tell(""),
			keydown: arrows((way, event) => this.#step(way, this.#placeOf(event))),
		});
	}

	move() {
		const { lab, spec } = this;
		const rows = lab.value(spec.rows);
		const columns = lab.value(spec.columns);
		const cells = lab.value(spec.data);
		if (!cells) return;
		if (spec.scale) this.#bar.draw(SHADES, lab.value(spec.scale));
		const shape = JSON.stringify([rows, columns]);
		if (shape !== this.#shape) this.#build(rows, columns);
		this.#shape = shape;
		for (const [k, cell] of cells.flat().entries()) {
			fillCell(this.#boxes[k], cell);
			if (!spec.pick) continue;
			const at = this.#rowAndColumn(k);
			const words = [rows[at[0]], columns[at[1]], ...wordsOf(cell)].filter(Boolean);
			const pressed = String(lab.current(spec.pick)) === String(at);
			set(this.#boxes[k], { "aria-pressed": pressed, "aria-label": words.join(", ") });
		}
	}

	/** @param {string[]} rows @param {string[]} columns */
	#build(rows, columns) {
		this.#wide = columns.length;
		this.#table.className = this.#wide > MANY ? "sg-many" : "";
		this.#table.style.setProperty("--columns", String(this.#wide));
		const tag = this.spec.pick ? "button" : "div";
		this.#boxes = times(rows.length * this.#wide, () =>
			make(tag, { class: "sg-cell-box" }, make("span"), make("span")),
		);
		const head = make("tr", {}, make("td"), ...columns.map((text) => make("th", { scope: "col", text })));
		const body = rows.map((text, i) => {
			const boxes = this.#boxes.slice(i * this.#wide, (i + 1) * this.#wide);
			return make("tr", {}, make("th", { scope: "row", text }), ...boxes.map((box) => make("td", {}, box)));
		});
		this.#table.replaceChildren(head, ...body);
		if (this.spec.pick) this.#stop(0);
	}

	/** @param {number} place of a button */
	#pick(place) {
		const { lab, spec } = this;
		if (place < 0 || !spec.pick || !lab.answers) return;
		lab.ask("pick", spec.pick, this.#rowAndColumn(place));
		this.move();
	}

	/** @param {number} place @returns {Pair} */
	#rowAndColumn(place) {
		return [Math.floor(place / this.#wide), place % this.#wide];
	}

	/** The place of the button that an event happened in; -1 elsewhere. @param {Event} event */
	#placeOf(event) {
		return this.#boxes.indexOf(/** @type {HTMLElement} */ (targetOf(event).closest("button")));
	}

	/** Of all buttons the Tab key stops at one. @param {number} place */
	#stop(place) {
		for (const [k, box] of this.#boxes.entries()) set(box, { tabindex: k === place ? 0 : -1 });
	}

	/** The arrow keys lead from button to button. @param {Pair} way @param {number} from */
	#step(way, from) {
		this.#boxes[nextCell(from, way, this.#wide, this.#boxes.length)].focus();
	}

	/** Tell what there is to say of a cell. @param {Event} event */
	#say(event) {
		const box = /** @type {HTMLElement | null} */ (targetOf(event).closest(".sg-cell-box"));
		if (!box) return this.#tell("");
		const { left, top, width } = box.getBoundingClientRect();
		const place = placeIn(this.#area, { clientX: left + width / 2, clientY: top });
		return this.#tell(box.dataset.title ?? "", place, event.type === "focusin", box.offsetHeight);
	}
}

/** @param {HTMLElement} box @param {Cell} cell */
function fillCell(box, { text, value, tone, title }) {
	const [words, sign] = box.children;
	write(words, text);
	write(sign, tone === "bad" ? "✗" : "");
	box.className = `sg-cell-box sg-is-${tone || "plain"}`;
	box.style.setProperty("--shade", `${Math.round(55 * (value ?? 0))}%`);
	box.dataset.title = title;
}

/** What a screen reader says of a cell, beside its row and column. @param {Cell} cell */
const wordsOf = ({ text, tone }) => (tone === "none" ? [text || "nothing"] : [text, tone]);
