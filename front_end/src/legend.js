// The legend.

import { sampleOf } from "./marks.js";
import { make } from "./page.js";

/** Every series with a sample of how it is drawn first, then what is moved by hand, and the minimum. */
export function makeLegend(lab) {
	const { panels, series } = lab.spec;
	const entries = series.map((one) => make("li", {}, sampleOf(one, panels), one.name));
	const names = panels.flatMap((panel) => panel.handles ?? []).map(({ name }) => name);
	if (lab.answers && names.length)
		entries.push(make("li", {}, `◯ ${names.join(", ")}: drag ${names.length > 1 ? "them" : "it"}`));
	if (panels.some((panel) => panel.minimum)) entries.push(make("li", {}, "✕ minimum"));
	return make("ul", { class: "sg-key", "aria-label": "Legend", ...(entries.length ? {} : { hidden: "" }) }, ...entries);
}
