// A page that can't compute what it is sent, perhaps because sgdlab was updated meanwhile, leaves it to the kernel.

/** @import { Mounted } from "../lab/mount.js" */

const UNFIT = "The kernel computes this lab, because the page can't; if sgdlab was updated, reload the page.";

/**
 * Say why the page can't compute, except where its policy forbids it, and tell the kernel, which may wait to be asked.
 * @param {Mounted} lab @param {unknown} error @param {(message: unknown) => void} send
 */
export function leaveToKernel(lab, error, send) {
	if (!(error instanceof EvalError)) lab.notice("live", `${UNFIT} (${/** @type {Error} */ (error).message})`);
	try {
		send({ kind: "unable" });
	} catch {} // there is no kernel any more, so the last picture stays
}
