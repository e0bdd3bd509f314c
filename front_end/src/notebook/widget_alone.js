// A lab in one widget with controls of its own, for homes without the stock controls of Jupyter, such as marimo, or out
// of whose reach they are.

import { makeHome, standAlone, succeed } from "../live/alone.js";
import { Listeners, programsOf } from "./models.js";

/** @import { WidgetModel } from "./models.js" */

class WidgetAlone {
	/** @type {unknown} the description that is shown */
	#spec;
	/** @type {string} all settings that are shown */
	#state;
	#heard = new Listeners();
	#model;
	#lab;

	/** @param {WidgetModel} model @param {HTMLElement} element */
	constructor(model, element) {
		this.#model = model;
		this.#state = String(model.get("state"));
		this.#lab = this.#build(makeHome(element));
		for (const event of ["change:spec", "change:frame"]) this.#heard.add(model, event, () => this.#sync());
		this.#heard.add(model, "change:live", () => this.#again());
		this.#heard.add(model, "change:programs", () => this.#lab.learn(programsOf(model)));
		this.#heard.add(model, "change:state", () => this.#follow());
	}

	/** @param {HTMLElement} home */
	#build(home) {
		const model = this.#model;
		const [spec, frame, live, described] = ["spec", "frame", "live", "controls"].map((name) => model.get(name));
		const send = (/** @type {unknown} */ message) => model.send(message);
		const heard = (/** @type {string} */ state) => this.#tell(state);
		this.#spec = spec;
		const state = this.#state;
		const lab = standAlone(home, { spec, frame, described, live, state, send, heard, ...programsOf(model) });
		lab.take(frame);
		if (lab.alive) send({ kind: "alive" });
		return lab;
	}

	/** The page has computed a picture. @param {string} state */
	#tell(state) {
		this.#state = state;
		if (state === this.#model.get("state")) return;
		this.#model.set?.("state", state);
		this.#model.save_changes?.();
	}

	/** The controls were moved in Python. */
	#follow() {
		const text = String(this.#model.get("state"));
		if (text !== this.#state) this.#lab.hear({ kind: "state", text });
	}

	/** The kernel sent a frame, perhaps with another description, which comes first. */
	#sync() {
		const spec = this.#model.get("spec");
		if (spec !== this.#spec) this.#lab.describe(spec);
		this.#spec = spec;
		this.#lab.take(this.#model.get("frame"));
	}

	/** The page computes with other programs. */
	#again() {
		this.#lab = succeed(this.#lab, (home) => this.#build(home));
	}

	stop() {
		this.#heard.letGo();
		this.#lab.destroy();
		this.#lab.element.remove();
	}
}

/** Draw the widget in an element.  Returns a function that takes everything back. @param {{ model: WidgetModel, el: HTMLElement }} widget */
export function renderAlone({ model, el }) {
	const one = new WidgetAlone(model, el);
	return () => one.stop();
}
