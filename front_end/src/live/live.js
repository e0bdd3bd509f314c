// A lab that the page computes: settings in, a picture out, in the same frame; the kernel is not asked.

import { decode } from "../frames/messages.js";
import { frameOf, withData } from "../frames/wire.js";
import { LABS, MOVED } from "../labs/all.js";
import { atRandom, elsewhere, menuOf, settingsOf, taken, told, wished } from "./controls.js";
import { goalsOf } from "./goals.js";
import { kindOf, read, valueNamed, wanted, write } from "./state.js";
import { structured } from "./structures.js";
import { checkKnown } from "./unfit.js";

/** @import { Compute, Result, Sent, Settings, Structures } from "../labs/types.js" */
/** @import { Frame, Spec } from "../types.js" */

/**
 * Where the values of the controls are: in the stock controls of Jupyter, or in those of the page.
 * @typedef {{ read: (name: string) => unknown, write: (name: string, value: unknown) => void }} Source
 */

const MISTAKES = [TypeError, ReferenceError, SyntaxError]; // of a page and a kernel that do not fit together

const SLICE = 8; // milliseconds of work, so that a frame of the screen has time to draw
const MOST = 12; // slices until the first picture, where each move drops the job before anything is seen

export class Live {
	/** @type {Frame} the kernel's last frame: what no setting changes */
	#base = {};
	/** @type {ReturnType<Compute> | null} */
	#job = null;
	/** @type {number | undefined} the newest move in the picture */
	#request;
	#spent = 0; // milliseconds of the job so far
	#long = false; // whether the last job took more than a slice
	#unseen = 0; // jobs that were begun since the last picture
	#due = false; // there is work for the next frame
	#turn = 0; // of the changes
	#frame = 0; // the frame of the screen that was asked for; 0: nothing was computed since the last one
	setting = false; // the page itself is setting controls
	playing = false; // the clock moves a control
	/** @type {Pick<Frame, "state" | "said" | "refused">} what could not be taken, said as long as the settings stay */
	#told = {};
	/** @type {Settings} as they were given last, also what can't be taken here: another problem may take it */
	#wish = {};
	/** @type {Source} */
	source = { read: () => undefined, write() {} };
	/** Prepares another problem, given its name, the settings for it as text, those here, and what says whether it is still wanted. @type {(name: unknown, text: string, here: Settings, wanted: () => boolean) => void} */
	prepare = () => {};
	/** Told the settings of a picture that does not come at once: only the kernel may have its program. @type {(state: string) => void} */
	lacking = () => {};

	/** @type {unknown} the kernel's last description, as it came; a picture of the page may have another */
	#given;
	/** @type {Spec} what is shown */
	spec = /** @type {any} */ ({});
	/** @type {string | undefined} its name, where there are several */
	#structure;

	/**
	 * @param {Sent} sent @param {unknown} spec @param {(frame: Frame) => void} show
	 * @param {(spec: Spec, same?: boolean) => void} describe
	 * @param {(error: unknown) => void} [unable] told of an error that is no fault of the settings
	 */
	constructor(sent, spec, show, describe, unable) {
		new Function(); // where the page forbids it, this fails now, and the kernel computes
		checkKnown(sent);
		this.sent = { ...sent, recipes: withData(sent.recipes) };
		this.learn(spec);
		this.show = show;
		this.describe = describe;
		this.unable = unable;
		this.compute = LABS[kindOf(sent.lab)];
	}

	/** @returns {Settings} */
	get settings() {
		return settingsOf(this.sent.controls, ({ name }) => this.source.read(name));
	}

	/** The kernel sent a description, which may be the one that is known. @param {unknown} message */
	learn(message) {
		if (message !== this.#given) {
			this.spec = decode(message);
			this.#structure = undefined;
		}
		this.#given = message;
	}

