// The clock: play, pause, step, scrub, speed.  One playhead for all panels, in fractions of the budget.

import { clamp, say } from "../basics/numbers.js";
import { atRest } from "../basics/rest.js";
import { drawing, group, make, makeList, on, set, write } from "../page/elements.js";

/** @import { ClockSpec, Grid, Lab } from "../types.js" */

const DURATION = 6; // seconds of play at speed 1
const QUICKEST = 0.9; // seconds at most for one place of a control, so that few places are not too slow
const SEEN = 0.05; // seconds for one place, beyond which each is shown, also on a slow machine
const LONGEST = 1; // seconds between two pictures; what is longer was no play: the page was hidden, or the machine slept
const SPEEDS = [0.25, 0.5, 1, 2, 4];
const JUMP = 0.1; // with reduced motion: ten jumps, no glide
const ICONS = {
	play: "M4 2.5v11l9-5.5z",
	pause: "M4 2.5h3v11H4zM9 2.5h3v11H9z",
	back: "M3 3h2v10H3zM13 3v10L6 8z",
	forward: "M11 3h2v10h-2zM3 3v10l7-5z",
};

/** @param {keyof typeof ICONS} icon @param {string} label @param {() => void} click */
function makeButton(icon, label, click) {
	return on(make("button", { "aria-label": label, title: label }, drawing(16, 16, { d: ICONS[icon] })), { click });
}

/**
 * The next moment at which anything moves: the end, or the beginning, if nothing does.
 * @param {Iterable<Iterable<number> | undefined>} series the moments of each
 * @param {number} fraction where the playhead is
 * @param {1 | -1} way
 */
export function nextMoment(series, fraction, way) {
	let next = way > 0 ? 1 : 0;
	for (const moments of series) {
		for (const t of moments ?? []) {
			if (way * (t - fraction) > 2e-6 && way * (next - t) > 0) next = t;
		}
	}
	return next;
}

/** The seconds that were played between two pictures; not none, or a very slow machine would stand still. @param {number} before in milliseconds @param {number} now */
export function played(before, now) {
	const seconds = Math.max(0, now - before) / 1000;
	return seconds > LONGEST ? LONGEST / 10 : seconds;
}

/**
 * Where the playhead is, in words.
 * @param {number} fraction @param {number | undefined} total @param {string} unit @param {number} spent of the total
 */
export function sayMoment(fraction, total, unit, spent) {
	if (!total) return `${Math.round(100 * fraction)} % of the budget`;
	return `${say(Math.round(spent))} of ${say(total)} ${unit}`;
}

/**
 * What a clock moves.  `scale`: the highest number of the scrub bar, and its step; `spent`: how much of a total.
 * @typedef {{ seconds: number, scale: { max: number, step: number }, fraction: number, spent: (total: number) => number,
 *     move: (fraction: number) => void, play: (fraction: number) => void, rest: () => void,
 *     next: (way: 1 | -1) => number }} Time
 */

/** The playhead of a lab whose series grow over a budget. @param {Lab} lab @returns {Time} */
const playhead = (lab) => ({
	seconds: DURATION,
	scale: { max: 1, step: 0.001 },
	get fraction() {
		return lab.fraction;
	},
	spent: (total) => lab.fraction * total,
	move: (fraction) => lab.move(fraction),
	play: (fraction) => lab.move(fraction),
	rest: () => lab.move(lab.fraction), // without tails
	next(way) {
		const keys = [...lab.series.values()].flatMap(({ spent }) => spent ?? []);
		const moments = keys.map((key) => /** @type {Grid | undefined} */ (lab.state[key]));
		return nextMoment(moments, lab.fraction, way);
	},
});

/** A control that the clock moves, a place at a time. @implements {Time} */
class Driven {
	#exact = 1; // between two places while it plays

	/** @param {Lab} lab @param {string} control */
	constructor(lab, control) {
		this.lab = lab;
		this.control = control;
	}

