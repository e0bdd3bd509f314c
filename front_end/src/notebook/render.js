// Connects a lab to a Jupyter widget: the page computes its pictures, or else the kernel does.

import { decode } from "../frames/messages.js";
import { mount } from "../lab/mount.js";
import { leaveToKernel } from "../live/unfit.js";
import { InPage } from "./in_page.js";
import { fromKernel } from "./kernel.js";
import { hearLoss, Listeners, programsOf } from "./models.js";
import { renderAlone } from "./widget_alone.js";

/** @import { Mounted } from "../lab/mount.js" */
/** @import { Sent } from "../labs/types.js" */
/** @import { Frame } from "../types.js" */
/** @import { WidgetModel } from "./models.js" */

/**
 * Draw a widget in an element, and watch what it watches.  Returns a function that takes everything back.
 * @param {{ model: WidgetModel, el: HTMLElement }} widget
 */
export function render({ model, el }) {
	if (model.get("controls")) return renderAlone({ model, el });
	/** @param {unknown} message */
	const send = (message) => answers.hear(message);
	let spec = model.get("spec");
	const lab = mount(el, { spec, frame: model.get("frame"), send, ...programsOf(model) });
	let answers = answering(model, lab, el);
	function sync() {
		const next = model.get("spec"); // it may come together with a frame: never draw one with the other's past
		if (next !== spec) lab.describe(next);
		spec = next;
		answers.take(/** @type {Frame} */ (decode(model.get("frame"))));
	}
	const heard = new Listeners();
	function again() {
		answers.stop();
		lab.requests?.stop(); // the one who answers now has not heard what was asked
		answers = answering(model, lab, el);
		sync();
	}
	let stop = () => {
		heard.letGo();
		answers.stop();
		lab.destroy();
	};
	heard.add(model, "change:controls", () => {
		stop(); // it was asked for because those of Jupyter are out of reach
		stop = renderAlone({ model, el });
	});
	heard.add(model, "change:spec change:frame", sync);
	heard.add(model, "change:live", again);
	heard.add(model, "change:programs", () => lab.learn(programsOf(model)));
	hearLoss(heard, model, () => lab.learn({ ...programsOf(model), askPrograms: undefined }));
	sync();
	return () => stop();
}

/**
 * Who answers what the reader does.
 * @typedef {{ hear: (message: unknown) => void, take: (frame: Frame) => void, stop: () => void }} Answering
 */

/** @param {WidgetModel} model @param {Mounted} lab @param {HTMLElement} el @returns {Answering} */
function answering(model, lab, el) {
	const sent = /** @type {Sent} */ (decode(model.get("live") ?? {}));
	el.removeAttribute("data-computes");
	if (!sent.lab) return fromKernel(model, lab);
	try {
		const page = new InPage(model, lab, sent);
		el.setAttribute("data-computes", "");
		lab.notice("live", ""); // programs that came before may have been unfit
		return page;
	} catch (error) {
		leaveToKernel(lab, error, model);
		return fromKernel(model, lab);
	}
}
