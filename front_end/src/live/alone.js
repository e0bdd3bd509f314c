// A lab with controls of its own: in a saved page, on a site, in marimo.

import { atRest } from "../basics/rest.js";
import { decode } from "../frames/messages.js";
import { mount } from "../lab/mount.js";
import { assign, make } from "../page/elements.js";
import { keepFocus } from "../page/focus.js";
import { menuOf } from "./controls.js";
import { driveOf } from "./drive.js";
import { Live } from "./live.js";
import { NativeControls } from "./native.js";
import { read, write } from "./state.js";
import { leaveToKernel } from "./unfit.js";

/** @import { Mounted } from "../lab/mount.js" */
/** @import { Sent, Settings } from "../labs/types.js" */
/** @import { Beside, Frame } from "../types.js" */

/**
 * What is needed to build one.  `values` or `state`: where the controls stand; `live`: what the page needs to compute, if it can;
 * `send`: else to the kernel; `heard` is told all settings as text when they have moved; `prepare`, which settings of
 * another problem are wanted.
 * @typedef {object} Given
 * @property {unknown} spec
 * @property {unknown} frame
 * @property {unknown} described the controls
 * @property {unknown} [live]
 * @property {Settings} [values]
 * @property {string} [state]
 * @property {(message: unknown) => void} [send]
 * @property {(state: string) => void} heard
 * @property {(name: unknown, state: string, here: Settings, wanted: () => boolean) => void} [prepare]
 */

/** @typedef {ReturnType<typeof standAlone>} Alone */

export const STORED = "so it shows the stored picture; the controls are in a notebook.";
const FORBIDDEN = `This page is not allowed to compute (its policy forbids it), ${STORED}`;
const BROKEN = `This page can't compute, ${STORED}`;

/** What holds a lab and its controls. @param {HTMLElement} element */
export const makeHome = (element) => element.appendChild(make("div", { class: "sg-alone" }));

/**
 * Build a lab where another one was.  The goals that were reached stay so, and so do the focus, the full screen and the
 * boxes that are open.
 * @template {Pick<Alone, "shown">} T
 * @param {Pick<Alone, "element" | "shown" | "destroy">} former @param {(home: HTMLElement) => T} build
 */
export function succeed({ element, shown, destroy }, build) {
	const refocus = keepFocus(element);
	const used = [...element.querySelectorAll("details[open] > summary, details [aria-pressed=true]")];
	const open = used.map(({ textContent }) => textContent);
	destroy();
	element.replaceChildren();
	const lab = build(element);
	lab.shown.progress = shown.progress; // what was reached stays so
	lab.shown.redraw();
	/** @type {NodeListOf<HTMLElement>} */
	const buttons = element.querySelectorAll("summary, details button");
	for (const button of buttons) if (open.includes(button.textContent)) button.click();
	refocus();
	return lab;
}

/** A lab in its home, below its controls. @param {HTMLElement} home @param {Given & Beside} given */
export function standAlone(home, given) {
	const { spec, frame, described, live, values, state, send, heard, prepare, ...beside } = given;
	const sent = /** @type {Sent} */ (assign({}, decode(described), decode(live)));
	const stands = { ...sent.home, ...(state ? read(state, sent) : values) };
	const moved = () => (page ? page.changed() : tellKernel(lab, sent, controls));
	const controls = new NativeControls(sent.controls, stands, moved);
	home.append(controls.element);
	const unable = send && ((/** @type {unknown} */ error) => leaveToKernel(lab, error, { send }));
	const show = (/** @type {Frame} */ shown) => {
		lab.show(shown);
		if (shown.state) heard(shown.state); // without one it is a sentence about what can't be shown
	};
	const { page, error } = computing(sent, spec, show, (...next) => lab.describe(...next), unable);
	const hear = (/** @type {unknown} */ message) => page?.hear(/** @type {{ kind: string }} */ (message));
	const lab = mount(home, { spec, frame, send: page ? hear : send, ...beside });
	const asks = { prepare: prepare ?? ((_, text) => heard(text)), lacking: send ? heard : () => {} };
	if (page) lab.follow(driveOf(assign(page, { source: controls, ...asks })));
	else notComputing(lab, sent, controls, error, send);
	const take = taking(page, lab, sent, controls);
	/** The kernel sent another description. @param {unknown} next */
	function describe(next) {
		page?.learn(next);
		lab.describe(next);
	}
	const refuse = stay.bind(null, page);
	function destroy() {
		page?.stop();
		lab.destroy();
	}
	return { element: home, shown: lab, alive: page !== null, take, hear, describe, refuse, destroy };
}

/**
 * What takes a frame of the kernel.  What needs long, such as many seeds, comes once the reader pauses; of rays this page
 * has no need.
 * @param {Live | null} page @param {Mounted} lab @param {Sent} sent @param {NativeControls} controls
 */
function taking(page, lab, sent, controls) {
	const rest = atRest((/** @type {unknown} */ has) => lab.requests?.ask({ kind: "rest", key: "rest", has }));
	return (/** @type {unknown} */ message) => {
		const next = /** @type {Frame} */ (decode(message));
		if (page) return page.take(next);
		if (next.state) controls.take(read(next.state, sent));
		lab.show(next);
		if (next.rested === false) rest(next.family);
	};
}

/** Stay with the problem that is there, and say why until the settings change. @param {Live | null} page @param {string} sentence */
function stay(page, sentence) {
	const menu = page && menuOf(page.sent.controls);
	if (menu) page.put({ [menu.name]: menu.here }, {}, sentence);
}

/** Tell the kernel where the controls are. @param {Mounted} lab @param {Sent} sent @param {NativeControls} controls */
const tellKernel = (lab, sent, { values }) =>
	lab.requests?.ask({ kind: "state", key: "state", text: write(sent, values) });

/**
 * The kernel answers the controls, which the clock moves, too; or else nobody does.
 * @param {Mounted} lab @param {Sent} sent @param {NativeControls} controls @param {unknown} error
 * @param {((message: unknown) => void) | undefined} send
 */
function notComputing(lab, sent, controls, error, send) {
	function put(/** @type {Settings} */ values) {
		controls.take(values);
		tellKernel(lab, sent, controls);
	}
	if (send) {
		lab.follow(driveOf({ sent, source: controls, put, playing: false }));
		return error && leaveToKernel(lab, error, { send });
	}
	controls.element.remove();
	const forbidden = !error || error instanceof EvalError;
	lab.notice("live", forbidden ? FORBIDDEN : `${BROKEN} (${/** @type {Error} */ (error).message})`);
}

/**
 * What computes the lab in the page; null if the page can't, or may not, with the error that says why.
 * @param {ConstructorParameters<typeof Live>} given
 */
function computing(...given) {
	try {
		return { page: given[0].recipes ? new Live(...given) : null };
	} catch (error) {
		return { page: null, error };
	}
}
