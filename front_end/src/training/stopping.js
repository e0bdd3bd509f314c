// When a run is over: the stop rules of sgdlab/training/stopping.py that labs have, with the same words [stopRules].

import { norm } from "../basics/arrays.js";
import { general } from "../basics/numbers.js";

/** @import { StopRule } from "../types.js" */
/** @import { RunSoFar } from "./so_far.js" */

/** @typedef {(run: RunSoFar) => string} Ask a stop rule: the reason to stop, or an empty text */

/**
 * Return the rules as functions of the run so far.  The early ones are asked before a gradient is computed, so that a
 * budget does not pay for an unused gradient.
 * @param {StopRule[]} rules
 */
export function stopRules(rules) {
	return {
		early: rules.filter(({ rule }) => rule === "budget").map(asking),
		late: rules.filter(({ rule }) => rule !== "budget").map(asking),
	};
}

/** @param {StopRule} rule @returns {Ask} */
function asking(rule) {
	switch (rule.rule) {
		case "gradient_norm":
			return (run) => (norm(run.gradient) <= rule.below ? `gradient norm at most ${general(rule.below)}` : "");
		case "loss_change":
			return lossChange(rule);
		case "budget":
			return budget(rule);
	}
}

/** @param {Extract<StopRule, { rule: "loss_change" }>} rule @returns {Ask} */
function lossChange({ below, over }) {
	const seen = new Float64Array(over); // the latest losses: that of step k at k mod `over`
	return ({ step, value }) => {
		const change = Math.abs(value - seen[step % over]);
		seen[step % over] = value;
		if (step < over || !(change <= below)) return "";
		return `loss changed by at most ${general(below)} in ${over} step${over > 1 ? "s" : ""}`;
	};
}

/** @param {Extract<StopRule, { rule: "budget" }>} rule @returns {Ask} */
const budget = ({ epochs }) => {
	const reason = `${withCommas(epochs)} epoch${epochs === 1 ? "" : "s"}`;
	return (run) => (run.charged / run.examples >= epochs ? reason : "");
};

/** A number as Python's format `,.15g` writes it: with commas between thousands. @param {number} number */
const withCommas = (number) => general(number, 15).replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
