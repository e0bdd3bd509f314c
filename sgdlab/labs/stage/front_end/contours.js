// Contours of a grid.

import { clamp } from "./numbers.js";

/** For each of `count` pixels: the four grid points around it, and their weights (Catmull-Rom). */
function cubic(count, points, flip) {
	return Array.from({ length: count }, (_, p) => {
		const at = ((flip ? count - p - 0.5 : p + 0.5) / count) * (points - 1), i = Math.min(points - 2, Math.floor(at)), t = at - i;
		return [Math.max(0, i - 1), i, i + 1, Math.min(points - 1, i + 2),
			(((2 - t) * t - 1) * t) / 2, ((3 * t - 5) * t * t + 2) / 2, (((4 - 3 * t) * t + 1) * t) / 2, ((t - 1) * t * t) / 2];
	});
}

/** Bands and thin lines, pixel by pixel: sharp at any zoom. */
export function paintContours({ back, box, ratio }, losses, levels, lab) {
	const left = Math.round(box.left * ratio), top = Math.round(box.top * ratio);
	const width = Math.round(box.right * ratio) - left, height = Math.round(box.bottom * ratio) - top;
	const last = levels.length - 1, cap = 2 * levels[last] - levels[0], heights = losses.map((v) => (v < cap ? v : cap)); // NaN too
	const [ny, nx] = losses.shape, across = cubic(width, nx), up = cubic(height, ny, true);
	const [valley, peak, ink] = ["valley", "peak", "contour"].map((name) => lab.color(name).split(" ").map(Number));
	const bands = Array.from({ length: last + 2 }, (_, k) => valley.map((v, i) => v + ((peak[i] - v) * k) / (last + 1)));
	const image = back.createImageData(width, height), column = new Float64Array(nx);
	let above = new Float64Array(width + 1), row = new Float64Array(width + 1);
	function fill(target, py) {
		const [a, b, c, d, wa, wb, wc, wd] = up[py];
		for (let i = 0; i < nx; i++) column[i] = wa * heights[a * nx + i] + wb * heights[b * nx + i] + wc * heights[c * nx + i] + wd * heights[d * nx + i];
		for (let px = 0; px < width; px++) {
			const f = across[px];
			target[px] = f[4] * column[f[0]] + f[5] * column[f[1]] + f[6] * column[f[2]] + f[7] * column[f[3]];
		}
		target[width] = 2 * target[width - 1] - target[width - 2];
	}
	fill(row, 1);
	for (let py = 0, k = 0; py < height; py++) {
		if (py) [above, row] = [row, above]; else above.set(row);
		fill(row, py);
		for (let px = 0; px < width; px++) {
			const v = row[px], slope = Math.hypot(row[px + 1] - v, above[px] - v) || 1e-300;
			while (k <= last && levels[k] <= v) k++;
			while (k > 0 && levels[k - 1] > v) k--;
			const over = k ? (v - levels[k - 1]) / slope : Infinity, under = k <= last ? (levels[k] - v) / slope : Infinity;
			const line = 0.75 * clamp(0.5 * ratio + 0.5 - Math.min(over, under), 0, 1), at = 4 * (py * width + px), band = bands[k];
			for (let n = 0; n < 3; n++) image.data[at + n] = band[n] + line * (ink[n] - band[n]);
			image.data[at + 3] = 255;
		}
	}
	back.putImageData(image, left, top);
}

/** The grid at a point, bilinear. */
export function sampleGrid(grid, [x, y], across, up) {
	const place = (v, [low, high], n) => clamp((v - low) / (high - low), 0, 1) * (n - 1), [ny, nx] = grid.shape;
	const px = place(x, across, nx), py = place(y, up, ny), i = Math.min(nx - 2, Math.floor(px)), j = Math.min(ny - 2, Math.floor(py));
	const row = (at) => grid[at] + (px - i) * (grid[at + 1] - grid[at]), low = row(j * nx + i);
	return low + (py - j) * (row(j * nx + nx + i) - low);
}
