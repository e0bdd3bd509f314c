// A saved page: a lab without a kernel.  Its star answers native sliders; only one at a time leaves the stored state.

import { mount } from "./lab.js";
import { decode } from "./messages.js";
import { make, write } from "./page.js";
import { makeStar } from "./star.js";

const bytesOf = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

function makeSlider({ name, label, texts, at }, moved) {
	const range = make("input", { type: "range", min: 0, max: texts.length - 1, step: 1, "aria-label": label });
	const output = make("output");
	const say = () => {
		write(output, texts[range.value]);
		range.setAttribute("aria-valuetext", texts[range.value]);
	};
	const put = (k) => {
		range.value = k;
		say();
	};
	range.addEventListener("input", () => {
		say();
		moved(name);
	});
	put(at);
	const model = { get: () => Number(range.value) };
	return {
		name,
		model,
		put,
		home: () => put(at),
		element: make("label", {}, make("span", { text: label }), range, output),
	};
}

function open({ spec, frame, sliders, rays }) {
	const lab = mount(document.querySelector("#lab"), { spec, frame }),
		star = makeStar(lab.show);
	const made = sliders.map((one) =>
		makeSlider(one, (name) => {
			for (const other of made) if (other.name !== name) other.home();
			star.moved(name);
		}),
	);
	star.take(decode(frame));
	for (const one of made) star.follow({ name: one.name, stops: null, model: one.model });
	for (const [name, { family, packed }] of Object.entries(rays)) star.store(name, family, bytesOf(packed));
	document.querySelector("#sliders").append(...made.map(({ element }) => element));
}

open(JSON.parse(document.querySelector("#data").textContent));
