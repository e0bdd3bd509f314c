// Where the boxes of a graph stand, and how its arrows run.  All in numbers, without a page.

import { clamp } from "../basics/numbers.js";

/** @import { GraphEdge, GraphNode, Pair } from "../types.js" */

/** @typedef {{ x: number, y: number, w: number, h: number }} Half a box: its middle and half of its size, in pixels */

const ROOM = 48; // pixels between two boxes beside one another, for an arrow with its words
const GAP = 30; // pixels between two boxes one above the other

/**
 * The height of a graph, and where its boxes stand, across and down, from 0 to 1: from left to right, or from the top
 * down where the boxes don't fit beside one another. If boxes would overlap there, too, each has a row of its own.
 * @param {GraphNode[]} nodes @param {Pair} half of the largest box's size
 * @param {number} width @param {number} [highest]
 * @param {number} [tall] how much higher for its width than in a notebook
 */
export function arrange(nodes, [w, h], width, highest = 440, tall = 1) {
	const steps = new Set(nodes.map(({ x }) => x.toFixed(2))).size;
	const upright = steps * (2 * w + ROOM) > width;
	/** @param {GraphNode} a @param {GraphNode} b */
	const meet = (a, b) => a !== b && Math.abs(a.x - b.x) < 0.01 && Math.abs(a.y - b.y) * (width - 2 * w) < 2 * w;
	const rows = upright && nodes.some((a) => nodes.some((b) => meet(a, b)));
	const ordered = [...nodes].sort((a, b) => a.x - b.x);
	const height = upright ? (rows ? nodes.length : steps) * (2 * h + GAP) : clamp(width * tall * 0.36, 260, highest);
	const spots = nodes.map((node) => {
		const x = rows ? ordered.indexOf(node) / (nodes.length - 1) : node.x;
		return /** @type {Pair} */ (upright ? [1 - node.y, x] : [x, 1 - node.y]);
	});
	return { height, spots, rows };
}

/**
 * How far an edge lies from the middle of a box's side, where several meet: in the order of where they come from.
 * @param {GraphEdge} edge @param {"from" | "to"} end @param {boolean} level whether it runs across
 * @param {GraphEdge[]} edges @param {Half[]} boxes
 */
export function aside(edge, end, level, edges, boxes) {
	/** @param {GraphEdge} other */
	function far({ from, to }) {
		const { x, y } = boxes[end === "to" ? from : to];
		return level ? y : x;
	}
	const mates = edges.filter((other) => other[end] === edge[end]).sort((a, b) => far(a) - far(b));
	return (mates.indexOf(edge) - (mates.length - 1) / 2) * Math.min(14, 36 / mates.length);
}

/** The head of an arrow whose tip is at a point, in a direction of length 1. @param {Pair} tip @param {Pair} way */
function headAt([x, y], [ux, uy]) {
	const left = `${x - 8 * ux + 4 * uy} ${y - 8 * uy - 4 * ux}`;
	const right = `${x - 8 * ux - 4 * uy} ${y - 8 * uy + 4 * ux}`;
	return `M${x} ${y}L${left} ${right}z`;
}

/**
 * From the side of one box to the side of another: a curve, its middle, and the head of the arrow.
 * @param {GraphEdge} edge @param {GraphEdge[]} edges @param {Half[]} boxes
 * @returns {{ path: string, head: string, middle: Pair }}
 */
export function route(edge, edges, boxes) {
	const [a, b] = [boxes[edge.from], boxes[edge.to]];
	const level = Math.abs(b.x - a.x) - a.w - b.w > 12;
	const out = aside(edge, "from", level, edges, boxes);
	const into = aside(edge, "to", level, edges, boxes);
	const [ux, uy] = level ? [Math.sign(b.x - a.x), 0] : [0, Math.sign(b.y - a.y)];
	const [x0, y0] = level ? [a.x + ux * a.w, a.y + out] : [a.x + out, a.y + uy * a.h];
	const [x1, y1] = level ? [b.x - ux * (b.w + 1), b.y + into] : [b.x + into, b.y - uy * (b.h + 1)];
	const [bx, by] = level ? [(x1 - x0) / 2, 0] : [0, (y1 - y0) / 2];
	const bend = `${x0 + bx} ${y0 + by} ${x1 - bx} ${y1 - by}`;
	const tip = /** @type {Pair} */ (edge.back ? [x0, y0] : [x1, y1]); // a signal that goes back has its head there
	return {
		path: `M${x0} ${y0}C${bend} ${x1} ${y1}`,
		head: headAt(tip, edge.back ? [-ux, -uy] : [ux, uy]),
		middle: [(x0 + x1) / 2, (y0 + y1) / 2],
	};
}

/**
 * The middle of the words on an arrow, across: beside the boxes that would lie over them.
 * @param {Half} words @param {Half[]} boxes
 */
export function clearOf({ x, y, w, h }, boxes) {
	let at = x;
	for (const box of boxes) {
		const apart = box.w + w + 2;
		const over = Math.abs(y - box.y) < box.h + h && Math.abs(at - box.x) < apart;
		if (over) at = box.x + (at < box.x ? -apart : apart);
	}
	return at;
}
