// The graph panel: boxes with a value and a gradient, joined by arrows that carry a local derivative.

import { drawing, group, make, makeHead, putAt, set, write } from "../page/elements.js";
import { arrange, clearOf, route } from "./graph_layout.js";

/** @import { Half } from "./graph_layout.js" */
/** @import { Graph, GraphNode, GraphSpec, Lab, Pair } from "../types.js" */

const TEXTS = /** @type {const} */ (["label", "value", "grad"]);
const TONES = { now: "at work", done: "done", "": "" };

export class GraphPanel {
	/** @type {HTMLElement[]} */
	#boxes = [];
	/** @type {Graph} */
	#graph = { nodes: [], edges: [] };
	#area = make("div", { class: "sg-graph" });

	/** @param {GraphSpec} spec @param {Lab} lab */
	constructor(spec, lab) {
		this.spec = spec;
		this.lab = lab;
		this.element = group(spec.title, {}, makeHead(make("h3", { text: spec.title })), this.#area);
	}

	move() {
		const graph = this.lab.value(this.spec.data);
		if (!graph || !this.#area.clientWidth) return;
		this.#graph = graph;
		if (this.#boxes.length !== graph.nodes.length) this.#build();
		for (const [k, node] of graph.nodes.entries()) this.#fill(node, k);
		this.#place();
		this.#join();
	}

	#build() {
		this.#boxes = this.#graph.nodes.map(() => {
			const parts = TEXTS.map((name) => make("span", { class: `sg-${name}` }));
			return make("div", { class: "sg-node", role: "img" }, ...parts);
		});
		this.#area.replaceChildren(...this.#boxes);
	}

	/** @param {GraphNode} node @param {number} k */
	#fill(node, k) {
		const box = this.#boxes[k];
		for (const [n, name] of TEXTS.entries()) write(box.children[n], node[name]);
		box.className = `sg-node sg-tone-${node.tone || "open"}`;
		set(box, { "aria-label": this.#say(node, k) });
	}

	/** What a screen reader says of a box. @param {GraphNode} node @param {number} k */
	#say(node, k) {
		const { nodes, edges } = this.#graph;
		const into = edges
			.filter(({ to }) => to === k)
			.map(({ from, label }) => `${nodes[from].label}${label ? ` (${label})` : ""}`);
		const words = [node.label, node.value && `value ${node.value}`, node.grad && `gradient ${node.grad}`];
		return [...words, into.length && `from ${into.join(" and ")}`, TONES[node.tone]].filter(Boolean).join(", ");
	}

	#place() {
		const [area, boxes] = [this.#area, this.#boxes];
		const w = Math.max(...boxes.map((box) => box.offsetWidth)) / 2 + 4;
		const h = Math.max(...boxes.map((box) => box.offsetHeight)) / 2 + 4;
		const { tallest, tall } = this.lab.room;
		const { height, spots, rows } = arrange(this.#graph.nodes, [w, h], area.clientWidth, tallest, tall);
		area.style.height = `${height}px`;
		for (const [k, [across, down]] of spots.entries()) {
			const half = rows ? boxes[k].offsetWidth / 2 + 4 : w; // a small box goes farther aside, out of the way of arrows
			const left = half + across * (area.clientWidth - 2 * half);
			const top = h + down * (area.clientHeight - 2 * h);
			putAt(boxes[k], left, top);
		}
	}

	#join() {
		const { edges } = this.#graph;
		const halves = this.#boxes.map(halfOf);
		const routes = edges.map((edge) => ({ ...edge, ...route(edge, edges, halves) }));
		const paths = routes.flatMap(({ path, head, tone, back }) => {
			const name = `sg-edge sg-tone-${tone || "open"}${back ? " sg-back" : ""}`;
			return [
				{ d: path, class: name },
				{ d: head, class: `${name} sg-arrow` },
			];
		});
		const labels = routes.flatMap(({ label, middle }) => (label ? [makeLabel(label, middle)] : []));
		const picture = drawing(this.#area.clientWidth, this.#area.clientHeight, ...paths);
		this.#area.replaceChildren(picture, ...labels, ...this.#boxes);
		for (const label of labels) label.style.left = `${clearOf(halfOf(label), halves)}px`;
	}
}

/** @param {HTMLElement} element whose middle is where it is put @returns {Half} */
function halfOf({ offsetLeft: x, offsetTop: y, offsetWidth, offsetHeight }) {
	return { x, y, w: offsetWidth / 2, h: offsetHeight / 2 };
}

/** @param {string} text @param {Pair} middle */
function makeLabel(text, middle) {
	const label = make("span", { class: "sg-edge-label", "aria-hidden": "true", text });
	putAt(label, ...middle);
	return label;
}
