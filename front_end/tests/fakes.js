// What stands for a page where a test needs only a little of one.

/** @import { WidgetModel } from "../src/notebook/models.js" */

/** A key press. @param {string} key @param {Partial<KeyboardEvent>} [more] */
export function press(key, more = {}) {
	const event = Object.assign(new Event("keydown", { cancelable: true }), {
		key,
		ctrlKey: false,
		metaKey: false,
		altKey: false,
		...more,
	});
	return /** @type {KeyboardEvent} */ (/** @type {unknown} */ (event));
}

/** A model of a widget with values that a test changes. */
export class FakeModel {
	/** @type {Map<string, Set<Function>>} */
	listeners = new Map();
	/** @type {unknown[]} */
	sent = [];

	/** @param {Record<string, unknown>} values */
	constructor(values) {
		this.values = values;
	}

	/** @param {string} name */
	get(name) {
		return this.values[name];
	}

	/** @param {string} name @param {unknown} value @param {object} [options] */
	set(name, value, options) {
		this.values[name] = value;
		this.fire(`change:${name}`, this, value, options);
	}

	/** @param {string} event @param {unknown[]} values */
	fire(event, ...values) {
		for (const listener of this.listeners.get(event) ?? []) listener(...values);
	}

	/** @param {string} event @param {Function} listener */
	on(event, listener) {
		this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener));
	}

	/** @param {string} event @param {Function} listener */
	off(event, listener) {
		this.listeners.get(event)?.delete(listener);
	}

	/** @param {unknown} message */
	send(message) {
		this.sent.push(message);
	}

	/** How many listeners there are. */
	get heard() {
		return [...this.listeners.values()].reduce((sum, { size }) => sum + size, 0);
	}

	/** @returns {WidgetModel} */
	asModel() {
		return /** @type {WidgetModel} */ (/** @type {unknown} */ (this));
	}
}

/** As much of an element as the controls of a page need. */
export class FakeElement extends EventTarget {
	/** @type {Record<string, string>} */
	attributes = {};
	/** @type {any[]} */
	children = [];
	classList = new Set();
	textContent = "";
	value = "";

	static stand() {
		const create = () => new FakeElement();
		Object.assign(globalThis, { document: { createElement: create, createElementNS: create } });
	}

	/** @param {string} name */
	getAttribute(name) {
		return this.attributes[name] ?? null;
	}

	/** @param {string} name @param {string} value */
	setAttribute(name, value) {
		this.attributes[name] = value;
	}

	/** @param {unknown[]} more */
	append(...more) {
		this.children.push(...more);
	}

	querySelector() {
		return null;
	}

	/** What a reader does. @param {string} event @param {string} [value] in a field */
	does(event, value = this.value) {
		this.value = value;
		this.dispatchEvent(new Event(event));
	}
}
