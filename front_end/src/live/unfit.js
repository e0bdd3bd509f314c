// What happens where the page can't compute what it is sent [leaveToKernel].  A widget brings the code of its page along,
// so a page that is older than its kernel is rare: it fails on what it doesn't know.

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
