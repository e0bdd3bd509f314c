// A lab in one widget with controls of its own, for homes without the stock controls of Jupyter, such as marimo, or out
// of whose reach they are.

import { makeHome, standAlone, succeed } from "../live/alone.js";
import { Listeners, programsOf } from "./models.js";

/** @import { WidgetModel } from "./models.js" */

/** The description that is shown, and all settings. @typedef {{ spec: unknown, state: string }} Shown */

/** Draw the widget in an element.  Returns a function that takes everything back. @param {{ model: WidgetModel, el: HTMLElement }} widget */
export function renderAlone({ model, el }) {
	/** @type {Shown} */
	const shown = { spec: null, state: String(model.get("state")) };
	const build = (/** @type {HTMLElement} */ home) => built(model, home, shown);
	let lab = build(makeHome(el));
	/** The kernel sent a frame, perhaps with another description, which comes first. */
	function sync() {
		const spec = model.get("spec");
		if (spec !== shown.spec) lab.describe(spec);
		shown.spec = spec;
		lab.take(model.get("frame"));
	}
	/** The controls were moved in Python. */
	function follow() {
		const text = String(model.get("state"));
		if (text !== shown.state) lab.hear({ kind: "state", text });
	}
	const heard = new Listeners();
	heard.add(model, "change:spec change:frame", sync);
	heard.add(model, "change:live", () => {
		lab = succeed(lab, build); // the page computes with other programs
	});
	heard.add(model, "change:programs", () => lab.shown.learn(programsOf(model)));
	heard.add(model, "change:state", follow);
	return () => {
		heard.letGo();
		lab.destroy();
		lab.element.remove();
	};
}

/** @param {WidgetModel} model @param {HTMLElement} home @param {Shown} shown */
function built(model, home, shown) {
	const [spec, frame, live, described] = ["spec", "frame", "live", "controls"].map((name) => model.get(name));
	const send = (/** @type {unknown} */ message) => model.send(message);
	/** The page has computed a picture. @param {string} state */
	function heard(state) {
		shown.state = state;
		if (state === model.get("state")) return;
		model.set("state", state);
		model.save_changes();
	}
	shown.spec = spec;
	const { state } = shown;
	const lab = standAlone(home, { spec, frame, described, live, state, send, heard, ...programsOf(model) });
	lab.take(frame);
	if (lab.alive) send({ kind: "alive" });
	return lab;
}
