// A text beside the pointer, or beside the element that has the focus.

import { zoomOf } from "./large.js";
import { clamp } from "./numbers.js";
import { make, write } from "./page.js";

/** Returns tell(text, [x, y], aloud): the text beside a place of the area; aloud: to screen readers too. */
export function makeTip(area) {
	const tip = make("div", { class: "sg-tip", "aria-hidden": "true", hidden: "" });
	const spoken = make("p", { class: "sg-unseen", "aria-live": "polite" });
	area.append(tip, spoken);
	return (text, place, aloud) => {
		tip.hidden = !text;
		if (aloud) write(spoken, text.replaceAll("\n", ", "));
		if (!text) return;
		write(tip, text);
		const [x, y] = place,
			{ offsetWidth: w, offsetHeight: h } = tip,
			{ clientWidth: width, clientHeight: height } = area;
		const left = x + 16 + w > width ? Math.max(0, x - w - 16) : x + 16;
		Object.assign(tip.style, { left: `${left}px`, top: `${clamp(y - h - 10, 0, Math.max(0, height - h))}px` });
	};
}

/** Where an event happened, in pixels of an area. */
export function placeIn(area, event) {
	const { left, top } = area.getBoundingClientRect(),
		zoom = zoomOf(area);
	return [(event.clientX - left) / zoom, (event.clientY - top) / zoom];
}
