// Scales, ticks, and numbers as one says them.

export const clamp = (v, low, high) => Math.min(high, Math.max(low, v));

export function makeScale({ scale, range }, from, to) {
	const log = scale === "log",
		f = log ? Math.log10 : (v) => v,
		back = log ? (v) => 10 ** v : f;
	const low = f(range[0]),
		unit = (to - from) / (f(range[1]) - low);
	const ticks = (count) => (log ? logTicks : linearTicks)(range, count);
	return { range, at: (v) => from + (f(v) - low) * unit, back: (p) => back(low + (p - from) / unit), ticks };
}

function linearTicks([low, high], count) {
	const rough = (high - low) / Math.max(2, count),
		ten = 10 ** Math.floor(Math.log10(rough));
	const step = ten * [1, 2, 5, 10].find((m) => m * ten >= rough * 0.999),
		digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9)),
		ticks = [];
	for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
		const v = k * step || 0,
			long = digits > 4 || Math.abs(v) >= 1e6,
			format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
		ticks.push([v, long ? say(v) : minus(v.toLocaleString("en-US", format))]);
	}
	return ticks;
}

function logTicks([low, high], count) {
	const from = Math.floor(Math.log10(low)),
		to = Math.ceil(Math.log10(high)),
		ticks = [];
	for (let n = from; n <= to; n += Math.ceil((to - from) / Math.max(2, count))) {
		for (const m of high < 100 * low ? [1, 2, 5] : [1]) {
			const v = m * 10 ** n;
			if (v >= low * 0.999 && v <= high * 1.001) ticks.push([v, say(v, high < 1e5 ? 1e5 : 1e4).replace(/^1×/, "")]);
		}
	}
	return ticks;
}

const minus = (text) => text.replace("-", "−");
const raised = (n) => [...String(n)].map((d) => (d === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[d])).join("");

/** A number as one says it: three digits, powers of ten where it is tiny or huge. */
export function say(v, huge = 1e7) {
	const size = Math.abs(v);
	if (!(size < 3.4e38)) return Number.isNaN(v) ? "undefined" : `beyond ${v < 0 ? "−" : ""}10³⁸`; // where float32 ends
	if (size >= 1000 && size < huge) return minus(Math.round(v).toLocaleString("en-US"));
	if (!size || (size >= 1e-3 && size < huge)) return minus(`${Number(v.toPrecision(3))}`);
	const [digits, power] = v.toExponential(2).split("e").map(Number);
	return `${minus(`${digits}`)}×10${raised(power)}`;
}

/** Index of the last entry of a rising array that is at most x; −1 if none is. */
export function lastAtMost(array, x) {
	let low = 0,
		high = array.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (array[middle] <= x) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}
