// A lab in an element of a page.

import { clamp, lastAtMost } from "../basics/numbers.js";
import { remembered } from "../basics/shelf.js";
import { decode } from "../frames/messages.js";
import { assign, make, unique, write } from "../page/elements.js";
import { keepFocus } from "../page/focus.js";
import { StageMode } from "../page/stage_mode.js";
import { THEMES } from "../page/theme.js";
import { makePanels } from "../panels/panel.js";
import { arrange } from "../plot/layout.js";
import { makeLegend } from "../plot/legend.js";
import STYLE from "../style/style.css";
import { Clock } from "./clock.js";
import { makeCode } from "./code.js";
import { makeGoal, Progress } from "./goal.js";
import { Requests } from "./requests.js";
import { Room } from "./room.js";
import { RosterView } from "./roster.js";
import { makeTexts } from "./texts.js";
import { makeState, makeToolbar } from "./toolbar.js";

/** @import { Beside, Drive, Frame, Lab, Or, Piece, Player, Request, Series, Spec } from "../types.js" */
/** @typedef {(message: Request & { request: number }) => void} Send */

/** @param {Piece[]} pieces */
const elementsOf = (pieces) => pieces.map(({ element }) => element);

/** @implements {Lab} */
export class LabView {
	/** @type {Spec} */
	spec = /** @type {any} */ ({}); // until it is described
	/** @type {Frame} */
	state = {};
	fraction = 1;
	/** @type {Frame | null} an earlier state, whose lines are drawn as ghosts */
	ghost = null;
	/** @type {Drive | null} moves a control of the page */
	drive = null;
	/** @type {Beside} */
	beside = {};
	progress = new Progress(); // the lab may be described anew meanwhile
	chosen = new Map(); // what the reader has chosen to see, by panel
	/** @type {Map<string, Set<string>>} the lines that were read aloud, by region */
	said = new Map();
	/** @type {Map<string, Series>} */
	series = new Map();
	/** @type {Player | null} */
	clock = null;
	/** @type {Piece[]} what draws, from the top down */
	#pieces = [];
	/** @type {Map<string, unknown>} what was moved or picked, by key, until the kernel answers */
	#moved = new Map();
	/** @type {Map<string, string>} by name, until the theme may be another */
	#colors = new Map();
	/** @type {Map<string, string>} sentences above the picture, by kind */
	#notices = new Map();
	#blank = true; // no state without an error yet
	#complete = false; // there is a state with all its keys
	/** @type {(() => void)[] | null} changes that wait until all canvases are drawn, since each would cost a layout */
	#waiting = null;
	#alert = make("div", { class: "sg-alert", role: "alert" });
	#description = make("p", { class: "sg-unseen", id: unique() });
	#body = make("div");
	/** @type {Piece | null} it stays while the picture is described anew: the reader is using it */
	#roster = null;
	#boxes = [makeCode(this), makeState(this)];
	#refocus = () => {};
	over = new AbortController();

