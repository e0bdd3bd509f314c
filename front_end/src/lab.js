// A lab in an element of a page.

import { makeClock } from "./clock.js";
import { makeGoal } from "./goal.js";
import { makeLarge } from "./large.js";
import { makeLegend } from "./legend.js";
import { decode } from "./messages.js";
import { clamp, lastAtMost } from "./numbers.js";
import { make, unique, write } from "./page.js";
import { bars } from "./panels/bars.js";
import { cells } from "./panels/cells.js";
import { curves } from "./panels/curves.js";
import { graph } from "./panels/graph.js";
import { plane } from "./panels/plane.js";
import { surface } from "./panels/surface.js";
import { newestWins } from "./requests.js";
import { STYLE } from "./style.js";
import { fixControls, watchTheme } from "./surroundings.js";
import { makeTexts } from "./texts.js";

const panels = { surface, curves, plane, bars, graph, cells };

/**
 * Build a lab inside `element`.  `send`, if given, takes the messages {kind, key, point or index, request}: a handle
 * was moved, or something picked; the frame that answers has the same `request`.  Only `lab.show(state)` changes the
 * picture.  Returns {describe, show, notice, destroy}.
 */
export function mount(element, { spec, frame, send = null }) {
	const alert = make("div", { class: "sg-alert", role: "alert" }),
		body = make("div");
	const description = make("p", { class: "sg-unseen", id: unique() });
	const root = make(
		"div",
		{ class: "sgdlab", role: "group", "aria-describedby": description.id },
		make("style", { text: STYLE }),
		alert,
		description,
		body,
	);
	element.append(root);
	const large = makeLarge(root);

	let colors = {};
	const notices = {};
	function notice(kind, text) {
		if ((notices[kind] ?? "") === text) return;
		notices[kind] = text;
		alert.replaceChildren(
			...Object.values(notices)
				.filter(Boolean)
				.map((sentence) => make("p", { text: sentence })),
		);
	}

	const requests = send && newestWins(send, (text) => notice("kernel", notices.lost ? "" : text));
	const lab = {
		state: {},
		fraction: 1,
		parts: [],
		series: new Map(),
		clock: null,
		answers: Boolean(requests),
		moved: new Map(), // what was moved or picked, by key, until the kernel answers
		color: (name) => (colors[name] ??= getComputedStyle(root).getPropertyValue(`--${name}`).trim() || name),
		value: (key) => (typeof key === "string" ? lab.state[key] : key),
		current: (key) => lab.moved.get(key) ?? lab.value(key),
		row({ spent }, length) {
			// the row that the playhead has reached
			const moments = lab.value(spent);
			return moments ? clamp(lastAtMost(moments, lab.fraction + 1e-6), 0, length - 1) : length - 1;
		},
		ask(kind, key, what) {
			lab.moved.set(key, Object.values(what)[0]);
			requests.ask({ kind, key, ...what });
		},
		move(fraction) {
			lab.fraction = fraction;
			for (const part of lab.parts) part.move?.();
		},
	};

	let blank = true,
		complete = false; // no state without an error yet; a state with all its keys
	function describe(message) {
		for (const part of lab.parts) part.destroy?.();
		const spec = (lab.spec = decode(message));
		lab.series = new Map(spec.series.map((series) => [series.key, series]));
		lab.moved.clear();
		[blank, complete] = [true, false];
		root.setAttribute("aria-label", spec.name);
		root.style.setProperty("--columns", Math.min(2, spec.panels.length || 1));
		spec.panels.reduce((alone, panel, k) => {
			// a panel without a neighbor takes the whole row
			const { wide } = panel;
			panel.wide ||= alone && (spec.panels[k + 1]?.wide ?? true);
			return wide || !alone;
		}, true);
		const pictures = spec.panels.map((panel) => panels[panel.kind](panel, lab));
		pictures.forEach(({ element: picture }, k) => picture.classList.toggle("sg-wide", spec.panels[k].wide));
		lab.clock = spec.clock ? makeClock(spec.clock, lab) : null;
		const remarks = spec.said ? [makeTexts([{ kind: "lines", data: spec.said }], lab)] : [];
		const above = spec.goal ? [makeGoal(spec.goal, lab)] : [],
			below = [lab.clock, makeTexts(spec.words, lab)].filter(Boolean);
		lab.parts = [...remarks, ...above, ...pictures, ...below];
		for (const { element: line } of remarks) line.className = "sg-said";
		const question = spec.question ? [make("p", { class: "sg-question", text: spec.question })] : [];
		const elements = (parts) => parts.map(({ element: part }) => part);
		const top = make("div", {}, ...elements(remarks), ...question, ...elements(above), makeLegend(lab));
		body.replaceChildren(
			make("div", { class: "sg-top" }, ...large, top),
			make("div", { class: "sg-panels" }, ...elements(pictures)),
			...elements(below),
		);
	}

	/** Show one consistent state.  An `error` in it leaves the last good picture where it is. */
	function show(state) {
		if (requests?.stale(state.request)) return;
		requests?.answered(state.request);
		if (!requests?.busy()) lab.moved.clear();
		notice("kernel", "");
		notice("error", state.error ?? "");
		if (blank || !state.error) lab.state = state;
		complete ||= !state.error || Object.keys(state).length > 2; // else it has only error and request
		blank &&= Boolean(state.error);
		write(description, lab.state.description ?? lab.spec.description ?? "");
		redraw();
	}

	function redraw(fresh) {
		if (fresh) colors = {};
		if (!complete) return;
		try {
			for (const part of lab.parts) part.draw?.(fresh);
			lab.move(lab.fraction);
		} catch (error) {
			notice("error", `The picture could not be drawn: ${error.message}`);
			console.error(error);
		}
	}

	describe(spec);
	const unwatch = [watchTheme(root, () => redraw(true)), fixControls(root)];
	show(decode(frame));
	function destroy() {
		requests?.stop();
		for (const stop of unwatch) stop();
		for (const part of lab.parts) part.destroy?.();
		root.remove();
	}
	return { describe, show, notice, destroy };
}
