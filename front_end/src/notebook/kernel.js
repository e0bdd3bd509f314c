// The kernel computes a lab; a star of stored frames bridges the time.

import { Star } from "../frames/star.js";
import { followModels, hearLoss, Listeners, tellKernel } from "./models.js";

/** @import { Mounted } from "../lab/mount.js" */
/** @import { Frame } from "../types.js" */
/** @import { WidgetModel } from "./models.js" */

const LOST = "The kernel is gone. The picture shows what it had computed; run the cell again to go on.";

/** What the kernel sends besides its frames. @typedef {{ name: string, family: number, packed: string }} SentRay */

/** @param {WidgetModel} model @param {Mounted} lab */
export function fromKernel(model, lab) {
	function lost() {
		lab.notice("kernel", ""); // that it has not answered for some seconds is no news any more
		lab.notice("lost", LOST);
	}
	/** @param {unknown} message */
	function ask(message) {
		if (!tellKernel(model, message)) lost(); // the kernel was shut down elsewhere
	}
	const star = new Star((state) => lab.show(state), ask);
	const heard = new Listeners();
	followModels(heard, model, {
		found(list) {
			for (const control of list) star.follow(control);
			lab.follow(star);
		},
		moved: (name, byHand, typed) => star.moved(typed ? null : name, byHand),
	});
	hearLoss(heard, model, lost);
	heard.add(model, "msg:custom", (/** @type {SentRay} */ { name, family, packed }) => star.store(name, family, packed));
	return {
		hear(/** @type {unknown} */ message) {
			star.wait(); // the reader is not pausing
			model.send(message);
		},
		take: (/** @type {Frame} */ frame) => star.take(frame),
		stop() {
			heard.letGo();
			star.stop();
		},
	};
}