	/** @param {HTMLElement} element @param {Send} [send] */
	constructor(element, send) {
		const attributes = { class: "sgdlab", dir: "ltr", role: "group", "aria-describedby": this.#description.id };
		this.root = make("div", attributes, make("style", { text: THEMES + STYLE }));
		this.root.append(this.#alert, this.#description, this.#body);
		this.requests = send && new Requests(send, (text) => this.notice("kernel", this.#notices.get("lost") ? "" : text));
		this.answers = !!send;
		element.append(this.root);
		const complain = (/** @type {string} */ sentence) => this.notice("stage", sentence);
		this.stage = new StageMode(this.root, complain, () => this.room.fit(), this.over.signal);
		this.room = new Room(this.root, this.stage, () => this.redraw(true), this.over.signal);
	}

	/** @param {string} name */
	color(name) {
		return remembered(this.#colors, name, () => getComputedStyle(this.root).getPropertyValue(`--${name}`));
	}

	/** @template T @param {Or<T>} key @returns {T} */
	value(key) {
		return /** @type {T} */ (typeof key === "string" ? this.state[key] : key);
	}

	/** @template T @param {string} key @returns {T} */
	current(key) {
		return /** @type {T} */ (this.#moved.get(key) ?? this.state[key]);
	}

	/** @param {string} key */
	style(key) {
		return /** @type {Series} */ (this.series.get(key)); // the kernel has checked that it is there
	}

	/** @param {{ spent?: string }} of @param {number} length @param {number} [fraction] */
	row({ spent }, length, fraction = this.fraction) {
		const moments = spent === undefined ? undefined : /** @type {number[] | undefined} */ (this.state[spent]);
		return moments ? clamp(lastAtMost(moments, fraction + 1e-6), 0, length - 1) : length - 1;
	}

	/** @param {"move" | "pick" | "set"} kind @param {string} key @param {number[] | string} value */
	ask(kind, key, value) {
		this.#moved.set(key, value);
		this.requests?.ask({ kind, key, [{ move: "point", pick: "index", set: "text" }[kind]]: value });
	}

	/** Ask the kernel for other settings. @param {string} kind @param {Record<string, unknown>} content */
	wish(kind, content) {
		this.room.leaps = true;
		this.requests?.ask({ kind, key: kind, ...content });
	}

	/** Let the clock move the controls of the page. @param {Drive} drive */
	follow(drive) {
		this.drive = drive;
		this.move(this.fraction); // the clock knows its places now
	}

	/** @param {Beside} beside */
	learn(beside) {
		this.beside = beside;
		this.redraw();
	}

	/** @param {number} fraction */
	move(fraction) {
		this.fraction = fraction;
		this.#draw((piece) => piece.move?.());
	}

	/** @param {() => void} change */
	later(change) {
		if (this.#waiting) this.#waiting.push(change);
		else change();
	}

	/** @param {(piece: Piece) => void} draw */
	#draw(draw) {
		/** @type {(() => void)[]} */
		const waiting = [];
		this.#waiting = waiting;
		try {
			for (const piece of this.#pieces) draw(piece);
		} finally {
			this.#waiting = null;
		}
		for (const change of waiting) change();
	}

	/** Show a sentence above the picture, in place of the last of its kind. @param {string} kind @param {string} text */
	notice(kind, text) {
		if ((this.#notices.get(kind) ?? "") === text) return;
		this.#notices.set(kind, text);
		const sentences = [...this.#notices.values()].filter(Boolean);
		this.#alert.replaceChildren(...sentences.map((sentence) => make("p", { text: sentence })));
	}

	/** Show another problem, or the same one in `same` places; its first state follows. @param {unknown} message @param {boolean} [same] */
	describe(message, same) {
		this.#refocus = keepFocus(this.root);
		for (const piece of this.#pieces) if (!same || piece !== this.clock) piece.destroy?.();
		this.spec = decode(message);
		this.series = new Map(this.spec.series.map((series) => [series.key, series]));
		this.#moved.clear();
		[this.#blank, this.#complete] = [true, false];
		if (!same) assign(this, { ghost: null, clock: null, chosen: new Map() });
		this.#build();
	}

	#build() {
		const { spec } = this;
		this.root.setAttribute("aria-label", spec.name);
		if (spec.roster && !this.#roster) {
			this.#roster = new RosterView(this);
			this.#body.before(this.#roster.element);
		}
		if (spec.clock) this.clock ??= new Clock(spec.clock, this);
		const remarks = spec.said ? [makeTexts([{ kind: "lines", data: spec.said }], this, "sg-said")] : [];
		const goal = spec.goals ? [makeGoal(spec.goals, this)] : [];
		const panels = make("div", { class: "sg-panels" });
		const pictures = makePanels(this, () => {
			panels.replaceChildren(...arrange(pictures));
			this.redraw(true);
			this.room.fit();
		});
		panels.append(...arrange(pictures));
		const below = [...(this.clock ? [this.clock] : []), makeTexts(spec.words, this)];
		const tools = makeToolbar(this, ...elementsOf(this.#boxes), this.stage.button);
		this.#pieces = [...pictures, ...remarks, ...goal, ...below, ...this.#boxes];
		if (this.#roster) this.#pieces.push(this.#roster);
		const question = make("p", { class: "sg-question", text: spec.question ?? spec.name });
		const asked = make("div", { class: "sg-asked" }, ...elementsOf(remarks), question);
		const head = make("div", { class: "sg-top" }, asked, tools);
		const under = make("div", { class: "sg-under" }, ...elementsOf(goal), makeLegend(this));
		this.#body.replaceChildren(head, under, panels, ...elementsOf(below));
		this.room.hold(pictures);
	}

	/** Show one consistent state.  An `error` in it leaves the last good picture as it is, but for what is `shown` with it. @param {Frame} state */
	show(state) {
		if (this.requests?.stale(state.request)) return;
		this.requests?.answered(state.request);
		if (!this.requests?.busy) this.#moved.clear();
		for (const kind of ["kernel", "stage", "runners"]) this.notice(kind, "");
		this.notice("error", state.error ?? state.refused ?? "");
		if (this.#blank || !state.error) this.state = state;
		if (state.shown) this.state = { ...this.state, ...state.shown, error: state.error };
		this.#complete ||= !state.error || Object.keys(state).length > 2; // else it has only error and request
		this.#blank &&= !!state.error;
		this.redraw();
		if (!this.requests?.busy) this.room.settle();
		this.#refocus();
		this.#refocus = () => {};
	}

	/** @param {boolean} [fresh] the theme may be another */
	redraw(fresh) {
		if (fresh) this.#colors.clear();
		if (!this.#complete) return;
		// JupyterLab has no width while it changes its theme, which no observer sees if it comes back at once.
		if (fresh && !this.root.clientWidth) requestAnimationFrame(() => this.root.clientWidth && this.redraw(true));
		try {
			this.#draw((piece) => {
				piece.draw?.(fresh);
				piece.move?.();
			});
			write(this.#description, this.state.description ?? "");
			this.room.drawn(fresh);
		} catch (error) {
			this.notice("error", `The picture could not be drawn: ${/** @type {Error} */ (error).message}`);
			console.error(error);
		}
	}

	destroy() {
		this.requests?.stop();
		this.over.abort();
		for (const piece of this.#pieces) piece.destroy?.();
		this.root.remove();
	}
}
