// One bar, and the value on it.

import { say } from "../basics/numbers.js";
import { assign } from "../page/elements.js";

/** @import { Context, Lab, Series } from "../types.js" */

/**
 * @typedef {{ left: number, width: number, top: number, height: number, value: number, style: Series }} Bar in pixels
 */

/** @param {Context} c @param {Bar} bar @param {Lab} lab */
export function fillBar(c, bar, lab) {
	const { left, width, top, height, style } = bar;
	const color = lab.color(style.color);
	const globalAlpha = style.faint ? 0.4 : 1;
	assign(c, { fillStyle: color, strokeStyle: color, lineWidth: 1.5, globalAlpha });
	if (style.dash.length) hatch(c, bar);
	else c.fillRect(left, top, width, height);
	c.globalAlpha = 1;
}

/** @param {Context} c @param {Bar} bar */
function hatch(c, { left, width, top, height }) {
	c.save();
	c.beginPath();
	c.rect(left, top, width, height);
	c.globalAlpha *= 0.22;
	c.fill();
	c.globalAlpha = 1;
	c.clip();
	c.beginPath();
	for (let x = left - height; x < left + width; x += 7) {
		c.moveTo(x, top + height);
		c.lineTo(x + height, top);
	}
	c.stroke();
	c.restore();
	c.strokeRect(left + 0.75, top + 0.75, Math.max(0, width - 1.5), Math.max(0, height - 1.5));
}

/**
 * The value at the end of a bar; upward if there is no room across.
 * @param {Context} c @param {Bar} bar @param {number} room
 */
export function writeValue(c, { left, width, top, height, value }, room) {
	const text = say(value);
	const wide = c.measureText(text).width;
	const narrow = wide > room;
	const above = narrow ? Math.max(top - 5, wide + 2) : top - 5;
	c.save();
	c.translate(left + width / 2, value < 0 ? top + height + 13 : above);
	if (narrow) c.rotate(-Math.PI / 2);
	assign(c, { textAlign: narrow ? "left" : "center", textBaseline: narrow ? "middle" : "alphabetic" });
	c.strokeText(text, 0, 0);
	c.fillText(text, 0, 0);
	c.restore();
}
