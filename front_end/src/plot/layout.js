// How panels share the page, and how a plot shares its panel.

import { clamp } from "../basics/numbers.js";

/** @import { Box, Pair, Piece } from "../types.js" */

/**
 * Which panels take a row of their own: two share a row, and a panel without a neighbor has it alone.
 * @param {boolean[]} wide which ones ask for it
 */
export function wholeRows(wide) {
	let first = true; // in its row
	return wide.map((one, k) => {
		const whole = one || (first && (wide[k + 1] ?? true));
		first = one || !first;
		return whole;
	});
}

/**
 * The panels that are not hidden, with their places: two in a row; of three, one in which points are drawn by hand, a map
 * with its relief, one that asks for it, or one that keeps its shape and would be small in half of the height, has the
 * left half; of five, a map and its relief have a row, and the others are thirds of another; six have three columns, each
 * map above its relief. Beside a relief no panel has a row that it could share, except a table: below it are thirds.
 * @param {Piece[]} pieces
 */
export function arrange(pieces) {
	const shown = pieces.map(({ element }) => element).filter(({ hidden }) => !hidden);
	const drawn = shown.findIndex(({ dataset }) => dataset.pen === "true");
	const relief = shown.findIndex((element) => element.querySelector(".sg-relief"));
	const three = shown.length === 3 && (drawn > 0 || shown[0].dataset.tall === "true" || relief === 1);
	const table = relief < 0 ? -1 : shown.findIndex((element) => element.querySelector(".sg-cells"));
	const five = relief > 0 && shown.length === 5;
	const pairs = !three && !five && table < 0;
	const whole = pairs ? wholeRows(shown.map(({ dataset }) => relief < 0 && dataset.wide === "true")) : [];
	for (const [k, element] of shown.entries()) {
		const beside = k === relief || k === relief - 1; // a map and its relief
		element.classList.toggle("sg-wide", k === table || !!whole[k]);
		element.classList.toggle("sg-tall", three && k === Math.max(drawn, 0));
		element.classList.toggle("sg-third", table < 0 ? five && !beside : k !== table);
		element.classList.toggle("sg-column", relief > 0 && shown.length === 6);
	}
	return shown;
}

const LOWEST = 140; // pixels below which a plot can't be read well
const HIGHEST = 440;

/** How high plots may be, where this many rows of them share some room. @param {number} room @param {number} rows @param {number} [lowest] */
export const plotHeight = (room, rows, lowest = LOWEST) =>
	rows ? Math.floor(clamp(room / rows, lowest, HIGHEST)) : HIGHEST;

/** @typedef {[left: number, top: number, right: number, bottom: number]} Margins for the numbers and names of axes */

/**
 * The height of a plot, and its box between the axes.
 * @param {number} width @param {Margins} margins
 * @param {number} shape of the box, height by width; 0: that is free
 * @param {number} highest @param {number} [tall] how much higher for its width than in a notebook
 * @returns {{ height: number, box: Box }}
 */
export function plotSize(width, [left, top, right, bottom], shape, highest, tall = 1) {
	const across = width - left - right;
	const wanted = shape ? across * shape + top + bottom : width * 0.78 * tall;
	const height = Math.round(clamp(wanted, 250, highest));
	const free = height - top - bottom;
	const wide = Math.min(across, free / shape);
	return { height, box: { left, top, right: left + wide, bottom: top + (shape ? wide * shape : free) } };
}

/** The nearest place inside of a box, so far from its edge. @param {Box} box @param {Pair} place @param {number} [edge] @returns {Pair} */
export const inBox = ({ left, top, right, bottom }, [x, y], edge = 0) => [
	clamp(x, left + edge, right - edge),
	clamp(y, top + edge, bottom - edge),
];

/** How far across and up a place is in a box, in shares of its size. @param {Box} box @param {Pair} place @returns {Pair} */
export const sharesOf = ({ left, top, right, bottom }, [x, y]) => [
	(x - left) / (right - left),
	(bottom - y) / (bottom - top),
];

/** The place at these shares of a box. @param {Box} box @param {Pair} shares @returns {Pair} */
export const placeAt = ({ left, top, right, bottom }, [across, up]) => [
	left + across * (right - left),
	bottom - up * (bottom - top),
];

/** @param {Box} box @param {number} x @param {number} y */
export const isInside = ({ left, top, right, bottom }, x, y) => x >= left && x <= right && y >= top && y <= bottom;
