// The kernel hears of each control by itself, late and in any order while it is busy: at rest, it is told all at once.
// Until it has answered all of them, nothing is compared, because its settings and those shown here may still change.

import { atRest } from "../basics/rest.js";
import { elsewhere } from "../live/controls.js";
import { tellKernel } from "./models.js";

/** @import { Live } from "../live/live.js" */
/** @import { WidgetModel } from "./models.js" */

const REST = 500; // milliseconds without a move

/**
 * Returns a function to call after every move: once the hand rests, the kernel is sent the settings that are shown, if
 * it has understood others; otherwise they agree, even if it had nothing new to understand.
 * @param {WidgetModel} model @param {Live} live @param {() => void} agreed
 * @param {() => boolean} waits whether another problem was asked for
 * @param {() => boolean} unanswered whether the kernel has not answered all moves of the controls
 */
export function agreement(model, live, agreed, waits, unanswered) {
	function check() {
		if (unanswered()) return again();
		if (waits() || elsewhere(live.sent.controls, live.settings)) return; // another problem comes, whose settings are others
		const text = live.state;
		if (model.get("state") === text) return agreed();
		tellKernel(model, { kind: "state", text });
	}
	const again = atRest(check, REST);
	return again;
}
