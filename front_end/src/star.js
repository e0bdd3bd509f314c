// The star: stored frames along every slider, shown at once when the reader moves it; the kernel's frame follows.

const NOTHING = 65535,
	PLACES = 65534; // codes: no number, the highest place
const LATE = 3000; // milliseconds after which the kernel is asked anyway, so that the reader learns it if the kernel is gone
const REST = 300; // milliseconds without a move, after which the kernel is asked for what is missing

async function inflate(packed) {
	const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Unpack what `ray.py` packed: a promise of a function from the places of the slider to their frames, or null. */
export const unpackRay = (packed) => inflate(packed).then(readRay);

function readRay(bytes) {
	const from = 4 + new DataView(bytes.buffer).getUint32(0, true);
	const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, from)));
	const size = (shape) => (shape ? shape.reduce((a, b) => a * b, 1) : 0);
	let codes = 0,
		numbers = 0;
	for (const column of Object.values(header.lines))
		column.begins = column.shapes.map((shape) => (codes += size(shape)) - size(shape));
	for (const column of Object.values(header.arrays))
		column.begins = column.shapes.map((shape) => (numbers += size(shape)) - size(shape));
	const high = bytes.subarray(from, from + codes),
		low = bytes.subarray(from + codes, from + 2 * codes),
		afterCodes = from + 2 * codes;

	function line({ shapes, begins, axes }, k) {
		// sums of differences, modulo 65,536
		const length = size(shapes[k]),
			values = new Float32Array(length),
			sums = axes.map(() => 0);
		for (let i = 0; i < length; i++) {
			const at = begins[k] + i,
				axis = i % axes.length,
				[bottom, top, log] = axes[axis];
			const code = (sums[axis] = (sums[axis] + (high[at] << 8) + low[at]) & 65535),
				v = bottom + (code / PLACES) * (top - bottom);
			values[i] = code === NOTHING ? NaN : log ? 10 ** v : v;
		}
		return Object.assign(values, { shape: shapes[k] });
	}
	function array({ shapes, begins }, k) {
		const start = afterCodes + 4 * begins[k];
		return Object.assign(new Float32Array(bytes.slice(start, start + 4 * size(shapes[k])).buffer), {
			shape: shapes[k],
		});
	}
	const frames = new Map();
	return (k) => {
		if (frames.has(k) || !(k >= 0 && k < header.count) || header.missing.includes(k)) return frames.get(k) ?? null;
		const frame = {};
		frames.set(k, frame);
		for (const [key, column] of Object.entries(header.plain)) frame[key] = column.length > 1 ? column[k] : column[0];
		for (const [kind, read] of [
			[header.lines, line],
			[header.arrays, array],
		]) {
			for (const [key, column] of Object.entries(kind)) frame[key] = column.shapes[k] && read(column, k);
		}
		return frame;
	};
}

/**
 * Decides what a lab shows: the kernel's last frame, or, where one slider alone has moved since, its stored frame.
 * `show(state)` draws; `ask(message)`, if given, reaches the kernel.  `follow(control)` adds {name, stops, model,
 * trait, number, numbers}; `take(frame)` and `store(name, family, packed)` bring what the kernel sent.  Call
 * `moved(name)` when a control moves, and `wait()` when something else does that a request must not disturb.
 */
