// The controls of a lab that the page computes: what each can be, in numbers and as text, and its value now.

import { oneAtRandom } from "../basics/arrays.js";
import { clamp, nearest } from "../basics/numbers.js";
import { general, plainly, readNumber, threeDigits } from "../basics/words.js";
import { able, drawnRunners, fitting, readRunners, toldOf, withLacking, writeRunners } from "../labs/race/runners.js";
import { drawnPresses, readPresses } from "../labs/three_buttons/presses.js";

/** @import { Described, Settings } from "../labs/types.js" */
/** @import { Pair } from "../types.js" */
/** @import { Live } from "./live.js" */

const DRAWS = 20; // until settings are found that the lab can take
const NEAR = 0.0075; // of a range: nearer than one press of an arrow key
const TRACE = 1e-4; // of a range: what arrow keys there and back leave

/** The power of ten of a number, as Python writes it. @param {number} v */
const power = (v) => Number(v.toExponential(6).split("e")[1]);

/** Three digits, or as many more as a narrow range far from zero needs; 0 next to zero. @param {number} v @param {Pair} range */
function digitsIn(v, [low, high]) {
	if (low <= 0 && high >= 0 && Math.abs(v) < TRACE * (high - low)) return 0;
	return Number(general(v, clamp(3 + power(v) - power(high - low), 3, 17)));
}

/** @param {number} v @param {Described} one */
function allowed(v, { ends, whole, label }) {
	if (Number.isNaN(v)) throw new Error(`${label} is a number from ${plainly(ends[0])} to ${plainly(ends[1])}`);
	return clamp(whole ? Math.floor(v) : v, ...ends);
}

/** @param {number[]} point @param {Described} one @returns {Pair} */
function placed(point, { ranges, snap, first, label }) {
	if (!point.every(Number.isFinite)) {
		const given = point.map((v) => general(v)).join(", ");
		throw new Error(`${label}: a point is two finite numbers, such as (0, 0); got (${given})`);
	}
	const short = (/** @type {number[]} */ at) =>
		ranges.map((one, k) => clamp(digitsIn(clamp(at[k], ...one), one), ...one));
	const inside = short(point);
	const near = snap?.every((v, k) => Math.abs(inside[k] - v) <= NEAR * (ranges[k][1] - ranges[k][0])) ? snap : inside;
	const again = short(first).every((v, k) => v === inside[k]);
	return /** @type {Pair} */ ([...(again ? first : near)]);
}

/** The value that a control takes for one that it is given. @param {Described} one @param {unknown} value @returns {any} */
export function taken(one, value) {
	const { kind, label, values, labels } = one;
	if (kind === "slider" || kind === "whole") return allowed(Number(value), one);
	if (kind === "handle") return placed(/** @type {number[]} */ (value), one);
	if (kind === "choice") {
		if (!values.includes(value)) throw new Error(`${label}: choose one of ${labels.join(", ")}`);
		return value;
	}
	if (kind === "text") return value;
	if (kind === "numbers")
		return /** @type {number[]} */ (value).map((v, k) => allowed(v, { ...one, label: labels[k] }));
	if (kind === "presses") {
		readPresses(String(value));
		return value;
	}
	return able(String(value), one); // of the runners
}

/** @param {number[]} point */
const pair = (point) => `(${point.map(plainly).join(", ")})`;

/** What is said of a value that a control could not take as it was given; empty if it could. @param {Described} one @param {any} given */
export function told(one, given) {
	const { kind, label, ends, ranges } = one;
	const kept = taken(one, given);
	if (kind === "runners") return toldOf(String(given), one);
	if (kind === "handle") {
		const inside = ranges.every(([low, high], k) => given[k] >= low && given[k] <= high);
		return inside ? "" : `${label}: ${pair(given)} lies outside the picture, so ${pair(kept)} is taken`;
	}
	if (kind === "numbers" || kept === given) return "";
	const [shown, end] = [general(given, 10), plainly(kept)];
	if (given >= ends[0] && given <= ends[1]) return `${label}: ${shown} is not a whole number, so ${end} is taken`;
	return `${label}: ${shown} is ${given > kept ? "above" : "below"} ${end}, so ${end} is taken`;
}

/** The control that says who races, if settings name it. @param {Described[]} controls @param {Settings} settings */
const runnersIn = (controls, settings) => controls.find(({ kind, name }) => kind === "runners" && name in settings);

