// Points to drag, points with a name, and the text at the pointer: on a surface and on a plane.

import { arrows } from "../page/arrows.js";
import { hold, make, on, putAt, set, targetOf, unique } from "../page/elements.js";
import { besidePoint, boxesAt, writeBeside } from "./labels.js";
import { inBox } from "./layout.js";
import { CROSS, SHAPES } from "./marks.js";
import { drawShape } from "./shapes.js";

/** @import { Handle, Mark, Pair, PanelSpec, PlaneSpec, SurfaceSpec } from "../types.js" */
/** @import { Plot } from "./plot.js" */

/** @typedef {(point: Pair, place: Pair | null) => string} SayPoint the text at a point */

/** One point to drag: a ring that is a slider to screen readers. */
class Ring {
	/** @param {Handles} handles @param {Handle} handle */
	constructor(handles, { key, name, click }) {
		this.handles = handles;
		this.key = key;
		this.name = name;
		this.click = click;
		const role = handles.movable ? "slider" : "img";
		this.element = make("div", { class: "sg-ring", role, "aria-label": name, hidden: "" });
		if (handles.movable) this.#listen();
	}

	/** Where it is now. */
	point() {
		return /** @type {Pair} */ (this.handles.plot.lab.current(this.key));
	}

	place() {
		return this.handles.plot.pixelsOf(this.point());
	}

	/** @param {Pair} place in pixels */
	moveTo(place) {
		const { plot, say, reach } = this.handles;
		plot.lab.ask("move", this.key, reach(plot.pointAt(inBox(plot.box, place))));
		plot.move();
		if (!plot.lab.state[this.key]) return plot.tell(""); // it has become a point of the data, or has taken one away
		plot.tell(`${this.name}\n${say(this.point(), null)}`, this.place());
	}

	draw() {
		const { plot, all } = this.handles;
		const hidden = !this.point() || !plot.within(...this.place());
		if (!hidden && all.length > 1) writeBeside(plot, this.name, besidePoint(this.place()), { must: true });
		plot.lab.later(() => this.#show(hidden));
	}

	/** The element stands where the point is. @param {boolean} hidden */
	#show(hidden) {
		const { plot, say, movable } = this.handles;
		this.element.hidden = hidden;
		if (hidden) return;
		putAt(this.element, ...this.place());
		if (!movable) return;
		const [min, max] = plot.x.range;
		set(this.element, {
			"aria-valuemin": min,
			"aria-valuemax": max,
			"aria-valuenow": this.point()[0],
			"aria-valuetext": say(this.point(), null).replaceAll("\n", ", "),
		});
	}

	#listen() {
		const { handles, element } = this;
		set(element, { tabindex: "0", "aria-roledescription": "movable point", "aria-describedby": handles.help.id });
		on(element, {
			pointerdown: (event) => {
				if (hold(element, event, { focusVisible: false })) handles.dragged = this;
			},
			pointermove: (event) => {
				if (handles.dragged === this) this.moveTo(handles.plot.place(event));
			},
			lostpointercapture: () => {
				handles.dragged = null;
				handles.released();
			},
			blur: () => handles.plot.tell(""),
			keydown: arrows((way, { shiftKey }) => this.#step(way, shiftKey ? 0.05 : 0.01)),
		});
	}

	/** @param {Pair} way @param {number} share of the box */
	#step(way, share) {
		const { left, top, right, bottom } = this.handles.plot.box;
		const [x, y] = this.place();
		this.moveTo([x + way[0] * share * (right - left), y + way[1] * share * (bottom - top)]);
	}
}

/** What a reader can do here. @param {Handle[]} handles @param {boolean} movable @param {boolean} plays @param {boolean} [drawn] with a pen */
export function helpOf(handles, movable, plays, drawn) {
	const ring = handles.length > 1 ? "a" : "the";
	const click = handles.some((one) => one.click) ? ", click where it is to go" : "";
	const draw = "A click adds a point, or removes one; so does the field “your points”.";
	const drag = `Drag ${ring} ring${click}, or use the arrow keys on it (Shift: larger steps).`;
	return [movable ? (drawn ? draw : drag) : "", plays ? "Space plays." : ""].join(" ").trim();
}

/** Whether points are drawn by hand in a panel. @param {PanelSpec} panel */
export const isDrawn = (panel) => panel.kind === "plane" && panel.handles.some(({ click }) => click);

const STROKE = 22; // pixels between two points of a stroke

/** All points of a panel. */
export class Handles {
	/** @type {Ring | null} the one that is being dragged */
	dragged = null;
	/** The nearest point to which a ring can be moved. @type {(point: Pair) => Pair} */
	reach = (point) => point;
	/** Where a click of the pen goes: to a point that it hits. @type {(place: Pair) => Pair} */
	aim = (place) => place;
	/** A ring that was dragged is let go. */
	released = () => {};
	/** @type {{ last: Pair, drawn: boolean } | null} a stroke of the pen: its last point, and whether it has any */
	#stroke = null;

