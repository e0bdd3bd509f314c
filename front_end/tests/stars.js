// A star with stored frames, for tests.

import { deflateSync } from "node:zlib";
import { Star } from "../src/frames/star.js";
import { FakeModel } from "./fakes.js";

/** @import { Frame } from "../src/types.js" */

/** A ray with a word for each place, packed as Python does. @param {string[]} words */
export function pack(words) {
	const content = { count: words.length, missing: [], plain: { word: words }, arrays: {} };
	const header = Buffer.from(JSON.stringify(content));
	const length = Buffer.alloc(4);
	length.writeUInt32LE(header.length);
	return deflateSync(Buffer.concat([length, header])).toString("base64");
}

/** A star of two sliders with three places each, the first with its ray. */
export async function makeStar() {
	/** @type {unknown[]} */
	const shown = [];
	/** @type {unknown[]} */
	const asked = [];
	const star = new Star(
		(state) => shown.push(state.word),
		(message) => asked.push(message),
	);
	const rate = new FakeModel({ value: 0.1 });
	const size = new FakeModel({ index: 1 });
	/** @param {Partial<Frame>} [more] @returns {Frame} */
	const frame = (more) => ({ request: 0, word: "kernel", at: { rate: 0, size: 1 }, family: { rate: 7 }, ...more });
	star.take(frame());
	star.follow({ name: "rate", stops: [0.1, 0.2, 0.3], model: rate.asModel(), trait: "value" });
	star.follow({ name: "size", stops: null, model: size.asModel(), trait: "index" });
	await star.store("rate", 7, pack(["a", "b", "c"]));
	return { star, rate, size, frame, shown, asked };
}

/** A star whose slider has a number beside it, at 1, 10 or 100. */
export async function withNumber() {
	const { star, rate, ...more } = await makeStar();
	const number = new FakeModel({ value: 1 });
	let saved = 0;
	const model = Object.assign(rate.asModel(), { save_changes: () => saved++ });
	const beside = { number: number.asModel(), numbers: [1, 10, 100] };
	star.follow({ name: "rate", stops: [0.1, 0.2, 0.3], model, trait: "value", ...beside });
	return { star, rate, number, saved: () => saved, ...more };
}
