// The legend.

import { make } from "../page/elements.js";
import { isDrawn } from "./handles.js";
import { listsOf, sampleOf } from "./marks.js";

/** @import { Lab } from "../types.js" */

/** What has no name at its line, with a sample of how it is drawn; then what is moved by hand, and the minimum. @param {Lab} lab */
export function makeLegend({ spec: { panels, series }, answers }) {
	const atLines = series.filter((one) => ["paths", "curves"].some((list) => listsOf(one, panels).has(list)));
	const named = new Set(atLines.map(({ name }) => name));
	const entries = series
		.filter(({ name, faint }) => faint || !named.has(name))
		.map((one) => make("li", {}, sampleOf(one, panels), one.name));
	const drawn = panels.some(isDrawn);
	const moved = panels.flatMap((panel) => ("handles" in panel && !isDrawn(panel) ? panel.handles : []));
	const names = moved.map(({ name }) => name);
	const clicks = moved.some(({ click }) => click);
	const drag = `◯ ${names.join(", ")}: drag ${names.length > 1 ? "them" : "it"}${clicks ? ", or click" : ""}`;
	const low = panels.some((panel) => "minimum" in panel && panel.minimum);
	const signs = [...(answers && names.length ? [drag] : []), ...(low ? ["✕\u00a0minimum"] : [])];
	if (signs.length) entries.push(make("li", {}, signs.join("\u2003"))); // what is drawn on maps
	if (answers && drawn) entries.push(make("li", {}, "a click adds a point, or removes one"));
	const legend = make("ul", { class: "sg-key", "aria-label": "Legend" }, ...entries);
	legend.hidden = !entries.length;
	return legend;
}
