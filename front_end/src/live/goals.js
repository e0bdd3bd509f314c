// Whether what the page computed reaches the goals of a lab; sgdlab/labs/stage/goal.py has the same rule.

/** @import { Goal } from "../labs/types.js" */
/** @import { ShownGoal } from "../types.js" */

/** @param {Goal[]} goals @param {Record<string, unknown>} measured with the settings @returns {ShownGoal[]} */
export const goalsOf = (goals, measured) =>
	goals.map(({ text, within, equal }) => {
		const inside = Object.entries(within).every(([name, bounds]) => isInside(measured[name], bounds));
		const alike = Object.entries(equal).every(
			([name, value]) => JSON.stringify(measured[name]) === JSON.stringify(value),
		); // a point is a list
		return { text, reached: inside && alike };
	});

/** @param {unknown} value @param {(number | null)[]} bounds */
const isInside = (value, [low, high]) =>
	typeof value === "number" && value >= (low ?? -Infinity) && value <= (high ?? Infinity);
