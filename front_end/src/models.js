// The stock controls of a Jupyter widget: the star watches them by their models.

/** @import { Control, Model, Star } from "./star.js" */

/** @typedef {(...values: never[]) => void} Listener each event has values of its own */
/** @typedef {(event: string, listener: Listener) => void} Hear */
/** @typedef {{ kind: string, name: string, family: number }} Sent */

/**
 * What anywidget gives to a widget, and what its manager gives for a control.
 * @typedef {Model & { on: Hear, off: Hear, send: (message: unknown) => void,
 *     widget_manager: { get_model: (id: string) => Promise<WidgetModel> } }} WidgetModel
 */

/** @typedef {WidgetModel | string | null | undefined} Reference a model, or its name */
/**
 * A control as the kernel names it.
 * @typedef {Omit<Control, "model" | "number"> & { model: Reference, number?: Reference }} Watched
 */
/** @typedef {Control & { model: WidgetModel, number?: WidgetModel | null }} Found */

const PREFIX = "IPY_MODEL_";

/** Listeners that can be taken back together. */
export class Listeners {
	/** @type {(() => void)[]} */
	#undo = [];

	/** @param {WidgetModel} model @param {string} event @param {Listener} listener */
	add(model, event, listener) {
		model.on(event, listener);
		this.#undo.push(() => model.off(event, listener));
	}

	letGo() {
		for (const undo of this.#undo.splice(0)) undo();
	}
}

/** The controls that a widget's model names in `watched`, with their models. @param {WidgetModel} model */
async function findControls(model) {
	/** @param {Reference} one */
	const find = (one) => (typeof one === "string" ? model.widget_manager.get_model(one.slice(PREFIX.length)) : one);
	const watched = /** @type {Watched[]} */ (model.get("watched") ?? []);
	/** @type {Found[]} */
	const found = [];
	for (const control of watched) {
		const [own, number] = [await find(control.model), await find(control.number)];
		if (own) found.push({ ...control, model: own, number });
	}
	return found;
}

/**
 * Follow the controls of a widget.  Returns a function that lets go.
 * @param {Star} star
 * @param {WidgetModel} model
 * @param {() => void} followed called when the controls are known
 */
export function followModels(star, model, followed) {
	const [heard, always] = [new Listeners(), new Listeners()];
	let turn = 0;
	/** @param {string | null} name @returns {Listener} */
	function tell(name) {
		/** @param {unknown} _model @param {unknown} _value @param {{ updated_view?: unknown }} [options] a view: by hand */
		return (_model, _value, options) => star.moved(name, Boolean(options?.updated_view));
	}
	async function follow() {
		const mine = ++turn;
		const found = await findControls(model);
		if (mine !== turn) return; // another list came in the meantime
		heard.letGo();
		for (const control of found) {
			star.follow(control);
			heard.add(control.model, `change:${control.trait}`, tell(control.name));
			if (control.number) heard.add(control.number, "change:value", tell(null));
		}
		followed();
	}
	always.add(model, "change:watched", follow);
	/** @param {Sent} message @param {DataView<ArrayBuffer>[]} buffers */
	function received({ kind, name, family }, buffers) {
		if (kind === "ray") star.store(name, family, buffers[0]);
		if (kind === "part") star.join(name, family, buffers[0]);
	}
	always.add(model, "msg:custom", received);
	follow();
	return () => {
		turn++;
		heard.letGo();
		always.letGo();
		star.stop();
	};
}
