// The loop around the step of a recipe, as text [loopOf].

import { times } from "../basics/arrays.js";

/** @import { Recipe } from "../types.js" */

export const [STEP, SEEN, LOSS, PARAMS] = [0, 1, 2, 3]; // places in a row of a record

/**
 * The text of what makes a `Loop`, given the size of a batch, the settings with the state, schedules among them, and the
 * data.  In it each thing that a step takes has a place of its own, and each length is a number: of that an engine makes
 * fast machine code together with the step, and of a loop that is the same for all recipes it doesn't.
 * @param {Recipe} recipe @param {number} settings how many there are
 */
export function loopOf({ step, parameters, data, examples, state }, settings) {
	const widths = data.map(({ values }) => values.length / examples);
	const inputs = times(settings + state.length, (k) => `inputs[${k}]`);
	const batch = widths.map((_, k) => `order ? rows${k} : all${k}`);
	const next = state.map(({ shape, values }, k) =>
		shape.length
			? copy(values.length, inputs[settings + k], `results[${3 + k}]`)
			: `inputs[${settings + k}] = results[${3 + k}];`,
	);
	return `(size, inputs, schedules, data) => {
	const step = (${step})(size);
	${lines(widths, (k, width) => `const all${k} = data[${k}], rows${k} = new Float64Array(size * ${width});`)}
	let results;
	return { get results() { return results; }, evaluate, take, go };

	function evaluate(params, k, order, from) {
		if (order) for (let i = 0; i < size; i++) {
			const row = order[from + i];
			${lines(widths, (k, width) => copy(width, `rows${k}`, `all${k}`, `${width} * i + `, `${width} * row + `))}
		}
		for (let j = 0; j < schedules.length; j++) inputs[schedules[j].place] = schedules[j].at(k);
		return results = step(${["params", "k", ...inputs, ...batch].join(", ")});
	}

	function take(params, before) {
		${[copy(parameters, "before", "params"), copy(parameters, "params", "results[2]"), ...next].join("\n")}
	}

	function go(params, before, k, most, order, from, ceiling, seen, each, keeper) {
		for (let taken = 0; ; taken++) {
			const value = evaluate(params, k + taken, order, from + taken * size)[0];
			if (taken === most) return taken;
			let zero = 0; // NaN from the first number on that is not finite
			${each(parameters, (j) => `zero += 0 * params[${j}];`)}
			if (!(value <= ceiling && value > -Infinity && zero === 0)) return taken;
			if (k + taken === keeper.next) keep(params, k + taken, seen + taken * each, keeper);
			take(params, before);
		}
	}

	function keep(params, k, seen, keeper) {
		const { rows, at } = keeper;
		rows[at + ${STEP}] = k;
		rows[at + ${SEEN}] = seen;
		${copy(parameters, "rows", "params", `at + ${PARAMS} + `)}
		keeper.next += keeper.every;
		keeper.at += keeper.width;
	}
}`;
}

/**
 * The text of what makes the loss on all examples, and what writes it into rows.
 * @param {string} loss @param {number} parameters @param {number} count of the arrays of data
 */
export const rowsOf = (loss, parameters, count) => `(size, data) => {
	const at = (${loss})(size), params = new Float64Array(${parameters});
	const [${named(count)}] = data;
	const loss = (params) => at(${["params", ...named(count)].join(", ")})[0];
	return { loss, fill };

	function fill(rows, width, from, to) {
		for (let row = from * width; row < to * width; row += width) {
			${copy(parameters, "params", "rows", "", `row + ${PARAMS} + `)}
			rows[row + ${LOSS}] = loss(params);
		}
	}
}`;

/** Names of arrays: an engine takes what a name always has for a constant. @param {number} count */
const named = (count) => times(count, (k) => `data${k}`);

/** @param {number[]} widths @param {(k: number, width: number) => string} write */
const lines = (widths, write) => widths.map((width, k) => write(k, width)).join("\n");

const FEW = 8; // numbers that are taken one by one, which is faster than a loop

/** @param {number} count @param {string} to @param {string} from @param {string} [at] @param {string} [other] */
function copy(count, to, from, at = "", other = "") {
	return each(count, (j) => `${to}[${at}${j}] = ${from}[${other}${j}];`);
}

/** @param {number} count @param {(j: number | string) => string} write */
const each = (count, write) =>
	count <= FEW ? times(count, write).join(" ") : `for (let j = 0; j < ${count}; j++) ${write("j")}`;
