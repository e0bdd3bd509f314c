// The kinds of panels.

import { make, makeButton, set } from "../page/elements.js";
import { isDrawn } from "../plot/handles.js";
import { BarsPanel } from "./bars.js";
import { CellsPanel } from "./cells.js";
import { CurvesPanel } from "./curves.js";
import { GraphPanel } from "./graph.js";
import { PlanePanel } from "./plane.js";
import { SurfacePanel } from "./surface.js";

/** @import { Lab, PanelSpec, Piece } from "../types.js" */

/** @type {Record<string, new (spec: any, lab: Lab) => Piece>} */
const KINDS = {
	surface: SurfacePanel,
	curves: CurvesPanel,
	plane: PlanePanel,
	bars: BarsPanel,
	graph: GraphPanel,
	cells: CellsPanel,
};

/** A panel, or what is said where the kernel is newer than the page. @param {PanelSpec} spec @param {Lab} lab @returns {Piece} */
function ofItsKind(spec, lab) {
	const Kind = KINDS[spec.kind];
	return Kind
		? new Kind(spec, lab)
		: { element: make("p", { text: `This page can't draw “${spec.kind}”: reload it.` }) };
}

/**
 * All panels of a lab, each map followed by its relief; `arrange` is called when a relief comes or goes.
 * @param {Lab} lab @param {() => void} arrange
 */
export function makePanels(lab, arrange) {
	return lab.spec.panels.flatMap((spec) => {
		const panel = ofItsKind(spec, lab);
		panel.element.dataset.wide = String(spec.wide);
		panel.element.dataset.tall = String(spec.kind === "surface" && (spec.tall || spec.equal));
		panel.element.dataset.pen = String(isDrawn(spec));
		return panel instanceof SurfacePanel ? [panel, makeRelief(panel, arrange)] : [panel];
	});
}

/** @param {SurfacePanel} map @param {() => void} arrange */
function makeRelief(map, arrange) {
	const { relief } = map;
	const button = makeButton("relief", "The same surface, to turn", () => {
		map.point(null); // no pointer leaves what is hidden under it
		map.lab.chosen.set("relief", relief.element.hidden === true);
		show();
		arrange();
		button.focus({ preventScroll: true }); // it was out of the page for a moment
	});
	button.className = "sg-small";
	function show() {
		const shown = !!(map.lab.chosen.get("relief") ?? map.spec.relief);
		relief.element.hidden = !shown;
		set(button, { "aria-pressed": shown });
	}
	show();
	map.bar.element.append(button); // so that both go to a second line together
	return relief;
}
