// The legend.

import { sampleOf } from "./marks.js";
import { make } from "./page.js";

/** @import { Lab } from "./types.js" */

/**
 * Every series with a sample of how it is drawn first, then what is moved by hand, and the minimum.
 * @param {Lab} lab
 */
export function makeLegend({ spec: { panels, series }, answers }) {
	const entries = series.map((one) => make("li", {}, sampleOf(one, panels), one.name));
	const names = panels.flatMap((panel) => ("handles" in panel ? panel.handles.map(({ name }) => name) : []));
	if (answers && names.length) {
		entries.push(make("li", {}, `◯ ${names.join(", ")}: drag ${names.length > 1 ? "them" : "it"}`));
	}
	if (panels.some((panel) => "minimum" in panel && panel.minimum)) entries.push(make("li", {}, "✕ minimum"));
	const legend = make("ul", { class: "sg-key", "aria-label": "Legend" }, ...entries);
	legend.hidden = !entries.length;
	return legend;
}
