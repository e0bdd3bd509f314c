// The surface panel: contour bands of a loss over two parameters, paths on it, points to drag.

import { sampleGrid } from "../basics/grids.js";
import { clamp, say } from "../basics/numbers.js";
import { on } from "../page/elements.js";
import { drawAxes, drawBorder } from "../plot/axes.js";
import { paintContours } from "../plot/contours.js";
import { Handles } from "../plot/handles.js";
import { drawNames } from "../plot/heads.js";
import { boxesAt } from "../plot/labels.js";
import { sharesOf } from "../plot/layout.js";
import { makeLines } from "../plot/lines.js";
import { CROSS, SHAPES } from "../plot/marks.js";
import { Plot } from "../plot/plot.js";
import { endsOf, makeScaleBar, stopsOf } from "../plot/scale_bar.js";
import { drawShape } from "../plot/shapes.js";
import { ReliefPanel } from "./relief.js";

/** @import { Grid, Lab, Pair, SurfaceAxis, SurfaceSpec } from "../types.js" */

/** @typedef {{ x: SurfaceAxis, y: SurfaceAxis, losses: Grid, levels: number[] }} Seen */

/** @param {Pair} range */
const size = ([low, high]) => high - low;

export class SurfacePanel extends Plot {
	/** @type {Pair | null} a point to which the pointer on the relief points */
	#pointed = null;
	/** @type {Seen} what is seen: the map, or a wider frame of it */
	seen;

	/** @param {SurfaceSpec} spec @param {Lab} lab */
	constructor(spec, lab) {
		super(spec, lab);
		this.spec = spec;
		this.seen = this.#look();
		this.cased = true;
		if (spec.equal) this.shape = size(spec.y.range) / size(spec.x.range);
		this.bar = makeScaleBar(spec.value);
		this.head.append(this.bar.element);
		this.relief = new ReliefPanel(this);
		this.handles = new Handles(this, spec, (point) => this.#say(point));
		this.handles.reach = (point) =>
			/** @type {Pair} */ ([spec.x, spec.y].map((one, k) => clamp(point[k], ...one.range)));
		this.handles.released = () => lab.redraw();
		on(this.area, {
			pointermove: (event) => {
				const place = this.pointer(event);
				this.#pin(place && this.pointAt(place));
			},
			pointerleave: () => this.#pin(null),
		});
	}

	/** What a state shows. @returns {Seen} */
	#look() {
		const { spec, lab } = this;
		const { x, y, wider } = spec;
		const losses = wider && lab.value(wider.losses);
		if (!losses) return { x, y, losses: lab.value(spec.losses), levels: lab.value(spec.levels) };
		const ends = /** @type {[Pair, Pair]} */ ([lab.value(wider.x), lab.value(wider.y)]);
		const levels = /** @type {number[]} */ (lab.value(wider.levels));
		return { x: { ...x, range: ends[0] }, y: { ...y, range: ends[1] }, losses, levels };
	}

	/** While a ring is dragged the frame stays, or the ring would leave the pointer. @override @param {boolean} [fresh] */
	draw(fresh) {
		if (!this.handles.dragged) this.seen = this.#look();
		super.draw(fresh);
	}

	/** @override @returns {unknown[]} */
	shows() {
		const { x, y, losses, levels } = this.seen;
		return [...x.range, ...y.range, losses, levels];
	}

	/** @override */
	paint() {
		const { x, y, losses, levels } = this.seen;
		drawAxes(this, x, y, false);
		paintContours(this, losses, levels);
		this.lab.later(() => this.bar.draw(stopsOf(levels), endsOf(levels)));
		drawBorder(this);
	}

	/** @override */
	trace() {
		return this.spec.paths.flatMap(({ series, data }) => makeLines(this, this.lab.style(series), this.lab.value(data)));
	}

	/** @override */
	mark() {
		this.#cross("page", 5);
	}

	/** @override */
	crown() {
		const ring = { edge: "ink", width: 2, size: 4 };
		if (this.#pointed) drawShape(this, this.front, SHAPES.circle, this.pixelsOf(this.#pointed), ring);
		this.#cross("ink", 2);
		drawNames(this);
		this.handles.draw();
	}

	/** The pointer on the relief is at a point. @param {Pair | null} point */
	point(point) {
		this.#pointed = point;
		this.tell(point ? this.#say(point) : "", point && this.pixelsOf(point));
		this.move();
		this.#pin(point);
	}

	/** @param {Pair | null} point */
	#pin(point) {
		this.relief.pin = point;
		this.relief.move();
	}

	/** @param {Pair} point */
	#say(point) {
		const { spec, box } = this;
		const loss = sampleGrid(this.seen.losses, ...sharesOf(box, this.pixelsOf(point)));
		return `${spec.x.label} ${say(point[0])}\n${spec.y.label} ${say(point[1])}\n${spec.value} ${say(loss)}`;
	}

	/** The minimum. @param {string} edge @param {number} width */
	#cross(edge, width) {
		const low = this.lab.value(this.spec.minimum);
		if (!low) return;
		drawShape(this, this.front, CROSS, this.pixelsOf(low), { edge, width });
		this.words.taken.push(...boxesAt([this.pixelsOf(low)], 6));
	}
}
