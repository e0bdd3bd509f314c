// Numbers as one says them, and where a number is among others.

/** @param {number} v @param {number} low @param {number} high */
export const clamp = (v, low, high) => Math.min(high, Math.max(low, v));

/** The sign that typographers use, not the hyphen of the keyboard. @param {string} text */
export const minus = (text) => text.replace("-", "−");

const DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {number} n */
const raised = (n) => [...String(n)].map((d) => (d === "-" ? "⁻" : DIGITS[Number(d)])).join("");

/**
 * A number as one says it: three digits, powers of ten where it is tiny or huge.
 * @param {number} v
 * @param {number} [huge] from here on a power of ten
 */
export function say(v, huge = 1e7) {
	const size = Math.abs(v);
	if (Number.isNaN(v)) return "undefined";
	if (size >= 3.4e38) return `beyond ${v < 0 ? "−" : ""}10³⁸`; // where float32 ends
	if (size >= 1000 && size < huge) return minus(Math.round(v).toLocaleString("en-US"));
	if (size === 0 || (size >= 1e-3 && size < huge)) return minus(`${Number(v.toPrecision(3))}`);
	const [digits, power] = v.toExponential(2).split("e").map(Number);
	return `${minus(`${digits}`)}×10${raised(power)}`;
}

/**
 * Index of the last entry of a rising array that is at most x; −1 if none is.
 * @param {ArrayLike<number>} array
 * @param {number} x
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
 * @param {ArrayLike<number>} array
 * @param {number} value
 */
export function nearest(array, value) {
	let best = 0;
	for (let k = 1; k < array.length; k++) {
		if (Math.abs(array[k] - value) < Math.abs(array[best] - value)) best = k;
	}
	return best;
}