	get #last() {
		return Math.max(1, (this.lab.drive?.count(this.control) ?? 2) - 1);
	}

	get #place() {
		return this.lab.drive?.place(this.control) ?? 0;
	}

	get scale() {
		return { max: this.#last, step: 1 };
	}

	/** What the control says where the picture is: a run of 60 steps may begin with step 1. @param {number} total */
	spent(total) {
		return this.lab.drive?.number(this.control, this.#place) ?? this.fraction * total;
	}

	get seconds() {
		return Math.min(DURATION, QUICKEST * this.#last);
	}

	get fraction() {
		const moved = Math.round(this.#exact * this.#last) !== this.#place; // by the reader
		return moved ? this.#place / this.#last : this.#exact;
	}

	/** @param {number} fraction */
	move(fraction) {
		const place = Math.round(fraction * this.#last);
		if (place !== this.#place) this.lab.drive?.put(this.control, place);
	}

	/** Go on, past none of the pictures where they are few. @param {number} fraction */
	play(fraction) {
		const most = this.seconds / this.#last > SEEN ? this.#place + 1 : this.#last;
		const place = Math.min(Math.round(fraction * this.#last), most);
		if (place !== this.#place) this.lab.drive?.play(this.control, place);
		this.#exact = fraction;
	}

	rest() {
		this.lab.drive?.rest();
	}

	/** @param {1 | -1} way */
	next(way) {
		return clamp((this.#place + way) / this.#last, 0, 1);
	}
}

export class Clock {
	#ticket = 0; // the animation frame that was asked for; 0 when paused
	#before = 0; // when the last frame was
	#rested = 0; // what was played since the picture moved
	#calm = matchMedia("(prefers-reduced-motion: reduce)");
	#play = makeButton("play", "Play", () => this.toggle());
	#scrub = make("input", { type: "range", "aria-label": "Playhead" });
	#speed = set(makeList(SPEEDS.map((v) => [v, `${v}×`])), { "aria-label": "Speed" });
	#output = make("output", { "aria-live": "off" });
	#spoken = make("p", { class: "sg-unseen", "aria-live": "polite" });

	/** @param {ClockSpec} spec @param {Lab} lab */
	constructor(spec, lab) {
		this.spec = spec;
		this.lab = lab;
		this.time = spec.control ? new Driven(lab, spec.control) : playhead(lab);
		this.#play.classList.add("sg-play");
		this.#speed.value = "1";
		on(this.#scrub, { input: () => this.#moveTo(Number(this.#scrub.value) / this.time.scale.max) });
		const back = makeButton("back", "Step back", () => this.#step(-1));
		const forward = makeButton("forward", "Step forward", () => this.#step(1));
		const speed = make("label", {}, make("span", { text: "speed" }), this.#speed);
		const parts = [back, this.#play, forward, this.#scrub, speed, this.#output, this.#spoken];
		this.element = group("Playback", { class: "sg-clock" }, ...parts);
	}

	get playing() {
		return this.#ticket !== 0;
	}

	toggle() {
		if (this.#ticket) return this.#pause();
		if (this.time.fraction >= 1) this.time.move(0);
		write(this.#spoken, "");
		this.#before = performance.now();
		this.#ask();
		return this.#dress();
	}

	/** Show where the playhead is. */
	move() {
		const { fraction, scale } = this.time;
		const total = this.lab.value(this.spec.total);
		const text = sayMoment(fraction, total, this.spec.unit, this.time.spent(total));
		set(this.#scrub, { ...scale, "aria-valuetext": text });
		this.#scrub.value = String(fraction * scale.max);
		write(this.#output, text);
	}

	destroy() {
		this.#pause();
	}

	#pause() {
		if (!this.#ticket) return; // or every move of the scrub bar would draw twice
		this.#tell();
		cancelAnimationFrame(this.#ticket);
		this.#ticket = 0;
		this.#dress();
		this.time.rest();
	}

	#ask() {
		this.#ticket = requestAnimationFrame((now) => this.#tick(now));
	}

	/** The button shows what it would do now. */
	#dress() {
		const [label, icon] = this.#ticket ? ["Pause", ICONS.pause] : ["Play", ICONS.play];
		set(this.#play, { "aria-label": label, title: label });
		this.#play.querySelector("path")?.setAttribute("d", icon);
	}

	/** @param {number} now */
	#tick(now) {
		this.#rested += played(this.#before, now) * (Number(this.#speed.value) / this.time.seconds);
		this.#before = now;
		if (this.#rested >= (this.#calm.matches ? JUMP : 0)) {
			this.time.play(Math.min(1, this.time.fraction + this.#rested));
			this.#rested = 0;
		}
		if (this.time.fraction >= 1) this.#pause();
		else if (this.#ticket) this.#ask();
	}

	/** @param {number} fraction */
	#moveTo(fraction) {
		this.#pause();
		this.time.move(fraction);
	}

	/** @param {1 | -1} way */
	#step(way) {
		this.#moveTo(this.time.next(way));
		this.#tell();
	}

	/** Say to screen readers where the playhead stopped, and what is there; of a control the words below the picture say it. */
	#tell = atRest(() => {
		if (this.playing || this.spec.control) return;
		const notes = this.element.parentElement?.querySelectorAll(".sg-now:not([hidden])") ?? [];
		write(this.#spoken, [this.#output, ...notes].map(({ textContent }) => textContent).join("; "));
	});
}
