// The texts below the picture.

import { sampleOf } from "./marks.js";
import { make, write } from "./page.js";

/** Lines (\n: what follows is bold) and tables in a live region; only what changed is touched. */
export function makeTexts(specs, lab) {
	const boxes = { lines: make("div"), table: make("div") };
	const builders = {
		lines: ({ series }, rows) =>
			rows.map((_, k) => {
				const style = lab.series.get(series?.[k]);
				const text = ["span", "b"].map((tag) => make(tag, { class: "sg-cell" }));
				return make("p", {}, ...(style ? [sampleOf(style, lab.spec.panels)] : []), make("span", {}, ...text));
			}),
		table: ({ caption }, rows) => [
			make("caption", { text: caption }),
			...rows.map((row, i) =>
				make("tr", {}, ...row.map((text, k) => make((i && k) || !text ? "td" : "th", { class: "sg-cell" }))),
			),
		],
	};
	const parts = specs.map((spec) => {
		const node = make(spec.kind === "table" ? "table" : "div");
		boxes[spec.kind].append(node);
		return { spec, node, size: 0 };
	});
	function draw() {
		for (const part of parts) {
			const { spec, node } = part,
				value = lab.state[spec.data] ?? [];
			const rows = value.columns ? [value.columns, ...value.rows] : [value].flat();
			const texts = value.columns ? rows.flat() : rows.flatMap((row) => `${row}\n`.split("\n", 2));
			if (texts.length !== part.size) node.replaceChildren(...(texts.length ? builders[spec.kind](spec, rows) : []));
			part.size = texts.length;
			node.querySelectorAll(".sg-cell").forEach((cell, k) => write(cell, texts[k]));
		}
	}
	const element = make(
		"div",
		{ class: "sg-words", "aria-live": "polite" },
		...Object.values(boxes).filter((box) => box.firstChild),
	);
	return { element, draw };
}
