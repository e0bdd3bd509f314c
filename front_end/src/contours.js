// Grids as pictures, pixel by pixel: sharp at any zoom.

import { clamp } from "./numbers.js";

/** For each of `count` pixels: the four grid points around it, and their weights (Catmull-Rom). */
function cubic(count, points, flip) {
	return Array.from({ length: count }, (_, p) => {
		const at = ((flip ? count - p - 0.5 : p + 0.5) / count) * (points - 1),
			i = Math.min(points - 2, Math.floor(at)),
			t = at - i;
		return [
			Math.max(0, i - 1),
			i,
			i + 1,
			Math.min(points - 1, i + 2),
			(((2 - t) * t - 1) * t) / 2,
			((3 * t - 5) * t * t + 2) / 2,
			(((4 - 3 * t) * t + 1) * t) / 2,
			((t - 1) * t * t) / 2,
		];
	});
}

/** Fill a box of a canvas: `shade(value, slope)` gives the color of a pixel as `mix` does; slope is a pixel's change. */
function paintGrid({ back, ratio }, box, grid, shade) {
	const left = Math.round(box.left * ratio),
		top = Math.round(box.top * ratio);
	const width = Math.round(box.right * ratio) - left,
		height = Math.round(box.bottom * ratio) - top;
	if (width < 2 || height < 2) return;
	const [ny, nx] = grid.shape,
		across = cubic(width, nx),
		up = cubic(height, ny, true);
	const image = back.createImageData(width, height),
		pixels = new Uint32Array(image.data.buffer),
		column = new Float64Array(nx);
	let above = new Float64Array(width + 1),
		row = new Float64Array(width + 1);
	function fill(target, py) {
		const [a, b, c, d, wa, wb, wc, wd] = up[py];
		for (let i = 0; i < nx; i++)
			column[i] = wa * grid[a * nx + i] + wb * grid[b * nx + i] + wc * grid[c * nx + i] + wd * grid[d * nx + i];
		for (let px = 0; px < width; px++) {
			const f = across[px];
			target[px] = f[4] * column[f[0]] + f[5] * column[f[1]] + f[6] * column[f[2]] + f[7] * column[f[3]];
		}
		target[width] = 2 * target[width - 1] - target[width - 2];
	}
	fill(row, 1);
	for (let py = 0, at = 0; py < height; py++) {
		if (py) [above, row] = [row, above];
		else above.set(row);
		fill(row, py);
		for (let px = 0; px < width; px++, at++) {
			const v = row[px],
				dx = row[px + 1] - v,
				dy = above[px] - v;
			pixels[at] = shade(v, Math.sqrt(dx * dx + dy * dy) || 1e-300);
		}
	}
	back.putImageData(image, left, top);
}

/** A color between two, as the one number that a pixel is. */
const mix = (a, b, t) =>
	((255 << 24) |
		((a[2] + t * (b[2] - a[2])) << 16) |
		((a[1] + t * (b[1] - a[1])) << 8) |
		(a[0] + t * (b[0] - a[0]))) >>>
	0;
const between = (a, b, t) => a.map((v, n) => v + t * (b[n] - v));

/** How much of a pixel a line covers that lies `away` pixels from it. */
const cover = (away, ratio) => clamp(0.5 * ratio + 0.5 - away, 0, 1);

/** Bands between rising levels, and a thin line at each. */
export function paintContours(plot, losses, levels, lab) {
	const { ratio } = plot,
		last = levels.length - 1,
		cap = 2 * levels[last] - levels[0];
	const heights = Object.assign(
		losses.map((v) => (v < cap ? v : cap)),
		{ shape: losses.shape },
	); // NaN too
	const [valley, peak, ink] = ["valley", "peak", "contour"].map((name) => lab.color(name).split(" ").map(Number));
	const bands = Array.from({ length: last + 2 }, (_, k) => between(valley, peak, k / (last + 1)));
	let k = 0;
	paintGrid(plot, plot.box, heights, (v, slope) => {
		while (k <= last && levels[k] <= v) k++;
		while (k > 0 && levels[k - 1] > v) k--;
		const over = k ? (v - levels[k - 1]) / slope : Infinity,
			under = k <= last ? (levels[k] - v) / slope : Infinity;
		return mix(bands[k], ink, 0.75 * cover(Math.min(over, under), ratio));
	});
}

/** Two sides of 0: the colors of two series, the paler the nearer to it, and a line at 0. */
export function paintSides(plot, box, field, names, lab) {
	const [page, ink, ...sides] = ["page", "ink", ...names].map((name) => rgb(plot.back, lab.color(name)));
	const shades = sides.map((side) => Array.from({ length: 101 }, (_, k) => between(page, side, 0.08 + 0.0022 * k)));
	paintGrid(plot, box, field, (v, slope) => {
		const size = Math.abs(v),
			shade = shades[v < 0 ? 0 : 1][size < 1 ? Math.round(100 * size) : 100];
		return mix(shade, ink, 0.9 * cover(size / slope - 0.4, plot.ratio));
	});
}

/** A CSS color in numbers, as a canvas understands it. */
function rgb(context, color) {
	context.fillStyle = color;
	return [1, 3, 5].map((at) => parseInt(context.fillStyle.slice(at, at + 2), 16));
}

/** The grid, bilinear, at fractions of its width and height. */
export function sampleGrid(grid, across, up) {
	const [ny, nx] = grid.shape,
		px = clamp(across, 0, 1) * (nx - 1),
		py = clamp(up, 0, 1) * (ny - 1);
	const i = Math.min(nx - 2, Math.floor(px)),
		j = Math.min(ny - 2, Math.floor(py));
	const row = (at) => grid[at] + (px - i) * (grid[at + 1] - grid[at]),
		low = row(j * nx + i);
	return low + (py - j) * (row(j * nx + nx + i) - low);
}
