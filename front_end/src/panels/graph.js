// The graph panel: boxes with a value and a gradient, joined by arrows that carry a local derivative.

import { moveByArrows } from "../arrows.js";
import { clamp } from "../numbers.js";
import { drawing, make, set, write } from "../page.js";

export function graph(spec, lab) {
	const area = make("div", { class: "sg-graph" });
	const element = make(
		"div",
		{ role: "group", "aria-label": spec.title },
		make("div", { class: "sg-head" }, make("h3", { text: spec.title })),
		area,
	);
	let boxes = [],
		nodes = [],
		edges = [],
		spots = [],
		width = 0; // spots: where the boxes stand, across and down, from 0 to 1
	const now = () => {
		const data = lab.value(spec.data);
		return spec.spent ? data[lab.row(spec, data.length)] : data;
	};

	/** The button to which an arrow leads: along an edge if one goes that way, else the nearest box there. */
	function next(from, [across, down]) {
		const away = (to) => [spots[to][0] - spots[from][0], spots[to][1] - spots[from][1]];
		const cost = (to) => {
			const [x, y] = away(to),
				along = x * across + y * down,
				aside = Math.abs(x * down) + Math.abs(y * across);
			return along > 1e-6 && aside <= 3 * along ? along + 2 * aside : Infinity;
		};
		const joined = edges.flatMap(({ from: a, to: b }) => (a === from ? [b] : b === from ? [a] : []));
		for (const choice of [joined, nodes.map((_, k) => k)]) {
			const best = choice.reduce((a, b) => (cost(b) < cost(a) ? b : a), from);
			if (cost(best) < Infinity) return best;
		}
		return from;
	}
	const stop = moveByArrows(area, () => boxes, next);

	function build() {
		boxes = nodes.map((_, k) => {
			const parts = ["label", "value", "grad"].map((name) => make("span", { class: `sg-${name}` }));
			const click = () => {
				lab.ask("pick", spec.pick, { index: [k] });
				move();
			};
			return make(
				spec.pick ? "button" : "div",
				{ class: "sg-node", ...(spec.pick ? { type: "button" } : {}), ...(spec.pick && lab.answers ? { click } : {}) },
				...parts,
			);
		});
		area.replaceChildren(...boxes);
		if (spec.pick) stop(0);
	}
	/** How far an edge lies from the middle of a box's side, where several meet: in the order of where they come from. */
	function aside(edge, end, level) {
		const far = ({ from, to }) => boxes[end === "to" ? from : to][level ? "offsetTop" : "offsetLeft"];
		const mates = edges.filter((other) => other[end] === edge[end]).sort((a, b) => far(a) - far(b));
		return (mates.indexOf(edge) - (mates.length - 1) / 2) * Math.min(14, 36 / mates.length);
	}
	/** From the side of one box to the side of another: a curve, its middle, and the head of the arrow. */
	function route(edge) {
		const [a, b] = [boxes[edge.from], boxes[edge.to]].map((box) => ({
			x: box.offsetLeft,
			y: box.offsetTop,
			w: box.offsetWidth / 2,
			h: box.offsetHeight / 2,
		}));
		const level = Math.abs(b.x - a.x) - a.w - b.w > 12,
			[out, into] = ["from", "to"].map((end) => aside(edge, end, level));
		const [ux, uy] = level ? [Math.sign(b.x - a.x), 0] : [0, Math.sign(b.y - a.y)];
		const [x0, y0] = level ? [a.x + ux * a.w, a.y + out] : [a.x + out, a.y + uy * a.h];
		const [x1, y1] = level ? [b.x - ux * (b.w + 1), b.y + into] : [b.x + into, b.y - uy * (b.h + 1)];
		const bend = level ? [(x1 - x0) / 2, 0] : [0, (y1 - y0) / 2];
		return {
			middle: [(x0 + x1) / 2, (y0 + y1) / 2],
			path: `M${x0} ${y0}C${x0 + bend[0]} ${y0 + bend[1]} ${x1 - bend[0]} ${y1 - bend[1]} ${x1 - 5 * ux} ${y1 - 5 * uy}`,
			head: `M${x1} ${y1}L${x1 - 8 * ux + 4 * uy} ${y1 - 8 * uy - 4 * ux} ${x1 - 8 * ux - 4 * uy} ${y1 - 8 * uy + 4 * ux}z`,
		};
	}
	function join() {
		const paths = [],
			labels = [];
		for (const edge of edges) {
			const { path, head, middle } = route(edge),
				tone = `sg-edge sg-tone-${edge.tone || "open"}`;
			paths.push({ d: path, class: tone, fill: "none" }, { d: head, class: `${tone} sg-arrow` });
			if (!edge.label) continue;
			const label = make("span", { class: "sg-edge-label", "aria-hidden": "true", text: edge.label });
			Object.assign(label.style, { left: `${middle[0]}px`, top: `${middle[1]}px` });
			labels.push(label);
		}
		area.replaceChildren(drawing(area.clientWidth, area.clientHeight, ...paths), ...labels, ...boxes);
	}

	/** From left to right; from the top down where so many boxes of this half size don't fit beside one another. */
	function arrange(w, h) {
		const steps = new Set(nodes.map(({ x }) => x.toFixed(2))).size,
			upright = steps * (2 * w + 8) > area.clientWidth;
		area.style.height = `${upright ? steps * (2 * h + 30) : clamp(area.clientWidth * (spec.wide ? 0.36 : 0.62), 260, 440)}px`;
		spots = nodes
			.map((node) => [clamp(node.x, 0, 1), 1 - clamp(node.y, 0, 1)])
			.map(([x, y]) => (upright ? [y, x] : [x, y]));
	}

	function move() {
		const state = now();
		if (!state || !area.clientWidth) return;
		const focus = boxes.indexOf(area.getRootNode().activeElement);
		({ nodes, edges } = state);
		if (boxes.length !== nodes.length) build();
		const picked = lab.current(spec.pick)?.[0];
		nodes.forEach((node, k) => {
			["label", "value", "grad"].forEach((name, n) => write(boxes[k].children[n], node[name] ?? ""));
			boxes[k].className = `sg-node sg-tone-${node.tone || "open"}`;
			const into = edges
				.filter(({ to }) => to === k)
				.map(({ from, label }) => `${nodes[from].label}${label ? ` (${label})` : ""}`);
			const words = [
				node.label,
				node.value && `value ${node.value}`,
				node.grad && `gradient ${node.grad}`,
				into.length && `from ${into.join(" and ")}`,
				{ now: "at work", done: "done" }[node.tone],
			];
			set(boxes[k], {
				"aria-label": words.filter(Boolean).join(", "),
				...(spec.pick ? { "aria-pressed": String(picked === k) } : { role: "img" }),
			});
		});
		const [w, h] = ["offsetWidth", "offsetHeight"].map((side) => Math.max(...boxes.map((box) => box[side])) / 2 + 4);
		arrange(w, h);
		spots.forEach(([across, down], k) =>
			Object.assign(boxes[k].style, {
				left: `${w + across * (area.clientWidth - 2 * w)}px`,
				top: `${h + down * (area.clientHeight - 2 * h)}px`,
			}),
		);
		join();
		if (focus >= 0) boxes[focus]?.focus({ preventScroll: true });
	}
	const watch = new ResizeObserver(() => {
		if (area.clientWidth === width) return;
		width = area.clientWidth;
		move();
	});
	watch.observe(area);
	return {
		element,
		move,
		draw() {},
		destroy() {
			watch.disconnect();
		},
	};
}