/** Settings with those runners of a wish who can't race here: they may on another problem. @param {Described[]} controls @param {Settings} settings @param {Settings} wish @returns {Settings} */
export function wished(controls, settings, wish) {
	const one = runnersIn(controls, wish);
	if (!one) return settings;
	return { ...settings, [one.name]: withLacking(String(settings[one.name]), String(wish[one.name]), one) };
}

/** What stays on another problem: who races. @param {Described[]} controls of that problem @param {Settings} settings @returns {Settings} */
export function staying(controls, settings) {
	const one = runnersIn(controls, settings);
	return one ? { [one.name]: writeRunners(fitting(String(settings[one.name]), one)) } : {};
}

/** The control that is a choice between problems, if there is one. @param {Described[]} controls */
export const menuOf = (controls) => controls.find(({ here }) => here !== undefined);

/** The control that stands for another problem, if settings name one. @param {Described[]} controls @param {Settings} settings */
export const elsewhere = (controls, settings) =>
	controls.find(({ name, here }) => here !== undefined && settings[name] !== here);

/** Settings of some controls, each made of its control. @param {Described[]} controls @param {(one: Described) => unknown} make @returns {Settings} */
export const settingsOf = (controls, make) => Object.fromEntries(controls.map((one) => [one.name, make(one)]));

/** Settings at random, but for what the reader has written; others if the lab refuses them. @param {Pick<Live, "sent" | "settings" | "compute">} lab */
export function atRandom({ sent, settings, compute }) {
	const all = sent.controls.filter(({ kind }) => kind !== "text");
	let found = {};
	for (let k = 0; k < DRAWS; k++) {
		found = settingsOf(all, drawn);
		try {
			compute(sent, { ...settings, ...found }).next();
			break;
		} catch {} // the last ones are shown with what is wrong
	}
	return found;
}

/** A value at random. @param {Described} one @returns {unknown} */
function drawn(one) {
	if (one.here !== undefined) return one.here;
	const { kind, values, at_random = values, ends, whole, drawn, ranges } = one;
	const between = (/** @type {number[]} */ [low, high]) => low + Math.random() * (high - low);
	if (kind === "choice") return oneAtRandom(at_random);
	if (kind === "handle") return placed(ranges.map(between), one);
	if (kind === "presses") return drawnPresses(one.buttons);
	if (kind === "runners") return drawnRunners(one);
	if (whole) return Math.floor(between([ends[0], ends[1] + 1]));
	const v = between(drawn === "log" ? ends.map(Math.log10) : ends);
	return allowed(threeDigits(drawn === "log" ? 10 ** v : v), one);
}

/** A value as text. @param {Described} one @param {unknown} value */
export function textOf({ kind, labels, values }, value) {
	if (kind === "choice") return labels[values.indexOf(value)];
	if (kind === "presses" || kind === "runners") return String(value);
	if (kind === "text")
		return String(value)
			.replace(/[\\|]/g, "\\$&")
			.replace(/\r\n?|\n/g, "|");
	return Array.isArray(value) ? value.map(plainly).join(",") : plainly(Number(value));
}

/** Several numbers with commas between. @param {string} text @param {number} count */
function numbersIn(text, count) {
	const parts = text.split(",");
	try {
		if (parts.length === count) return parts.map(readNumber);
	} catch {} // which of them it is does not matter
	const example = Array(count).fill(0).join(",");
	throw new Error(`'${text}' is not ${count} number${count > 1 ? "s" : ""} with commas between, such as ${example}`);
}

/** The value in a text, which the control may not be able to take as it is. @param {Described} one @param {string} text */
export function valueIn(one, text) {
	const { kind, labels, values, ranges, shape } = one;
	const several = kind === "numbers" ? labels : (ranges ?? shape);
	if (several) return numbersIn(text, several.length);
	if (kind === "presses") return taken(one, text);
	if (kind === "runners") return writeRunners(readRunners(text, one));
	if (kind === "text") return text.replace(/\\(.)|\|/g, (_, one = "\n") => one);
	if (kind !== "choice") return readNumber(text);
	if (labels.includes(text)) return values[labels.indexOf(text)];
	throw new Error(`'${text}' is not in the list; there are ${labels.map((label) => `'${label}'`).join(", ")}`);
}

/** The number of the nearest stop of a slider. @param {Described} one @param {unknown} value */
export const nearestPlace = ({ places }, value) => nearest(places, Number(value));
