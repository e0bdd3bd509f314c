// The relief of a map: the same losses, paths and points, turned by mouse, touch and arrow keys.

import { lastOf, times } from "../basics/arrays.js";
import { sampleGrid } from "../basics/grids.js";
import { clamp } from "../basics/numbers.js";
import { shaped } from "../frames/messages.js";
import { arrows } from "../page/arrows.js";
import { fitLayer, group, hold, isHeld, make, makeHead, makeLayer, on, set } from "../page/elements.js";
import { sharpnessOf } from "../page/stage_mode.js";
import { placeIn } from "../page/tip.js";
import { placeAt, sharesOf } from "../plot/layout.js";
import { farToNear, heightsOf, isHidden, piecesByCell, projection } from "./relief_geometry.js";
import { drawDot, fillCell, strokePieces } from "./relief_paint.js";

/** @import { Grid, Pair, Series } from "../types.js" */
/** @import { Place, View } from "./relief_geometry.js" */
/** @import { SurfacePanel } from "./surface.js" */

/** @typedef {{ style: Series, points: Pair[] }} Path */

const CELLS = 40; // along a side: painted anew in a few milliseconds
const HOME = { turn: -0.35, tilt: 0.75 };
const STEP = 0.1; // of an arrow key, in radians
const NEAR = 30; // pixels

