// Computes frames of a lab as a page does: for a test in Python.

import { frameOf, withData } from "../src/frames/wire.js";
import { codeOf } from "../src/lab/code.js";
import { LABS } from "../src/labs/all.js";
import { goalsOf } from "../src/live/goals.js";
import { kindOf, write } from "../src/live/state.js";
import { structured } from "../src/live/structures.js";
import { checkKnown } from "../src/live/unfit.js";
import { answer, asked } from "./exchange.js";

/** @import { Result, Sent, Settings, Structures } from "../src/labs/types.js" */
/** @import { Spec } from "../src/types.js" */

/** @typedef {{ live: Sent, spec: Spec, settings: Settings[] }} Asked */

const { live, spec, settings } = /** @type {Asked} */ (asked);
checkKnown(live);
const sent = { ...live, recipes: withData(live.recipes) };

/** @param {Settings} one */
function frame(one) {
	const state = write(sent, one);
	try {
		const job = LABS[kindOf(sent.lab)](sent, one);
		let slice = job.next();
		while (!slice.done) slice = job.next();
		const { picture, measured, structure, built, counted, each } = /** @type {Result} */ (slice.value);
		const known = structure === undefined ? spec : structured(spec, /** @type {Structures} */ (sent.specs), structure);
		const own = built ? built(spec) : known;
		const goals = goalsOf(sent.goals, { ...one, ...measured });
		const code = spec.code && codeOf(spec.code, { state, counted });
		const other = own === known ? {} : { built: own };
		return { ...frameOf(own, picture), goals, structure, state, code, ...(counted ? { counted, each } : {}), ...other };
	} catch (error) {
		return { error: /** @type {Error} */ (error).message, state };
	}
}

answer(settings.map(frame));
