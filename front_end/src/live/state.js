// The settings of a lab as one line of text, as sgdlab/labs/stage/state.py writes and reads it.

import { assigned, piecesOf, quoted } from "../basics/shell_words.js";
import { elsewhere, textOf, valueIn } from "./controls.js";

/** @import { Described, Sent, Settings } from "../labs/types.js" */

/** @typedef {Pick<Sent, "lab" | "controls">} Named the name of a lab, and its settings */

const EMPTY = "the text is empty; the state of a lab begins with its name, such as 'race seed=1'";

/** @param {Named} sent @param {Settings} settings */
export const write = ({ lab, controls }, settings) =>
	[lab, ...controls.map((one) => `${one.name}=${quoted(textOf(one, settings[one.name]))}`)].join(" ");

/**
 * All settings; of another problem its name and what goes along, because its other settings are not those of this one.
 * @param {Named} sent @param {Settings} settings
 */
export function wanted(sent, settings) {
	const { controls } = sent;
	const other = elsewhere(controls, settings);
	if (!other) return write(sent, settings);
	const kept = other.along?.[String(settings[other.name])] ?? [];
	return write({ ...sent, controls: [other, ...controls.filter(({ name }) => kept.includes(name))] }, settings);
}

/** The name of a lab without what it was given, such as "ravine" of "ravine(problem)". @param {string} lab */
export const kindOf = (lab) => lab.replace(/\(.*/, "");

/**
 * The settings that a text names; those it leaves out are missing.
 * @param {string} text @param {Named} sent @returns {Settings}
 */
export function read(text, { lab, controls }) {
	const [head, ...parts] = piecesOf(text);
	if (head === undefined) throw new Error(EMPTY);
	if (head !== lab && head !== kindOf(lab))
		throw new Error(`this is the state of the lab '${head}'; it is '${lab}' that is open here`);
	const seen = new Set();
	return Object.fromEntries(
		parts.map((part) => {
			const [name, value] = assigned(part);
			const one = controls.find((control) => control.name === name);
			if (!one || value === undefined) {
				const names = controls.map((control) => `${control.name}=…`).join(", ");
				throw new Error(`'${part}' is not a setting of this lab; it has ${names}`);
			}
			if (seen.has(name)) throw new Error(`${name} is there twice: write it once`);
			seen.add(name);
			try {
				return [name, valueIn(one, value)];
			} catch (error) {
				throw new Error(`${part}: ${/** @type {Error} */ (error).message}`);
			}
		}),
	);
}

/** The value that a text names for one control; undefined if it names none, the last of several. @param {string} text @param {Described} one */
export function valueNamed(text, one) {
	const piece = piecesOf(text).findLast((part) => part.startsWith(`${one.name}=`));
	return piece === undefined ? undefined : valueIn(one, piece.slice(one.name.length + 1));
}
