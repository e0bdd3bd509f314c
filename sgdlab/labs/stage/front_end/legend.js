// The legend.

import { SAMPLES } from "./marks.js";
import { make } from "./page.js";

/** Every series with a sample of how it is drawn first, then what is moved by hand, and the minimum. */
export function makeLegend(lab) {
	const { panels, series } = lab.spec;
	const how = (key) => Object.keys(SAMPLES).find((list) => panels.some((panel) => panel[list]?.some((part) => part.series === key)));
	const entries = series.map((one) => make("li", {}, SAMPLES[how(one.key) ?? "lines"](one), one.name));
	const names = panels.flatMap((panel) => panel.handles ?? []).map(({ name }) => name);
	if (lab.answers && names.length) entries.push(make("li", {}, `◯ ${names.join(", ")}: drag ${names.length > 1 ? "them" : "it"}`));
	if (panels.some((panel) => panel.minimum)) entries.push(make("li", {}, "✕ minimum"));
	return make("ul", { class: "sg-key", "aria-label": "Legend", ...(entries.length ? {} : { hidden: "" }) }, ...entries);
}
