// The stock controls of a Jupyter widget, by their models.

/** @import { Control, Model } from "../frames/star.js" */
/** @import { Beside } from "../types.js" */

/** @typedef {(...values: never[]) => void} Listener each event has values of its own */
/** @typedef {(event: string, listener: Listener) => void} Hear */

/**
 * What anywidget gives to a widget, and what its manager gives for a control.
 * `_state_lock`: what the kernel is setting just now; `comm_live`: whether there is one, as a control says.
 * @typedef {Required<Pick<Model, "set" | "save_changes">> & Model & { on: Hear, off: Hear,
 *     send: (message: unknown) => void, _state_lock?: object | null, comm_live?: boolean,
 *     widget_manager: { get_model: (id: string) => Promise<WidgetModel> } }} WidgetModel
 */

/** @typedef {WidgetModel | string} Reference a model, or its name */
/**
 * A control as the kernel names it.
 * @typedef {Omit<Control, "model" | "number"> & { model: Reference, number?: Reference | null }} Watched
 */
/** @typedef {Control & { model: WidgetModel, number?: WidgetModel | null }} Found */

const PREFIX = "IPY_MODEL_";

/** The controls that were found: one that can't be found later was closed, and its successor comes. @type {WeakMap<WidgetModel, Found[]>} */
const reached = new WeakMap();

/** Listeners that can be taken back together. */
export class Listeners {
	/** @type {(() => void)[]} */
	undo = [];

	/** @param {WidgetModel} model @param {string} events with spaces between @param {Listener} listener */
	add(model, events, listener) {
		for (const event of events.split(" ")) {
			model.on(event, listener);
			this.undo.push(() => model.off(event, listener));
		}
	}

	letGo() {
		for (const undo of this.undo.splice(0)) undo();
	}
}

/** The controls that a widget's model names in `watched`, with their models. @param {WidgetModel} model */
async function findControls(model) {
	/** @param {Reference} one */
	const find = (one) => (typeof one === "string" ? model.widget_manager.get_model(one.slice(PREFIX.length)) : one);
	const watched = /** @type {Watched[]} */ (model.get("watched"));
	/** @type {Found[]} */
	const found = [];
	for (const control of watched) {
		const { model, number } = control;
		found.push({ ...control, model: await find(model), number: number ? await find(number) : null });
	}
	return found;
}

/** Tell the kernel something; returns whether there still is one. @param {WidgetModel} model @param {unknown} message */
export function tellKernel(model, message) {
	try {
		model.send(message); // one that was restored from a notebook's file sends to nobody, and raises nothing
		return !reached.get(model)?.some((control) => control.model.comm_live === false);
	} catch {
		return false;
	}
}

/** Hear that the kernel is gone. @param {Listeners} heard @param {WidgetModel} model @param {() => void} lost */
export const hearLoss = (heard, model, lost) => heard.add(model, "comm:close comm_live_update", lost);

/**
 * What watches controls: it is told which there are, and when one has moved (`typed`: in a field, such as the number
 * beside it).
 * @typedef {{ found: (controls: Found[]) => void, moved: (name: string, byHand: boolean, typed: boolean) => void }} Watcher
 */

/**
 * Follow the controls of a widget, until `always` lets go.
 * @param {Listeners} always @param {WidgetModel} model @param {Watcher} watcher
 */
export function followModels(always, model, watcher) {
	const heard = new Listeners();
	let turn = 0;
	/**
	 * A view reports the hand, and also what it rounds of a number that the kernel sets.
	 * @param {string} name @param {boolean} typed @returns {Listener}
	 */
	function tell(name, typed) {
		/** @param {WidgetModel} model @param {unknown} _value @param {{ updated_view?: unknown }} [options] */
		return (model, _value, options) => watcher.moved(name, !!options?.updated_view && !model._state_lock, typed);
	}
	async function follow() {
		const mine = ++turn;
		const found = await findControls(model).catch(() => null);
		if (mine !== turn) return; // another list came in the meantime
		if (!found) return reached.has(model) || tellKernel(model, { kind: "alone" }); // for controls of the picture's own
		reached.set(model, found);
		heard.letGo();
		for (const { name, model, trait, number, stops } of found) {
			heard.add(model, `change:${trait}`, tell(name, trait === "value" && !stops));
			if (number) heard.add(number, "change:value", tell(name, true));
		}
		watcher.found(found);
	}
	always.add(model, "change:watched", follow);
	always.undo.push(() => {
		turn++;
		heard.letGo();
	});
	follow();
}

/** The programs in plain NumPy, which the kernel writes once somebody asks. @param {WidgetModel} model @returns {Beside} */
export function programsOf(model) {
	const programs = /** @type {Beside["programs"]} */ (model.get("programs"));
	return { programs, askPrograms: () => tellKernel(model, { kind: "programs" }) };
}
