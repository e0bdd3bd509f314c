// The programs in plain NumPy, which the kernel writes once somebody asks.

/** @import { WidgetModel } from "./models.js" */
/** @import { Beside } from "./types.js" */

/** What a lab needs to know of them. @param {WidgetModel} model @returns {Beside} */
export function programsOf(model) {
	const programs = /** @type {Beside["programs"]} */ (model.get("programs"));
	return { programs, askPrograms: () => model.send({ kind: "programs" }) };
}
