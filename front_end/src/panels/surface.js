// The surface panel: contour bands of a loss over two parameters, paths on it, points to drag.

import { drawAxes, drawBorder } from "../axes.js";
import { paintContours } from "../contours.js";
import { sampleGrid } from "../grids.js";
import { Handles } from "../handles.js";
import { drawNames } from "../heads.js";
import { writeLevels } from "../level_numbers.js";
import { makeLines } from "../lines.js";
import { CROSS, SHAPES } from "../marks.js";
import { say } from "../numbers.js";
import { on } from "../page.js";
import { Plot } from "../plot.js";
import { endsOf, makeScaleBar, stopsOf } from "../scale_bar.js";
import { drawShape } from "../shapes.js";

/** @import { Lab, Pair, SurfaceSpec } from "../types.js" */
/** @import { ReliefPanel } from "./relief.js" */

/** @param {Pair} range */
const size = ([low, high]) => high - low;

export class SurfacePanel extends Plot {
	/** @type {Pair | null} a point to which the pointer on the relief points */
	pointed = null;
	/** @type {ReliefPanel | null} */
	relief = null;

	/** @param {SurfaceSpec} spec @param {Lab} lab */
	constructor(spec, lab) {
		super(spec, lab);
		this.spec = spec;
		this.cased = true;
		this.still = typeof spec.losses !== "string" && typeof spec.levels !== "string";
		if (spec.equal) this.shape = size(spec.y.range) / size(spec.x.range);
		this.bar = makeScaleBar(spec.value);
		this.head.append(this.bar.element);
		this.handles = new Handles(this, spec, (point) => this.#say(point));
		this.area.setAttribute("aria-label", `${spec.title}: ${spec.x.label} across, ${spec.y.label} up`);
		on(this.area, {
			pointermove: (event) => this.#pin(this.covers(this.place(event)) ? this.pointAt(this.place(event)) : null),
			pointerleave: () => this.#pin(null),
		});
	}

	/** @override */
	paint() {
		const { spec, lab } = this;
		drawAxes(this, spec.x, spec.y, false);
		const [losses, levels] = [lab.value(spec.losses), lab.value(spec.levels)];
		if (losses) {
			paintContours(this, losses, levels);
			writeLevels(this, losses, levels);
		}
		this.bar.draw(stopsOf(levels), endsOf(levels));
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
		if (this.pointed) drawShape(this, this.front, SHAPES.circle, this.pixelsOf(this.pointed), ring);
		this.#cross("ink", 2);
		drawNames(this, this.handles.draw([]));
	}

	/** The pointer on the relief is at a point. @param {Pair | null} point */
	point(point) {
		this.pointed = point;
		this.tell(point ? this.#say(point) : "", point && this.pixelsOf(point));
		this.move();
		this.#pin(point);
	}

	/** @param {Pair | null} point */
	#pin(point) {
		if (!this.relief || this.relief.element.hidden) return;
		this.relief.pin = point;
		this.relief.move();
	}

	/** @param {Pair} point */
	#say(point) {
		const { spec, box } = this;
		const [x, y] = this.pixelsOf(point);
		const across = (x - box.left) / (box.right - box.left);
		const up = (box.bottom - y) / (box.bottom - box.top);
		const loss = sampleGrid(this.lab.value(spec.losses), across, up);
		return `${spec.x.label} ${say(point[0])}\n${spec.y.label} ${say(point[1])}\n${spec.value} ${say(loss)}`;
	}

	/** The minimum. @param {string} edge @param {number} width */
	#cross(edge, width) {
		const low = this.lab.value(this.spec.minimum);
		if (low) drawShape(this, this.front, CROSS, this.pixelsOf(low), { edge, width });
	}
}
