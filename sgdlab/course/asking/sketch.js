// A curve that the reader draws over empty axes, by mouse or finger, or point by point with the arrow keys.

const SVG = "http://www.w3.org/2000/svg";
const [LEFT, RIGHT, TOP, BOTTOM] = [62, 560, 8, 208];

const shape = (tag, attributes, text = "") => {
	const node = document.createElementNS(SVG, tag);
	for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
	node.textContent = text;
	return node;
};

const short = (value) => (value && Math.abs(value) < 1e-3 ? value.toExponential(0) : String(Number(value.toPrecision(3))));

/** The curve of a question, as one node, with what shows an answer; `choose` is told each new one. */
function sketch({ x: [across, start, end], y: [up, low, high], log, points }, choose) {
	const at = (k) => LEFT + ((RIGHT - LEFT) * k) / (points - 1);
	const place = (k) => start + ((end - start) * k) / (points - 1);
	const share = (value) => (log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low));
	const value = (part) => Number((log ? low * (high / low) ** part : low + (high - low) * part).toPrecision(3));
	const level = (part) => BOTTOM - (BOTTOM - TOP) * part;
	const bounded = (part) => Math.min(1, Math.max(0, part));
	const svg = shape("svg", { viewBox: "0 0 580 252", role: "group", "aria-label": `${up} against ${across}, to be drawn` });
	const decades = Math.round(Math.log10(high / low));
	const ups = log
		? Array.from({ length: decades + 1 }, (_, k) => low * 10 ** k)
		: [0, 1, 2, 3, 4].map((k) => low + ((high - low) * k) / 4);
	for (const tick of ups) {
		const y = level(share(tick));
		svg.append(shape("path", { d: `M${LEFT} ${y}H${RIGHT}`, class: "grid" }));
		svg.append(shape("text", { x: LEFT - 7, y: y + 4, "text-anchor": "end" }, short(tick)));
	}
	for (let k = 0; k <= 4; k++) {
		const where = LEFT + ((RIGHT - LEFT) * k) / 4;
		svg.append(shape("text", { x: where, y: BOTTOM + 17, "text-anchor": "middle" }, short(start + ((end - start) * k) / 4)));
	}
	svg.append(shape("text", { x: (LEFT + RIGHT) / 2, y: BOTTOM + 36, "text-anchor": "middle" }, across));
	svg.append(shape("text", { transform: `translate(14 ${(TOP + BOTTOM) / 2}) rotate(-90)`, "text-anchor": "middle" }, up));
	const line = svg.appendChild(shape("path", { class: "line" }));
	const dots = Array.from({ length: points }, (_, k) =>
		svg.appendChild(shape("circle", { r: 5, cx: at(k), role: "slider", "aria-label": `${up} at ${across} ${short(place(k))}`,
			"aria-valuemin": low, "aria-valuemax": high, tabindex: k ? -1 : 0 })),
	);

	/** @type {(number | null)[]} the height of each point, as a share of the plot's; null where there is none yet */
	let parts = new Array(points).fill(null);
	const draw = () => {
		let pen = "M";
		line.setAttribute("d", parts.map((part, k) => {
			const piece = part === null ? "" : `${pen}${at(k)} ${level(part)}`;
			pen = part === null ? "M" : "L";
			return piece;
		}).join(""));
		dots.forEach((dot, k) => {
			const part = parts[k];
			dot.setAttribute("cy", String(level(part ?? 0.5)));
			dot.setAttribute("class", part === null ? "open" : "");
			dot.setAttribute("aria-valuenow", String(value(part ?? 0.5)));
			dot.setAttribute("aria-valuetext", part === null ? "not drawn yet" : short(value(part)));
		});
	};
	const done = () => choose(parts.map((part) => (part === null ? null : value(part))));

	let last = null;
	const trace = (event) => {
		const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
		const now = { k: ((x - LEFT) / (RIGHT - LEFT)) * (points - 1), part: bounded((BOTTOM - y) / (BOTTOM - TOP)) };
		const nearest = Math.round(now.k);
		if (nearest >= 0 && nearest < points) parts[nearest] = now.part;
		if (last) {
			const [one, other] = last.k < now.k ? [last, now] : [now, last];
			for (let k = Math.max(0, Math.ceil(one.k)); k <= Math.min(points - 1, other.k); k++)
				parts[k] = one.part + ((other.part - one.part) * (k - one.k)) / (other.k - one.k || 1);
		}
		last = now;
		draw();
	};
	svg.addEventListener("pointerdown", (event) => {
		svg.setPointerCapture(event.pointerId);
		last = null;
		trace(event);
		event.preventDefault();
	});
	svg.addEventListener("pointermove", (event) => svg.hasPointerCapture(event.pointerId) && trace(event));
	svg.addEventListener("pointerup", done);
	svg.addEventListener("keydown", (event) => {
		if (event.key === " ") return event.preventDefault(); // it would scroll the page
		const k = dots.indexOf(event.target);
		const to = { ArrowLeft: k - 1, ArrowRight: k + 1, Home: 0, End: points - 1 }[event.key];
		const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
		if (to === undefined && by === undefined && event.key !== "Delete") return;
		event.preventDefault();
		if (to !== undefined) return go(to);
		const here = parts[k] ?? parts[k - 1] ?? parts[k + 1] ?? 0.5;
		parts[k] = by ? bounded(here + by * (event.shiftKey ? 0.1 : 0.02)) : null;
		draw();
		done();
	});
	const go = (k) => {
		if (!dots[k]) return;
		for (const dot of dots) dot.setAttribute("tabindex", dot === dots[k] ? "0" : "-1");
		dots[k].focus();
	};
	const show = (answer) => {
		parts = (answer ?? new Array(points).fill(null)).map((one) => (one === null ? null : share(one)));
		draw();
	};
	const how = document.createElement("small");
	how.textContent = "Draw with the mouse or a finger. Or press Tab to reach a point, and the arrow keys to move it.";
	return { nodes: [svg, how], show };
}

