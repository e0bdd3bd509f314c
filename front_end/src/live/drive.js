// The clock moves a control of the page, of a lab that the page computes or the kernel.

import { nearestPlace } from "./controls.js";

/** @import { Described } from "../labs/types.js" */
/** @import { Drive } from "../types.js" */
/** @import { Live } from "./live.js" */

/** @param {Pick<Live, "sent" | "source" | "put" | "playing">} live @returns {Drive} */
export function driveOf(live) {
	/** @param {string} name */
	const control = (name) => /** @type {Described} */ (live.sent.controls.find((one) => one.name === name));
	const number = (/** @type {string} */ name, /** @type {number} */ place) => control(name).places[place];
	/** @param {string} name @param {number} place */
	function put(name, place) {
		live.put({ [name]: number(name, place) });
	}
	return {
		count: (name) => control(name).places.length,
		place: (name) => nearestPlace(control(name), live.source.read(name)),
		number,
		put,
		play(name, place) {
			live.playing = true;
			put(name, place);
		},
		rest() {
			live.playing = false;
		},
	};
}
