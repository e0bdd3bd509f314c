// The labs that the page can compute, by the first word of their state.

import { anatomy } from "./anatomy/compute.js";
import { gradientCloud } from "./gradient_cloud/compute.js";
import { momentumMap, movedPair } from "./momentum_map/compute.js";
import { race } from "./race/compute.js";
import { movedPen } from "./race/drawn.js";
import { ravine } from "./ravine/compute.js";
import { sentence } from "./sentence/compute.js";
import { threeButtons } from "./three_buttons/compute.js";
import { movedEnd, twinPanes } from "./twin_panes/compute.js";

/** @import { Compute, Moved } from "./types.js" */

/** @type {Record<string, Compute>} */
export const LABS = {
	anatomy,
	"gradient-cloud": gradientCloud,
	"momentum-map": momentumMap,
	race,
	ravine,
	sentence,
	"three-buttons": threeButtons,
	"twin-panes": twinPanes,
};

/** What a drag means for the settings, in labs where not every handle is a control. @type {Record<string, Moved>} */
export const MOVED = { "momentum-map": movedPair, race: movedPen, "twin-panes": movedEnd };
