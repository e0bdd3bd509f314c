// Numbers as one says them [say], as Python writes them [general], and where a number is among others.

/** @param {number} v @param {number} low @param {number} high */
export const clamp = (v, low, high) => Math.min(high, Math.max(low, v));

const DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A text with −2 for -2 and 3×10⁻⁷ for 3e-07, as typographers set them; 2-8-2 keeps its hyphens. @param {string} text */
export const typeset = (text) =>
	text.replace(/(^|[^\w.])-(?=\d)/g, "$1−").replace(/(?<=\d)e\+?(-?)0*(\d+)\b/g, (_, minus, power) => {
		const raised = power.replace(/./g, (/** @type {string} */ digit) => DIGITS[Number(digit)]);
		return `×10${minus && "⁻"}${raised}`;
	});

/** Writers of numbers with commas and some digits behind the point; to make one takes as long as to write many. */
const WRITERS = [0, 1, 2, 3, 4].map(
	(digits) => new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);

/** A number with commas. @param {number} v @param {number} [digits] behind the point, up to 4 */
export const withCommas = (v, digits = 0) => WRITERS[digits].format(digits ? v : Math.round(v));

/**
 * A number as one says it: three digits, powers of ten where it is tiny or huge.
 * @param {number} v @param {number} [huge] from here on a power of ten
 */
export function say(v, huge = 1e7) {
	const three = Number(v.toPrecision(3));
	const size = Math.abs(three);
	if (Number.isNaN(v)) return "undefined";
	if (size >= 3.4e38) return `beyond ${v < 0 ? "−" : ""}10³⁸`; // where float32 ends
	const usual = size === 0 || (size >= 1e-3 && size < huge);
	if (usual) return typeset(size < 1000 ? `${three}` : withCommas(v));
	return typeset(v.toExponential(2).replace(/\.?0+e/, "e"));
}

/** The digits of a number, rounded as Python does it: a tie goes to the even digit. @param {number} v @param {number} digits */
function rounded(v, digits) {
	const [exact, power] = v.toExponential(40).split("e");
	const even = evenAt(exact, exact.indexOf(".") + digits);
	return even === null ? v.toExponential(digits - 1) : `${even}e${power}`;
}

/** What stands before a place, if only a tie with an even digit before it is rounded down; else null. @param {string} exact @param {number} place */
export function evenAt(exact, place) {
	const kept = exact.slice(0, place).replace(/\.$/, "");
	return /^50*$/.test(exact.slice(place)) && Number(kept.at(-1)) % 2 === 0 ? kept : null;
}

/**
 * A number with some significant digits, like Python's format "g": a power of ten where it is tiny or huge.
 * @param {number} v @param {number} [digits]
 */
export function general(v, digits = 6) {
	if (Number.isNaN(v)) return "nan";
	if (!Number.isFinite(v)) return v > 0 ? "inf" : "-inf";
	if (v === 0) return Object.is(v, -0) ? "-0" : "0";
	const [mantissa, power] = rounded(v, digits).split("e");
	const e = Number(power);
	if (e < -4 || e >= digits) return `${short(mantissa)}e${e < 0 ? "-" : "+"}${String(Math.abs(e)).padStart(2, "0")}`;
	return short(Number(`${mantissa}e${e}`).toFixed(Math.max(0, digits - 1 - e)));
}

/** A number without zeros at its end. @param {string} text */
const short = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/**
 * Index of the last entry of a rising array that is at most x; −1 if none is.
 * @param {ArrayLike<number>} array @param {number} x
 */
export function lastAtMost(array, x) {
	let low = 0;
	let high = array.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (array[middle] <= x) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}

/**
 * Index of the entry that is nearest to a value; the first of several.
 * @param {ArrayLike<number>} array @param {number} value
 */
export function nearest(array, value) {
	let best = 0;
	for (let k = 1; k < array.length; k++) {
		if (Math.abs(array[k] - value) < Math.abs(array[best] - value)) best = k;
	}
	return best;
}
