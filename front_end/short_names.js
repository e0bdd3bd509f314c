// What the language has under long names and the front end uses often: esbuild puts these in their places, and gives each
// of them a name of a letter or two in the built file, as it does with everything else (`inject` in build.js).

const { abs, ceil, cos, floor, hypot, imul, log, log10, max, min, PI, round, sign, sin, sqrt } = Math;
const { assign, entries, fromEntries, keys, values } = Object;
const { isFinite: finite, isInteger, isNaN: notANumber, NaN: nan } = Number;
const { isArray } = Array;
const { stringify } = JSON;
const { Error: Mistake, Float32Array: Floats, Float64Array: Doubles, Number: toNumber, String: toText } = globalThis;

export {
	abs as "Math.abs",
	assign as "Object.assign",
	ceil as "Math.ceil",
	cos as "Math.cos",
	Doubles as Float64Array,
	entries as "Object.entries",
	Floats as Float32Array,
	finite as "Number.isFinite",
	floor as "Math.floor",
	fromEntries as "Object.fromEntries",
	hypot as "Math.hypot",
	imul as "Math.imul",
	isArray as "Array.isArray",
	isInteger as "Number.isInteger",
	keys as "Object.keys",
	log as "Math.log",
	log10 as "Math.log10",
	Mistake as Error,
	max as "Math.max",
	min as "Math.min",
	nan as "Number.NaN",
	notANumber as "Number.isNaN",
	PI as "Math.PI",
	round as "Math.round",
	sign as "Math.sign",
	sin as "Math.sin",
	sqrt as "Math.sqrt",
	stringify as "JSON.stringify",
	toNumber as Number,
	toText as String,
	values as "Object.values",
};
