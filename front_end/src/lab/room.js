// The room that plots have: a lab with its controls fits into a notebook's window, and on a stage into the screen.

import { lastOf } from "../basics/arrays.js";
import { assign, on, stopWith } from "../page/elements.js";
import { sharpnessOf, zoomOf } from "../page/stage_mode.js";
import { plotHeight } from "../plot/layout.js";

/** @import { StageMode } from "../page/stage_mode.js" */
/** @import { Piece } from "../types.js" */

const CROWDED = 105; // pixels of a plot at least, in a lab with as many controls as the race
const NARROW = 720; // pixels with its padding: a lab below this has one plot in a row (style/narrow.css), and is scrolled anyway
const SCROLLED = 190; // pixels of a plot there at least
const SMALL = 1000; // pixels: in such a lab below this, where no plot spans two rows, each of four would be about 100 high
const FOUR = 150; // pixels of a plot there at least
const WHOLE = 800; // pixels: below this the page is scrolled, and not the words
const ROOM = 758; // pixels for a lab with its controls, in a notebook
const AROUND = 142; // pixels that a window 900 high has beside them; one that is higher than wide has more room
const FREE = { maxHeight: "", overflowY: "" }; // of words
const GAP = 4; // pixels between the lines of the list of runners
const EDGES = 20; // pixels around its parts on a stage

/** How high the plots of each row are now. @param {Piece[]} panels @returns {number[]} */
function rowHeights(panels) {
	/** @type {Map<number, number>} by where the row is */
	const rows = new Map();
	for (const { element } of panels) {
		if (element.hidden || element.classList.contains("sg-tall")) continue; // it spans the rows of the others
		const plot = /** @type {HTMLElement | null} */ (element.querySelector(".sg-plot, .sg-graph"));
		if (plot) rows.set(element.offsetTop, Math.max(rows.get(element.offsetTop) ?? 0, plot.offsetHeight));
	}
	return [...rows.values()];
}

export class Room {
	tallest = plotHeight(0, 0); // pixels that a plot may be high
	/** @type {Piece[]} */
	#panels = [];
	#width = 0; // for which the plots are drawn; 0: not yet
	#sharpness = 0; // and for which sharpness
	leaps = false; // to other settings, until they are shown: plots may then grow, which under a hand they don't
	#beside = new ResizeObserver(() => this.fit()); // the controls, which may come later than the picture
	/** @type {HTMLElement | null} */
	#home = null;

	/** @param {HTMLElement} root @param {StageMode} stage @param {() => void} changed @param {AbortSignal} signal */
	constructor(root, stage, changed, signal) {
		this.root = root;
		this.stage = stage;
		this.changed = changed;
		// Its words may have become longer.
		const watch = new ResizeObserver(() => (root.clientWidth !== this.#width || this.#overflows) && this.fit());
		for (const one of [root, ...root.children]) watch.observe(one); // on a stage only its parts grow
		on(window, { resize: () => this.fit() }, { signal }); // perhaps only its height, or it is zoomed
		stopWith(signal, watch, this.#beside);
	}

	get #room() {
		const { innerWidth, innerHeight } = window;
		if (this.stage.on) return innerHeight / zoomOf(this.root);
		const upright = innerHeight > innerWidth && this.root.clientWidth >= NARROW; // else it is scrolled anyway
		return upright ? Math.max(ROOM, innerHeight - AROUND) : ROOM;
	}

	/** How high the lab is, with its controls; on a stage they stand beside it, or above it. */
	get #high() {
		const values = /** @type {HTMLElement | null} */ (this.root.querySelector(".sg-own:not([hidden])"));
		// In a notebook plots keep their height while the values of a runner are shown.
		const { home } = this.stage;
		if (!this.stage.on) return home.offsetHeight - (values ? values.offsetHeight + GAP : 0);
		const part = /** @type {HTMLElement[]} */ ([...home.children]).find((one) => one.contains(this.root));
		const parts = /** @type {HTMLElement[]} */ ([...this.root.children]).filter(({ offsetHeight }) => offsetHeight);
		const last = lastOf(parts); // with the gaps between them
		return last.offsetTop + last.offsetHeight - parts[0].offsetTop + (part?.offsetTop ?? 0) + EDGES;
	}

	/** How high a plot is at least; undefined for the usual height. */
	get #lowest() {
		const { clientWidth } = this.root;
		if (clientWidth < NARROW) return SCROLLED;
		if (!this.root.querySelector(".sg-roster")) return undefined;
		return !this.stage.on && clientWidth < SMALL && !this.root.querySelector(".sg-tall") ? FOUR : CROWDED;
	}

	get #overflows() {
		return this.#high > this.#room;
	}

	/** How much higher than in a notebook a plot may be for its width: a screen has room to fill. */
	get tall() {
		return this.stage.on ? 1.4 : 1;
	}

	/** There are other panels. @param {Piece[]} panels */
	hold(panels) {
		this.#panels = panels;
		this.#width = 0;
	}

	/** What was asked for last is shown. */
	settle() {
		if (this.leaps) this.fit();
		this.leaps = false;
	}

	/** A picture is drawn: only another size is a reason to ask for a layout. @param {boolean} [fresh] */
	drawn(fresh) {
		if (!fresh && this.#width) return;
		const { clientWidth } = this.root;
		const other = clientWidth && clientWidth !== this.#width;
		this.#width = clientWidth;
		this.#sharpness = sharpnessOf(this.root);
		if (other) this.#adjust();
	}

	/** Something may have another size: all is drawn anew if the plots have another height, width or sharpness. */
	fit() {
		this.#adjust();
		if (this.root.clientWidth !== this.#width || this.#sharpness !== sharpnessOf(this.root)) this.changed();
	}

	/** Share the room among the rows of plots. */
	#adjust() {
		this.#watchControls();
		for (let k = 0; k < 3 && this.#share(); k++) this.changed(); // other heights can wrap a title in another way
	}

	/** Watch what stands beside the picture, once that is known. */
	#watchControls() {
		const { home } = this.stage;
		if (home === this.#home) return;
		this.#home = home;
		this.#beside.disconnect();
		for (const one of home.children) if (!one.contains(this.root)) this.#beside.observe(one);
	}

	/** Whether plots may have another height than before. */
	#share() {
		const heights = rowHeights(this.#panels);
		if (heights.some((height) => !height)) return false; // not drawn yet
		const words = /** @type {HTMLElement} */ (this.root.querySelector(".sg-words"));
		const hidden = words.scrollHeight - words.clientHeight;
		const others = this.#high + hidden - heights.reduce((sum, height) => sum + height, 0);
		const tallest = plotHeight(this.#room - others, heights.length, this.#lowest);
		const beyond = this.stage.on || this.root.clientWidth < WHOLE ? 0 : others + heights.length * tallest - this.#room;
		assign(words.style, beyond > 0 ? { maxHeight: `${words.scrollHeight - beyond}px`, overflowY: "auto" } : FREE);
		if (tallest === this.tallest) return false;
		this.tallest = tallest;
		return true;
	}
}
