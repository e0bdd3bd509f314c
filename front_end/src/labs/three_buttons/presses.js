// Presses of buttons as a short text, such as "f1000bu100r", as in sgdlab/labs/three_buttons/presses.py [readPresses].

import { below, oneAtRandom, times } from "../../basics/arrays.js";
import { commas } from "../../basics/words.js";

const [MOST_PRESSES, MOST_TIMES] = [300, 10_000];

/** @typedef {{ times: number, letter: string, before: string }} Press `before`: the text of all presses before it */

/** The presses in a text. @param {string} text @returns {Press[]} */
export function readPresses(text) {
	const found = [...text.matchAll(/([1-9]\d*)?([fbur])/g)];
	let all = "";
	const presses = found.map(([piece, times = 1, letter]) => {
		const before = all;
		all += piece;
		return { times: Number(times), letter, before };
	});
	if (all !== text)
		throw new Error(
			`'${text}' is not a list of presses: write f, b, u and r (all three), each after a number from 1 on or not`,
		);
	if (presses.length > MOST_PRESSES || presses.reduce((sum, { times }) => sum + times, 0) > MOST_TIMES)
		throw new Error(
			`these are more than ${MOST_PRESSES} presses or ${commas(MOST_TIMES)} times in all: press “start again”`,
		);
	return presses;
}

/** Up to eight presses. @param {[string | null, string, string][]} buttons */
export function drawnPresses(buttons) {
	const letters = buttons.flatMap(([one]) => one ?? []);
	return times(below(9), () => oneAtRandom(letters)).join("");
}
