// What each runner has learned at the moment of the clock: its line, or the border between its classes;
// sgdlab/labs/race/learned.py computes the same for the end of a run.

import { evenly, pointsOfGrid, zipped } from "../../basics/arrays.js";
import { cornersOf } from "../../basics/grids.js";
import { grid, points } from "../../frames/wire.js";
import { scoresOf } from "../../training/program.js";

/** @import { Values } from "../../frames/wire.js" */
/** @import { Grid, Numbers, Pair, Run } from "../../types.js" */

/**
 * `outputs`: their program, in JavaScript;  `side`: numbers along a side of the grid, or along the line;  `key`: what is
 * added to that of a runner.
 * @typedef {{ outputs: string, kind: "line" | "probability" | "border", x: Pair, y: Pair, side: number, key: string }} Learned
 */

/**
 * The panel of some runs, each with its moments as shares of the budget.
 * @param {Learned} facts @param {Record<string, Run>} runs @param {Record<string, Numbers>} spent
 * @param {Record<string, unknown>} [examples] that are drawn
 * @returns {Values}
 */
export function learnedBy(facts, runs, spent, examples = {}) {
	const drawn = facts.kind === "border" ? bordersOf(facts) : linesOf(facts);
	const each = Object.entries(runs).map(([name, { params, steps }]) => {
		const size = params.length / steps.length;
		const at = (/** @type {number} */ row) => drawn(params.subarray(row * size, (row + 1) * size));
		return [name + facts.key, Object.assign(at(steps.length - 1), { moving: { spent: spent[name], at } })];
	});
	return { data: { ...examples, ...Object.fromEntries(each) } };
}

/** The line of parameters. @param {Learned} facts @returns {(params: Numbers) => Grid} */
function linesOf({ outputs, kind, x, side }) {
	const across = evenly(...x, side);
	const scores = scoresOf(outputs, across, side);
	const squashed = kind === "probability";
	return (params) => {
		const z = scores(params);
		return points(zipped(across, squashed ? z.map((v) => 0.5 + 0.5 * Math.tanh(0.5 * v)) : z));
	};
}

/** The border of parameters, in short lines. @param {Learned} facts @returns {(params: Numbers) => Grid} */
function bordersOf({ outputs, x, y, side }) {
	const [across, up] = [evenly(...x, side), evenly(...y, side)];
	const scores = scoresOf(outputs, pointsOfGrid(across, up), side * side);
	return (params) => {
		const ends = zeroLines(scores(params), across, up);
		return grid(ends, [ends.length / 4, 2, 2]);
	};
}

/**
 * Where numbers on a grid change their sign: x, y, x, y of a short line in each cell, straight within it.
 * @param {Numbers} z @param {ArrayLike<number>} x @param {ArrayLike<number>} y
 */
export function zeroLines(z, x, y) {
	const [wide, high] = [x.length, y.length];
	/** @type {number[]} */
	const points = [];
	for (let j = 0; j + 1 < high; j++) {
		for (let i = 0; i + 1 < wide; i++) {
			const corners = cornersOf(i, j);
			const above = corners.map(([a, b]) => z[b * wide + a] > 0);
			if (above.every((one) => one === above[0])) continue;
			for (let k = 0; k < 4; k++) {
				const [[a, b], [c, d]] = [corners[k], corners[(k + 1) % 4]];
				if (above[k] === above[(k + 1) % 4]) continue;
				const [from, to] = [z[b * wide + a], z[d * wide + c]];
				const share = from / (from - to);
				points.push(x[a] + share * (x[c] - x[a]), y[b] + share * (y[d] - y[b]));
			}
		}
	}
	return points;
}
