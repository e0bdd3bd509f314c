// Stage mode: the lab fills the screen, the picture first and the controls in a rail, in text that a projector can show.

import { makeButton, on, set } from "./elements.js";
import { outermost } from "./surroundings.js";

const WIDE = 1024; // pixels at which texts have their usual size: plots then stand in pairs beside the controls
const HIGH = 720;

/** How many pixels of the page a pixel of a node is. @param {HTMLElement} node */
export const zoomOf = (node) => node.currentCSSZoom ?? 1;

/** How many pixels of the screen a pixel of a node has. @param {HTMLElement} node */
export const sharpnessOf = (node) => window.devicePixelRatio * zoomOf(node);

/** How much larger than usual everything is on a screen. @param {number} width in pixels @param {number} height */
export const stageZoom = (width, height) => Math.max(1, Math.min(width / WIDE, height / HIGH));

/** The button; `Escape` leaves, too.  `complain` says why not; `changed`: the room is new. */
export class StageMode {
	button = makeButton("stage", "The whole screen, for a projector (F)", () => this.toggle());

	/** @param {HTMLElement} root @param {(sentence: string) => void} complain @param {() => void} changed @param {AbortSignal} signal */
	constructor(root, complain, changed, signal) {
		this.root = root;
		this.complain = complain;
		this.changed = changed;
		set(this.button, { "aria-pressed": this.on }); // it may take the place of one on a stage
		on(document, { fullscreenchange: () => this.#dress() }, { signal });
		on(window, { resize: () => this.on && this.#dress() }, { signal }); // a tablet is turned
	}

	/** What fills the screen: the lab with its controls. */
	get home() {
		return outermost(this.root) ?? this.root.closest(".sg-alone") ?? this.root;
	}

	get on() {
		return document.fullscreenElement === this.home;
	}

	async toggle() {
		this.complain(""); // what was said of the last try
		try {
			await (this.on ? document.exitFullscreen() : this.home.requestFullscreen());
		} catch (error) {
			this.complain(`The browser does not give the whole screen (${/** @type {Error} */ (error).message}).`);
		}
	}

	#dress() {
		set(this.button, { "aria-pressed": this.on });
		this.home.classList.toggle("sg-stage", this.on);
		this.home.style.setProperty("zoom", this.on ? String(stageZoom(window.innerWidth, window.innerHeight)) : "");
		this.changed();
	}
}