	/** The kernel sent a frame. @param {Frame} base */
	take(base) {
		const [{ state, said = [] }, told] = [base, this.#told];
		this.#base = base;
		if (said.length) this.#told = { ...(state === told.state ? told : {}), state, said };
		if (base.error) this.show(base);
		else this.changed();
	}

	/**
	 * A control has moved: what was under way is dropped.  The first move is answered at once, and those that follow it in
	 * the same frame of the screen by one picture.
	 */
	changed() {
		this.#turn++;
		if (this.setting || this.#left() || this.#corrected()) return;
		this.#job = null;
		this.#due = true;
		if (!this.#frame) this.#work();
	}

	/** Another one takes over: of a job that is under way nothing is shown any more. */
	stop() {
		this.#due = false;
		this.changed = this.show = () => {};
	}

	/** What the reader did in the picture or with the buttons. @param {{ kind: string, request?: number, [more: string]: any }} message */
	hear({ kind, request, key, point, question, text, before }) {
		this.#request = request;
		this.#told.refused = undefined;
		try {
			if (kind === "move" || kind === "drop") this.put(this.#meant(key, point ?? text));
			else if (kind === "set") this.put({ [key]: text }, {});
			else if (kind === "preset" || kind === "reset") this.put({ ...this.sent.home, ...this.sent.presets[question] });
			else if (kind === "surprise") this.put(atRandom(this));
			else if (kind === "state") this.#restore(text, before);
		} catch (error) {
			this.#told = { state: this.#state(this.settings), refused: /** @type {Error} */ (error).message };
			this.#fail(error);
		}
	}

	/** @param {string} text of settings, which can be those of another problem @param {Settings} [before] what stays of the problem before */
	#restore(text, before = {}) {
		const menu = menuOf(this.sent.controls);
		const named = menu && valueNamed(text, menu);
		if (named !== undefined && named !== menu?.here) this.#ask(named, text);
		else this.put({ ...before, ...read(text, this.sent) });
	}

	/** Whether the reader has chosen another problem, whose controls are not those of this one. */
	#left() {
		const { settings, sent } = this;
		const other = elsewhere(sent.controls, settings);
		if (!other) return false;
		this.#due = false;
		this.#ask(settings[other.name], this.state);
		return true;
	}

	/** Ask for another problem, which is wanted until anything changes. @param {unknown} name @param {string} text */
	#ask(name, text) {
		const mine = ++this.#turn;
		this.prepare(name, text, wished(this.sent.controls, this.settings, this.#wish), () => mine === this.#turn);
	}

	/** @param {string} key @param {unknown} where */
	#meant = (key, where) => MOVED[kindOf(this.sent.lab)]?.(this.sent, this.settings, key, where) ?? { [key]: where };

	/** Set some of the controls, or none if one refuses its value. @param {Settings} values @param {Settings} [wish] what goes on to another problem, though this one can't take it @param {string} [refused] why they are taken instead of others */
	put(values, wish = values, refused = undefined) {
		const named = this.sent.controls.filter(({ name }) => name in values);
		const kept = named.map((one) => taken(one, values[one.name]));
		const said = named.map((one) => told(one, values[one.name])).filter(Boolean);
		this.#wish = { ...this.#wish, ...wish };
		this.setting = true;
		for (const [k, { name }] of named.entries()) this.source.write(name, kept[k]);
		this.setting = false;
		if (said.length || refused) this.#told = { state: this.#state(this.settings), said, refused };
		this.changed();
	}

	/** Whether a control was given what it cannot take, such as a number beyond its range, and has another value now. */
	#corrected() {
		try {
			const { settings } = this;
			const beyond = this.sent.controls.filter((one) => told(one, settings[one.name]));
			if (beyond.length) this.put(settingsOf(beyond, ({ name }) => settings[name]));
			return beyond.length > 0;
		} catch (error) {
			this.#fail(error);
			return true;
		}
	}

	/** All settings as text, or which other problem is wanted. */
	get state() {
		return wanted(this.sent, this.settings);
	}

	/** @param {Settings} settings */
	#state = (settings) => write(this.sent, settings);

	#work() {
		try {
			const [settings, fresh] = [this.settings, !this.#job];
			const result = this.#advance(settings);
			this.#frame = requestAnimationFrame(() => {
				this.#frame = 0;
				if (this.#due) this.#work();
			});
			if (result) this.#draw(result, settings);
			else if (fresh) this.lacking(this.#state(settings));
		} catch (error) {
			this.#fail(error);
		}
	}

	/** Work for a slice; returns what can be shown then. @param {Settings} settings */
	#advance(settings) {
		const [fresh, begun, job] = [!this.#job, performance.now(), this.#job ?? this.compute(this.sent, settings)];
		this.#job = job;
		const spent = () => performance.now() - begun;
		let slice = job.next();
		let soFar = slice.done ? undefined : slice.value;
		const patience = SLICE * (fresh ? Math.min(++this.#unseen, MOST) : 1);
		while (!slice.done && spent() < (soFar ? SLICE : patience) && !(fresh && this.#long && soFar?.alone)) {
			slice = job.next();
			if (!slice.done) soFar = slice.value ?? soFar;
		}
		this.#due = !slice.done;
		this.#spent = (fresh ? 0 : this.#spent) + spent();
		if (slice.done || this.#spent > SLICE) this.#long = this.#spent > SLICE;
		return slice.done ? slice.value : soFar?.();
	}

	/** @param {Result} result @param {Settings} settings */
	#draw({ picture, measured, structure, built, counted, each }, settings) {
		this.#unseen = 0;
		const { controls, goals } = this.sent;
		const inPicture = controls.filter(({ kind }) => ["handle", "runners"].includes(kind));
		const places = settingsOf(inPicture, ({ name }) => settings[name]);
		const state = this.#state(settings);
		if (this.#told.state !== state) this.#told = { state };
		if (built) this.#build(built(this.spec), true);
		else this.#describeAs(structure, state);
		const said = { said: [], refused: undefined, ...this.#told, error: undefined, request: this.#request };
		const known = { ...this.#base, ...places, goals: goalsOf(goals, { ...settings, ...measured }), ...said, state };
		this.show({ ...known, ...(counted ? { counted, each } : {}), ...frameOf(this.spec, picture) });
	}

	/** @param {Spec} spec @param {boolean} [same] whether what is there stays where it is */
	#build(spec, same) {
		if (spec !== this.spec) this.describe(spec, same);
		this.spec = spec;
	}

	/** Where a picture has another structure, build it anew. @param {string | undefined} name @param {string} state */
	#describeAs(name, state) {
		const same = this.#structure === undefined ? this.#base.state === state : this.#structure === name;
		this.#structure = name;
		if (name && !same) this.#build(structured(this.spec, /** @type {Structures} */ (this.sent.specs), name));
	}

	/** @param {unknown} error */
	#fail(error) {
		if (this.unable && MISTAKES.some((kind) => error instanceof kind)) return this.unable(error);
		const { message = String(error), shown } = /** @type {Error & { shown?: Frame }} */ (error);
		this.show({ error: message, request: this.#request, ...(shown ? { shown } : {}) });
	}
}
