// Grids as pictures, pixel by pixel: sharp at any zoom.

import { fieldOf, shadePixels } from "./grids.js";
import { clamp } from "./numbers.js";
import { between, pixel, rgb, shadeOf } from "./theme.js";

/** @import { Box, Context, Grid, Series } from "./types.js" */
/** @import { Field } from "./grids.js" */
/** @import { Plot } from "./plot.js" */
/** @import { Rgb } from "./theme.js" */

/** @type {Rgb} */
const WHITE = [255, 255, 255];

/**
 * Fill a box of a canvas.
 * @param {{ back: Context, ratio: number }} canvas
 * @param {Box} box
 * @param {Field} field
 * @param {(value: number, slope: number) => number} shade as in `shadePixels`
 */
function paintField({ back, ratio }, box, field, shade) {
	const left = Math.round(box.left * ratio);
	const top = Math.round(box.top * ratio);
	const width = Math.round(box.right * ratio) - left;
	const height = Math.round(box.bottom * ratio) - top;
	if (width < 2 || height < 2) return;
	const image = back.createImageData(width, height);
	shadePixels(new Uint32Array(image.data.buffer), width, field, shade);
	back.putImageData(image, left, top);
}

/** How much of a pixel a line covers that lies `away` pixels from it. @param {number} away @param {number} ratio */
const cover = (away, ratio) => clamp(0.5 * ratio + 0.5 - away, 0, 1);

/**
 * Where a value lies among rising levels: its band, and how many pixels away the nearest level is.
 * @param {number[]} levels
 */
export function bandFinder(levels) {
	const last = levels.length - 1;
	let k = 0; // the band of the last value, because the next is mostly in the same
	return {
		/** @param {number} v */
		band(v) {
			while (k <= last && levels[k] <= v) k++;
			while (k > 0 && levels[k - 1] > v) k--;
			return k;
		},
		/** @param {number} v @param {number} slope */
		away(v, slope) {
			const over = k ? (v - levels[k - 1]) / slope : Number.POSITIVE_INFINITY;
			const under = k <= last ? (levels[k] - v) / slope : Number.POSITIVE_INFINITY;
			return Math.min(over, under);
		},
	};
}

/** The shades between rising levels, from the lowest up. @param {ArrayLike<number>} levels */
export const shadesOf = ({ length }) => Array.from({ length: length + 1 }, (_, k) => shadeOf(k / length));

/**
 * Bands between rising levels, and a thin line at each.
 * @param {Plot} plot
 * @param {Grid} losses
 * @param {number[]} levels
 */
export function paintContours(plot, losses, levels) {
	const last = levels.length - 1;
	const cap = 2 * levels[last] - levels[0];
	// biome-ignore lint/complexity/useMathMinMax: no number becomes the cap too
	const grid = losses.map((v) => (v < cap ? v : cap));
	const bands = shadesOf(levels);
	const find = bandFinder(levels);
	paintField(plot, plot.box, { ...fieldOf(losses), grid }, (v, slope) => {
		const band = bands[find.band(v)];
		return pixel(band, WHITE, 0.35 * cover(find.away(v, slope), plot.ratio));
	});
}

/**
 * Two sides of 0: the colors of two series, the paler the nearer to it, and a line at 0.
 * @param {Plot} plot
 * @param {Box} box
 * @param {Grid} field
 * @param {Series[]} sides
 */
export function paintSides(plot, box, field, sides) {
	const [page, ink, ...colors] = ["page", "ink", ...sides.map(({ color }) => color)].map((name) =>
		rgb(plot.back, plot.lab.color(name)),
	);
	const shades = colors.map((side) => Array.from({ length: 101 }, (_, k) => between(page, side, 0.08 + 0.0022 * k)));
	paintField(plot, box, fieldOf(field), (v, slope) => {
		const size = Math.abs(v);
		const shade = shades[v < 0 ? 0 : 1][size < 1 ? Math.round(100 * size) : 100];
		return pixel(shade, ink, 0.9 * cover(size / slope - 0.4, plot.ratio));
	});
}
