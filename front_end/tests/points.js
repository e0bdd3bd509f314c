// Reads tables as a page does: JSON on the standard input, JSON on the standard output, for a test in Python.

import { text } from "node:stream/consumers";
import { begun, readPoints, withPoint } from "../src/labs/race/points.js";

const { asked, words } = JSON.parse(await text(process.stdin));

/** @param {{ text: string, pen: import("../src/labs/race/points.js").Pen }} one */
function read(one) {
	try {
		const points = readPoints(one.text, one.pen, words);
		const more = withPoint(one.text, points, [0.25, -3], 1).split("\n").at(-1);
		return { ...points, places: [...points.places], labels: points.labels && [...points.labels], more };
	} catch (error) {
		return { error: /** @type {Error} */ (error).message, more: begunWith(one) };
	}
}

/** The next line of a table that can't be raced yet, or null. @param {{ text: string, pen: import("../src/labs/race/points.js").Pen }} one */
function begunWith({ text, pen }) {
	try {
		return withPoint(text, begun(text, pen, words), [0.25, -3], 1)
			.split("\n")
			.at(-1);
	} catch {
		return null;
	}
}

process.stdout.write(JSON.stringify(asked.map(read)));
