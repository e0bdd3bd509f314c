// The picture of the gradient cloud [pictureOf]; sgdlab/labs/gradient_cloud has the same in Python.

import { columnOf, endsOf, times } from "../../basics/arrays.js";
import { commas, fill, general, inFull, number, sentencesOf } from "../../basics/words.js";
import { grid, points } from "../../frames/wire.js";
import { meanOf, shareOf } from "../noise.js";

/** @import { Picture, Values } from "../../frames/wire.js" */
/** @import { Numbers } from "../../types.js" */
/** @import { Cloud, Facts, Settings } from "./compute.js" */

/** @typedef {{ facts: Facts, words: Record<string, string>, settings: Settings, cloud: Cloud }} Seen */

/** @param {Seen} one @returns {Picture} */
export function pictureOf(one) {
	const { facts, words, settings, cloud } = one;
	const lines = linesOf(one);
	const percent = general(100 * cloud.inside, 3);
	return {
		description: fill(words.described, { title: facts.title, lines: sentencesOf(lines).join(". "), percent }),
		panels: [surface(facts, settings, cloud), plane(facts, cloud), spreads(facts, settings, cloud)],
		words: [lines, [fill(words.bill, { examples: commas(cloud.n) })], table(one, percent)],
	};
}

/** The steps against the gradients. @param {Facts} facts @param {Settings} settings @param {Cloud} cloud @returns {Values} */
function surface({ rate, steps }, { point }, { cloud, mean }) {
	const step = (/** @type {number} */ x, /** @type {number} */ y) => [
		...point,
		point[0] - rate * x,
		point[1] - rate * y,
	];
	const paths = times(steps, (k) => step(cloud[2 * k], cloud[2 * k + 1]));
	return { data: { batch: grid(paths.flat(), [steps, 2, 2]), full: points(step(...mean)) } };
}

/** Every example's gradient, their mean, those of mini-batches, and the ellipse predicted for these. @param {Facts} facts @param {Cloud} cloud @returns {Values} */
function plane(facts, cloud) {
	const { dots, arrows } = facts;
	const examples = Float64Array.from([...arrows].flatMap((k) => [cloud.gradients[2 * k], cloud.gradients[2 * k + 1]]));
	const from0 = [...arrows].flatMap((_, k) => [0, 0, examples[2 * k], examples[2 * k + 1]]);
	const line = [...cloud.ellipse, cloud.ellipse[0], cloud.ellipse[1]];
	const [across, up] = rangesOf(facts, examples, cloud);
	return {
		data: {
			batch: points(cloud.cloud.subarray(0, 2 * dots)),
			predicted: points(line),
			example: grid(from0, [arrows.length, 4]),
			full: grid([0, 0, ...cloud.mean], [1, 4]),
		},
		x: { range: across },
		y: { range: up },
	};
}

/** The ranges contain all gradients and zero; they grow by steps, so that they stay still. @param {Facts} facts @param {Numbers} examples @param {Cloud} cloud */
function rangesOf({ part }, examples, { cloud, ellipse }) {
	const ends = [0, 1].map((axis) => {
		const along = [examples, cloud, ellipse].flatMap((some) => [...columnOf(some, axis)]);
		return endsOf([0, ...along]);
	});
	const widest = Math.max(...ends.map(([low, high]) => high - low)) || 1;
	const step = 2 ** Math.floor(Math.log2(widest)) / part;
	return ends.map(([low, high]) => [Math.floor(low / step - 0.1) * step, Math.ceil(high / step + 0.1) * step]);
}

/** The predicted spread for every batch size, and the measured one for this. @param {Facts} facts @param {Settings} settings @param {Cloud} cloud @returns {Values} */
function spreads({ sizes }, { batch_size, replace }, { n, covariance, measured, length }) {
	const size = sizes[replace ? "with" : "without"];
	const all = covariance[0] + covariance[2];
	const predicted = size.map((one) => Math.sqrt(all * shareOf(n, one, replace)));
	return {
		curves: {
			predicted: { y: predicted, x: { size } },
			measured: { y: Float64Array.of(Math.sqrt(measured[0] + measured[2])), x: { size: Float64Array.of(batch_size) } },
		},
		rules: { "length of the full gradient": { y: length } },
	};
}

/** @param {Seen} one */
function linesOf({ facts, words, settings, cloud }) {
	const { point, batch_size, replace } = settings;
	const [across, up] = facts.names;
	const [x, y] = point.map((v) => inFull(v));
	const length = inFull(cloud.length ?? 0);
	const fields = { size: commas(batch_size), how: replace ? "with" : "without" };
	const batches = fill(words[batch_size === 1 ? "one" : "some"], fields);
	const [predicted, measured] = [cloud.predicted, cloud.measured].map((one) =>
		number(Math.sqrt(one[0] + one[2]), facts.unit),
	);
	const share =
		cloud.downhill === null ? words["no direction"] : fill(words.share, { percent: general(100 * cloud.downhill, 3) });
	return [
		fill(words.full, { examples: commas(cloud.n), across, up, x, y, length }),
		fill(words.spread, { batches, measured, predicted }),
		fill(words.downhill, { share }),
	];
}

/** Means and spreads: predicted, and measured in the cloud. @param {Seen} one @param {string} percent */
function table({ facts, words, cloud }, percent) {
	const { unit } = facts;
	const middle = meanOf(cloud.cloud);
	const rows = facts.names.flatMap((name, k) => {
		const spreads = [cloud.predicted, cloud.measured].map((one) => number(Math.sqrt(one[2 * k]), unit));
		return [
			[fill(words.mean, { name }), number(cloud.mean[k], unit), number(middle[k], unit)],
			[fill(words["spread along"], { name }), ...spreads],
		];
	});
	const covariances = [cloud.predicted, cloud.measured].map((one) => number(one[1], unit ** 2));
	rows.push([words.covariance, ...covariances]);
	rows.push([words.inside, words.level, fill(words.percent, { percent })]);
	return { columns: ["", "predicted", "measured"], rows };
}
