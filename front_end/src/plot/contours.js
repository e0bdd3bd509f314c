// Grids as pictures, pixel by pixel: sharp at any zoom.

import { times } from "../basics/arrays.js";
import { fieldOf, kept, lowestOf, shadePixels } from "../basics/grids.js";
import { clamp } from "../basics/numbers.js";
import { between, pixel, rgb, shadeOf, unpixel } from "../page/theme.js";

/** @import { Field } from "../basics/grids.js" */
/** @import { Rgb } from "../page/theme.js" */
/** @import { Box, Context, Grid, Series } from "../types.js" */
/** @import { Plot } from "./plot.js" */

/** @type {Rgb} */
const WHITE = [255, 255, 255];

/** @typedef {{ field: Field, shade: (value: number, slope: number, below: number) => number }} Layer see `shadePixels` */

/** An image of layers, one over the other. @param {number} width @param {number} height @param {Layer[]} layers */
function imageOf(width, height, layers) {
	const image = new ImageData(width, height);
	const pixels = new Uint32Array(image.data.buffer);
	for (const { field, shade } of layers) shadePixels(pixels, width, field, shade);
	return image;
}

/**
 * Fill a box of a canvas with an image that is made for it.
 * @param {{ back: Context, ratio: number }} canvas @param {Box} box
 * @param {(width: number, height: number) => ImageData} make
 */
function paintImage({ back, ratio }, box, make) {
	const [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom].map((at) => Math.round(at * ratio));
	const [width, height] = [right - left, bottom - top];
	if (width > 1 && height > 1) back.putImageData(make(width, height), left, top);
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
			const over = k ? (v - levels[k - 1]) / slope : Infinity;
			const under = k <= last ? (levels[k] - v) / slope : Infinity;
			return Math.min(over, under);
		},
	};
}

/**
 * Losses and levels on a scale from 0, the lowest, to 1, where nothing is finite: a loss that grows beyond all bounds
 * gets there without a jump, so that contours at the edge of stability are smooth too.
 * @param {Grid} losses @param {ArrayLike<number>} levels rising
 */
export function squeezed(losses, levels) {
	const low = Math.min(levels[0], lowestOf(losses));
	const middle = levels[levels.length >> 1] - low || 1;
	/** @param {number} v */
	const squeeze = (v) => (Number.isFinite(v) ? (v - low) / (v - low + middle) : 1);
	return { grid: Float64Array.from(losses, squeeze), levels: Array.from(levels, squeeze) };
}

/** The shades between rising levels, from the lowest up. @param {ArrayLike<number>} levels */
export const shadesOf = ({ length }) => times(length + 1, (k) => shadeOf(k / length));

/** Bands between rising levels, and a thin line at each. */
const contoursOf = kept((losses, levels, width, height, ratio) => {
	const { grid, levels: places } = squeezed(losses, levels);
	const bands = shadesOf(levels);
	const find = bandFinder(places);
	/** @type {Layer["shade"]} */
	function shade(v, slope) {
		const band = bands[find.band(v)];
		return pixel(band, WHITE, 0.35 * cover(find.away(v, slope), ratio));
	}
	return imageOf(width, height, [{ field: { ...fieldOf(losses), grid }, shade }]);
});

/** @param {Plot} plot @param {Grid} losses @param {number[]} levels */
export function paintContours(plot, losses, levels) {
	paintImage(plot, plot.box, (width, height) => contoursOf(losses, levels, width, height, plot.ratio));
}

/** The page, the ink, and the colors of series, in numbers. @param {Plot} plot @param {Series[]} sides */
const colorsOf = ({ back, lab }, sides) =>
	["page", "ink", ...sides.map(({ color }) => color)].map((name) => rgb(back, lab.color(name)));

/**
 * Two sides of 0: the colors of two series, the paler the nearer to it, and a line at 0.
 * @param {Plot} plot @param {Box} box @param {Grid} field @param {Series[]} sides
 */
export function paintSides(plot, box, field, sides) {
	const [page, ink, ...colors] = colorsOf(plot, sides);
	const shades = colors.map((side) => times(101, (k) => between(page, side, 0.08 + 0.0022 * k)));
	/** @type {Layer["shade"]} */
	function shade(v, slope) {
		const size = Math.abs(v);
		const side = shades[v < 0 ? 0 : 1][size < 1 ? Math.round(100 * size) : 100];
		return pixel(side, ink, 0.9 * cover(size / slope - 0.4, plot.ratio));
	}
	paintImage(plot, box, (width, height) => imageOf(width, height, [{ field: fieldOf(field), shade }]));
}

/**
 * A region that counts its sides from 0: each in a pale color, with a line around it.
 * @param {Plot} plot @param {Box} box @param {Grid} region @param {Series[]} sides
 */
export function paintClasses(plot, box, region, sides) {
	const [page, ink, ...colors] = colorsOf(plot, sides);
	const layers = colors.map((color, k) => {
		const pale = pixel(page, color, 0.25);
		/** The sides from the k-th on. @type {Layer["shade"]} */
		function shade(v, slope, below) {
			const side = v < 0.5 ? below : pale;
			const edge = 0.9 * cover(Math.abs(v - 0.5) / slope - 0.4, plot.ratio);
			return edge ? pixel(unpixel(side), ink, edge) : side;
		}
		return { field: { ...fieldOf(region), grid: region.map((v) => Number(v >= k)) }, shade };
	});
	paintImage(plot, box, (width, height) => imageOf(width, height, layers));
}
