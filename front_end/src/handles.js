// Points to drag, points with a name, and the text at the pointer: on a surface and on a plane.

import { WAYS } from "./arrows.js";
import { CROSS } from "./marks.js";
import { clamp } from "./numbers.js";
import { make, plain, set, unique } from "./page.js";

/** `say(point, place)` is the text at a point.  Returns {draw}, which draws all points where they are now. */
export function makeHandles(plot, say) {
	const { spec, lab, area } = plot,
		movable = lab.answers && spec.handles.length > 0;
	const help = make("p", {
		class: "sg-note",
		id: unique(),
		text: [
			movable
				? `Drag ${spec.handles.length > 1 ? "a" : "the"} ring${spec.handles.some(({ click }) => click) ? ", click where it is to go" : ""}, or use the arrow keys on it (Shift: larger steps).`
				: "",
			lab.spec.clock ? "Space plays." : "",
		]
			.join(" ")
			.trim(),
	});
	let dragged = null; // the handle that is being dragged

	const handles = spec.handles.map(({ key, name, click }) => {
		const ring = make("div", { class: "sg-ring", role: movable ? "slider" : "img", "aria-label": name, hidden: "" });
		const handle = { ring, name, click, point: () => lab.current(key), text: () => `${name}\n${say(handle.point())}` };
		handle.moveTo = (place) => {
			const { left, top, right, bottom } = plot.box;
			lab.ask("move", key, { point: plot.pointAt([clamp(place[0], left, right), clamp(place[1], top, bottom)]) });
			plot.move();
			plot.tell(handle.text(), handle.place());
		};
		handle.place = () => [plot.x.at(handle.point()[0]), plot.y.at(handle.point()[1])];
		if (movable) {
			set(ring, {
				tabindex: "0",
				"aria-roledescription": "movable point",
				"aria-describedby": help.id,
				pointerdown(event) {
					if (event.button) return;
					dragged = handle;
					ring.setPointerCapture(event.pointerId);
					ring.focus({ preventScroll: true, focusVisible: false });
					event.preventDefault();
				},
				pointermove(event) {
					if (dragged === handle) handle.moveTo(plot.place(event));
				},
				lostpointercapture() {
					dragged = null;
				},
				blur() {
					plot.tell("");
				},
				keydown(event) {
					const way = WAYS[event.key],
						{ left, top, right, bottom } = plot.box,
						step = event.shiftKey ? 0.05 : 0.01;
					if (!way || !plain(event)) return;
					const [x, y] = handle.place();
					handle.moveTo([x + way[0] * step * (right - left), y + way[1] * step * (bottom - top)]);
					event.preventDefault();
				},
			});
		}
		area.append(ring);
		return handle;
	});
	plot.element.append(help);
	set(area, {
		role: handles.length ? "group" : "img",
		...(handles.length || !lab.spec.clock ? {} : { tabindex: "0", "aria-describedby": help.id }),
		pointermove(event) {
			const place = plot.place(event);
			if (!dragged) plot.tell(plot.covers(place) ? say(plot.pointAt(place), place) : "", place);
		},
		pointerleave() {
			if (!dragged) plot.tell("");
		},
		click(event) {
			const place = plot.place(event),
				handle = movable && handles.find((one) => one.click);
			if (handle && !event.target.closest(".sg-ring") && plot.covers(place)) handle.moveTo(place);
		},
	});

	function draw() {
		for (const { at, name } of spec.marks) {
			const point = lab.value(at);
			if (!point) continue;
			const [x, y] = [plot.x.at(point[0]), plot.y.at(point[1])];
			if (!plot.within(x, y)) continue;
			for (const [color, width] of [
				["page", 5],
				["ink", 2],
			])
				plot.put(plot.front, CROSS, x, y, color, width, undefined, 4);
			plot.label(name, x, y - 9, 9);
		}
		for (const handle of handles) {
			const { ring, name } = handle,
				point = handle.point();
			ring.hidden = !point || !plot.within(...handle.place());
			if (ring.hidden) continue;
			const [x, y] = handle.place();
			Object.assign(ring.style, { left: `${x}px`, top: `${y}px` });
			if (handles.length > 1) plot.label(name, x, y, 13);
			if (movable)
				set(ring, {
					"aria-valuemin": plot.x.range[0],
					"aria-valuemax": plot.x.range[1],
					"aria-valuenow": point[0],
					"aria-valuetext": say(point).replaceAll("\n", ", "),
				});
		}
	}
	return { draw };
}
