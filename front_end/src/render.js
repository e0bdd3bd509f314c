// Connects a lab to a Jupyter widget.

import { mount } from "./lab.js";
import { decode } from "./messages.js";
import { followModels, Listeners } from "./models.js";
import { Star } from "./star.js";

/** @import { Frame } from "./types.js" */
/** @import { WidgetModel } from "./models.js" */

const LOST = "The kernel is gone. The picture shows what it had computed; run the cell again to go on.";

/**
 * Draw a widget in an element, and watch what it watches.  Returns a function that takes everything back.
 * @param {{ model: WidgetModel, el: HTMLElement }} widget
 */
export function render({ model, el }) {
	/** @param {unknown} message */
	function send(message) {
		star.wait(); // the reader is not pausing
		model.send(message);
	}
	let spec = model.get("spec");
	const lab = mount(el, { spec, frame: model.get("frame"), send });
	const lost = () => lab.notice("lost", LOST);
	const star = new Star(
		(state) => lab.show(state),
		(message) => {
			try {
				model.send(message);
			} catch {
				lost(); // the kernel was shut down elsewhere
			}
		},
	);
	function sync() {
		const next = model.get("spec"); // it may come together with a frame: never draw one with the other's past
		if (next !== spec) lab.describe(next);
		spec = next;
		star.take(/** @type {Frame} */ (decode(model.get("frame"))));
	}
	const heard = new Listeners();
	for (const event of ["change:spec", "change:frame"]) heard.add(model, event, sync);
	for (const event of ["comm:close", "comm_live_update"]) heard.add(model, event, lost);
	const letGo = followModels(star, model, () => lab.follow(star));
	sync();
	return () => {
		heard.letGo();
		letGo();
		lab.destroy();
	};
}