	/** @param {Plot} plot @param {SurfaceSpec | PlaneSpec} spec @param {SayPoint} say */
	constructor(plot, spec, say) {
		const { handles, marks, title, x, y } = spec;
		const { lab, area } = plot;
		const plays = !!lab.spec.clock;
		this.plot = plot;
		this.marks = marks;
		this.say = say;
		this.movable = lab.answers && handles.length > 0;
		this.help = make("p", {
			class: "sg-unseen",
			id: unique(),
			text: helpOf(handles, this.movable, plays, isDrawn(spec)),
		});
		this.all = handles.map((handle) => new Ring(this, handle));
		area.append(...this.all.map(({ element }) => element));
		plot.element.append(this.help);
		const label = `${title}: ${x.label} across, ${y.label} up`;
		set(area, { role: handles.length ? "group" : "img", "aria-label": label });
		if (!handles.length && plays) set(area, { tabindex: "0", "aria-describedby": this.help.id });
		on(area, {
			pointerdown: (event) => this.#begin(event),
			pointermove: (event) => {
				this.#draw(event);
				this.#tell(plot.place(event));
			},
			pointerleave: () => this.dragged ?? plot.tell(""),
			click: (event) => this.#click(event),
			dragover: (event) => this.pen && event.preventDefault(),
			drop: (event) => this.#dropped(event),
		});
	}

	/** The point that a click adds, if there is one: it is nowhere before. */
	get pen() {
		return this.movable && this.all.find(({ click, key }) => click && !this.plot.lab.state[key]);
	}

	/** A file of points. @param {DragEvent} event */
	async #dropped(event) {
		const [pen, file] = [this.pen, event.dataTransfer?.files[0]];
		if (!pen || !file) return;
		event.preventDefault();
		const { lab } = this.plot;
		try {
			const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
			lab.wish("drop", { key: pen.key, text });
		} catch (error) {
			const { message } = /** @type {Error} */ (error);
			lab.notice("error", `'${file.name}' can't be read (${message}): drop a CSV of points in UTF-8`);
		}
	}

	/** A stroke of the pen may begin; a second finger ends it. @param {PointerEvent} event */
	#begin(event) {
		const starts = this.pen && event.isPrimary && !event.button && !targetOf(event).closest(".sg-ring");
		this.#stroke = starts ? { last: this.plot.place(event), drawn: false } : null;
	}

	/** Add points along a stroke of the pen. @param {PointerEvent} event */
	#draw(event) {
		const [pen, stroke] = [this.pen, this.#stroke];
		if (!pen || !stroke || !(event.buttons & 1)) return;
		const place = this.plot.place(event);
		const [x, y] = stroke.last;
		if (!this.plot.covers(place) || Math.hypot(place[0] - x, place[1] - y) < STROKE) return;
		if (!stroke.drawn) pen.moveTo(stroke.last);
		pen.moveTo(place);
		this.#stroke = { last: place, drawn: true };
	}

	/** @param {Pair} place */
	#tell(place) {
		const { plot, say } = this;
		if (!this.dragged) plot.tell(plot.covers(place) ? say(plot.pointAt(place), place) : "", place);
	}

	/** @param {MouseEvent} event */
	#click(event) {
		if (this.#stroke?.drawn) return; // it ended here
		const place = this.plot.place(event);
		const ring = this.movable && this.all.find(({ click }) => click);
		if (ring && !targetOf(event).closest(".sg-ring") && this.plot.covers(place)) return ring.moveTo(this.aim(place));
		this.#tell(place); // a finger has left, and hovers nowhere
		addEventListener("pointerdown", () => this.plot.tell(""), { once: true });
	}

	/** Draw all points where they are now, with their names where little else is. */
	draw() {
		const { plot } = this;
		const marks = this.marks.flatMap((mark) => this.#place(mark));
		const places = [
			...marks.map(({ place }) => place),
			...this.all.flatMap((ring) => (ring.point() ? [ring.place()] : [])),
		];
		plot.words.taken.push(...boxesAt(places, 9));
		for (const { name, place, shape, size } of marks) {
			drawShape(plot, plot.front, shape, place, { edge: "page", width: 5, size });
			drawShape(plot, plot.front, shape, place, { edge: "ink", width: 2, size });
			writeBeside(plot, name, besidePoint(place), { must: true });
		}
		for (const ring of this.all) ring.draw();
	}

	/** Where a mark is, if it is in the picture, and its shape. @param {Mark} mark */
	#place({ at, name, ring }) {
		const { plot } = this;
		const point = plot.lab.value(at);
		const place = point && plot.pixelsOf(point);
		if (!place || !plot.within(...place)) return [];
		return [{ name, place, shape: ring ? SHAPES.ring : CROSS, size: ring ? 6.5 : 4 }];
	}
}
