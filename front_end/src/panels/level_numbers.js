// Numbers on contours: a few levels, each written once where its contour has the most room and no line lies.

import { times } from "../basics/arrays.js";
import { kept, sampleGrid } from "../basics/grids.js";
import { lastAtMost, say } from "../basics/numbers.js";
import { assign } from "../page/elements.js";
import { shadeOf } from "../page/theme.js";
import { sharesOf } from "../plot/layout.js";

/** @import { Ink, Stroke } from "../plot/ink.js" */
/** @import { Box, Pair } from "../types.js" */
/** @import { SurfacePanel } from "./surface.js" */

/** @typedef {{ level: number, place: Pair, angle: number, room: number }} Spot where a number may stand, in pixels */

const MOST = 5; // numbers on a map
const LINES = 9; // that look for contours, upright and level
const STEP = 2; // pixels
const ROOM = 13; // pixels to the next contour, at least
const HALF = 14; // pixels: half of a number
const HIGH = 5; // pixels: half of its height
const COVERED = 8; // square pixels of lines that may lie under it
const WIDE = 26; // pixels from a number to the border and to the next number

/**
 * Where the contours cross a straight line, with the room that they have there: as far as the nearest other contour.
 * @param {(place: Pair) => number} at @param {ArrayLike<number>} levels rising
 * @param {Pair} from @param {Pair} way of a pixel
 * @param {number} length @returns {Spot[]}
 */
export function crossings(at, levels, [x, y], [dx, dy], length) {
	/** @type {{ level: number, far: number }[]} */
	const found = [];
	const band = (/** @type {number} */ v) => (Number.isNaN(v) ? levels.length : lastAtMost(levels, v) + 1); // no number is high, too
	for (let far = STEP, last = band(at([x, y])); far <= length; far += STEP) {
		const now = band(at([x + far * dx, y + far * dy]));
		if (now !== last) found.push({ level: Math.max(now, last) - 1, far: far - STEP / 2 });
		last = now;
	}
	return found.map(({ level, far }, k) => {
		const place = /** @type {Pair} */ ([x + far * dx, y + far * dy]);
		const [right, down] = [at([place[0] + 1, place[1]]) - at(place), at([place[0], place[1] + 1]) - at(place)];
		const steep = Math.abs(right * dx + down * dy) / Math.hypot(right, down); // of the line across the contour
		const gaps = [far - (found[k - 1]?.far ?? 0), (found[k + 1]?.far ?? length) - far];
		const angle = Math.atan(-right / down); // along the contour
		return { level, place, angle, room: Math.min(...gaps) * steep };
	});
}

/**
 * The best spot of each level that is free, none near another.  Numbers stay where they stood before while they can.
 * @param {Spot[]} spots
 * @param {(spot: Spot) => boolean} free
 * @param {Spot[]} stood
 */
export function chosen(spots, free, stood) {
	/** @type {Spot[]} */
	const kept = [];
	const near = (/** @type {Spot} */ { place: [x, y] }) =>
		kept.some((one) => Math.hypot(one.place[0] - x, one.place[1] - y) < 2 * WIDE);
	for (const spot of [...stood.filter((one) => spots.includes(one)), ...spots]) {
		if (!near(spot) && !kept.some(({ level }) => level === spot.level) && free(spot)) kept.push(spot);
	}
	return kept;
}

/** Where numbers can stand on a map in a box, the spots with the most room first. */
const spotsOf = kept((losses, levels, left, top, right, bottom) => {
	const at = (/** @type {Pair} */ place) => sampleGrid(losses, ...sharesOf({ left, top, right, bottom }, place));
	const every = Math.ceil(levels.length / MOST);
	const shares = times(LINES, (k) => (k + 0.5) / LINES);
	const found = shares.flatMap((share) => [
		...crossings(at, levels, [left + share * (right - left), top], [0, 1], bottom - top),
		...crossings(at, levels, [left, top + share * (bottom - top)], [1, 0], right - left),
	]);
	const inside = found.filter(
		({ level, place: [x, y] }) => level % every === 0 && Math.min(x - left, right - x, y - top, bottom - y) > WIDE,
	);
	return inside.filter(({ room }) => room >= ROOM).sort((a, b) => b.room - a.room);
});

/** What a number covers. @param {Spot} spot @returns {Box} */
function boxOf({ place: [x, y], angle }) {
	const [cos, sin] = [Math.cos(angle), Math.abs(Math.sin(angle))];
	const [wide, high] = [HALF * cos + HIGH * sin, HALF * sin + HIGH * cos];
	return { left: x - wide, top: y - high, right: x + wide, bottom: y + high };
}

/** Where the numbers stand among lines. @param {SurfacePanel} panel @param {Ink} ink of the lines */
export function placeLevels({ seen: { losses, levels }, box, numbers }, ink) {
	const spots = spotsOf(losses, levels, box.left, box.top, box.right, box.bottom);
	return chosen(spots, (spot) => ink.in(boxOf(spot)) <= COVERED, numbers);
}

/** Write them. @param {SurfacePanel} panel */
export function writeLevels(panel) {
	const { front: c, seen, numbers } = panel;
	const { levels } = seen;
	for (const { level, place, angle } of numbers) {
		const [red, green] = shadeOf((level + 0.5) / levels.length);
		c.save();
		c.translate(...place);
		c.rotate(angle);
		assign(c, { font: panel.font().replace("12", "10"), textAlign: "center", textBaseline: "middle" });
		c.fillStyle = red + green > 255 ? "#000b" : "#fffb";
		c.fillText(say(levels[level]), 0, 0);
		c.restore();
	}
}

/** What a number covers, for the words. @param {Spot} spot @returns {Stroke} */
export function strokeOf({ place: [x, y], angle }) {
	const [across, down] = [HALF * Math.cos(angle), HALF * Math.sin(angle)];
	return { points: [x - across, y - down, x + across, y + down], length: 2 };
}
