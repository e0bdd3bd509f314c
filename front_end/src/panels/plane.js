// The plane panel: sides, points, lines, arrows, points to drag.

import { times } from "../basics/arrays.js";
import { nearestInGrid, sampleGrid } from "../basics/grids.js";
import { clamp, lastAtMost, say } from "../basics/numbers.js";
import { assign } from "../page/elements.js";
import { drawAxes, drawBorder } from "../plot/axes.js";
import { paintClasses, paintSides } from "../plot/contours.js";
import { Handles } from "../plot/handles.js";
import { sharesOf } from "../plot/layout.js";
import { makeLines, strokeLine } from "../plot/lines.js";
import { Plot } from "../plot/plot.js";
import { evenRanges } from "../plot/scales.js";
import { drawMarker } from "../plot/shapes.js";

/** @import { Box, Context, Lab, MovingLine, Pair, Part, PlaneSpec } from "../types.js" */

const NEAR = 14; // pixels
const ON = 7; // pixels within which a click hits a point

export class PlanePanel extends Plot {
	/** @type {Box | null} the pixels that the region covers */
	#region = null;

	/** @param {PlaneSpec} spec @param {Lab} lab */
	constructor(spec, lab) {
		super(spec, lab);
		this.spec = spec;
		this.dotted = false;
		this.handles = new Handles(this, spec, (point, place) => this.#say(point, place));
		this.handles.aim = (place) => {
			const found = this.#nearest(place, ON);
			return found ? this.pixelsOf(found.point) : place;
		};
	}

	/** @override @returns {unknown[]} */
	shows() {
		const { x, y, region, points, arrows } = this.spec;
		const parts = [x.range, y.range, region, ...[...points, ...arrows].map(({ data }) => data)];
		return parts.map((part) => this.lab.value(part));
	}

	/** @override */
	paint() {
		const { spec, lab } = this;
		const asked = /** @type {[Pair, Pair]} */ ([spec.x, spec.y].map(({ range }) => lab.value(range)));
		const [x, y] = spec.equal ? evenRanges(this.box, ...asked) : asked;
		drawAxes(this, { ...spec.x, range: x }, { ...spec.y, range: y }, true);
		this.#paintRegion(...asked);
		drawBorder(this);
		for (const part of spec.points) this.#drawPoints(this.back, part);
		this.inside(this.back, (c) => {
			for (const part of spec.arrows) this.#drawArrows(c, part);
		});
	}

	/** @override */
	trace() {
		const still = this.spec.lines.filter((line) => !this.#moving(line));
		return still.flatMap(({ series, data }) => makeLines(this, this.lab.style(series), this.lab.value(data)));
	}

	/** What moves with the clock stands as it was at the playhead. @override */
	mark() {
		const { lab } = this;
		for (const part of this.spec.lines) {
			const moving = this.#moving(part);
			if (!moving) continue;
			const { spent, at } = moving;
			const row = clamp(lastAtMost(spent, lab.fraction + 1e-6), 0, spent.length - 1);
			const lines = makeLines(this, lab.style(part.series), at(row));
			this.inside(this.front, (c) => {
				for (const line of lines) strokeLine(this, c, line);
			});
		}
	}

	/** @param {Part} part */
	#moving({ data }) {
		return /** @type {MovingLine | null} */ (this.lab.value(data))?.moving;
	}

	/** @override */
	crown() {
		this.handles.draw();
	}

	/** @param {Pair} x @param {Pair} y */
	#paintRegion([x0, x1], [y0, y1]) {
		const { region, sides, counted } = this.spec;
		const field = this.lab.value(region);
		this.#region = null;
		if (!field) return;
		this.#region = { left: this.x.at(x0), right: this.x.at(x1), top: this.y.at(y1), bottom: this.y.at(y0) };
		const styles = sides.map((key) => this.lab.style(key));
		(counted ? paintClasses : paintSides)(this, this.#region, field, styles);
	}

	/** The rows of an entry's data (N, width). @param {Part} part @param {number} width */
	#rows(part, width) {
		const data = this.lab.value(part.data);
		return times(data.length / width, (i) => data.subarray(i * width, (i + 1) * width));
	}