export class ReliefPanel {
	/** @type {View} */
	#view = HOME;
	/** @type {Pair | null} what the pointer is at, here or on the map */
	pin = null;
	/** @type {Grid} */
	#heights = shaped(new Float32Array(0), [0, 0]);
	#width = 0;
	context = makeLayer();
	#area = make("div", { class: "sg-plot sg-relief", role: "img", tabindex: "0" }, this.context.canvas);
	#ticket = 0;
	/** A place on the ground with the height there. @param {Pair} ground @returns {Place} */
	lifted = ([x, y]) => [x, y, sampleGrid(this.#heights, (x + 1) / 2, (y + 1) / 2)];

	/** @param {SurfacePanel} map */
	constructor(map) {
		const { spec, lab } = map;
		this.spec = spec;
		this.lab = lab;
		this.map = map;
		const head = makeHead(make("h3", { text: "Relief" }), make("p", { text: "drag to turn" }));
		this.element = group(`Relief: ${spec.title}`, {}, head, this.#area);
		set(this.#area, { "aria-label": `${spec.title} as a relief. The arrow keys turn it.` });
		on(this.#area, {
			pointerdown: (event) => hold(this.#area, event),
			pointermove: (event) => {
				if (isHeld(this.#area, event)) this.#turn(0.01 * event.movementX, 0.008 * event.movementY);
				else this.#point(event);
			},
			pointerleave: () => map.point(null),
			keydown: arrows(([across, down]) => this.#turn(STEP * across, STEP * down)),
			dblclick: () => this.#look(HOME),
		});
	}

	destroy() {
		this.#width = 0; // a pointer that leaves the map now paints nothing: the lab is another one
	}

	/** @param {boolean} [fresh] */
	draw(fresh) {
		if (this.element.hidden) return;
		if (fresh || !this.#width) this.#fit();
		const { losses, levels } = this.map.seen;
		this.#heights = heightsOf(losses, levels, CELLS + 1);
	}

	#fit() {
		this.#width = this.#area.clientWidth;
		const { tallest, tall } = this.lab.room;
		const height = Math.round(Math.min(this.#width * 0.7 * tall, tallest));
		this.#area.style.height = `${height}px`;
		fitLayer(this.context, this.#width, height, sharpnessOf(this.#area));
	}

	/** Paint once in the next frame, however often it is asked for. */
	move() {
		cancelAnimationFrame(this.#ticket);
		this.#ticket = requestAnimationFrame(() => this.#paint());
	}

	#paint() {
		if (this.element.hidden || !this.#width) return;
		const { context: c } = this;
		const at = this.#projection();
		c.clearRect(0, 0, this.#width, this.#area.clientHeight);
		const paths = this.#paths();
		const lines = paths.map(({ style, points }) => ({ color: style.color, pieces: piecesByCell(points, CELLS) }));
		/** @type {Pair[]} the stripe behind: its lines are drawn once no cell beside them can cover them */
		let behind = [];
		for (const stripe of [...farToNear(this.#view, CELLS), []]) {
			for (const cell of stripe) fillCell(c, at, this.#heights, cell);
			for (const { color, pieces } of lines) {
				const here = behind.flatMap(([i, j]) => pieces.get(j * CELLS + i) ?? []);
				strokePieces(this, at, color, here);
			}
			behind = stripe;
		}
		this.#drawPoints(at, paths);
	}

	#projection() {
		return projection(this.#view, { left: 6, top: 6, right: this.#width - 6, bottom: this.#area.clientHeight - 6 });
	}

	/** The paths up to the playhead, on the ground. */
	#paths() {
		return this.spec.paths.flatMap(({ series, data }) => {
			const style = this.lab.style(series);
			const numbers = /** @type {Grid | null} */ (this.lab.value(data));
			if (!numbers?.length || numbers.shape.length > 2) return [];
			const last = this.lab.row(style, numbers.shape[0]);
			const points = times(last + 1, (k) => this.#ground([numbers[2 * k], numbers[2 * k + 1]]));
			return [{ style, points }];
		});
	}

	/** The start, the minimum, the heads, and what the pointer is at. @param {(place: Place) => Pair} at @param {Path[]} paths */
	#drawPoints(at, paths) {
		const { spec, lab } = this;
		const low = lab.value(spec.minimum);
		if (low) this.#dot(at, this.#ground(low), "ink", 2.5);
		for (const { key } of spec.handles) this.#dot(at, this.#ground(lab.current(key)), "ink", 5, true);
		for (const { style, points } of paths) if (!style.faint) this.#dot(at, lastOf(points), style.color, 4.5);
		if (this.pin) this.#dot(at, this.#ground(this.pin), "ink", 3.5, true);
	}

	/**
	 * @param {(place: Place) => Pair} at @param {Pair} ground @param {string} color @param {number} size
	 * @param {boolean} [ring]
	 */
	#dot(at, ground, color, size, ring = false) {
		const { context: c, lab } = this;
		if (ground.some((part) => !(Math.abs(part) <= 1))) return;
		c.globalAlpha = isHidden(ground, this.lifted, this.#view) ? 0.3 : 1; // it shines through the surface
		drawDot(c, lab, at(this.lifted(ground)), { color, size, ring });
		c.globalAlpha = 1;
	}

	/** Where a point of the map is on the ground, from -1 to 1. @param {Pair} point @returns {Pair} */
	#ground(point) {
		const [across, up] = sharesOf(this.map.box, this.map.pixelsOf(point));
		return [2 * across - 1, 2 * up - 1];
	}

	/** @param {number} turn @param {number} tilt in radians */
	#turn(turn, tilt) {
		this.#look({ turn: this.#view.turn + turn, tilt: this.#view.tilt + tilt });
	}

	/** @param {View} view */
	#look({ turn, tilt }) {
		this.#view = { turn, tilt: clamp(tilt, 0.15, 1.5) };
		this.move();
	}

	/** The nearest point of the surface is shown on the map too. @param {PointerEvent} event */
	#point(event) {
		const place = placeIn(this.#area, event);
		const at = this.#projection();
		let [best, least] = [/** @type {Pair | null} */ (null), NEAR];
		for (const [k, height] of this.#heights.entries()) {
			const shares = /** @type {Pair} */ ([k % (CELLS + 1), Math.floor(k / (CELLS + 1))].map((cell) => cell / CELLS));
			const [x, y] = at([2 * shares[0] - 1, 2 * shares[1] - 1, height]);
			const away = Math.hypot(x - place[0], y - place[1]);
			if (away < least) [best, least] = [shares, away];
		}
		this.map.point(best && this.map.pointAt(placeAt(this.map.box, best)));
	}
}
