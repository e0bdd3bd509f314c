// A page that was loaded before sgdlab was updated may meet a newer kernel: whether it knows all that it is sent
// [checkKnown], and what happens if not [leaveToKernel].

import { LABS } from "../labs/all.js";
import { kindOf } from "./state.js";

/** @import { Mounted } from "../lab/mount.js" */
/** @import { Sent } from "../labs/types.js" */

const SENT = "lab recipes facts words controls presets home goals specs";
const RECIPE = "step loss parameters examples settings state data batches charge";
const CONTROL =
	"name kind label help places ends whole drawn labels values ranges snap first buttons pending resets here along most kinds schedules examples at_random";
const KINDS = "slider choice whole handle presses runners text";

const UNFIT = "The kernel computes this lab, because the page can't; if sgdlab was updated, reload the page.";

/** @param {Sent} sent */
export function checkKnown(sent) {
	all(SENT, Object.keys(sent));
	all(Object.keys(LABS).join(" "), [kindOf(sent.lab)]);
	for (const recipe of Object.values(sent.recipes)) all(RECIPE, Object.keys(recipe));
	for (const control of sent.controls) {
		all(CONTROL, Object.keys(control));
		all(KINDS, [control.kind]);
	}
}

/** @param {string} known @param {string[]} names */
function all(known, names) {
	const unknown = names.find((name) => !known.split(" ").includes(name));
	if (unknown) throw new Error(`this page does not know “${unknown}”`);
}

/**
 * Say why the page can't compute, except where its policy forbids it, and tell the kernel, which may wait to be asked.
 * @param {Mounted} lab @param {unknown} error @param {{ send: (message: unknown) => void }} kernel
 */
export function leaveToKernel(lab, error, kernel) {
	if (!(error instanceof EvalError)) lab.notice("live", `${UNFIT} (${/** @type {Error} */ (error).message})`);
	try {
		kernel.send({ kind: "unable" });
	} catch {} // there is no kernel any more, so the last picture stays
}
