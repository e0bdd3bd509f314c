// Axes: rules or short ticks, their numbers, and the names of both directions: beside the title, and below on the right.

import { assign, write } from "../page/elements.js";
import { makeScale } from "./scales.js";

/** @import { Pair, Tick } from "../types.js" */
/** @import { Plot } from "./plot.js" */

const APART = [70, 45, 35]; // pixels from one number across to the next, the first of these with which two are seen

/** An axis whose range is known. @typedef {{ label?: string, range: Pair, scale?: "linear" | "log", ticks?: Tick[] }} Drawn */

/**
 * Give the plot its scales and draw both axes; `grid`: rules across instead of short ticks.
 * @param {Plot} plot @param {Drawn} x @param {Drawn} y @param {boolean} grid
 */
export function drawAxes(plot, x, y, grid) {
	const { box, lab, back: c } = plot;
	plot.x = makeScale(x, box.left, box.right);
	plot.y = makeScale(y, box.bottom, box.top);
	plot.scaled = true;
	c.font = plot.font();
	const own = x.label ? `${x.label} →` : "";
	const below = besideName(plot, x, own);
	const away = below.legible ? below : besideName(plot, x, ""); // its name stands beside the title, too
	const { name, free, ticks } = away.legible ? away : below;
	drawAcross(plot, ticks, { grid, free });
	drawUp(plot, plot.y.ticks((box.bottom - box.top) / 45), grid);
	assign(c, { fillStyle: lab.color("ink"), textBaseline: "top", textAlign: "right" });
	c.fillText(name, box.right, box.bottom + 7, box.right - box.left);
	lab.later(() => write(plot.unit, `↑ ${y.label}${name === own ? "" : `, → ${x.label}`}`));
}

/**
 * The numbers across beside a name, and where they end; `legible` if two are seen, because one is no scale.
 * @param {Plot} plot @param {Drawn} axis @param {string} name
 */
function besideName(plot, axis, name) {
	const { back: c, box, x, width } = plot;
	const free = name ? box.right - c.measureText(name).width - 10 : width;
	/** @param {number} apart */
	const across = (apart) => axis.ticks ?? x.ticks((box.right - box.left) / apart);
	const legible = APART.find((apart) => {
		const seen = (/** @type {Tick} */ tick) => endOf(plot, tick) < free && c.measureText(tick[1]).width < apart - 4;
		return across(apart).filter(seen).length > 1;
	});
	return { name, free, legible, ticks: across(legible ?? APART[1]) };
}

/** Where a number across ends, in pixels. @param {Plot} plot @param {Tick} tick */
const endOf = ({ x, back }, [value, label]) => x.at(value) + back.measureText(label).width / 2;

/**
 * @param {Plot} plot @param {Tick[]} ticks
 * @param {{ grid: boolean, free: number }} options `free`: where the numbers end, because the name begins
 */
function drawAcross(plot, ticks, { grid, free }) {
	const { top, bottom } = plot.box;
	const from = grid ? top : bottom;
	assign(plot.back, { textAlign: "center", textBaseline: "top" });
	for (const tick of ticks) {
		const at = Math.round(plot.x.at(tick[0]));
		fillRule(plot, grid, at, from, 1, bottom + 4 - from);
		if (endOf(plot, tick) < free) plot.back.fillText(tick[1], at, bottom + 7);
	}
}

/** @param {Plot} plot @param {Tick[]} ticks @param {boolean} grid */
function drawUp(plot, ticks, grid) {
	const { left, right } = plot.box;
	assign(plot.back, { textAlign: "right", textBaseline: "middle" });
	for (const [value, label] of ticks) {
		const at = Math.round(plot.y.at(value));
		fillRule(plot, grid, left - 4, at, (grid ? right : left) + 4 - left, 1);
		plot.back.fillText(label, left - 8, at);
	}
}

/**
 * @param {Plot} plot @param {boolean} grid @param {number} x @param {number} y @param {number} width
 * @param {number} height
 */
function fillRule({ back, lab }, grid, x, y, width, height) {
	back.fillStyle = lab.color(grid ? "grid" : "rule");
	back.fillRect(x, y, width, height);
	back.fillStyle = lab.color("muted");
}

/** @param {Plot} plot */
export function drawBorder({ back, box: { left, top, right, bottom }, lab }) {
	assign(back, { strokeStyle: lab.color("rule"), lineWidth: 1 });
	back.strokeRect(left - 0.5, top - 0.5, right - left + 1, bottom - top + 1);
}
