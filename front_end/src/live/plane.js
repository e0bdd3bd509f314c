// The plane of a picture in the space of the parameters; sgdlab/landscape/plane.py has the same in Python.

/**
 * As the kernel sends it: an origin and two axes of length 1, flat; without axes it is the whole space.
 * @typedef {{ words: string, origin?: Float64Array, axes?: Float64Array }} Plane
 */

/** The parameters at a point. @param {Plane} plane @param {ArrayLike<number>} point */
export function parametersAt({ origin, axes }, point) {
	if (!origin || !axes) return Float64Array.from(point);
	const size = origin.length;
	return origin.map((v, k) => v + point[0] * axes[k] + point[1] * axes[size + k]);
}

/** The nearest points to rows of parameters: x, y, x, y, … @param {Plane} plane @param {Float64Array} params */
export function pointsOf({ origin, axes }, params) {
	if (!origin || !axes) return params;
	const size = origin.length;
	const points = new Float64Array((2 * params.length) / size);
	for (let row = 0; row < points.length / 2; row++) {
		for (let k = 0; k < size; k++) {
			const away = params[row * size + k] - origin[k];
			points[2 * row] += away * axes[k];
			points[2 * row + 1] += away * axes[size + k];
		}
	}
	return points;
}

/**
 * How much of a run is not in the picture: of its squared distances from the start, the share beside the plane.
 * @param {Plane} plane @param {{ params: Float64Array, steps: ArrayLike<number> }} run
 */
export function outside(plane, { params, steps }) {
	const size = params.length / steps.length;
	let [missing, all] = [0, 0];
	for (let row = 0; row < params.length; row += size) {
		const here = params.subarray(row, row + size);
		const near = parametersAt(plane, pointsOf(plane, here));
		for (let k = 0; k < size; k++) {
			missing += (here[k] - near[k]) ** 2;
			all += (here[k] - params[k]) ** 2;
		}
	}
	return all ? missing / all : 0;
}
