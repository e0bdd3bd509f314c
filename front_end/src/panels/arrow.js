// Arrows on a plane.

/** @import { Context, Pair } from "../types.js" */

/**
 * An arrow from one place to another, in pixels; nothing if it is too short to see, or no number.
 * @param {Context} c @param {Pair} from @param {Pair} to
 * @param {number} head how long its head is, if it is as long itself
 */
export function drawArrow(c, [ax, ay], [bx, by], head) {
	const long = Math.hypot(bx - ax, by - ay);
	if (!(long > 0.5 && long < 1e5)) return;
	const size = Math.min(head, long);
	const [ux, uy] = [((bx - ax) / long) * size, ((by - ay) / long) * size];
	c.beginPath();
	c.moveTo(ax, ay);
	c.lineTo(bx - 0.8 * ux, by - 0.8 * uy);
	c.stroke();
	c.beginPath();
	c.moveTo(bx, by);
	c.lineTo(bx - ux + 0.45 * uy, by - uy - 0.45 * ux);
	c.lineTo(bx - ux - 0.45 * uy, by - uy + 0.45 * ux);
	c.fill();
}
