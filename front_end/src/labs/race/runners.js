// Who races, in a text such as "full batch; SGD; Adam learning_rate=0.01"; sgdlab/labs/race/runners.py has the same in Python.

import { below, oneAtRandom, times } from "../../basics/arrays.js";
import { assigned } from "../../basics/shell_words.js";
import { general, plainly, readNumber } from "../../basics/words.js";

/** @import { Kind, Own, Roster } from "../../types.js" */

/** `own`: what it has of its own, as given. @typedef {{ key: string, name: string, kind: Kind, own: Own }} Runner */
/**
 * The settings with which it runs; `batch_size` null: the full batch.
 * @typedef {{ learning_rate: number, batch_size: number | null, momentum: number, schedule: string, replace: boolean }} Values
 */

export const FULL = "full"; // the batch size of all examples
export const LACKING = "can't race on this surface in a saved page, only in a notebook";
const OWN = ["learning_rate", "batch_size", "momentum", "schedule", "replace", "scale"];

/** The runners in a text. @param {string} text @param {Roster} roster @returns {Runner[]} */
export function readRunners(text, roster) {
	const { most } = roster;
	const parts = text.split(";").map((part) => part.split(/\s+/).filter(Boolean));
	const given = parts.filter(({ length }) => length);
	if (given.length < 1 || given.length > most)
		throw new Error(`a race has 1 to ${most} runners, with a ; between; these are ${given.length}`);
	/** @type {Runner[]} */
	const found = [];
	for (const words of given) {
		const kind = kindOf(words.filter((word) => !word.includes("=")).join(" "), roster);
		const own = Object.fromEntries(words.filter((word) => word.includes("=")).map((word) => ownOf(kind, word, roster)));
		found.push(numbered(kind, own, found));
	}
	return found;
}

/** A runner after some others. @param {Kind} kind @param {Own} own @param {Runner[]} before @returns {Runner} */
function numbered(kind, own, before) {
	const number = 1 + before.filter((one) => one.kind === kind).length;
	const [key, name] = number > 1 ? [`${kind.key}${number}`, `${kind.name} ${number}`] : [kind.key, kind.name];
	return { key, name, kind, own };
}

/** The text of some runners. @param {Pick<Runner, "kind" | "own">[]} runners */
export function writeRunners(runners) {
	/** @param {Own} own */
	const values = (own) => OWN.filter((name) => name in own).map((name) => `${name}=${textOf(own[name])}`);
	return runners.map(({ kind, own }) => [kind.name, ...values(own)].join(" ")).join("; ");
}

/** @param {string | number | boolean} value */
export function textOf(value) {
	if (typeof value === "boolean") return value ? "yes" : "no";
	return typeof value === "string" ? value : plainly(value);
}

/** The runners in a text, for this number of examples: a batch that is larger has all of them. @param {string} text @param {Roster} roster */
export const fitting = (text, roster) =>
	readRunners(text, { ...roster, examples: Infinity }).map((one) => ({
		...one,
		own: { ...one.own, ...fittingSize(one.own, roster) },
	}));

/** @param {Own} own @param {Roster} roster @returns {Own} */
const fittingSize = ({ batch_size: size }, { examples }) =>
	typeof size === "number" ? { batch_size: Math.min(size, examples) } : {};

/** The text of those that can race here, or of the usual two. @param {string} text @param {Roster} roster */
export function able(text, roster) {
	const left = readRunners(text, roster).filter(({ kind }) => !kind.lacking);
	return left.length ? writeRunners(left) : usualIn(roster);
}

/** What is said of those that can't. @param {string} text @param {Roster} roster */
export function toldOf(text, roster) {
	const lost = readRunners(text, roster).filter(({ kind }) => kind.lacking);
	return lost.length ? `${lost.map(({ name }) => name).join(", ")} ${LACKING}` : "";
}

/** The text of those who race here, and in their places those of a wish who can't. @param {string} text @param {string} wish @param {Roster} roster */
export function withLacking(text, wish, roster) {
	const runners = readRunners(text, roster);
	for (const [k, one] of readRunners(wish, roster).entries())
		if (one.kind.lacking && runners.length < roster.most) runners.splice(k, 0, one);
	return writeRunners(runners);
}

