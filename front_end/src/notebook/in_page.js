// The page computes a lab of a Jupyter widget; the kernel hears where the controls are.

import { menuOf } from "../live/controls.js";
import { driveOf } from "../live/drive.js";
import { Live } from "../live/live.js";
import { leaveToKernel } from "../live/unfit.js";
import { agreement } from "./agree.js";
import { followModels, hearLoss, Listeners, tellKernel } from "./models.js";
import { StockControls } from "./stock.js";

/** @import { Mounted } from "../lab/mount.js" */
/** @import { Sent } from "../labs/types.js" */
/** @import { Frame } from "../types.js" */
/** @import { Found, WidgetModel } from "./models.js" */

const WAITING = "The kernel prepares this surface: its program, its map and its controls.";
const NEEDS_KERNEL = "Another surface needs the kernel, which is gone. Run the cell again.";

/**
 * Which problem a reader has chosen, until it comes: pages of others, which were chosen before, may come in the meantime.
 * @type {WeakMap<WidgetModel, unknown>}
 */
const chosen = new WeakMap();

export class InPage {
	/** @type {StockControls | undefined} */
	#controls;
	/** @type {Frame} the kernel's last one, which may come before the controls, as may its description */
	#frame = {};
	#heard = new Listeners();
	#asked = ""; // which other problem the kernel was asked for
	/** @type {unknown} which one it has chosen by itself: its controls come, and to ask for it could bring it back later */
	#coming;
	#menu; // the list of problems, if there are several
	#model;
	#lab;
	#live;
	#agree;

	/** @param {WidgetModel} model @param {Mounted} lab @param {Sent} sent */
	constructor(model, lab, sent) {
		this.#model = model;
		this.#lab = lab;
		this.#menu = menuOf(sent.controls);
		if (this.#menu?.here === chosen.get(model)) chosen.delete(model);
		const unable = (/** @type {unknown} */ error) => leaveToKernel(lab, error, model);
		this.#live = new Live(sent, model.get("spec"), (frame) => this.#show(frame), lab.describe.bind(lab), unable);
		this.#live.prepare = (name, text) => this.#prepare(name, text);
		this.#agree = agreement(
			model,
			this.#live,
			() => this.#agreed(),
			() => chosen.has(model),
			() => !!this.#controls?.unanswered(),
		);
		followModels(this.#heard, model, {
			found: (list) => this.#found(sent, list),
			moved: (name, byHand, typed) => this.#moved(name, byHand, typed),
		});
		this.#heard.add(model, "change:places", () => this.#placed());
		this.#heard.add(model, "change:state", () => this.#told());
		hearLoss(this.#heard, model, () => this.#asked && this.#say(NEEDS_KERNEL));
		tellKernel(model, { kind: "alive" }); // it need not compute what only the page shows
	}

	/** The kernel says which settings it has understood. */
	#told() {
		if (this.#model.get("state") === this.#live.state) this.#agreed();
		if (this.#controls) this.#agree();
	}

	/** While the clock plays, its control is where the page has put it: a slow machine may rest between two places. */
	#agreed() {
		if (!this.#live.playing) this.#controls?.agreed();
	}

	/** Say how it is with another problem. @param {string} text */
	#say(text) {
		this.#lab.notice("surface", text);
	}

	/** The kernel makes another problem; its controls come with it. @param {unknown} name @param {string} text */
	#prepare(name, text) {
		if (text === this.#asked) return;
		this.#controls?.forget();
		this.#say(WAITING);
		if (name === this.#coming) return;
		this.#asked = text;
		chosen.set(this.#model, name);
		if (!tellKernel(this.#model, { kind: "state", text })) this.#say(NEEDS_KERNEL);
	}

	/** @param {Frame} frame */
	#show(frame) {
		this.#lab.show(frame);
		this.#agree();
	}

	/** @param {Sent} sent @param {Found[]} list */
	#found(sent, list) {
		this.#controls = new StockControls(this.#model, sent.controls, list, this.#controls);
		this.#live.source = this.#controls;
		this.#lab.follow(driveOf(this.#live));
		this.#answer();
	}

	/** The kernel's description and frame are there, and so are the controls. */
	#answer() {
		this.#live.learn(this.#model.get("spec"));
		this.#live.take(this.#frame);
	}

	/** @param {string} name @param {boolean} byHand @param {boolean} typed */
	#moved(name, byHand, typed) {
		if (name === this.#menu?.name) this.#chose(this.#controls?.read(name), byHand);
		if (this.#live.setting) return; // the view of a slider reports what the page sets if it rounds the last digits
		if (byHand) this.#quietly(() => this.#controls?.moved(name, typed));
		else this.#controls?.answered(name);
		if (typed)
			queueMicrotask(() => this.#live.changed()); // the field shows its number, or it would miss a corrected one
		else this.#live.changed();
	}

	/** The list of problems has moved. @param {unknown} name @param {boolean} byHand */
	#chose(name, byHand) {
		this.#coming = byHand || this.#live.setting ? null : name;
		if (name !== this.#menu?.here) return;
		this.#asked = ""; // back at this one: another is not waited for any more, and can be asked for again
		this.#say("");
	}

	/** Something was moved in the picture, by the page itself or by the kernel. */
	#placed() {
		if (!this.#controls || this.#live.setting) return;
		this.#quietly(() => this.#controls?.placed(String(this.#model.get("state"))));
		this.#live.changed();
	}

	/** The page itself sets other controls, as part of a move. @param {() => void} act */
	#quietly(act) {
		this.#live.setting = true;
		act();
		this.#live.setting = false;
	}

	/** @param {unknown} message */
	hear(message) {
		this.#live.hear(/** @type {{ kind: string }} */ (message));
	}

	/** The kernel sent a frame. @param {Frame} frame */
	take(frame) {
		this.#frame = frame;
		if (frame.refused || frame.error) chosen.delete(this.#model); // it doesn't come
		if (this.#controls) this.#answer(); // else a frame is shown by now, and while the clock plays it may be newer
	}

	stop() {
		this.#live.stop();
		this.#controls?.forget();
		this.#controls = undefined;
		this.#say("");
		this.#heard.letGo();
	}
}