export function makeStar(show, ask = null) {
	const controls = new Map(),
		rays = new Map();
	let frame = null,
		shown = null,
		timer = 0,
		asked = null,
		lastMoved = null; // lastMoved: the slider that the reader moved last

	const position = ({ stops, model, trait }) => (stops ? nearest(stops, model.get(trait)) : model.get(trait));
	const away = () =>
		[...controls.values()].filter((control) => frame.at && position(control) !== frame.at[control.name]);

	function stored() {
		// the frame of the one slider that has moved
		const moved = away(),
			name = moved[0]?.name,
			ray = rays.get(name);
		return moved.length === 1 && ray && ray.family === frame.family[name] ? ray.at(position(moved[0])) : null;
	}
	function updateNumber({ number, numbers, ...control }) {
		// beside a slider that the reader moved; the kernel would do it later
		const here = position(control); // a number that was typed between two places keeps to the nearest
		if (number && nearest(numbers, number.get("value")) !== here) number.set("value", numbers[here]);
	}
	function draw(answered) {
		const near = stored();
		if (near && near === shown && !answered) return; // an older answer, while a newer picture is there
		shown = near;
		show(near ? { ...frame, error: undefined, ...near } : frame);
	}
	function wait(pause = REST) {
		clearTimeout(timer);
		if (ask) timer = setTimeout(askForMore, pause);
	}
	function askForMore(late = false) {
		if (!late && away().length) timer = setTimeout(askForMore, LATE, true);
		const missing = Object.entries(frame?.family ?? {}).some(([name, family]) => rays.get(name)?.family !== family);
		if (!late && (asked === frame || away().length || !(missing || frame.rested === false))) return;
		asked = frame;
		ask({ kind: "rest", has: Object.fromEntries([...rays].map(([name, { family }]) => [name, family])) });
	}
	return {
		follow(control) {
			controls.set(control.name, { ...control, last: position(control) });
		},
		take(next) {
			const answered = next.request !== frame?.request; // it answers a move in the picture
			frame = next;
			draw(answered);
			wait();
		},
		async store(name, family, packed) {
			rays.set(name, { at: await unpackRay(packed), family });
			if (stored()) draw();
			asked = null;
			wait(0); // for the next
		},
		moved(name, byHand = true) {
			// a slider, or null: a number
			if (name || byHand) lastMoved = byHand ? name : null;
			const slider = controls.get(lastMoved),
				here = slider && position(slider);
			// Also when it is back at its place: the kernel may not have seen it elsewhere.  Rounding by the browser is no move.
			if (slider && (name === lastMoved ? here !== slider.last : away().includes(slider))) updateNumber(slider);
			if (controls.has(name)) controls.get(name).last = position(controls.get(name));
			if (stored()) draw();
			wait();
		},
		wait: () => wait(),
		forget() {
			rays.clear();
			controls.clear();
		},
		stop() {
			clearTimeout(timer);
		},
	};
}

/** Follow the stock controls that a widget's model names in `watched`; returns a function that lets go. */
export function followModels(star, model) {
	let heard = [],
		turn = 0;
	const modelOf = (other) =>
		typeof other === "string" ? model.widget_manager.get_model(other.slice("IPY_MODEL_".length)) : other;
	const letGo = () => {
		for (const [other, event, listener] of heard.splice(0)) other.off(event, listener);
	};
	async function follow() {
		const mine = ++turn,
			found = [];
		for (const control of model.get("watched") ?? []) {
			found.push({ ...control, model: await modelOf(control.model), number: await modelOf(control.number) });
		}
		if (mine !== turn) return; // another list came in the meantime
		letGo();
		for (const control of found) {
			star.follow(control);
			const tell = (name) => (_, value, options) => star.moved(name, Boolean(options?.updated_view)); // a view: by hand
			heard.push([control.model, `change:${control.trait}`, tell(control.name)]);
			if (control.number) heard.push([control.number, "change:value", tell(null)]);
		}
		for (const [other, event, listener] of heard) other.on(event, listener);
	}
	const sent = ({ kind, name, family }, buffers) => {
		if (kind === "ray") star.store(name, family, buffers[0]);
	};
	model.on("change:watched", follow);
	model.on("msg:custom", sent);
	follow();
	return () => {
		turn++;
		letGo();
		model.off("change:watched", follow);
		model.off("msg:custom", sent);
		star.stop();
	};
}

function nearest(stops, value) {
	let best = 0;
	stops.forEach((stop, k) => {
		if (Math.abs(stop - value) < Math.abs(stops[best] - value)) best = k;
	});
	return best;
}
