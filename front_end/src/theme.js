// What the names of colors mean in the present theme.  style/theme.css has their values.

/** @import { Context } from "./types.js" */

/** @typedef {[number, number, number]} Rgb red, green, blue: 0 to 255 */

/** Reads the colors of a lab's theme once, until `forget` is called. */
export class Colors {
	/** @type {Map<string, string>} */
	#known = new Map();

	/** @param {HTMLElement} root */
	constructor(root) {
		this.root = root;
	}

	/** A color by its name in the theme, or CSS as it is. @param {string} name */
	get(name) {
		const known = this.#known.get(name);
		if (known !== undefined) return known;
		const found = getComputedStyle(this.root).getPropertyValue(`--${name}`).trim() || name;
		this.#known.set(name, found);
		return found;
	}

	/** The theme may be another now. */
	forget() {
		this.#known.clear();
	}
}

/** A color that the theme gives as three numbers, such as "250 253 251". @param {string} text */
export const triple = (text) => /** @type {Rgb} */ (text.split(" ").map(Number));

/** A CSS color in numbers, as a canvas understands it. @param {Context} context @param {string} color */
export function rgb(context, color) {
	context.fillStyle = color;
	const hex = context.fillStyle;
	return /** @type {Rgb} */ ([1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
}

/** A color between two. @param {Rgb} a @param {Rgb} b @param {number} t from 0 to 1 */
export const between = (a, b, t) => /** @type {Rgb} */ (a.map((v, n) => v + t * (b[n] - v)));

/**
 * A color between two, as the one number that a pixel of a canvas is.
 * @param {Rgb} a
 * @param {Rgb} b
 * @param {number} t
 */
export function pixel(a, b, t) {
	const red = a[0] + t * (b[0] - a[0]);
	const green = a[1] + t * (b[1] - a[1]);
	const blue = a[2] + t * (b[2] - a[2]);
	return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
