// Small parts of a page.  Text enters it as text, never as markup.

const SVG = "http://www.w3.org/2000/svg"; // a name, never fetched

/** @import { Context } from "../types.js" */

/** Give an object other properties, such as a pen its color. */
export const { assign } = Object;

/** @typedef {Record<string, string | number | boolean>} Attributes */
/** @typedef {HTMLElementEventMap & WindowEventMap} Events */
/** @typedef {{ [K in keyof Events]?: (event: Events[K]) => void }} Listeners */

/**
 * @template {Element} T
 * @param {T} node @param {Attributes} attributes
 */
export function set(node, attributes) {
	for (const [name, value] of Object.entries(attributes)) {
		const text = String(value);
		if (node.getAttribute(name) !== text) node.setAttribute(name, text); // what stays costs no layout
	}
	return node;
}

/**
 * @template {EventTarget} T
 * @param {T} node @param {Listeners} listeners @param {AddEventListenerOptions} [options]
 */
export function on(node, listeners, options) {
	for (const [name, listener] of Object.entries(listeners)) {
		node.addEventListener(name, /** @type {EventListener} */ (listener), options);
	}
	return node;
}

/**
 * An element; the attribute `text` is what it says.  A button is none that sends a form.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Attributes} [attributes] @param {(Node | string)[]} children
 */
export function make(tag, { text, ...attributes } = {}, ...children) {
	const node = set(document.createElement(tag), { ...(tag === "button" && { type: "button" }), ...attributes });
	if (text !== undefined) node.textContent = String(text);
	node.append(...children);
	return node;
}

/** What belongs together, under a name. @param {string} label @param {Attributes} attributes @param {Node[]} parts */
export const group = (label, attributes, ...parts) =>
	make("div", { role: "group", "aria-label": label, ...attributes }, ...parts);

/** The head of a panel. @param {Node[]} parts */
export const makeHead = (...parts) => make("div", { class: "sg-head" }, ...parts);

/** A list to choose from. @param {[value: string | number, text: string][]} options */
export const makeList = (options) =>
	make("select", {}, ...options.map(([value, text]) => make("option", { value, text })));

/** @param {string} text @param {string} title @param {() => void} click */
export const makeButton = (text, title, click) => on(make("button", { text, title }), { click });

/**
 * A box behind a button.  Escape closes it, and the focus goes back to the button.
 * @param {string} name of its class @param {string} text on the button @param {HTMLElement} content
 */
export function makeBox(name, text, content) {
	const button = make("summary", { text });
	const box = make("details", { class: name }, button, content);
	return on(box, {
		keydown(event) {
			if (!box.open || event.key !== "Escape") return;
			box.open = false;
			button.focus();
		},
	});
}

/**
 * The only comma, typed or in a number that is pasted, becomes a point, and a minus as the lab writes it a hyphen, which
 * Chromium takes in every language: in English it drops both, so that 0,05 is 5 and −0.1 is 0.1.
 * @param {InputEvent} event before it is written
 */
export function writeNumber(event) {
	const data = event.data ?? "";
	const text = data.replace(/^([^,.]*),([^,.]*)$/, "$1.$2").replace("−", "-");
	if (text === data || !targetOf(event).matches("input[type=number]:not([step='1'])")) return;
	event.preventDefault();
	document.execCommand("insertText", false, text); // as if it had been typed: it can be undone
}

/**
 * A picture of paths, which screen readers skip.
 * @param {number} width @param {number} height @param {Attributes[]} paths
 */
export function drawing(width, height, ...paths) {
	const viewBox = `0 0 ${width} ${height}`;
	const svg = set(document.createElementNS(SVG, "svg"), { viewBox, width, height, "aria-hidden": "true" });
	svg.append(...paths.map((attributes) => set(document.createElementNS(SVG, "path"), attributes)));
	return svg;
}

/** Put an element at a place, in pixels of what it lies on. @param {HTMLElement} node @param {number} left @param {number} top */
export const putAt = ({ style }, left, top) => assign(style, { left: `${left}px`, top: `${top}px` });

/** What draws on a canvas, which screen readers skip. */
export const makeLayer = () => /** @type {Context} */ (make("canvas", { "aria-hidden": "true" }).getContext("2d"));

/** Give a canvas its size, and as many pixels as the screen has. @param {Context} context @param {number} width @param {number} height @param {number} ratio */
export function fitLayer(context, width, height, ratio) {
	assign(context.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
	context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/**
 * Hold an element that begins to be dragged, with the focus on it; returns whether it does.
 * @param {HTMLElement} node @param {PointerEvent} event @param {{ focusVisible?: boolean }} [focus]
 */
export function hold(node, event, focus) {
	if (event.button) return false;
	node.setPointerCapture(event.pointerId);
	node.focus({ preventScroll: true, ...focus });
	event.preventDefault();
	return true;
}

/** Whether an event is of the pointer that drags an element. @param {HTMLElement} node @param {PointerEvent} event */
export const isHeld = (node, { pointerId }) => node.hasPointerCapture(pointerId);

/** Observers stop once a signal says so. @param {AbortSignal} signal @param {{ disconnect: () => void }[]} observers */
export function stopWith(signal, ...observers) {
	signal.addEventListener("abort", () => {
		for (const one of observers) one.disconnect();
	});
}

/** Change a text only where it is another: screen readers read what changes. @param {Node} node @param {string} text */
export function write(node, text) {
	if (node.textContent !== text) node.textContent = text;
}

export const unique = () => `sgdlab-${Math.random().toString(36).slice(2)}`;

/** Whether a key was pressed alone; with others it belongs to the browser. @param {KeyboardEvent} event */
export const plain = (event) => !(event.ctrlKey || event.metaKey || event.altKey);

/** The element that an event happened in. @param {Event} event */
export const targetOf = (event) => /** @type {HTMLElement} */ (event.target);