	/** @param {Context} c @param {Part} part */
	#drawPoints(c, part) {
		const style = this.lab.style(part.series);
		const rows = this.#rows(part, 2);
		const look = { width: style.faint ? 0.01 : 1.5, size: rows.length > 60 || style.faint ? 3.2 : 4.5 };
		c.globalAlpha = style.faint ? 0.4 : 1;
		for (const row of rows) drawMarker(this, c, style, this.pixelsOf(row), look);
		c.globalAlpha = 1;
	}

	/** @param {Context} c @param {Part} part */
	#drawArrows(c, part) {
		const { color, faint } = this.lab.style(part.series);
		const paint = this.lab.color(color);
		assign(c, { strokeStyle: paint, fillStyle: paint, lineWidth: faint ? 1 : 2.5 });
		c.globalAlpha = faint ? 0.35 : 1;
		for (const [x, y, dx, dy] of this.#rows(part, 4)) {
			drawArrow(c, this.pixelsOf([x, y]), this.pixelsOf([x + dx, y + dy]), faint ? 5 : 9);
		}
	}

	/** The nearest point to a place, with the name of its series. @param {Pair} place @param {number} [near] */
	#nearest(place, near = NEAR) {
		let [best, least] = [/** @type {{ name: string, point: Pair } | null} */ (null), near];
		for (const part of this.spec.points) {
			const { name } = this.lab.style(part.series);
			for (const [x, y] of this.#rows(part, 2)) {
				const [px, py] = this.pixelsOf([x, y]);
				const away = Math.hypot(px - place[0], py - place[1]);
				if (away < least) [best, least] = [{ name, point: [x, y] }, away];
			}
		}
		return best;
	}

	/** @param {Pair} point @param {Pair | null} place */
	#say(point, place) {
		const { spec } = this;
		const found = place && this.#nearest(place);
		const [x, y] = found ? found.point : point;
		const where = [`${spec.x.label} ${say(x)}`, `${spec.y.label} ${say(y)}`];
		const away = found && this.handles.pen && this.#nearest(place, ON) ? ["a click removes it"] : [];
		return (found ? [found.name, ...where, ...away] : [...where, ...this.#side(point)]).join("\n");
	}

	/** On which side of the region's line a point lies. @param {Pair} point */
	#side(point) {
		const { region, sides, counted } = this.spec;
		const field = this.lab.value(region);
		if (!this.#region || !field) return [];
		const shares = sharesOf(this.#region, this.pixelsOf(point));
		const side = counted ? nearestInGrid(field, ...shares) : Number(sampleGrid(field, ...shares) >= 0);
		return [`${this.lab.style(sides[side]).name}'s side`];
	}
}

/**
 * An arrow from one place to another, in pixels; nothing if it is too short to see, or no number.
 * @param {Context} c @param {Pair} from @param {Pair} to
 * @param {number} head how long its head is, if it is as long itself
 */
function drawArrow(c, [ax, ay], [bx, by], head) {
	const long = Math.hypot(bx - ax, by - ay);
	if (!(long > 0.5 && long < 1e5)) return;
	const size = Math.min(head, long);
	const [ux, uy] = [((bx - ax) / long) * size, ((by - ay) / long) * size];
	c.beginPath();
	c.moveTo(ax, ay);
	c.lineTo(bx - 0.8 * ux, by - 0.8 * uy);
	c.stroke();
	c.beginPath();
	c.moveTo(bx, by);
	c.lineTo(bx - ux + 0.45 * uy, by - uy - 0.45 * ux);
	c.lineTo(bx - ux - 0.45 * uy, by - uy + 0.45 * ux);
	c.fill();
}
