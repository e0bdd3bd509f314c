// The clock.

import { say } from "./numbers.js";
import { drawing, make, set, write } from "./page.js";

const DURATION = 6; // seconds of play at speed 1
const ICONS = {
	play: "M4 2.5v11l9-5.5z",
	pause: "M4 2.5h3v11H4zM9 2.5h3v11H9z",
	back: "M3 3h2v10H3zM13 3v10L6 8z",
	forward: "M11 3h2v10h-2zM3 3v10l7-5z",
};

/** Play, pause, step, scrub, speed: one playhead for all panels, in fractions of the budget. */
export function makeClock(spec, lab) {
	const calm = matchMedia("(prefers-reduced-motion: reduce)");
	const button = (name, label, click) =>
		make("button", { type: "button", "aria-label": label, title: label, click }, drawing(16, 16, { d: ICONS[name] }));
	const play = button("play", "Play", () => toggle());
	play.classList.add("sg-play");
	const scrub = make("input", {
		type: "range",
		min: 0,
		max: 1,
		step: 0.001,
		"aria-label": "Playhead",
		input() {
			pause();
			lab.move(Number(scrub.value));
		},
	});
	const speed = make(
		"select",
		{ "aria-label": "Speed" },
		...[0.25, 0.5, 1, 2, 4].map((v) => make("option", { value: v, text: `${v}×` })),
	);
	speed.value = 1;
	const output = make("output", { "aria-live": "off" });
	const element = make(
		"div",
		{ class: "sg-clock", role: "group", "aria-label": "Playback" },
		button("back", "Step back", () => step(-1)),
		play,
		button("forward", "Step forward", () => step(1)),
		scrub,
		make("label", {}, "speed", speed),
		output,
	);
	let ticket = 0,
		before = 0,
		rested = 0; // ticket: the animation frame asked for; 0 when paused

	function pause() {
		cancelAnimationFrame(ticket);
		ticket = 0;
		dress();
	}
	function dress() {
		const label = ticket ? "Pause" : "Play";
		set(play, { "aria-label": label, title: label });
		play.querySelector("path").setAttribute("d", ICONS[label.toLowerCase()]);
	}
	function toggle() {
		if (ticket) return pause();
		if (lab.fraction >= 1) lab.move(0);
		[before, rested] = [performance.now(), 0];
		ticket = requestAnimationFrame(tick);
		return dress();
	}
	function tick(now) {
		rested += (Math.max(0, now - before) / 1000) * (Number(speed.value) / DURATION);
		before = now;
		if (rested >= (calm.matches ? 0.1 : 0)) {
			// reduced motion: ten jumps, no glide
			lab.move(Math.min(1, lab.fraction + rested));
			rested = 0;
		}
		if (lab.fraction >= 1) pause();
		else if (ticket) ticket = requestAnimationFrame(tick);
	}
	function step(way) {
		// to the next moment at which anything moves
		pause();
		let next = way > 0 ? 1 : 0;
		for (const { spent } of lab.series.values()) {
			for (const t of lab.value(spent) ?? []) if (way * (t - lab.fraction) > 2e-6 && way * (next - t) > 0) next = t;
		}
		lab.move(next);
	}
	function move() {
		const total = lab.value(spec.total),
			{ fraction } = lab;
		const text = total
			? `${say(fraction * total)} of ${say(total)} ${spec.unit}`
			: `${Math.round(100 * fraction)} % of the budget`;
		scrub.value = fraction;
		scrub.setAttribute("aria-valuetext", text);
		write(output, text);
	}
	return { element, move, toggle, destroy: pause };
}
