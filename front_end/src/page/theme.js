// What the names of colors mean in the present theme, and the shades of losses: sgdlab/scene/colors.json has the values.

import COLORS from "../../../sgdlab/scene/colors.json" with { type: "json" };
import { clamp } from "../basics/numbers.js";

/** @import { Context } from "../types.js" */

/** @typedef {[number, number, number]} Rgb red, green, blue: 0 to 255 */

/** The colors of a theme as CSS. @param {"light" | "dark"} theme */
function themeRule(theme) {
	const names = Object.entries(COLORS[theme]).map(([name, color]) => `--${name}:${color};`);
	return `.sgdlab[data-theme="${theme}"]{color-scheme:${theme};${names.join("")}}`;
}

export const THEMES = themeRule("light") + themeRule("dark");

/** The red, green and blue of "#rrggbb". @param {string} hex */
const parts = (hex) => /** @type {Rgb} */ ([1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));

const LOSSES = COLORS.losses.map(parts);

/** The shade of a loss. @param {number} share from 0, the lowest, to 1 */
export function shadeOf(share) {
	const place = clamp(share, 0, 1) * (LOSSES.length - 1);
	const k = Math.min(Math.floor(place), LOSSES.length - 2);
	return between(LOSSES[k], LOSSES[k + 1], place - k);
}

/** A CSS color in numbers, as a canvas understands it. @param {Context} context @param {string} color */
export function rgb(context, color) {
	context.fillStyle = color;
	return parts(String(context.fillStyle));
}

/** A color as CSS. @param {Rgb} color */
export const css = (color) => `rgb(${color.map(Math.round).join(" ")})`;

/** A color between two. @param {Rgb} a @param {Rgb} b @param {number} t from 0 to 1 */
export const between = (a, b, t) => /** @type {Rgb} */ (a.map((v, n) => v + t * (b[n] - v)));

/** The red, green and blue of a pixel. @param {number} one @returns {Rgb} */
export const unpixel = (one) => [one & 255, (one >> 8) & 255, (one >> 16) & 255];

/**
 * A color between two, as the one number that a pixel of a canvas is.
 * @param {Rgb} a @param {Rgb} b @param {number} t
 */
export function pixel(a, b, t) {
	const red = a[0] + t * (b[0] - a[0]);
	const green = a[1] + t * (b[1] - a[1]);
	const blue = a[2] + t * (b[2] - a[2]);
	return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
