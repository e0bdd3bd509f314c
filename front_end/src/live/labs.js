// The labs that the page can compute, by the first word of their state.

import { anatomy } from "./anatomy.js";
import { gradientCloud } from "./gradient_cloud.js";
import { momentumMap, movedPair } from "./momentum_map.js";
import { movedPen } from "./own_data.js";
import { race } from "./race.js";
import { ravine } from "./ravine.js";
import { sentence } from "./sentence.js";
import { threeButtons } from "./three_buttons.js";
import { movedEnd, twinPanes } from "./twin_panes.js";

/** @import { Compute, Moved } from "../labs/types.js" */

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