/** @param {Roster} roster */
const usualIn = ({ kinds }) => writeRunners(kinds.slice(0, 2).map((kind) => ({ kind, own: {} })));

/** What a runner runs with. @param {Runner} runner @param {{ learning_rate: number, batch_size: number, momentum: number }} settings @returns {Values} */
export function valuesOf({ kind, own }, { learning_rate, batch_size, momentum }) {
	const shared = { learning_rate, batch_size, momentum, schedule: "constant", replace: false };
	/** @type {Own} */
	const values = { ...shared, ...kind.own, ...own };
	return /** @type {Values} */ (
		/** @type {unknown} */ ({ ...values, batch_size: values.batch_size === FULL ? null : values.batch_size })
	);
}

/** How the lines of a kind are called in code. @param {Kind} kind @param {number} momentum */
export const ruleOf = ({ rules: [plain, moved] }, momentum) => (momentum ? moved : plain);

/** @param {string} name @param {Roster} roster */
function kindOf(name, { kinds }) {
	if (name.toLowerCase() === "yours")
		throw new Error("yours races by itself as soon as lab.yours is set: leave it out here");
	const kind = kinds.find((one) => one.name.toLowerCase() === name.toLowerCase());
	if (kind) return kind;
	throw new Error(`there is no runner '${name}'; there are ${kinds.map((one) => one.name).join(", ")}`);
}

/** @param {Kind} kind @param {string} word @param {Roster} roster @returns {[string, string | number | boolean]} */
function ownOf(kind, word, roster) {
	const [name, value] = assigned(word);
	if (!kind.takes.includes(name))
		throw new Error(`${kind.name} has no '${name}' of its own; it can have ${kind.takes.join(", ")}`);
	try {
		return [name, valueIn(name, value, roster)];
	} catch (error) {
		throw new Error(`${kind.name} ${word}: ${/** @type {Error} */ (error).message}`);
	}
}

/** @param {string} name @param {string} text @param {Roster} roster */
function valueIn(name, text, { schedules, examples }) {
	if (name === "schedule") return oneOf(text, schedules);
	if (name === "replace") return oneOf(text, ["yes", "no"]) === "yes";
	if (name === "batch_size") return text === FULL ? text : size(text, examples);
	const v = readNumber(text);
	if (v >= 0 && v < (name === "momentum" ? 1 : Infinity) && !(name === "scale" && v === 0)) return v;
	const allowed = { momentum: "from 0 to below 1", scale: "above 0" }[name] ?? "of at least 0";
	throw new Error(`a number ${allowed} is needed`);
}

/** @param {string} text @param {number} examples */
function size(text, examples) {
	if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= examples) return Number(text);
	throw new Error(`a whole number from 1 to ${examples} is needed, or ${FULL}`);
}

/** @param {string} text @param {string[]} allowed */
function oneOf(text, allowed) {
	if (allowed.includes(text)) return text;
	throw new Error(`it can be ${allowed.join(" or ")}`);
}

/** The usual two and up to two others, with the same program, which is there also without a kernel. @param {Roster} roster */
export function drawnRunners(roster) {
	const others = roster.kinds.filter(({ key }) => key === "sgd" || key === "momentum");
	return [usualIn(roster), ...times(below(3), () => anyOf(others, roster))].join("; ");
}

/** A runner with a learning rate of its own, or it could be the twin of another one; perhaps with more. @param {Kind[]} kinds @param {Roster} roster */
function anyOf(kinds, { schedules }) {
	const kind = oneAtRandom(kinds);
	const others = { schedule: oneAtRandom(schedules), replace: oneAtRandom([true, false]) };
	const some = Object.entries(others).filter(([name]) => kind.takes.includes(name) && Math.random() < 0.5);
	const learning_rate = Number(general(10 ** (-3 * Math.random()), 3));
	return writeRunners([{ kind, own: { learning_rate, ...Object.fromEntries(some) } }]);
}
