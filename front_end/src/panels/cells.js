// The cells panel: a table whose cells are shaded and signed, and can be picked.

import { moveByArrows } from "../arrows.js";
import { make, set, write } from "../page.js";
import { makeTip, placeIn } from "../tip.js";

const SIGNS = { good: "✓", bad: "✗" };

export function cells(spec, lab) {
	const area = make("div", { class: "sg-cells" }),
		table = make("table", { "aria-label": spec.title });
	const element = make(
		"div",
		{ role: "group", "aria-label": spec.title },
		make("div", { class: "sg-head" }, make("h3", { text: spec.title })),
		area,
	);
	let boxes = [],
		shape = "",
		wide = 0;
	area.append(table);
	const tell = makeTip(area);
	const now = () => {
		const data = lab.value(spec.data);
		return spec.spent ? data[lab.row(spec, data.length)] : data;
	};
	const stop = moveByArrows(
		table,
		() => boxes,
		(from, [across, down]) => {
			const column = (from % wide) + across,
				to = from + across + down * wide;
			return column < 0 || column >= wide || !boxes[to] ? from : to;
		},
	);
	function show(event) {
		// what there is to say of a cell
		const box = event.target.closest?.(".sg-cell-box"),
			{ left, top, width } = box?.getBoundingClientRect() ?? {};
		tell(
			box?.dataset.title ?? "",
			box && placeIn(area, { clientX: left + width / 2, clientY: top }),
			event.type === "focusin",
		);
	}
	set(table, {
		pointerover: show,
		pointerleave: show,
		focusin: show,
		focusout() {
			tell("");
		},
	});

	function build(rows, columns) {
		boxes = [];
		wide = columns.length;
		table.className = wide > 6 ? "sg-many" : ""; // where it is narrow: upright names, shades without numbers
		const head = make("tr", {}, make("td"), ...columns.map((text) => make("th", { scope: "col", text })));
		table.replaceChildren(
			head,
			...rows.map((text, i) =>
				make(
					"tr",
					{},
					make("th", { scope: "row", text }),
					...columns.map((_, j) => {
						const click = () => {
							lab.ask("pick", spec.pick, { index: [i, j] });
							move();
						};
						const box = make(
							spec.pick ? "button" : "div",
							{
								class: "sg-cell-box",
								...(spec.pick ? { type: "button" } : {}),
								...(spec.pick && lab.answers ? { click } : {}),
							},
							make("span"),
							make("span", { class: "sg-sign" }),
						);
						boxes.push(box);
						return make("td", {}, box);
					}),
				),
			),
		);
		if (spec.pick) stop(0);
	}
	function move() {
		const state = now(),
			rows = lab.value(spec.rows),
			columns = lab.value(spec.columns);
		if (!state) return;
		if (shape !== (shape = JSON.stringify([rows, columns]))) build(rows, columns);
		const picked = String(lab.current(spec.pick));
		state.flat().forEach(({ text, value, tone, title }, k) => {
			const box = boxes[k],
				[words, sign] = box.children,
				place = [Math.floor(k / wide), k % wide];
			write(words, text ?? "");
			write(sign, SIGNS[tone] ?? "");
			box.className = `sg-cell-box sg-is-${tone || "plain"}`;
			box.style.setProperty("--shade", `${Math.round(55 * (value ?? 0))}%`);
			if (title) box.dataset.title = title;
			else delete box.dataset.title;
			if (spec.pick)
				set(box, {
					"aria-pressed": String(picked === String(place)),
					"aria-label": [
						rows[place[0]],
						columns[place[1]],
						text || (tone === "none" ? "nothing" : ""),
						tone === "none" ? "" : tone,
					]
						.filter(Boolean)
						.join(", "),
				});
		});
	}
	return { element, move };
}
