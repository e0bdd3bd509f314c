// The structure of the race's picture for other runners, made from the one that is shown [structureOf].

/** @import { CurvesSpec, Marker, PlaneSpec, Series, Spec, SurfaceSpec } from "../../types.js" */
/** @import { Race } from "./compute.js" */

/** @typedef {{ color: string, marker: Marker, dash: number[] }} Look */
/** How runners look; the others take what is left, one after the other. @typedef {{ own: Record<string, Look>, others: Look[] }} Looks */

const LEARNED = "_learned"; // added to the key of a runner

/** How each runner looks. @param {Record<string, string>} names by the key of a runner @param {Looks} looks @returns {Series[]} */
function seriesOf(names, { own, others }) {
	const left = others.values();
	const look = (/** @type {string} */ key) => own[key] ?? left.next().value;
	return Object.entries(names).map(([key, name]) => ({ key, name, ...look(key), faint: false, spent: `${key}_spent` }));
}

/**
 * Makes the structure for these runners; the one that is given, if it is that.
 * @param {Record<string, string>} names by the key of a runner
 * @param {Race} race
 */
export function structureOf(names, { facts: { looks, few, tuning, named: [across, up] = [] }, race, grids }) {
	const keys = Object.keys(names);
	const lines = seriesOf(names, looks);
	const tuned = grids ? lines.filter(({ key }) => race.some((one) => one.key === key)) : [];
	/** @param {Series[]} some @param {string} suffix @returns {Series[]} */
	const also = (some, suffix) => some.map(({ spent, key, ...one }) => ({ ...one, key: key + suffix }));
	/** @param {Spec} spec @returns {Spec} */
	return (spec) => {
		const plane = /** @type {PlaneSpec | undefined} */ (spec.panels.find(({ kind }) => kind === "plane"));
		const other = plane && across && (plane.x.label !== across || plane.y.label !== up);
		const learned = other ? { ...plane, x: { ...plane.x, label: across }, y: { ...plane.y, label: up } } : plane;
		const examples = spec.series.filter(({ key }) => learned?.points.some((one) => one.series === key));
		const series = [...lines, ...examples, ...(learned ? also(lines, LEARNED) : []), ...also(tuned, "_tuned")];
		if (!other && spec.series.map(({ key }) => key).join() === series.map(({ key }) => key).join()) return spec;
		const [map, losses] = spec.panels;
		return {
			...spec,
			series,
			panels: [
				{ .../** @type {SurfaceSpec} */ (map), paths: keys.map((key) => ({ series: key, data: `${key}_path` })) },
				{ .../** @type {CurvesSpec} */ (losses), curves: keys.map((key) => curve(key, ["steps", "operations"])) },
				...(learned ? [{ ...learned, lines: keys.map(learnedLine) }] : []),
				...(tuned.length ? [{ ...tuning, curves: tuned.map(tunedCurve) }] : []),
			],
			words: spec.words.map((part, k) => (k ? part : { ...part, series: keys.length > few ? [] : keys })),
		};
	};
}

/** @param {string} key */
const learnedLine = (key) => ({ series: key + LEARNED, data: `${key + LEARNED}_line` });

/** @param {string} key @param {string[]} axes */
function curve(key, axes) {
	const x = Object.fromEntries(axes.map((axis) => [axis, `${key}_${axis}`]));
	return { series: key, x, y: `${key}_y`, low: `${key}_low`, high: `${key}_high` };
}

/** @param {Series} line */
const tunedCurve = ({ key }) => ({ ...curve(`${key}_tuned`, ["rate"]), marked: `${key}_tuned_marked` });
