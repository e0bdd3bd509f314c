// The picture of the momentum map [pictureOf]; sgdlab/labs/momentum_map has the same in Python.

import { endsOf, evenly, meanOf, vector } from "../../basics/arrays.js";
import { beside, billText, count, fill, fixed, general, sentencesOf } from "../../basics/words.js";
import { points } from "../../frames/wire.js";
import { bandAt } from "../ensemble.js";
import { edgeOf, floorOf } from "../rate.js";

/** @import { Picture, Values } from "../../frames/wire.js" */
/** @import { Numbers } from "../../types.js" */
/** @import { Descent, Facts, Settings } from "./compute.js" */

/** @typedef {{ facts: Facts, words: Record<string, string>, settings: Settings, descent: Descent }} Seen */

const LOWEST = 1e-9; // of the loss at the start: below it the picture of the losses ends
const EACH = 25; // steps: it has a multiple of them
const [EDGES, FLOORS] = [100, 199]; // momenta of a line

/** @param {Seen} one @returns {Picture} */
export function pictureOf(one) {
	const { facts, settings, descent } = one;
	const lines = linesOf(one);
	const taken = descent.losses.length - 1;
	return {
		description: `${sentencesOf(lines).join(". ")}.`,
		spent: { path: descent.losses.map((_, k) => k / Math.max(1, taken)) },
		total: taken,
		panels: [
			{
				data: { edge: edgeLine(facts, settings) },
				handles: { pair: { key: [settings.learning_rate, settings.momentum] } },
			},
			{ data: { path: points(descent.path) } },
			losses(facts, settings, descent),
			...(settings.noisy ? [floors(facts, settings)] : []),
		],
		words: [lines],
	};
}

/** The edge of stability on the map, from above. @param {Facts} facts @param {Settings} settings */
function edgeLine({ curved, most }, { nesterov }) {
	const momenta = evenly(0, most, EDGES).reverse();
	return points([...momenta].flatMap((b) => [edgeOf(b, curved[1], nesterov), b]));
}

/** The loss of each step beside what is predicted. @param {Facts} facts @param {Settings} settings @param {Descent} descent @returns {Values} */
function losses(facts, settings, descent) {
	const { steps: last } = facts;
	const { losses, rate } = descent;
	const steps = vector(last + 1, (k) => k);
	const pace = steps.map((k) => losses[0] * Math.min(rate, 2) ** (2 * k));
	const beside = settings.noisy ? noisy(descent, steps) : { pace: { y: pace, x: { steps } } };
	const [end, lowest, highest] = frameOf([losses, ...Object.values(beside).map(({ y }) => y)], last);
	return {
		curves: { path: { y: losses, x: { steps: steps.subarray(0, losses.length) } }, ...beside },
		x: { steps: { range: [0, end] } },
		y: { range: [lowest, highest] },
	};
}

/**
 * The last step, the lowest and the highest loss to show: where the losses are, the first of the curves.
 * @param {Numbers[]} curves @param {number} last
 */
function frameOf(curves, last) {
	const [losses] = curves;
	const least = curves.flatMap((y) => [...y]).reduce((low, v) => (v > 0 && v < low ? v : low), losses[0]);
	const lowest = Math.max(LOWEST * losses[0], 10 ** Math.floor(Math.log10(least)));
	const highest = 3 * endsOf(losses)[1];
	const isSeen = (/** @type {number} */ v) => v >= lowest && v <= highest;
	const seen = Math.max(0, ...curves.map((y) => [...y].findLastIndex(isSeen)));
	return [Math.min(last, EACH * Math.ceil((seen + 1) / EACH)), lowest, highest];
}

/** Mean and band of many noisy runs, and the floor as predicted. @param {Descent} descent @param {Numbers} steps */
function noisy({ many, floor }, steps) {
	const mean = steps.map((k) => (many ? meanOf(many.map((losses) => losses[k])) : Number.NaN));
	return {
		many: { y: mean, x: { steps }, ...bandAt(many, steps.length, (k) => k) },
		level: { y: steps.map(() => floor ?? Number.NaN), x: { steps } },
	};
}

/** The floor for every momentum: at this learning rate, and at one that shrinks so that a push stays as long. @param {Facts} facts @param {Settings} settings @returns {Values} */
function floors({ curved, noise, most }, settings) {
	/** @param {(momentum: number) => number} rate */
	function curve(rate) {
		const at = (/** @type {number} */ b) =>
			floorOf({ ...settings, learning_rate: rate(b), momentum: b }, curved, noise);
		const momentum = evenly(0, most, FLOORS).filter((b) => Number.isFinite(at(b)) && at(b) > 0);
		return { y: momentum.map(at), x: { momentum } };
	}
	const { learning_rate } = settings;
	return {
		curves: { same: curve(() => learning_rate), scaled: curve((b) => learning_rate * (1 - b)) },
		marks: { yours: { x: settings.momentum } },
		x: { momentum: { range: [0, most] } },
	};
}

/** @param {Seen} one */
function linesOf(one) {
	const { facts, words, settings, descent } = one;
	const { rates, losses, diverged_at: ended } = descent;
	const [along, across] = rates;
	const plain = beside(2 / facts.curved[1], settings.learning_rate);
	const slower = Math.abs(along - across) < 1e-6 ? "alike" : along > across ? "along" : "across";
	const told = (/** @type {number} */ v, /** @type {number} */ other) => {
		const [one, two] = [beside(v, other), beside(v, 1)];
		return slower === "alike" ? general(v, 3) : two.length > one.length ? two : one;
	};
	const updates = losses.length - 1;
	const bill = billText({ example_gradients: updates, updates }, words);
	return [
		fill(words.pair, {
			kind: words[settings.nesterov ? "Nesterov" : "heavy ball"],
			rate: general(settings.learning_rate, 3),
			momentum: general(settings.momentum, 3),
			pace: paceOf(one),
		}),
		fill(words.rates, { along: told(along, across), across: told(across, along), slower: words[slower] }),
		fill(words.edge, {
			plain,
			side: words[settings.learning_rate > Number(plain) ? "above" : "below"],
			edge: beside(descent.edge, settings.learning_rate),
		}),
		fill(words.bill, { bill, reason: ended === null ? words.steps : fill(words.diverged, { step: ended }) }),
		...(settings.noisy ? [noiseIn(one)] : []),
	];
}

/** @param {Seen} one */
function paceOf({ words, descent: { rate, diverged_at } }) {
	const fields = { rate: beside(rate, 1, 4) };
	if (rate >= 1) {
		const ended = diverged_at === null ? "" : fill(words.ended, { step: diverged_at });
		return fill(words["no pace"], { ...fields, ended });
	}
	const steps = Number(fixed(Math.log(1e-3) / Math.log(rate), 0));
	return fill(words.pace, { ...fields, steps: count(Math.max(1, steps), "step") });
}

/** The floor, where gradients are noisy. @param {Seen} one */
function noiseIn({ facts, words, descent }) {
	const { floor, many, diverged_at, losses, rate } = descent;
	if (floor === null) return words["no floor"];
	const measured = many && diverged_at === null ? meanOf(many.map((run) => meanOf(run.subarray(-facts.late)))) : null;
	const seen = measured === null ? "" : fill(words.seen, { loss: general(measured, 3) });
	const early = seen && losses[0] * rate ** (2 * (facts.steps - facts.late)) > 0.2 * floor ? words.early : "";
	return fill(words.floor, { floor: general(floor, 3), seen, early });
}
