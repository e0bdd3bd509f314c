// The kinds of panels.

import { BarsPanel } from "./bars.js";
import { CellsPanel } from "./cells.js";
import { CurvesPanel } from "./curves.js";
import { GraphPanel } from "./graph.js";
import { PlanePanel } from "./plane.js";
import { SurfacePanel } from "./surface.js";

/** @import { Lab, PanelSpec, Piece } from "../types.js" */

/** @param {PanelSpec} spec @param {Lab} lab @returns {Piece} */
function ofItsKind(spec, lab) {
	switch (spec.kind) {
		case "surface":
			return new SurfacePanel(spec, lab);
		case "curves":
			return new CurvesPanel(spec, lab);
		case "plane":
			return new PlanePanel(spec, lab);
		case "bars":
			return new BarsPanel(spec, lab);
		case "graph":
			return new GraphPanel(spec, lab);
		case "cells":
			return new CellsPanel(spec, lab);
	}
}

/** @param {PanelSpec} spec @param {Lab} lab */
export function makePanel(spec, lab) {
	const panel = ofItsKind(spec, lab);
	panel.element.classList.toggle("sg-wide", spec.wide);
	return panel;
}
